// Screens for moments in which the interview cannot be shown: loading, server away, line in another tab, old browser.
import { Button, Field } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import { Page } from "../Page";
import { useRetrying } from "../useRetrying";
import { useResume, type ResumeProps } from "../useResume";

export function Waiting() {
  return (
    <main className="page waiting" role="status">
      <span className="vv-spinner" aria-hidden="true" />
      {t("page.loading")}
    </main>
  );
}

/** Tries again by itself, ever more slowly, and at once when the browser is back on the net. */
export function ServerAway({ onretry }: { onretry: () => Promise<void> }) {
  const { busy, retry } = useRetrying(onretry);
  return (
    <Page title={t("away.title")} lead={t("away.text")} narrow testid="away">
      <p>{t("away.auto")}</p>
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
  return (
    <Page title={t("unsupported.title")} lead={t("unsupported.text")} narrow testid="unsupported">
      <Field label={t("unsupported.link")}>
        {(ids) => <input {...ids} className="vv-input" dir="ltr" readOnly value={location.href} onFocus={(event) => event.target.select()} />}
      </Field>
    </Page>
  );
}
