// Dresses the page in a company's colours, and shows its logo at the top of every screen that is a Page. Who asks for
// more contrast, or has colours of her own, keeps those.
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import type { Colours, State } from "@vivavoce/live";
import { propertiesOf } from "./brand";

type Shown = State["company"];

const Brand = createContext<Shown>(null);
const OWN_COLOURS = ["(prefers-contrast: more)", "(forced-colors: active)"];
const DARK = "(prefers-color-scheme: dark)";

export function Branded({ company, children }: { company: Shown; children: ReactNode }) {
  const colours = company?.colours ?? null;
  useEffect(() => (colours ? wear(colours) : undefined), [colours]);
  return <Brand.Provider value={company}>{children}</Brand.Provider>;
}

/** Puts the colours on, again whenever she changes her mind about dark and light; gives what takes them off. */
function wear(colours: Colours): () => void {
  const { style } = document.documentElement;
  const watched = [DARK, ...OWN_COLOURS].map((query) => matchMedia(query));
  let worn: string[] = [];
  const off = () => {
    for (const name of worn) style.removeProperty(name);
    worn = [];
  };
  const on = () => {
    off();
    if (OWN_COLOURS.some((query) => matchMedia(query).matches)) return;
    const properties = propertiesOf(colours, matchMedia(DARK).matches);
    worn = Object.keys(properties);
    for (const name of worn) style.setProperty(name, properties[name]!);
  };
  on();
  for (const query of watched) query.addEventListener("change", on);
  return () => {
    for (const query of watched) query.removeEventListener("change", on);
    off();
  };
}

/** The logo; nothing where there is none, or where it does not come. */
export function BrandMark() {
  const company = useContext(Brand);
  const [failed, setFailed] = useState(false);
  if (!company?.logo_url || failed) return null;
  return <img className="brand-mark" src={company.logo_url} alt={company.name} onError={() => setFailed(true)} />;
}
