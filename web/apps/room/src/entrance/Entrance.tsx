// The way in for somebody who holds no link yet: what it is, who she is, the code from her letter. On the portals and in
// embeds; it stores nothing and navigates nowhere, `onlink` decides where she goes on.
import { useRef, useState } from "react";
import { t, tagOf } from "@vivavoce/i18n";
import type { Arrival, EntranceApi, Link, Way } from "@vivavoce/live";
import { useReading } from "../language";
import { Page } from "../Page";
import { Written } from "../Written";
import { CodeForm } from "./CodeForm";
import { Facts } from "./Facts";
import { faultOf, lacking, NOTHING, type Details, type Fault } from "./details";
import { WhoForm } from "./WhoForm";
import "./entrance.css";

export interface EntranceProps {
  arrival: Arrival;
  way: Way;
  entrance: EntranceApi;
  onlink: (link: Link) => void;
}

/** A code that was asked for, and for which address. */
interface Sent {
  id: string;
  email: string;
}

export function Entrance({ arrival, way, entrance, onlink }: EntranceProps) {
  const { company, position } = arrival;
  const [details, setDetails] = useState<Details>(NOTHING);
  const [sent, setSent] = useState<Sent | null>(null);
  const [step, setStep] = useState<"who" | "code">("who");
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  /** The right code, kept while she mends her name or her resume. */
  const right = useRef("");
  const tag = tagOf(useReading() ?? "en");

  const working = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      await work();
    } catch (error) {
      const found = faultOf(error, tag);
      if (found.part) setStep(found.part === "code" ? "code" : "who");
      setFault(found);
    }
    setBusy(false);
  };

  const ask = async () => {
    const email = details.email.trim();
    const { code_id } = await entrance.code(way, email);
    right.current = "";
    setSent({ id: code_id, email });
    setStep("code");
  };

  const enter = async (code: string) => {
    const who = { code_id: sent!.id, code, name: details.name.trim() };
    const wanted = arrival.wants_resume;
    try {
      const byFile = wanted && details.by === "file" && details.file;
      onlink(byFile ? await entrance.confirmWithFile(who, byFile) : await entrance.confirm(who, wanted ? details.text : null));
    } catch (error) {
      right.current = faultOf(error, tag).part === "code" ? "" : code;
      throw error;
    }
  };

  const onwho = () => {
    const found = lacking(details, arrival.wants_resume);
    setFault(found);
    if (found) return;
    const mending = right.current && sent?.email === details.email.trim();
    void working(mending ? () => enter(right.current) : ask);
  };

  const oncode = (code: string) => {
    if (code.length < 6) return setFault({ part: "code", text: t("entrance.code.incomplete") });
    void working(() => enter(code));
  };

  return (
    <Page
      eyebrow={<bdi>{company.name}</bdi>}
      title={position ? <Written text={position.name} language={arrival.language} /> : t("entrance.invited")}
      lead={position ? position.description && <Written text={position.description} language={arrival.language} /> : t("entrance.invited.text", { company: company.name })}
      narrow
      testid="entrance"
    >
      <div className="stack">
        {position && <Facts listed={position} />}
        <section className="vv-card stack">
          <div hidden={step !== "who"}>
            <WhoForm arrival={arrival} details={details} onchange={setDetails} fault={fault} busy={busy} onsubmit={onwho} />
          </div>
          {step === "code" && sent && (
            <CodeForm
              key={sent.id}
              arrival={arrival}
              email={sent.email}
              fault={fault}
              busy={busy}
              onsubmit={oncode}
              onagain={() => working(ask)}
              onback={() => {
                setFault(null);
                setStep("who");
              }}
            />
          )}
        </section>
      </div>
    </Page>
  );
}
