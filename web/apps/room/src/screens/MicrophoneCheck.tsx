// Asks for the microphone, shows that it hears her, explains what is wrong when it does not, and always offers typing.
// The microphone is closed when she leaves this screen, unless it was handed over to the interview.
import { useCallback, useEffect, useRef, useState } from "react";
import { Button, Icon, Meter, Notice } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import { Microphone, MicrophoneError, type MicrophoneTrouble, type Mode, type State } from "@vivavoce/live";
import { explain } from "../explain";
import { Page } from "../Page";
import { PositionName } from "../Written";
import { wantsRawAudio } from "../place";
import { chime, wakeSound } from "../sound";

/** A level that speech at arm's length passes easily and a quiet room does not, held for four looks of 50 ms. */
const SPEECH_LEVEL = 0.35;
const SPEECH_LOOKS = 4;
const QUIET_AFTER_MS = 7_000;
const CHIME_MS = 1_600;

interface Props {
  state: State;
  onready: (mode: Mode, microphone: Microphone | null) => Promise<void>;
  onback: () => void;
}

export function MicrophoneCheck({ state, onready, onback }: Props) {
  const { microphone, trouble, retry, keepOpen } = useMicrophone();
  const { busy, problem, begin } = useBegin(onready);
  const goTyping = () => void begin("text", null);
  const start = () => {
    if (!microphone) return;
    keepOpen(true);
    void begin("voice", microphone).then((begun) => begun || keepOpen(false));
  };

  return (
    <Page title={t("mic.title")} eyebrow={<PositionName state={state} />} narrow testid="microphone">
      <div className="vv-card stack">
        {trouble ? (
          <Notice tone="bad" title={t(`mic.${trouble}`)} urgent>
            <p>{t(`mic.${trouble}.text`)}</p>
          </Notice>
        ) : microphone ? (
          <Hearing microphone={microphone} interviewer={state.interviewer?.name ?? ""} />
        ) : (
          <Notice title={t("mic.asking.short")}>
            <p>{t("mic.asking")}</p>
          </Notice>
        )}
        <SpeakerTest />
      </div>
      {problem && (
        <Notice tone="bad" urgent>
          <p>{problem}</p>
        </Notice>
      )}
      <div className="vv-row">
        {trouble ? (
          <Button look="primary" size="large" onClick={retry} data-testid="mic-retry">
            {t("mic.again")}
          </Button>
        ) : (
          <Button look="primary" size="large" disabled={!microphone} busy={busy} onClick={start} data-testid="mic-ready">
            {t(state.screen === "live" ? "mic.continue" : "mic.ready")}
          </Button>
        )}
        <Button look="quiet" size="large" onClick={goTyping} disabled={busy} data-testid="mic-type">
          {t("mic.type")}
        </Button>
        <Button look="plain" size="large" onClick={onback}>
          {t("mic.back")}
        </Button>
      </div>
    </Page>
  );
}

function useMicrophone() {
  const [microphone, setMicrophone] = useState<Microphone | null>(null);
  const [trouble, setTrouble] = useState<MicrophoneTrouble | null>(null);
  const [tries, setTries] = useState(0);
  const kept = useRef(false);

  useEffect(() => {
    let left = false;
    let mine: Microphone | null = null;
    const open = async () => {
      try {
        const context = wakeSound();
        if (!context) throw new MicrophoneError("unsupported");
        mine = await Microphone.open(context, { raw: wantsRawAudio(location.search) });
        if (left) return mine.close();
        mine.onlost = () => setTrouble("missing");
        setMicrophone(mine);
      } catch (error) {
        if (!left) setTrouble(error instanceof MicrophoneError ? error.trouble : "failed");
      }
    };
    void open();
    return () => {
      left = true;
      if (!kept.current) mine?.close();
    };
  }, [tries]);

  const retry = () => {
    setMicrophone(null);
    setTrouble(null);
    setTries(tries + 1);
  };
  const keepOpen = (keep: boolean) => {
    kept.current = keep;
  };
  return { microphone, trouble, retry, keepOpen };
}

function useBegin(onready: Props["onready"]) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const begin = async (mode: Mode, microphone: Microphone | null): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      await onready(mode, microphone);
      return true;
    } catch (error) {
      setProblem(explain(error));
      setBusy(false);
      return false;
    }
  };
  return { busy, problem, begin };
}

function Hearing({ microphone, interviewer }: { microphone: Microphone; interviewer: string }) {
  const [phase, setPhase] = useState<"waiting" | "quiet" | "heard">("waiting");
  const level = useCallback(() => microphone.level, [microphone]);

  useEffect(() => {
    let looks = 0;
    const began = performance.now();
    const timer = setInterval(() => {
      looks = microphone.level > SPEECH_LEVEL ? looks + 1 : Math.max(0, looks - 1);
      if (looks >= SPEECH_LOOKS) {
        setPhase("heard");
        clearInterval(timer);
      } else if (performance.now() - began > QUIET_AFTER_MS) setPhase("quiet");
    }, 50);
    return () => clearInterval(timer);
  }, [microphone]);

  return (
    <div className="hearing" data-testid="mic-hearing" data-heard={phase === "heard"}>
      <p>{t("mic.say")}</p>
      <div className="hearing-meter">
        <Icon name="microphone" size={26} />
        <Meter level={level} label={t("mic.level")} />
      </div>
      <div aria-live="polite">
        {phase === "heard" && (
          <Notice title={t("mic.heard")}>
            <p>{t("mic.heard.text", { interviewer })}</p>
          </Notice>
        )}
        {phase === "quiet" && (
          <Notice tone="warn">
            <p>{t("mic.quiet")}</p>
          </Notice>
        )}
      </div>
    </div>
  );
}

function SpeakerTest() {
  const [playing, setPlaying] = useState(false);
  const play = () => {
    const context = wakeSound();
    if (!context || playing) return;
    chime(context);
    setPlaying(true);
    setTimeout(() => setPlaying(false), CHIME_MS);
  };
  return (
    <div className="vv-row">
      <Button onClick={play} icon={<Icon name="sound" />} data-testid="test-sound">
        {t("mic.sound")}
      </Button>
      <span className="small" role="status">
        {playing && t("mic.sound.playing")}
      </span>
    </div>
  );
}
