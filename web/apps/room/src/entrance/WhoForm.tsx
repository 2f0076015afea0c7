// Who she is, and her resume where one counts.
import { Button, Field, Notice } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Arrival } from "@vivavoce/live";
import type { Details, Fault } from "./details";
import { ResumeFields } from "./ResumeFields";
import { useFaultFocus } from "./useFaultFocus";

interface Props {
  arrival: Arrival;
  details: Details;
  onchange: (details: Details) => void;
  fault: Fault | null;
  busy: boolean;
  onsubmit: () => void;
}

export function WhoForm({ arrival, details, onchange, fault, busy, onsubmit }: Props) {
  const form = useFaultFocus(fault);
  const wrong = (part: Fault["part"]) => (fault?.part === part ? fault.text : null);
  return (
    <form
      ref={form}
      className="stack entrance-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onsubmit();
      }}
    >
      <h2>{t("entrance.who")}</h2>
      <Field label={t("entrance.name")} error={wrong("name")}>
        {(ids) => (
          <input {...ids} className="vv-input" type="text" name="name" autoComplete="name" dir="auto" maxLength={200} required
            value={details.name} onChange={(event) => onchange({ ...details, name: event.target.value })} data-testid="entrance-name" />
        )}
      </Field>
      <Field label={t("entrance.email")} hint={t("entrance.email.hint")} error={wrong("email")}>
        {(ids) => (
          <input {...ids} className="vv-input" type="email" name="email" autoComplete="email" inputMode="email" dir="ltr" required
            autoCapitalize="none" spellCheck={false} maxLength={320}
            value={details.email} onChange={(event) => onchange({ ...details, email: event.target.value })} data-testid="entrance-email" />
        )}
      </Field>
      {arrival.wants_resume && <ResumeFields details={details} onchange={onchange} error={wrong("resume")} />}
      <p className="small">{t("entrance.sees", { company: arrival.company.name })}</p>
      {fault && fault.part === null && (
        <Notice tone="bad" urgent>
          <p>{fault.text}</p>
        </Notice>
      )}
      <Button look="primary" size="large" submits busy={busy} data-testid="entrance-send">
        {t("entrance.send")}
      </Button>
    </form>
  );
}
