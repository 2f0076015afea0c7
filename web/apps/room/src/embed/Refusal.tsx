// Why a frame opens nothing, and what whoever sits before it can do. The code is for the owner of the page around it.
import { useState } from "react";
import { Button } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import { Page } from "../Page";

const WHY: Partial<Record<string, "gone" | "again" | "closed">> = {
  embed_unknown: "gone",
  signature_used: "again",
  signature_expired: "again",
  interview_not_open: "closed",
};

export function Refusal({ code, onretry }: { code: string; onretry: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const why = WHY[code];
  const retry = () => {
    setBusy(true);
    void onretry().finally(() => setBusy(false));
  };
  const [title, lead] = words(why, code);
  return (
    <Page title={title} lead={lead} narrow testid="embed-refused">
      {why === "closed" && (
        <div className="vv-row">
          <Button busy={busy} onClick={retry} data-testid="retry">
            {t("closed.retry")}
          </Button>
        </div>
      )}
    </Page>
  );
}

function words(why: (typeof WHY)[string], code: string): [title: string, lead: string] {
  switch (why) {
    case "gone":
      return [t("embed.gone"), t("embed.gone.text")];
    case "again":
      return [t("embed.again"), t("embed.again.text")];
    case "closed":
      return [t("embed.gone"), t("refused.not_open")];
    default:
      return [t("embed.unsure"), t("embed.unsure.text", { code })];
  }
}
