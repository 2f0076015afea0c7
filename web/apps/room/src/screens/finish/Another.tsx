// Another attempt, when one is left: what becomes of this one is said before she decides.
import { useState } from "react";
import { Button, Notice } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { State } from "@vivavoce/live";
import { explain, explainCode } from "../../explain";

interface Props {
  state: State;
  /** Opens the first page again; false: another attempt is no longer offered. */
  onagain: () => Promise<boolean>;
}

export function Another({ state, onagain }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (!state.another_attempt && !problem) return null;

  const again = async () => {
    setBusy(true);
    setProblem(null);
    try {
      if (!(await onagain())) setProblem(explainCode("score_reached"));
    } catch (error) {
      setProblem(explain(error));
    }
    setBusy(false);
  };

  return (
    <section className="vv-card stack" data-testid="another">
      <h2>{t("submitted.again")}</h2>
      {state.another_attempt && (
        <p>
          {t("submitted.again.left", { count: state.attempts_left ?? 1 })}{" "}
          {t("submitted.again.text", { company: state.company?.name ?? t("closed.company") })}
        </p>
      )}
      {problem && (
        <Notice tone="warn" urgent>
          <p>{problem}</p>
        </Notice>
      )}
      {state.another_attempt && (
        <div className="vv-row">
          <Button busy={busy} onClick={() => void again()} data-testid="again">{t("submitted.again.start")}</Button>
        </div>
      )}
    </section>
  );
}
