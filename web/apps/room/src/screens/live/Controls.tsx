// Her controls. In view: what she needs at every turn, and what belongs to the devices. The rest is in the menu.
import type { MouseEvent } from "react";
import { Button, Icon } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Conversation, Session } from "@vivavoce/live";
import { FINISH, REPEAT } from "./commands";
import { Confirm } from "./Confirm";
import { HoldButton } from "./HoldButton";
import { More } from "./More";
import type { Commands } from "./useCommands";
import type { useDevices } from "./useDevices";
import type { View } from "./useView";

interface Props {
  conversation: Conversation;
  session: Session;
  commands: Commands;
  devices: ReturnType<typeof useDevices>;
  view: View;
  interviewer: string;
}

/** A click leaves the focus where it was, so that Space goes on keeping her turn, or writing in her text. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

export function Controls({ conversation, session, commands, devices, view, interviewer }: Props) {
  const { asking, answer } = commands;
  const paused = session.interviewer === "paused";
  const obstacle = session.line === "open" ? null : t("live.reconnecting");
  const keys = ({ key }: { key: string }) => (commands.keys ? key.toUpperCase() : undefined);

  return (
    <>
      <div className="controls" role="group" aria-label={t("live.controls")} onMouseDown={keepFocus}>
        {commands.canHold && (
          <div className="controls-turn">
            <Button look="primary" icon={<Icon name={FINISH.icon} />} disabled={!commands.can(FINISH.name)} aria-keyshortcuts={keys(FINISH)}
              onClick={() => commands.act(FINISH.name)} data-testid="finish-answer">
              {t(FINISH.label)}
            </Button>
            <HoldButton on={session.holding} onchange={(on) => conversation.hold(on)} keys={commands.keys} />
          </div>
        )}
        <div className="controls-bar">
          {!paused && (
            <Button icon={<Icon name={REPEAT.icon} />} disabled={!commands.can(REPEAT.name)} aria-keyshortcuts={keys(REPEAT)}
              onClick={() => commands.act(REPEAT.name)} data-testid="say-again">
              {t(REPEAT.label)}
            </Button>
          )}
          {!paused && <DeviceButtons conversation={conversation} session={session} devices={devices} />}
          {!paused && <More conversation={conversation} session={session} commands={commands} view={view} interviewer={interviewer} />}
          <Button look="danger" icon={<Icon name="end" />} onClick={() => commands.act("end")} data-testid="end-interview">
            {t("live.end")}
          </Button>
        </div>
      </div>
      <Confirm open={asking === "end"} title={t("live.end.title")} text={t("live.end.text")} obstacle={obstacle}
        yes={t("live.end.confirm")} no={t("live.end.stay")} onanswer={answer} testid="end-confirm" />
      <Confirm open={asking === "skip"} title={t("live.skip.title")} text={t("live.skip.text", { interviewer })} obstacle={obstacle}
        yes={t("live.skip.confirm")} no={t("live.skip.stay")} onanswer={answer} testid="skip-confirm" />
    </>
  );
}

function DeviceButtons({ conversation, session, devices }: Pick<Props, "conversation" | "session" | "devices">) {
  const typing = session.mode === "text";
  if (conversation.microphone === null)
    return conversation.context && (
      <Button icon={<Icon name={devices.sound ? "sound" : "silent"} />} onClick={devices.toggleSound} data-testid="sound">
        {t(devices.sound ? "live.sound.on" : "live.sound.off")}
      </Button>
    );
  return (
    <>
      <Button icon={<Icon name="keyboard" />} aria-pressed={typing} onClick={() => (conversation.mode = typing ? "voice" : "text")} data-testid="type-instead">
        {t("live.type")}
      </Button>
      <Button icon={<Icon name={devices.muted ? "muted" : "microphone"} />} onClick={devices.toggleMute} data-testid="mute">
        {t(devices.muted ? "live.unmute" : "live.mute")}
      </Button>
    </>
  );
}
