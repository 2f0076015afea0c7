// What happens after the hand-in: who reads it, that she hears from them, and how to reach a person.
import { t } from "@vivavoce/i18n";
import type { State } from "@vivavoce/live";

export function Next({ state }: { state: State }) {
  const company = state.company?.name ?? t("closed.company");
  const steps =
    state.position?.kind === "coaching"
      ? [t("submitted.next.practice"), t("submitted.next.link")]
      : [t("submitted.next.judge"), t("submitted.next.person", { company }), t("submitted.next.news", { company })];
  return (
    <section className="vv-card stack">
      <h2>{t("submitted.next")}</h2>
      <ol className="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="small">{t("submitted.reach", { company })}</p>
    </section>
  );
}
