// Which screen is shown: the server's State decides, except for the steps that happen only in this tab (microphone
// check, the click that sound needs after a reload, another tab holding the line).

import { useCallback, useEffect, useState } from "react";
import { t } from "@vivavoce/i18n";
import { Conversation, Refused, type Feedback, type Microphone, type Mode, type RoomApi, type State } from "@vivavoce/live";
import { canConnect } from "./place";
import { Closed } from "./screens/Closed";
import { Continue } from "./screens/Continue";
import { Elsewhere, ServerAway, Unsupported, Waiting } from "./screens/Interruption";
import { Live } from "./screens/Live";
import { MicrophoneCheck } from "./screens/MicrophoneCheck";
import { PositionPage } from "./screens/PositionPage";
import { Result } from "./screens/Result";
import { Submitted } from "./screens/Submitted";
import { wakeSound } from "./sound";

const LINK_REFUSED = new Set([401, 403, 404, 410]);
const TOO_MANY = 429;

type Step = "page" | "microphone" | "elsewhere";

export function App({ api }: { api: RoomApi }) {
  const [state, setState] = useState<State | null>(null);
  const [away, setAway] = useState(false);
  const [step, setStep] = useState<Step>("page");
  const [conversation, setConversation] = useState<Conversation | null>(null);

  const load = useCallback(async () => {
    try {
      setState(await api.state());
      setAway(false);
    } catch (error) {
      if (error instanceof Refused && LINK_REFUSED.has(error.status)) setState(closedLink(error));
      else setAway(true);
    }
  }, [api]);

  useEffect(() => void load(), [load]);
  useEffect(() => dress(state), [state]);

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
      const consent = { version: state.disclosure.version, purposes: ["interview"] as ["interview"] };
      const next = await api.start({ consent, mode });
      setState(next);
      if (next.screen !== "live") return microphone?.close();
    }
    connect(mode, microphone);
  };

  const submit = async (feedback: Feedback) => setState(await api.submit(feedback));

  if (!canConnect()) return <Unsupported />;
  if (conversation && state) return <Live conversation={conversation} state={state} />;
  if (away) return <ServerAway onretry={load} />;
  if (!state) return <Waiting />;
  if (step === "elsewhere") return <Elsewhere state={state} onconnect={connect} onmicrophone={() => setStep("microphone")} />;
  if (step === "microphone" && (state.screen === "position" || state.screen === "live"))
    return <MicrophoneCheck state={state} onready={begin} onback={() => setStep("page")} />;
  switch (state.screen) {
    case "position":
      return <PositionPage state={state} onvoice={() => setStep("microphone")} ontext={() => begin("text", null)} />;
    case "live":
      return <Continue state={state} onconnect={connect} onmicrophone={() => setStep("microphone")} />;
    case "result":
      return <Result state={state} onsubmit={submit} />;
    case "submitted":
      return <Submitted state={state} />;
    case "closed":
      return <Closed state={state} onretry={load} />;
  }
}

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
    disclosure: null,
    attempt: null,
    attempts_left: null,
    decision: null,
    result: null,
  };
}

/** Language and direction of the page are the catalogue's (English), set in index.html; content carries its own. */
function dress(state: State | null): void {
  document.title =
    state?.position && state.company
      ? t("page.title", { position: state.position.name, company: state.company.name })
      : t("page.title.plain");
}
