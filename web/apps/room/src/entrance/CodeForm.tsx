// The six digits of her letter. What is said is the same whether a letter was sent or not: where only invited people get
// in, nobody learns here who is.
import { useState } from "react";
import { Button, Field, Notice } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Arrival } from "@vivavoce/live";
import { Contact } from "../Contact";
import { digitsIn, type Fault } from "./details";
import { useCountdown } from "./useCountdown";
import { useFaultFocus } from "./useFaultFocus";

const PAUSE_S = 30;

interface Props {
  arrival: Arrival;
  email: string;
  fault: Fault | null;
  busy: boolean;
  onsubmit: (code: string) => void;
  onagain: () => void;
  onback: () => void;
}

export function CodeForm({ arrival, email, fault, busy, onsubmit, onagain, onback }: Props) {
  const [code, setCode] = useState("");
  const form = useFaultFocus(fault);
  const pause = useCountdown(PAUSE_S);
  const { company, invited_only } = arrival;
  return (
    <form
      ref={form}
      className="stack entrance-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onsubmit(code);
      }}
    >
      <h2>{t("entrance.code.title")}</h2>
      <Field label={t("entrance.code")} hint={t(invited_only ? "entrance.code.sent.invited" : "entrance.code.sent", { email })} error={fault?.part === "code" ? fault.text : null}>
        {(ids) => (
          <input {...ids} className="vv-input entrance-code" type="text" name="code" dir="ltr" required autoFocus
            autoComplete="one-time-code" inputMode="numeric" spellCheck={false}
            value={code} onChange={(event) => setCode(digitsIn(event.target.value))} data-testid="entrance-code" />
        )}
      </Field>
      {fault && fault.part === null && (
        <Notice tone="bad" urgent>
          <p>{fault.text}</p>
        </Notice>
      )}
      <Button look="primary" size="large" submits busy={busy} data-testid="entrance-enter">
        {t("live.break.continue")}
      </Button>
      <div className="entrance-help stack">
        <h3>{t("entrance.code.help")}</h3>
        <p>{t("entrance.code.help.text")}</p>
        {invited_only && <p>{t("entrance.code.help.invited", { company: company.name })}</p>}
        <Contact company={company} />
        <div className="vv-row">
          <Button disabled={pause.left > 0} onClick={busy ? undefined : onagain} data-testid="entrance-again">
            {t("entrance.code.again")} {pause.text}
          </Button>
          <Button look="plain" onClick={onback} data-testid="entrance-back">
            {t("entrance.code.change")}
          </Button>
        </div>
      </div>
    </form>
  );
}
