import { useState } from "react";
import { Button, Dialog, Icon } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Conversation, Session } from "@vivavoce/live";
import type { useDevices } from "./useDevices";

interface Props {
  conversation: Conversation;
  session: Session;
  devices: ReturnType<typeof useDevices>;
  typing: boolean;
  ontyping: () => void;
  reading: boolean;
  onreading: () => void;
}

export function Controls({ conversation, session, devices, typing, ontyping, reading, onreading }: Props) {
  const [ending, setEnding] = useState(false);
  const cut = session.line !== "open";
  const talks = conversation.microphone !== null;

  return (
    <div className="controls" role="group" aria-label={t("live.controls")}>
      {talks && !typing && (
        <Button look="primary" icon={<Icon name="done" />} disabled={cut || session.interviewer !== "listening"}
          onClick={() => conversation.command("finish_answer")} data-testid="finish-answer">
          {t("live.done")}
        </Button>
      )}
      <Button icon={<Icon name="repeat" />} disabled={cut} onClick={() => conversation.command("repeat")} data-testid="say-again">
        {t("live.again")}
      </Button>
      {talks && (
        <>
          <Button icon={<Icon name="keyboard" />} aria-pressed={typing} onClick={ontyping} data-testid="type-instead">
            {t("live.type")}
          </Button>
          <Button icon={<Icon name={devices.muted ? "muted" : "microphone"} />} onClick={devices.toggleMute} data-testid="mute">
            {t(devices.muted ? "live.unmute" : "live.mute")}
          </Button>
        </>
      )}
      {!talks && conversation.context && (
        <Button icon={<Icon name={devices.sound ? "sound" : "silent"} />} onClick={devices.toggleSound} data-testid="sound">
          {t(devices.sound ? "live.sound.on" : "live.sound.off")}
        </Button>
      )}
      <Button icon={<Icon name="transcript" />} aria-pressed={reading} onClick={onreading} data-testid="toggle-transcript">
        {t("live.transcript")}
      </Button>
      <Button look="danger" icon={<Icon name="end" />} onClick={() => setEnding(true)} data-testid="end-interview">
        {t("live.end")}
      </Button>
      <Dialog open={ending} title={t("live.end.title")} onclose={() => setEnding(false)}>
        <p>{t("live.end.text")}</p>
        {cut && <p className="small">{t("live.reconnecting")}</p>}
        <div className="vv-row">
          <Button look="primary" onClick={() => setEnding(false)}>{t("live.end.stay")}</Button>
          <Button look="danger" disabled={cut} data-testid="end-confirm"
            onClick={() => {
              conversation.command("end");
              setEnding(false);
            }}>
            {t("live.end.confirm")}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
