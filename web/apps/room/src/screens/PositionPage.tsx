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
import { PositionName, Written } from "../Written";
import { wakeSound } from "../sound";

interface Props {
  state: State;
  onvoice: () => void;
  ontext: () => Promise<void>;
}

export function PositionPage({ state, onvoice, ontext }: Props) {
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
          <Facts position={position} language={state.language} />
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
        <Agreement state={state} resuming={resuming} onvoice={onvoice} ontext={ontext} />
      </div>
    </Page>
  );
}

function Facts({ position, language }: { position: Position; language: string | null }) {
  const name = language && nameOf(language, useReading() ?? language);
  const facts: [IconName, string, string | null | undefined][] = [
    ["place", t("position.place"), position.location],
    ["clock", t("position.length"), t("position.length.value", { count: position.max_duration_minutes })],
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
    t("position.happens.read", { company }),
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

function Agreement({ state, resuming, onvoice, ontext }: Props & { resuming: boolean }) {
  const obstacle = voiceObstacle(state.can_talk !== false);
  const [mode, setMode] = useState<Mode>(obstacle ? "text" : (state.attempt?.mode ?? "voice"));
  const [agreed, setAgreed] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLInputElement>(null);

  const start = async () => {
    if (!agreed) {
      setProblem(t("position.consent.missing"));
      box.current?.focus();
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

  return (
    <section className="vv-card stack agreement">
      <fieldset className="choices">
        <legend>{t("position.mode")}</legend>
        <Choice name="mode" data-testid="choose-voice" label={t("position.mode.voice")} text={t("position.mode.voice.text")}
          checked={mode === "voice"} disabled={obstacle !== null} onChange={() => setMode("voice")} />
        <Choice name="mode" data-testid="choose-text" label={t("position.mode.text")} text={t("position.mode.text.text")}
          checked={mode === "text"} onChange={() => setMode("text")} />
      </fieldset>
      {obstacle && (
        <Notice tone={obstacle === "unheard" ? "info" : "warn"} title={t(OBSTACLES[obstacle])}>
          <p>{t(`${OBSTACLES[obstacle]}.text`)}</p>
        </Notice>
      )}
      <Disclosure state={state} />
      <Check data-testid="consent" ref={box} checked={agreed} required
        onChange={(event) => {
          setAgreed(event.target.checked);
          setProblem(null);
        }}>
        {t("position.consent")}
      </Check>
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
    </section>
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
      </dl>
    </div>
  );
}
