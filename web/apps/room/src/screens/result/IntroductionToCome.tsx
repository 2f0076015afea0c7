// Told before she agrees, where a video will be asked for at the end.
import { t } from "@vivavoce/i18n";
import type { State } from "@vivavoce/live";

export function IntroductionToCome({ state }: { state: State }) {
  const wanted = state.position?.result_view === "none" ? null : state.position?.candidate_video_introduction;
  if (!wanted) return null;
  const company = state.company?.name ?? t("closed.company");
  return (
    <div data-testid="introduction-to-come">
      <dt>{t("intro.title")}</dt>
      <dd>
        {t(wanted === "required" ? "intro.required" : "intro.optional", { company })} {t("intro.private", { company })}
      </dd>
    </div>
  );
}
