// One line that says whose turn it is, with a sign of its own for each state. It is read out when the turn comes to her,
// not while the interviewer speaks.
import { Icon, type IconName } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Presence } from "@vivavoce/live";

interface Props {
  presence: Presence;
  interviewer: string;
  hearing: boolean;
  holding: boolean;
  muted: boolean;
  typing: boolean;
  sound: boolean;
}

export function Status(props: Props) {
  const { presence, hearing, holding, sound } = props;
  return (
    <p className="live-status" data-testid="status" data-state={presence} data-hearing={hearing || undefined} data-holding={holding || undefined}
      aria-live={presence === "speaking" && sound ? "off" : "polite"}>
      <span className="live-status-sign" aria-hidden="true">
        <Icon name={sign(props)} size={18} />
      </span>
      {sentence(props)}
    </p>
  );
}

const SIGNS = {
  connecting: "more",
  reconnecting: "warning",
  speaking: "speech",
  thinking: "more",
  paused: "pause",
  ended: "done",
} as const satisfies Partial<Record<Presence, IconName>>;

export function sign({ presence, holding, muted, typing }: Pick<Props, "presence" | "holding" | "muted" | "typing">): IconName {
  if (presence !== "listening") return SIGNS[presence];
  if (typing) return "keyboard";
  if (holding) return "hand";
  return muted ? "muted" : "ear";
}

function sentence({ presence, interviewer, hearing, holding, muted, typing }: Props): string {
  if (presence === "speaking" || presence === "thinking") return t(`live.status.${presence}`, { interviewer });
  if (presence !== "listening") return t(`live.status.${presence}`);
  if (typing) return t("live.status.typing");
  if (holding) return t("live.status.holding");
  if (muted) return t("live.status.muted");
  return t(hearing ? "live.status.hearing" : "live.status.listening");
}
