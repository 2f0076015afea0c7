// The live interview: picture, captions, state, controls. It shows what the session says and passes on what she does.
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button, Captions, Notice } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import { candidateCaption, presenceOf, type Conversation, type Session, type State } from "@vivavoce/live";
import { keepAwake } from "../keepAwake";
import { Lines } from "../Transcript";
import { Composer } from "./live/Composer";
import { Controls } from "./live/Controls";
import { Progress } from "./live/Progress";
import { Stage } from "./live/Stage";
import { Status } from "./live/Status";
import { useDevices } from "./live/useDevices";

interface Props {
  conversation: Conversation;
  state: State;
}

export function Live({ conversation, state }: Props) {
  const session = useSyncExternalStore(conversation.subscribe, conversation.current);
  const devices = useDevices(conversation);
  const [reading, setReading] = useState(false);
  const interviewer = state.interviewer?.name ?? "";
  const presence = presenceOf(session);
  const focus = useRef<HTMLHeadingElement>(null);
  const typing = session.mode === "text";
  const open = typing || session.returned !== null || devices.microphoneLost;

  useEffect(() => focus.current?.focus({ preventScroll: true }), []);
  useEffect(keepAwake, []);

  return (
    <main className="live" data-reading={reading || undefined} data-typing={open || undefined}>
      <header className="live-head">
        <div className="live-title">
          <h1 ref={focus} tabIndex={-1}>{state.position?.name}</h1>
          <p>{state.company?.name}</p>
        </div>
        <Progress session={session} />
      </header>
      <section className="live-stage">
        <Stage look={state.interviewer?.look ?? ""} name={interviewer} presence={presence} hearing={session.hearing} mouth={conversation.mouth} />
        <Status presence={presence} interviewer={interviewer} hearing={session.hearing} muted={devices.muted} typing={conversation.microphone === null || devices.microphoneLost} sound={devices.sound} />
      </section>
      <section className="live-words" lang={state.language ?? undefined}>
        <Captions
          interviewer={{ name: interviewer, text: session.saying?.text ?? "" }}
          candidate={{ name: t("live.you"), text: candidateCaption(session) }}
          announce={!devices.sound}
        />
      </section>
      <div className="live-foot">
        <Interruptions session={session} devices={devices} conversation={conversation} />
        {open && <Composer conversation={conversation} session={session} focus={conversation.microphone !== null} />}
        <Controls
          conversation={conversation}
          session={session}
          devices={devices}
          typing={typing}
          ontyping={() => (conversation.mode = typing ? "voice" : "text")}
          reading={reading}
          onreading={() => setReading(!reading)}
        />
      </div>
      {reading && (
        <aside className="live-transcript" aria-label={t("live.transcript")}>
          <div className="live-transcript-head">
            <h2>{t("live.transcript")}</h2>
            <Button look="plain" onClick={() => setReading(false)}>{t("live.transcript.close")}</Button>
          </div>
          <div className="live-transcript-lines" tabIndex={0} role="region" aria-label={t("live.transcript")}>
            <Lines lines={session.turns} interviewer={interviewer} language={state.language} empty={t("live.transcript.empty")} />
          </div>
        </aside>
      )}
    </main>
  );
}

interface InterruptionsProps {
  session: Session;
  devices: ReturnType<typeof useDevices>;
  conversation: Conversation;
}

function Interruptions({ session, devices, conversation }: InterruptionsProps) {
  return (
    <>
      {session.line === "reconnecting" && (
        <Notice tone="warn" title={t("live.reconnecting")} urgent>
          <p>{t("live.reconnecting.text")}</p>
        </Notice>
      )}
      {devices.soundBlocked && (
        <Notice tone="warn" title={t("live.sound.blocked")} urgent>
          <Button look="plain" onClick={devices.resumeSound}>{t("live.sound.resume")}</Button>
        </Notice>
      )}
      {devices.microphoneLost && (
        <Notice tone="warn" title={t("live.mic.lost")} urgent>
          <p>{t("live.mic.lost.text")}</p>
        </Notice>
      )}
      {session.problem && (
        <Notice tone="bad" title={t("live.problem")} urgent>
          <p>{session.problem.error}</p>
          <Button look="plain" onClick={() => conversation.dismissProblem()}>{t("live.dismiss")}</Button>
        </Notice>
      )}
    </>
  );
}
