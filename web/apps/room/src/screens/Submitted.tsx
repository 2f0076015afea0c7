// After the hand-in, and whenever she opens her link again: what happens next, her result, another attempt.
import { t } from "@vivavoce/i18n";
import type { RoomApi, State } from "@vivavoce/live";
import { Page } from "../Page";
import { PositionName } from "../Written";
import { Lines } from "../Transcript";
import { Another } from "./finish/Another";
import { Next } from "./finish/Next";
import { Outcome } from "./finish/Outcome";

interface Props {
  state: State;
  ask: RoomApi["result"];
  onagain: () => Promise<boolean>;
}

export function Submitted({ state, ask, onagain }: Props) {
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
          <Lines lines={state.result.transcript} interviewer={state.interviewer?.name ?? ""} language={state.language} empty="" />
        </details>
      )}
    </Page>
  );
}
