// After the interview: read what was written down, say how it was, send. The `minimal` result view.
import { useState } from "react";
import { Button, Field, Notice } from "@vivavoce/ui";
import { t, type Key } from "@vivavoce/i18n";
import type { Feedback, State } from "@vivavoce/live";
import { explain } from "../explain";
import { Page } from "../Page";
import { PositionName } from "../Written";
import { Lines } from "../Transcript";

const RATINGS = [1, 2, 3, 4, 5] as const;

export function Result({ state, onsubmit }: { state: State; onsubmit: (feedback: Feedback) => Promise<void> }) {
  const [rating, setRating] = useState<Feedback["rating"]>(null);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const name = state.candidate?.name;

  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onsubmit({ rating, text: text.trim() || null });
    } catch (error) {
      setProblem(explain(error));
      setBusy(false);
    }
  };

  return (
    <Page
      eyebrow={<PositionName state={state} />}
      title={name ? t("result.title", { name }) : t("result.title.plain")}
      lead={t("result.text", { company: state.company?.name ?? t("closed.company") })}
      narrow
      testid="result"
    >
      <form
        className="vv-card stack"
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
              <input type="radio" name="rating" value={value} checked={rating === value} onChange={() => setRating(value)} data-testid={`rating-${value}`} />
              <span>{t(`result.rating.${value}` satisfies Key)}</span>
            </label>
          ))}
        </fieldset>
        <Field label={t("result.feedback.label")}>
          {(ids) => (
            <textarea {...ids} className="vv-input" rows={3} maxLength={2000} value={text} dir="auto" data-testid="feedback-text"
              onChange={(event) => setText(event.target.value)} />
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
      </form>
      <section className="vv-card stack">
        <h2>{t("result.transcript")}</h2>
        <p className="small">{t("result.transcript.text")}</p>
        <Lines lines={state.result?.transcript ?? []} interviewer={state.interviewer?.name ?? ""} language={state.language} empty={t("result.transcript.empty")} />
      </section>
    </Page>
  );
}
