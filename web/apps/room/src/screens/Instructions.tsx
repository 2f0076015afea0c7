// Before the start the interviewer tells how it goes: heard with captions, or read. It can be paused, heard again and
// skipped; where its sound is missing, its words are there to read.
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { Button, Icon, Notice } from "@vivavoce/ui";
import { t, tagOf } from "@vivavoce/i18n";
import { Narration, type Mode, type Narrated, type RoomApi, type State } from "@vivavoce/live";
import { explain } from "../explain";
import { Page } from "../Page";
import { wakeSound } from "../sound";
import { PositionName } from "../Written";
import { Stage } from "./live/Stage";

interface Props {
  state: State;
  api: RoomApi;
  mode: Mode;
  ondone: () => Promise<void>;
  onback: () => void;
}

/** Who goes on by voice is spoken to at once; who types has chosen to read. */
export function Instructions({ state, api, mode, ondone, onback }: Props) {
  const sentences = state.instructions ?? [];
  const [narration, told] = useNarration(api, sentences.length);
  const [reads, setReads] = useState(mode === "text");
  const reading = reads || told.phase === "unheard";

  useEffect(() => {
    if (mode === "voice") narration.play();
  }, [narration, mode]);

  const read = () => {
    narration.stop();
    setReads(true);
  };
  const listen = () => {
    wakeSound();
    setReads(false);
    if (told.phase === "paused") narration.resume();
    else narration.play();
  };

  return (
    <Page title={t("position.happens")}
      eyebrow={<PositionName state={state} />} narrow testid="instructions">
      {told.phase === "unheard" && (
        <Notice>
          <p>{t("instructions.unheard")}</p>
        </Notice>
      )}
      <div className="clip" data-reading={reading || undefined} data-phase={told.phase}>
        {reading ? <Words sentences={sentences} language={state.language} /> : <Telling state={state} narration={narration} told={told} sentences={sentences} />}
      </div>
      <div className="vv-row" role="group" aria-label={t("live.controls")}>
        {reading ? (
          told.phase !== "unheard" && <Listen onclick={listen} />
        ) : (
          <>
            {told.phase === "playing" || told.phase === "loading" ? (
              <Button icon={<Icon name="pause" />} busy={told.phase === "loading"} onClick={() => narration.pause()} data-testid="clip-pause">
                {t("instructions.pause")}
              </Button>
            ) : (
              told.phase !== "over" && <Listen onclick={listen} />
            )}
            <Button icon={<Icon name="repeat" />} onClick={() => narration.play()} data-testid="clip-again">{t("live.again")}</Button>
            <Button icon={<Icon name="transcript" />} onClick={read} data-testid="clip-read">{t("instructions.read")}</Button>
          </>
        )}
      </div>
      <Onward mode={mode} done={reading || told.phase === "over"} ondone={ondone} onback={onback} />
    </Page>
  );
}

const Listen = ({ onclick }: { onclick: () => void }) => (
  <Button icon={<Icon name="play" />} onClick={onclick} data-testid="clip-listen">{t("instructions.play")}</Button>
);

function useNarration(api: RoomApi, count: number): [Narration, Narrated] {
  const narration = useMemo(() => new Narration({ count, context: wakeSound(), load: api.instruction }), [api, count]);
  const told = useSyncExternalStore(narration.subscribe, narration.current);
  useEffect(() => () => narration.stop(), [narration]);
  return [narration, told];
}

function Telling({ state, narration, told, sentences }: Pick<Props, "state"> & { narration: Narration; told: Narrated; sentences: string[] }) {
  const { interviewer, language } = state;
  return (
    <>
      <div className="clip-picture">
        <Stage look={interviewer?.look ?? ""} background={interviewer?.background ?? ""} name={interviewer?.name ?? ""}
          presence={told.phase === "playing" ? "speaking" : "connecting"} hearing={false} mouth={narration.mouth} />
      </div>
      <p className="clip-caption" lang={language ? tagOf(language) : undefined} dir="auto" data-testid="clip-caption">
        {sentences[told.sentence]}
      </p>
    </>
  );
}

function Words({ sentences, language }: { sentences: string[]; language: string | null }) {
  return (
    <div className="vv-card clip-words" lang={language ? tagOf(language) : undefined} data-testid="clip-words">
      {sentences.map((sentence, index) => (
        <p key={index} dir="auto">{sentence}</p>
      ))}
    </div>
  );
}

/** The way on is always open: it skips what is left. */
function Onward({ mode, done, ondone, onback }: Pick<Props, "mode" | "ondone" | "onback"> & { done: boolean }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const go = async () => {
    wakeSound();
    setBusy(true);
    setProblem(null);
    await ondone().catch((error: unknown) => {
      setProblem(explain(error));
      setBusy(false);
    });
  };
  const next = t(mode === "voice" ? "position.start.voice" : "position.start.text");
  return (
    <>
      {problem && (
        <Notice tone="bad" urgent>
          <p>{problem}</p>
        </Notice>
      )}
      <div className="vv-row">
        <Button look={done ? "primary" : "quiet"} size="large" busy={busy} onClick={() => void go()} data-testid="clip-done">
          {done ? next : t("live.skip.confirm")}
        </Button>
        <Button look="plain" size="large" onClick={onback}>{t("mic.back")}</Button>
      </div>
    </>
  );
}
