// The live interview: picture, captions, state, controls. It shows what the session says and passes on what she does.
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button, Icon } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import { candidateCaption, presenceOf, type Conversation, type State } from "@vivavoce/live";
import { keepAwake } from "../keepAwake";
import { LanguageSwitch } from "../LanguageSwitch";
import { PositionName } from "../Written";
import { Break } from "./live/Break";
import { Composer } from "./live/Composer";
import { Controls } from "./live/Controls";
import { Interruptions } from "./live/Interruptions";
import { Offer } from "./live/Offer";
import { Progress } from "./live/Progress";
import { Stage } from "./live/Stage";
import { Status } from "./live/Status";
import { TranscriptPanel } from "./live/TranscriptPanel";
import { useCommands } from "./live/useCommands";
import { useDevices } from "./live/useDevices";
import { useView } from "./live/useView";
import { Words } from "./live/Words";

interface Props {
  conversation: Conversation;
  state: State;
  link: string;
}

export function Live({ conversation, state, link }: Props) {
  const session = useSyncExternalStore(conversation.subscribe, conversation.current);
  const devices = useDevices(conversation);
  const commands = useCommands(conversation, session);
  const view = useView(link);
  const [reading, setReading] = useState(false);
  const interviewer = state.interviewer?.name ?? "";
  const presence = presenceOf(session);
  const focus = useRef<HTMLHeadingElement>(null);
  const toggle = useRef<HTMLDivElement>(null);
  const paused = session.interviewer === "paused";
  const typing = session.mode === "text" || session.returned !== null || devices.microphoneLost;

  const closeTranscript = () => {
    setReading(false);
    toggle.current?.querySelector("button")?.focus();
  };

  // The break has a heading of its own; whoever comes back from it begins again at this one.
  useEffect(() => {
    if (!paused) focus.current?.focus({ preventScroll: true });
  }, [paused]);
  useEffect(() => (paused ? undefined : keepAwake()), [paused]);

  return (
    <main className="live" data-reading={reading || undefined} data-paused={paused || undefined}>
      <header className="live-head">
        <div className="live-title">
          <h1 ref={focus} tabIndex={-1}><PositionName state={state} /></h1>
          <p>{state.company?.name}</p>
        </div>
        <LanguageSwitch />
        <Progress session={session} clock={view.clock} />
      </header>
      <section className="live-stage">
        {paused ? (
          <Break commands={commands} />
        ) : (
          <Stage look={state.interviewer?.look ?? ""} background={state.interviewer?.background ?? ""} face={view.face} name={interviewer}
            presence={presence} hearing={session.hearing} mouth={conversation.mouth} />
        )}
        <Status presence={presence} interviewer={interviewer} hearing={session.hearing} holding={session.holding} muted={devices.muted}
          typing={conversation.microphone === null || devices.microphoneLost} sound={devices.sound} />
        <div className="live-reading" ref={toggle}>
          <Button icon={<Icon name="transcript" />} aria-pressed={reading} onClick={() => setReading(!reading)} data-testid="toggle-transcript">
            {t("live.transcript")}
          </Button>
        </div>
      </section>
      {!paused && (
        <Words interviewer={{ name: interviewer, text: session.saying?.text ?? "" }} announce={!devices.sound} language={state.language}
          candidate={{ name: t("live.you"), text: candidateCaption(session) }} />
      )}
      <div className="live-foot">
        <Interruptions session={session} devices={devices} conversation={conversation} />
        <Offer conversation={conversation} session={session} commands={commands} />
        <div hidden={paused || !typing}>
          {typing && <Composer conversation={conversation} session={session} focus={conversation.microphone !== null} />}
        </div>
        <Controls conversation={conversation} session={session} commands={commands} devices={devices} view={view} interviewer={interviewer} />
      </div>
      {reading && <TranscriptPanel lines={session.turns} interviewer={interviewer} language={state.language} onclose={closeTranscript} />}
    </main>
  );
}
