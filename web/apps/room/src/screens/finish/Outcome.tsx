// Her result, as far as her interview shows it: a section is here when the server has sent it. Quotes, questions and what
// the company wrote stay in the interview's language.
import { useId, type ReactNode } from "react";
import { reading, t, tagOf, type Key } from "@vivavoce/i18n";
import type { AnswerMark, ComponentMark, RequirementMark, RoomApi, RoomResult, State } from "@vivavoce/live";
import { useReading } from "../../language";
import { Written } from "../../Written";
import { Coaching } from "./Coaching";
import { Marked, Quotes, tenths } from "./marks";
import { showsResult, useResult } from "./useResult";

export function Outcome({ state, ask }: { state: State; ask: RoomApi["result"] }) {
  const { result, late } = useResult(ask, useReading(), showsResult(state));
  const id = useId();
  const ready = result?.status === "ready";
  if (!showsResult(state) || result?.status === "hidden") return null;
  const title = t(state.position?.kind === "coaching" ? "result.coaching" : "result.yours");
  return (
    <section className="vv-card stack outcome" aria-labelledby={id} data-testid="outcome">
      <h2 id={id}>{title}</h2>
      <p role="status" className={ready ? "vv-hidden" : "small outcome-wait"}>
        {!ready && !late && <span className="vv-spinner" aria-hidden="true" />}
        {ready ? title : t(late ? "result.wait.long" : "result.wait")}
      </p>
      {ready && <Sections result={result} state={state} />}
    </section>
  );
}

function Sections({ result, state }: { result: RoomResult; state: State }) {
  const { overall, competencies, coaching, answers, requirements, components, open = false } = result;
  const language = state.language;
  const practice = state.position?.kind === "coaching";
  return (
    <>
      {overall && <Overall {...overall} />}
      {overall && !practice && <p className="small">{t("result.person", { company: state.company?.name ?? t("closed.company") })}</p>}
      {competencies && competencies.length > 0 && (
        <div className="stack-close" data-testid="competencies">
          <h3>{t("result.competencies")}</h3>
          <ul className="marks">
            {competencies.map((one) => (
              <li key={one.name}>
                <span>
                  <Written text={one.name} language={language} />
                </span>
                <Marked mark={one} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {coaching && <Coaching coaching={coaching} answers={answers ?? []} state={state} closes={!requirements} />}
      {answers && !coaching && (
        <Breakdown title={t("result.answers")} open={open} testid="answers">
          <Answers answers={answers} state={state} />
        </Breakdown>
      )}
      {requirements && requirements.length > 0 && (
        <Breakdown title={t("result.requirements")} open={open} testid="requirements">
          <Requirements requirements={requirements} language={language} />
        </Breakdown>
      )}
      {components && (
        <Breakdown title={t("result.parts")} open={open} testid="components">
          <Components components={components} />
        </Breakdown>
      )}
    </>
  );
}

function Overall({ score, max_score, reason }: NonNullable<RoomResult["overall"]>) {
  return (
    <div className="overall" data-testid="overall">
      <h3>{t("result.overall")}</h3>
      <p className={score === null ? "overall-none" : "overall-score"}>
        {score === null ? t("result.none") : t("result.score", { score: tenths(score), most: max_score })}
      </p>
      {reason && <p className="small">{reason}</p>}
    </div>
  );
}

function Breakdown({ title, open, testid, children }: { title: string; open: boolean; testid: string; children: ReactNode }) {
  return (
    <details className="breakdown" open={open} data-testid={testid}>
      <summary>
        <h3>{title}</h3>
      </summary>
      {children}
    </details>
  );
}

function Answers({ answers, state }: { answers: AnswerMark[]; state: State }) {
  return (
    <ol className="parts">
      {answers.map((answer) => (
        <li key={answer.number} className="stack-close">
          <p className="part-title">{t("live.question", { number: answer.number, total: state.position?.question_count ?? answers.length })}</p>
          <h4>
            <Written text={answer.question} language={state.language} />
          </h4>
          <Marked mark={answer} />
          <p>{answer.reason}</p>
          <Quotes quotes={answer.quotes} language={state.language} />
        </li>
      ))}
    </ol>
  );
}

function Requirements({ requirements, language }: { requirements: RequirementMark[]; language: string | null }) {
  return (
    <ul className="parts">
      {requirements.map((one) => (
        <li key={one.requirement} className="stack-close">
          <p className="standing" data-standing={one.standing}>{t(`result.standing.${one.standing}` satisfies Key)}</p>
          <p>
            <Written text={one.requirement} language={language} />
          </p>
          <Quotes quotes={one.quotes} language={language} />
        </li>
      ))}
    </ul>
  );
}

const PARTS: Partial<Record<string, Key>> = {
  ai_assessment_session: "result.part.session",
  ai_assessment_answer: "result.part.answers",
  ai_assessment_resume: "result.part.resume",
  speech_cadence: "result.part.cadence",
  ai_pronunciation: "result.part.pronunciation",
  sentiment_analysis: "result.part.sentiment",
};
const MOST_OF_A_PART = 10;

function Components({ components }: { components: ComponentMark[] }) {
  const percent = new Intl.NumberFormat(tagOf(reading() ?? "en"), { style: "percent", maximumFractionDigits: 0 });
  return (
    <ul className="marks">
      {components.map((part) => (
        <li key={part.name}>
          <span>{t((PARTS[part.name] ?? "result.part.answers") as "result.part.answers")}</span>
          <span className="part-score">
            {part.score === null ? t("result.none") : t("result.score", { score: part.score, most: MOST_OF_A_PART })}
            {part.share !== null && <small>{t("result.weight", { share: percent.format(part.share) })}</small>}
          </span>
        </li>
      ))}
    </ul>
  );
}
