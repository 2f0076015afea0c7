// Is she heard? The level moves while she speaks; silence and a microphone that is switched off are told apart.
import { useCallback, useEffect, useState, type RefObject } from "react";
import { Icon, Meter, Notice } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Device, Microphone } from "@vivavoce/live";

/** A level that speech at arm's length passes easily and a quiet room does not, held for four looks of 50 ms. */
const SPEECH_LEVEL = 0.35;
const SPEECH_LOOKS = 4;
const QUIET_AFTER_MS = 7_000;

interface Props {
  microphone: Microphone;
  interviewer: string;
  devices: Device[];
  onchoose: (device: string) => void;
  /** While our own notes sound, nothing that comes in is taken for her. */
  sounding: RefObject<boolean>;
}

export function Hearing({ microphone, interviewer, devices, onchoose, sounding }: Props) {
  const [phase, setPhase] = useState<"waiting" | "quiet" | "dead" | "heard">("waiting");
  const level = useCallback(() => microphone.level, [microphone]);

  useEffect(() => {
    let looks = 0;
    setPhase("waiting");
    const began = performance.now();
    const timer = setInterval(() => {
      if (sounding.current) return;
      looks = microphone.level > SPEECH_LEVEL ? looks + 1 : Math.max(0, looks - 1);
      if (looks >= SPEECH_LOOKS) {
        setPhase("heard");
        clearInterval(timer);
      } else if (microphone.dead) setPhase("dead");
      else setPhase(performance.now() - began > QUIET_AFTER_MS ? "quiet" : "waiting");
    }, 50);
    return () => clearInterval(timer);
  }, [microphone, sounding]);

  return (
    <div className="hearing" data-testid="mic-hearing" data-heard={phase === "heard"}>
      <p>{t("mic.say")}</p>
      <div className="hearing-meter">
        <Icon name="microphone" size={26} />
        <Meter level={level} label={t("mic.level")} />
      </div>
      {devices.length > 1 && (
        <label className="hearing-choice">
          <span className="small">{t("mic.choose")}</span>
          <select
            className="vv-input"
            value={microphone.device ?? ""}
            onChange={(event) => onchoose(event.target.value)}
            data-testid="mic-choose"
          >
            {devices.map((device) => (
              <option key={device.id} value={device.id}>
                {device.label}
              </option>
            ))}
          </select>
        </label>
      )}
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
        {phase === "dead" && (
          <Notice tone="warn" title={t("mic.muted")}>
            <p>{t("mic.muted.text")}</p>
          </Notice>
        )}
      </div>
    </div>
  );
}
