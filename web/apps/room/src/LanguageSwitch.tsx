// Lets her read the page in another language, on every screen. Each language is written in itself.
import { createContext, useContext } from "react";
import { CODES, nameOf, t, tagOf, type Code } from "@vivavoce/i18n";
import { Icon } from "@vivavoce/ui";
import { useReading } from "./language";

/** What a choice leads to; App decides. */
export const ChooseLanguage = createContext<(code: Code) => void>(() => undefined);

let byName: { code: Code; name: string }[] | null = null;

function languages() {
  byName ??= CODES.map((code) => ({ code, name: nameOf(code) })).sort((one, other) => one.name.localeCompare(other.name, "en"));
  return byName;
}

export function LanguageSwitch() {
  const choose = useContext(ChooseLanguage);
  const code = useReading() ?? "en";
  return (
    <label className="language">
      <Icon name="language" />
      <span className="vv-hidden">{t("page.language")}</span>
      <select value={code} onChange={(event) => choose(event.target.value as Code)} data-testid="language">
        {languages().map((one) => (
          <option key={one.code} value={one.code} lang={tagOf(one.code)}>{one.name}</option>
        ))}
      </select>
    </label>
  );
}
