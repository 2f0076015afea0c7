// Screens for moments in which the interview cannot be shown: loading, server away, line in another tab, old browser.
import { useState } from "react";
import { Button } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import { Page } from "../Page";
import { useResume, type ResumeProps } from "../useResume";

export function Waiting() {
  return (
    <main className="page waiting" role="status">
      <span className="vv-spinner" aria-hidden="true" />
      {t("page.loading")}
    </main>
  );
}

export function ServerAway({ onretry }: { onretry: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const retry = () => {
    setBusy(true);
    void onretry().finally(() => setBusy(false));
  };
  return (
    <Page title={t("away.title")} lead={t("away.text")} narrow testid="away">
      <div className="vv-row">
        <Button look="primary" size="large" busy={busy} onClick={retry} data-testid="retry">
          {t("away.retry")}
        </Button>
      </div>
    </Page>
  );
}

export function Elsewhere(props: ResumeProps) {
  const { busy, resume } = useResume(props);
  return (
    <Page title={t("elsewhere.title")} lead={t("elsewhere.text")} narrow testid="elsewhere">
      <div className="vv-row">
        <Button look="primary" size="large" busy={busy} onClick={resume} data-testid="take-back">
          {t("elsewhere.take")}
        </Button>
      </div>
    </Page>
  );
}

export function Unsupported() {
  return <Page title={t("unsupported.title")} lead={t("unsupported.text")} narrow testid="unsupported" />;
}
