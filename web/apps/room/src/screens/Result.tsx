// After the interview: her result as far as it is shown, what was written down, how it was, and the button that sends it.
import { t } from "@vivavoce/i18n";
import type { Feedback, RoomApi, State } from "@vivavoce/live";
import { Page } from "../Page";
import { PositionName } from "../Written";
import { Lines } from "../Transcript";
import { Outcome } from "./finish/Outcome";
import { SendForm } from "./finish/SendForm";
import { showsResult } from "./finish/useResult";

interface Props {
  state: State;
  onsubmit: (feedback: Feedback) => Promise<void>;
  ask: RoomApi["result"];
}

export function Result({ state, onsubmit, ask }: Props) {
  const name = state.candidate?.name;
  const company = state.company?.name ?? t("closed.company");
  const practice = state.position?.kind === "coaching";
  const shows = showsResult(state);
  return (
    <Page
      eyebrow={<PositionName state={state} />}
      title={name ? t("result.title", { name }) : t("result.title.plain")}
      lead={t(practice ? "result.text.practice" : "result.text", { company })}
      narrow={!shows}
      testid="result"
    >
      <div className={shows ? "columns" : "stack"}>
        <div className="stack">
          <Outcome state={state} ask={ask} />
          <details className="vv-card">
            <summary>
              <h2>{t("result.transcript")}</h2>
            </summary>
            <div className="stack">
              <p className="small">{t("result.transcript.text")}</p>
              <Lines lines={state.result?.transcript ?? []} interviewer={state.interviewer?.name ?? ""} language={state.language} empty={t("result.transcript.empty")} />
            </div>
          </details>
        </div>
        <SendForm state={state} onsubmit={onsubmit} />
      </div>
    </Page>
  );
}
