// The check before talking, on one screen: microphone, loudspeaker and echo, connection. It explains what is wrong in
// her browser, advises, never holds her up, and always offers typing.
import { useRef, useState } from "react";
import { Button, Notice } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Microphone, Mode, RoomApi, State } from "@vivavoce/live";
import { explain } from "../explain";
import { Page } from "../Page";
import { PositionName } from "../Written";
import { Hearing } from "./check/Hearing";
import { LineCheck } from "./check/LineCheck";
import { SpeakerTest } from "./check/SpeakerTest";
import { Trouble } from "./check/Trouble";
import { useMicrophone } from "./check/useMicrophone";

interface Props {
  api: Pick<RoomApi, "probe">;
  state: State;
  onready: (mode: Mode, microphone: Microphone | null) => Promise<void>;
  onback: () => void;
}

export function MicrophoneCheck({ api, state, onready, onback }: Props) {
  const { microphone, trouble, devices, retry, choose, keepOpen } = useMicrophone();
  const { busy, problem, begin } = useBegin(onready);
  const sounding = useRef(false);
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
          <Trouble trouble={trouble} />
        ) : microphone ? (
          <Hearing
            microphone={microphone}
            interviewer={state.interviewer?.name ?? ""}
            devices={devices}
            onchoose={choose}
            sounding={sounding}
          />
        ) : (
          <Notice title={t("mic.asking.short")}>
            <p>{t("mic.asking")}</p>
          </Notice>
        )}
        <SpeakerTest microphone={trouble ? null : microphone} sounding={sounding} />
        <LineCheck api={api} />
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
