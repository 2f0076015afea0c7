// A person instead of the AI: a note if she likes, and what happens then.
import { useEffect, useRef, useState } from "react";
import { Button, Field, Notice } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { State } from "@vivavoce/live";
import { explain } from "../../explain";

const LONGEST_NOTE = 2_000;

/** Sends the wish; the state that comes back knows of it. */
export type OnPerson = (note: string | null) => Promise<void>;

export function AskPerson({ onperson }: { onperson: OnPerson }) {
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const ask = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onperson(note.trim() || null);
    } catch (error) {
      setProblem(explain(error));
      setBusy(false);
    }
  };
  return (
    <div className="ask-person">
      <Field label={t("person.note")}>
        {(ids) => (
          <textarea {...ids} className="vv-input" rows={3} maxLength={LONGEST_NOTE} value={note} dir="auto" data-testid="person-note"
            onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      {problem && (
        <Notice tone="bad" urgent>
          <p>{problem}</p>
        </Notice>
      )}
      <Button look="primary" size="large" busy={busy} onClick={() => void ask()} data-testid="ask-person">
        {t("person.ask")}
      </Button>
    </div>
  );
}

/** She has asked. `fresh`: just now, so that it is what she reads next. */
export function PersonAsked({ state, open, fresh }: { state: State; open: boolean; fresh: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (fresh) place.current?.focus();
  }, [fresh]);
  const company = state.company?.name ?? t("closed.company");
  return (
    <div ref={place} tabIndex={-1} className="person-asked" data-testid="person-asked">
      <Notice title={t("person.asked")}>
        <p>{t("person.asked.text", { company })}</p>
        {open && <p>{t("person.asked.still")}</p>}
      </Notice>
    </div>
  );
}
