// A quiet hint that she can take a break, or type instead. It asks for nothing, and goes when she answers.
import { Button, Icon, Notice } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Conversation, Session } from "@vivavoce/live";
import type { Commands } from "./useCommands";

interface Props {
  conversation: Conversation;
  session: Session;
  commands: Commands;
}

export function Offer({ conversation, session, commands }: Props) {
  const pause = session.offer.includes("pause") && commands.can("pause");
  const text = session.offer.includes("text") && session.mode === "voice";
  return (
    <div className="offer" role="status">
      {(pause || text) && (
        <Notice title={t("live.offer.title")}>
          <div className="vv-row" data-testid="offer">
            {pause && <Button icon={<Icon name="pause" />} onClick={() => commands.act("pause")}>{t("live.pause")}</Button>}
            {text && <Button icon={<Icon name="keyboard" />} onClick={() => (conversation.mode = "text")}>{t("live.type")}</Button>}
            <Button look="plain" onClick={() => conversation.dismissOffer()}>{t("live.offer.no")}</Button>
          </div>
        </Notice>
      )}
    </div>
  );
}
