// Three notes: does she hear them, and does the microphone hear them too? Advice only; nothing waits for it.
import { useEffect, useRef, useState, type RefObject } from "react";
import { Button, Icon, Notice } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Microphone } from "@vivavoce/live";
import { comesBack } from "../../echo";
import { chime, wakeSound } from "../../sound";

const CHIME_MS = 1_100;
const LOOK_MS = 50;
const LOOKS_BEFORE = 20;

interface Props {
  microphone: Microphone | null;
  sounding: RefObject<boolean>;
}

export function SpeakerTest({ microphone, sounding }: Props) {
  const [phase, setPhase] = useState<"idle" | "playing" | "asking" | "heard" | "unheard">("idle");
  const [echo, setEcho] = useState(false);
  const levels = useLevels(microphone);
  const playing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(playing.current), []);

  const row = useRef<HTMLDivElement>(null);
  /** The buttons go away under her fingers: on with the one that stays. */
  const answer = (heard: boolean) => {
    setPhase(heard ? "heard" : "unheard");
    row.current?.querySelector("button")?.focus();
  };

  const play = () => {
    const context = wakeSound();
    if (!context || sounding.current) return;
    const before = levels.current;
    levels.current = [];
    sounding.current = true;
    chime(context);
    setPhase("playing");
    setEcho(false);
    playing.current = setTimeout(() => {
      sounding.current = false;
      setEcho(comesBack(before.slice(-LOOKS_BEFORE), levels.current));
      setPhase("asking");
    }, CHIME_MS);
  };

  return (
    <div className="check-row" ref={row} data-testid="speaker" data-phase={phase} data-echo={echo}>
      <div className="vv-row">
        <Button onClick={play} icon={<Icon name="sound" />} data-testid="test-sound">
          {t("mic.sound")}
        </Button>
        {phase === "asking" && (
          <span className="vv-row" role="group" aria-label={t("mic.sound.question")}>
            <span>{t("mic.sound.question")}</span>
            <Button onClick={() => answer(true)} data-testid="sound-yes">
              {t("mic.sound.yes")}
            </Button>
            <Button onClick={() => answer(false)} data-testid="sound-no">
              {t("mic.sound.no")}
            </Button>
          </span>
        )}
        {phase === "heard" && <Icon name="done" />}
        <span className="small" role="status">
          {phase === "playing" && t("mic.sound.playing")}
          {phase === "asking" && <span className="vv-hidden">{t("mic.sound.question")}</span>}
        </span>
      </div>
      <div aria-live="polite" className="check-advice">
        {phase === "unheard" && (
          <Notice tone="warn">
            <p>{t("mic.sound.no.text")}</p>
          </Notice>
        )}
        {echo && (
          <Notice title={t("mic.echo")}>
            <p>{t("mic.echo.text")}</p>
          </Notice>
        )}
      </div>
    </div>
  );
}

/** What the microphone has heard lately. */
function useLevels(microphone: Microphone | null) {
  const levels = useRef<number[]>([]);
  useEffect(() => {
    levels.current = [];
    if (!microphone) return;
    const timer = setInterval(() => {
      levels.current = [...levels.current.slice(-2 * LOOKS_BEFORE), microphone.level];
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [microphone]);
  return levels;
}
