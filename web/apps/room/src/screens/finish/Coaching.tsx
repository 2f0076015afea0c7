// Feedback for practising: per question what worked, what could be clearer, and one thing to do next.
import { t } from "@vivavoce/i18n";
import type { Advice, AnswerMark, RoomResult, State } from "@vivavoce/live";
import { Written } from "../../Written";
import { Marked, Quotes } from "./marks";

interface Props {
  coaching: NonNullable<RoomResult["coaching"]>;
  /** Scores, where the interview shows them. */
  answers: AnswerMark[];
  state: State;
  /** What was not spoken about ends it, where no list of all expectations follows. */
  closes: boolean;
}

export function Coaching({ coaching, answers, state, closes }: Props) {
  const { begin_with: first, not_discussed: open } = coaching;
  return (
    <div className="stack" data-testid="coaching">
      {first && (
        <p className="first">
          <span className="part-title">{t("result.coaching.first")}</span>
          <strong>
            <Written text={first} language={state.language} />
          </strong>
        </p>
      )}
      <ol className="parts">
        {coaching.answers.map((advice) => (
          <li key={advice.number} className="stack-close">
            <OnAnswer advice={advice} mark={answers.find((one) => one.number === advice.number)} state={state} />
          </li>
        ))}
      </ol>
      {closes && open.length > 0 && <Points title={t("result.standing.not_discussed")} points={open} language={state.language} />}
    </div>
  );
}

function OnAnswer({ advice, mark, state }: { advice: Advice; mark: AnswerMark | undefined; state: State }) {
  const { practise, worked, missing } = advice;
  return (
    <>
      <p className="part-title">{t("live.question", { number: advice.number, total: state.position?.question_count ?? advice.number })}</p>
      <h3>
        <Written text={advice.question} language={state.language} />
      </h3>
      {mark && <Marked mark={mark} />}
      <p>{advice.reason}</p>
      {worked.length > 0 && (
        <>
          <h4>{t("result.coaching.worked")}</h4>
          <Quotes quotes={worked} language={state.language} />
        </>
      )}
      {missing.length > 0 && <Points title={t("result.coaching.missing")} points={missing} language={state.language} />}
      <div className="practise">
        <h4>{t("result.coaching.next")}</h4>
        <p>{practise.text}</p>
        {practise.point && (
          <p>
            <strong>
              <Written text={practise.point} language={state.language} />
            </strong>
          </p>
        )}
      </div>
    </>
  );
}

function Points({ title, points, language }: { title: string; points: string[]; language: string | null }) {
  return (
    <>
      <h4>{title}</h4>
      <ul className="plain-list">
        {points.map((point) => (
          <li key={point}>
            <Written text={point} language={language} />
          </li>
        ))}
      </ul>
    </>
  );
}
