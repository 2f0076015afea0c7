import { t } from "@vivavoce/i18n";
import type { State } from "@vivavoce/live";
import { Page } from "../Page";
import { PositionName } from "../Written";
import { Lines } from "../Transcript";

export function Submitted({ state }: { state: State }) {
  const company = state.company?.name ?? t("closed.company");
  const name = state.candidate?.name;
  return (
    <Page
      eyebrow={<PositionName state={state} />}
      title={t("submitted.title")}
      lead={name ? t("submitted.text", { name }) : t("submitted.text.plain")}
      narrow
      testid="submitted"
    >
      <section className="vv-card stack">
        <h2>{t("submitted.next")}</h2>
        <ol className="steps">
          <li>{t("submitted.next.judge")}</li>
          <li>{t("submitted.next.person", { company })}</li>
          <li>{t("submitted.next.news", { company })}</li>
        </ol>
      </section>
      {state.result && state.result.transcript.length > 0 && (
        <details className="vv-card">
          <summary>{t("submitted.transcript")}</summary>
          <Lines lines={state.result.transcript} interviewer={state.interviewer?.name ?? ""} language={state.language} empty="" />
        </details>
      )}
    </Page>
  );
}
