// The first screen: what this is, what will happen, what is kept, and her consent. Nothing begins before she has agreed.
import { useRef, useState } from "react";
import { Button, Check, Choice, Icon, Notice, type IconName } from "@vivavoce/ui";
import { nameOf, t, tagOf } from "@vivavoce/i18n";
import type { Mode, Position, State } from "@vivavoce/live";
import { Markdown } from "../markdown";
import { Page } from "../Page";
import { voiceObstacle } from "../place";
import { explain } from "../explain";
import { useReading } from "../language";
import { IntroductionToCome } from "./result/IntroductionToCome";
import { PositionName, Written } from "../Written";
import { wakeSound } from "../sound";
import { AskPerson, PersonAsked, type OnPerson } from "./position/AskPerson";
import { Consents, isAgreed } from "./position/Consents";

/** What she agreed to, and whether she wants extra time. */
export interface Choices {
  purposes: string[];
  extraTime: boolean;
}

interface Props {
  state: State;
  /** What she has chosen already; it is there again when she comes back from the microphone check. */
  choices: Choices;
  onchoose: (choices: Choices) => void;
  onvoice: () => void;
  ontext: () => Promise<void>;
  onperson: OnPerson;
}

export function PositionPage(props: Props) {
  const { state, choices } = props;
  const { position, company } = state;
  if (!position) return null;
  const resuming = state.attempt?.state === "abandoned" || state.attempt?.state === "no_speech";
  return (
    <Page
      eyebrow={t("position.for", { company: company?.name ?? t("closed.company") })}
      title={<PositionName state={state} />}
      lead={position.description && <Written text={position.description} language={state.language} />}
    >
      {state.is_test && <Notice tone="warn">{t("page.test")}</Notice>}
      <div className="columns">
        <div className="stack">
          {resuming && (
            <Notice title={t("position.resume.title")}>
              <p>{t(state.attempt?.state === "no_speech" ? "position.resume.no_speech" : "position.resume.text")}</p>
            </Notice>
          )}
          {state.attempt?.state === "failed" && (
            <Notice title={t("position.failed.title")}>
              <p>{t("position.failed.text")}</p>
            </Notice>
          )}
          <Facts position={position} language={state.language} extraTime={choices.extraTime} />
          {position.cover_image_url && <img className="cover" src={position.cover_image_url} alt="" />}
          {position.description_long && (
            <section className="vv-card">
              <h2 className="vv-hidden">{t("position.about")}</h2>
              <div lang={state.language ? tagOf(state.language) : undefined} dir={state.direction ?? "auto"}>
                <Markdown text={position.description_long} />
              </div>
            </section>
          )}
          <Expectations state={state} />
        </div>
        <Agreement {...props} resuming={resuming} />
      </div>
    </Page>
  );
}

function Facts({ position, language, extraTime }: { position: Position; language: string | null; extraTime: boolean }) {
  const name = language && nameOf(language, useReading() ?? language);
  const facts: [IconName, string, string | null | undefined][] = [
    ["place", t("position.place"), position.location],
    ["clock", t("position.length"), t("position.length.value", { count: extraTime ? position.extra_time_minutes : position.max_duration_minutes })],
    ["questions", t("position.questions"), t("position.questions.value", { count: position.question_count })],
    ["language", t("position.language"), name],
  ];
  return (
    <dl className="facts">
      {facts.map(([icon, label, value]) => value && (
        <div key={label}>
          <dt>
            <Icon name={icon} size={18} /> {label}
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Expectations({ state }: { state: State }) {
  const company = state.company?.name ?? t("closed.company");
  const steps = [
    t("position.happens.meet", { interviewer: state.interviewer?.name ?? "" }),
    t("position.happens.answer"),
    t("position.happens.safe"),
    state.position?.kind === "coaching" ? t("submitted.next.practice") : t("position.happens.read", { company }),
  ];
  return (
    <section className="vv-card stack">
      <h2>{t("position.happens")}</h2>
      <ol className="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  );
}

const OBSTACLES = {
  unheard: "position.no_voice.unheard",
  insecure: "position.no_voice.insecure",
  unsupported: "position.no_voice",
} as const;

function Agreement({ state, resuming, choices, onchoose, onvoice, ontext, onperson }: Props & { resuming: boolean }) {
  const obstacle = voiceObstacle(state.can_talk !== false);
  const usual: Mode = obstacle ? "text" : (state.attempt?.mode ?? "voice");
  const [mode, setMode] = useState<Mode | "person">(usual);
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const card = useRef<HTMLElement>(null);
  const purposes = state.disclosure?.purposes ?? [];

  const start = async () => {
    if (!isAgreed(purposes, choices.purposes)) {
      setProblem(t("position.consent.missing"));
      card.current?.querySelector<HTMLInputElement>("input:required:not(:checked)")?.focus();
      return;
    }
    wakeSound();
    if (mode === "voice") return onvoice();
    setBusy(true);
    setProblem(null);
    try {
      await ontext();
    } catch (error) {
      setProblem(explain(error));
      setBusy(false);
    }
  };

  const askForPerson: OnPerson = async (note) => {
    await onperson(note);
    setAsked(true);
    setMode(usual);
  };

  return (
    <section className="vv-card stack agreement" ref={card}>
      {state.person && <PersonAsked state={state} open fresh={asked} />}
      <fieldset className="choices">
        <legend>{t("position.mode")}</legend>
        <Choice name="mode" data-testid="choose-voice" label={t("position.mode.voice")} text={t("position.mode.voice.text")}
          checked={mode === "voice"} disabled={obstacle !== null} onChange={() => setMode("voice")} />
        <Choice name="mode" data-testid="choose-text" label={t("position.mode.text")} text={t("position.mode.text.text")}
          checked={mode === "text"} onChange={() => setMode("text")} />
        {!state.person && (
          <Choice name="mode" data-testid="choose-person" label={t("position.mode.person")} text={t("position.mode.person.text")}
            checked={mode === "person"} onChange={() => setMode("person")} />
        )}
      </fieldset>
      {mode !== "person" && obstacle && (
        <Notice tone={obstacle === "unheard" ? "info" : "warn"} title={t(OBSTACLES[obstacle])}>
          <p>{t(`${OBSTACLES[obstacle]}.text`)}</p>
        </Notice>
      )}
      {mode === "person" ? (
        <AskPerson onperson={askForPerson} />
      ) : (
        <>
          <ExtraTime on={choices.extraTime} onchange={(extraTime) => onchoose({ ...choices, extraTime })} />
          <Disclosure state={state} />
          <Consents purposes={purposes} agreed={choices.purposes}
            onchange={(agreed) => {
              onchoose({ ...choices, purposes: agreed });
              setProblem(null);
            }} />
          {problem && (
            <Notice tone="bad" urgent>
              <p>{problem}</p>
            </Notice>
          )}
          <Button look="primary" size="large" busy={busy} onClick={() => void start()} data-testid={resuming ? "continue" : "start"}>
            {t(resuming ? "position.resume.start" : mode === "voice" ? "position.start.voice" : "position.start.text")}
          </Button>
          {!resuming && state.attempts_left !== null && state.attempts_left > 0 && (
            <p className="small">{t("position.attempts", { count: state.attempts_left })}</p>
          )}
        </>
      )}
    </section>
  );
}

/** No reason is asked for, and nobody who judges her learns of it. */
function ExtraTime({ on, onchange }: { on: boolean; onchange: (on: boolean) => void }) {
  return (
    <Check data-testid="extra-time" checked={on} onChange={(event) => onchange(event.target.checked)}>
      <strong>{t("position.extra")}</strong>
      <span className="small check-text">{t("position.extra.text")}</span>
    </Check>
  );
}

function Disclosure({ state }: { state: State }) {
  return (
    <div className="disclosure">
      <h2>{t("position.disclosure")}</h2>
      <dl>
        {state.disclosure?.points.map((point) => (
          <div key={point.title}>
            <dt>{point.title}</dt>
            <dd>{point.text}</dd>
          </div>
        ))}
        <IntroductionToCome state={state} />
      </dl>
    </div>
  );
}
