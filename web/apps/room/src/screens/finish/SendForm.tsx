// How it was for her, and the one button that hands the interview in.
import { useEffect, useState } from "react";
import { Button, Field, Notice } from "@vivavoce/ui";
import { t, type Key } from "@vivavoce/i18n";
import type { Feedback, State } from "@vivavoce/live";
import { explain } from "../../explain";
import type { Hold } from "../result/holds";
import { useDraft } from "./useDraft";

const RATINGS = [1, 2, 3, 4, 5] as const;

interface Props {
  state: State;
  onsubmit: (feedback: Feedback) => Promise<void>;
  /** What must be settled before it can be sent. */
  hold?: Hold | null;
}

export function SendForm({ state, hold = null, onsubmit }: Props) {
  const [{ rating, text }, setDraft, forget] = useDraft(state.attempt?.id);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => setProblem(null), [hold]); // what it said is settled, or something else comes first

  const submit = async () => {
    if (hold) {
      setProblem(hold.text);
      hold.show();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await onsubmit({ rating, text: text?.trim() || null });
      forget();
    } catch (error) {
      setProblem(explain(error));
      setBusy(false);
    }
  };

  return (
    <form
      className="vv-card stack send"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <h2>{t("result.feedback")}</h2>
      <p className="small">{t("result.feedback.text")}</p>
      <fieldset className="rating">
        <legend>{t("result.rating")}</legend>
        {RATINGS.map((value) => (
          <label key={value}>
            <input type="radio" name="rating" value={value} checked={rating === value} onChange={() => setDraft({ rating: value, text })} data-testid={`rating-${value}`} />
            <span>{t(`result.rating.${value}` satisfies Key)}</span>
          </label>
        ))}
      </fieldset>
      <Field label={t("result.feedback.label")}>
        {(ids) => (
          <textarea {...ids} className="vv-input" rows={3} maxLength={2000} value={text ?? ""} dir="auto" data-testid="feedback-text"
            onChange={(event) => setDraft({ rating, text: event.target.value })} />
        )}
      </Field>
      {problem && (
        <Notice tone="bad" urgent>
          <p>{problem}</p>
        </Notice>
      )}
      <Button look="primary" size="large" submits busy={busy} data-testid="submit">
        {t("result.submit")}
      </Button>
      {(state.attempts_left ?? 0) > 0 && (
        <p className="small">{t("result.again", { company: state.company?.name ?? t("closed.company") })}</p>
      )}
    </form>
  );
}
