// After the hand-in, and whenever she opens her link again: what happens next, her result, another attempt.
import { t } from "@vivavoce/i18n";
import type { RoomApi, State } from "@vivavoce/live";
import { Page } from "../Page";
import { PositionName } from "../Written";
import { Another } from "./finish/Another";
import { Next } from "./finish/Next";
import { Outcome } from "./finish/Outcome";
import { Corrections } from "./result/Corrections";

interface Props {
  state: State;
  ask: RoomApi["result"];
  onagain: () => Promise<boolean>;
}

export function Submitted({ state, ask, onagain }: Props) {
  const company = state.company?.name ?? t("closed.company");
  const name = state.candidate?.name;
  return (
    <Page
      eyebrow={<PositionName state={state} />}
      title={t("submitted.title")}
      lead={name ? t("submitted.text", { name }) : t("submitted.text.plain")}
      narrow
      testid="submitted"
    >
      <Next state={state} />
      <Outcome state={state} ask={ask} />
      <Another state={state} onagain={onagain} />
      {state.result && state.result.transcript.length > 0 && (
        <details className="vv-card">
          <summary>{t("submitted.transcript")}</summary>
          <Corrections lines={state.result.transcript} api={null} interviewer={state.interviewer?.name ?? ""} company={company} language={state.language} />
        </details>
      )}
    </Page>
  );
}
