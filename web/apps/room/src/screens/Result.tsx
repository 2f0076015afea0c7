// After the interview: her result as far as it is shown, what was written down, how it was, and the button that sends it.
import { useState } from "react";
import { t } from "@vivavoce/i18n";
import type { Feedback, RoomApi, State } from "@vivavoce/live";
import { Page } from "../Page";
import { PositionName } from "../Written";
import { Outcome } from "./finish/Outcome";
import { SendForm } from "./finish/SendForm";
import { showsResult } from "./finish/useResult";
import { AskPerson, PersonAsked, type OnPerson } from "./position/AskPerson";
import { Corrections } from "./result/Corrections";
import { useHolds } from "./result/holds";
import { Introduction } from "./result/Introduction";

interface Props {
  state: State;
  api: RoomApi;
  onperson: OnPerson;
  onsubmit: (feedback: Feedback) => Promise<void>;
}

export function Result({ state, api, onperson, onsubmit }: Props) {
  const [hold, setHold] = useHolds();
  const [asked, setAsked] = useState(false);
  const name = state.candidate?.name;
  const company = state.company?.name ?? t("closed.company");
  const practice = state.position?.kind === "coaching";
  const shows = showsResult(state);
  const introduction = state.result?.introduction;
  const person = state.person ? (
    <PersonAsked state={state} open={false} fresh={asked} />
  ) : (
    <AskPerson onperson={(note) => onperson(note).then(() => setAsked(true))} />
  );
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
          <Outcome state={state} ask={api.result} />
          {introduction && <Introduction introduction={introduction} api={api.handIn} company={company} onhold={setHold} person={person} />}
          <details className="vv-card" open={!shows}>
            <summary>
              <h2>{t("result.transcript")}</h2>
            </summary>
            <Corrections lines={state.result?.transcript ?? []} api={api.handIn} interviewer={state.interviewer?.name ?? ""} company={company} language={state.language} onhold={setHold} />
          </details>
        </div>
        <SendForm state={state} hold={hold} onsubmit={onsubmit} />
      </div>
    </Page>
  );
}
