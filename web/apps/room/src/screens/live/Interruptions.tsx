// What has gone wrong and is being mended, or needs a click of hers; above the controls.
import { Button, Notice } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Conversation, Session } from "@vivavoce/live";
import { explainCode } from "../../explain";
import type { useDevices } from "./useDevices";

interface Props {
  session: Session;
  devices: ReturnType<typeof useDevices>;
  conversation: Conversation;
}

export function Interruptions({ session, devices, conversation }: Props) {
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
          <p>{explainCode(session.problem.code)}</p>
          <Button look="plain" onClick={() => conversation.dismissProblem()}>{t("live.dismiss")}</Button>
        </Notice>
      )}
    </>
  );
}
