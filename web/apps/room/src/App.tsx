// Which screen is shown: the server's State decides, except for the steps that happen only in this tab (microphone
// check, the click that sound needs after a reload, another tab holding the line).

import { useCallback, useEffect, useRef, useState } from "react";
import { t, type Code } from "@vivavoce/i18n";
import { Conversation, Refused, type Feedback, type Microphone, type Mode, type RoomApi, type State } from "@vivavoce/live";
import { chosen, dress, goOverTo, languageFor, remember, useReading } from "./language";
import { ChooseLanguage } from "./LanguageSwitch";
import { canConnect } from "./place";
import { Branded } from "./Branded";
import { Closed } from "./screens/Closed";
import { Continue } from "./screens/Continue";
import { Instructions } from "./screens/Instructions";
import { Elsewhere, ServerAway, Unsupported, Waiting } from "./screens/Interruption";
import { Live } from "./screens/Live";
import { MicrophoneCheck } from "./screens/MicrophoneCheck";
import { PositionPage, type Choices } from "./screens/PositionPage";
import { Result } from "./screens/Result";
import { Submitted } from "./screens/Submitted";
import { wakeSound } from "./sound";

const LINK_REFUSED = new Set([401, 403, 404, 410]);
const TOO_MANY = 429;

type Step = "page" | "instructions" | "microphone" | "elsewhere";

interface Props {
  api: RoomApi;
  /** The token: what she chooses is remembered for it. */
  link: string;
  /** The language to begin in, where she has chosen none. */
  language?: Code | null;
  /** Hears of every state that the server tells. */
  onstate?: (state: State) => void;
}

export function App({ api, link, language = null, onstate }: Props) {
  const [state, setState] = useState<State | null>(null);
  const [away, setAway] = useState(false);
  const [step, setStep] = useState<Step>("page");
  const [conversation, setConversation] = useState<Conversation | null>(null);
  const [chosenMode, setChosenMode] = useState<Mode>("voice");
  const [choices, setChoices] = useState<Choices | null>(null);
  const choice = useRef(chosen(link) ?? language);
  /** She has asked for another attempt and reads the first page for it. */
  const again = useRef(false);
  const reading = useReading();

  const load = useCallback(async () => {
    const found = await api.state(choice.current).catch((error: unknown) => (isLinkRefused(error) ? closedLink(error) : null));
    const next = found && inAnotherAttempt(found, again.current);
    await goOverTo(languageFor(choice.current, next));
    if (next) setState(next);
    setAway(next === null);
  }, [api]);

  useEffect(() => {
    if (choice.current) void goOverTo(choice.current);
    void load();
  }, [load]);
  useEffect(() => {
    if (reading) dress(reading);
  }, [reading]);
  useEffect(() => entitle(state), [state, reading]);
  useEffect(() => {
    if (state) onstate?.(state);
  }, [state]);

  const choose = (code: Code) => {
    choice.current = code;
    remember(link, code);
    void load();
  };

  /** Opens the line; the microphone belongs to the conversation from here on. */
  const connect = (mode: Mode, microphone: Microphone | null) => {
    const leave = (next: Step) => {
      made.close();
      setConversation(null);
      setStep(next);
    };
    const made: Conversation = new Conversation({
      ticket: api.ticket,
      isFinal: (error) => error instanceof Refused && error.status !== TOO_MANY,
      mode,
      context: wakeSound(),
      microphone,
      onover: () => void load().then(() => leave("page")),
      onsuperseded: () => leave("elsewhere"),
    });
    setStep("page");
    setConversation(made);
    made.open();
  };

  const begin = async (mode: Mode, microphone: Microphone | null) => {
    if (state?.screen === "position" && state.disclosure) {
      const { purposes, extraTime } = chosenFor(state);
      const consent = { version: state.disclosure.version, purposes };
      const next = await api.start({ consent, mode, extra_time: extraTime }, choice.current);
      again.current = false;
      setState(next);
      if (next.screen !== "live") return microphone?.close();
    }
    connect(mode, microphone);
  };

  /** From the position page: what the interviewer tells her first, when there is something; then on. */
  const proceed = async (mode: Mode, told = false) => {
    setChosenMode(mode);
    if (!told && state?.instructions?.length) setStep("instructions");
    else if (mode === "voice") setStep("microphone");
    else await begin("text", null);
  };
  const askForPerson = async (note: string | null) => setState(await api.person(note, choice.current));
  /** Nothing is agreed to for her; extra time is as it was when she began. */
  const chosenFor = (now: State): Choices => choices ?? { purposes: [], extraTime: now.attempt?.extra_time ?? false };

  const submit = async (feedback: Feedback) => setState(await api.submit(feedback, choice.current));

  const beginAgain = async () => {
    const next = await api.state(choice.current);
    again.current = next.another_attempt === true;
    setState(inAnotherAttempt(next, again.current));
    return again.current;
  };

  const screen = () => {
    if (!canConnect()) return <Unsupported />;
    if (conversation && state) return <Live conversation={conversation} state={state} link={link} />;
    if (away) return <ServerAway onretry={load} />;
    if (!state) return <Waiting />;
    if (step === "elsewhere") return <Elsewhere state={state} onconnect={connect} onmicrophone={() => setStep("microphone")} />;
    if (step === "instructions" && state.screen === "position")
      return <Instructions state={state} api={api} mode={chosenMode} ondone={() => proceed(chosenMode, true)} onback={() => setStep("page")} />;
    if (step === "microphone" && (state.screen === "position" || state.screen === "live"))
      return <MicrophoneCheck api={api} state={state} onready={begin} onback={() => setStep("page")} />;
    switch (state.screen) {
      case "position":
        return (
          <PositionPage state={state} choices={chosenFor(state)} onchoose={setChoices} onvoice={() => void proceed("voice")}
            ontext={() => proceed("text")} onperson={askForPerson} />
        );
      case "live":
        return <Continue state={state} onconnect={connect} onmicrophone={() => setStep("microphone")} />;
      case "result":
        return <Result state={state} api={api} onperson={askForPerson} onsubmit={submit} />;
      case "submitted":
        return <Submitted state={state} ask={api.result} onagain={beginAgain} />;
      case "closed":
        return <Closed state={state} onretry={load} onperson={askForPerson} />;
    }
  };

  return (
    <Branded company={state?.company ?? null}>
      <ChooseLanguage.Provider value={choose}>{reading ? screen() : <Waiting />}</ChooseLanguage.Provider>
    </Branded>
  );
}

/** The first page once more, for who may begin another attempt and wants to. */
const inAnotherAttempt = (state: State, wanted: boolean): State =>
  wanted && state.another_attempt ? { ...state, screen: "position" } : state;

const isLinkRefused = (error: unknown): error is Refused => error instanceof Refused && LINK_REFUSED.has(error.status);

/** The link itself was refused: nothing is known but that. */
function closedLink(error: Refused): State {
  return {
    screen: "closed",
    closed_reason: error.status === 410 ? "expired" : "unknown",
    language: null,
    direction: null,
    company: null,
    position: null,
    interviewer: null,
    candidate: null,
    is_test: null,
    can_talk: null,
    disclosure: null,
    instructions: null,
    attempt: null,
    attempts_left: null,
    decision: null,
    person: null,
    result: null,
  };
}

function entitle(state: State | null): void {
  document.title =
    state?.position && state.company
      ? t("page.title", { position: state.position.name, company: state.company.name })
      : t("page.title.plain");
}
