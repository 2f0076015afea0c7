// Where, how long, in which language, of which kind: as words under a position's name.
import { Icon, type IconName } from "@vivavoce/ui";
import { nameOf, t } from "@vivavoce/i18n";
import type { Listed } from "@vivavoce/live";
import { useReading } from "../language";
import { Written } from "../Written";

const KINDS = { interview: "page.title.plain", assessment: "entrance.kind.assessment", coaching: "entrance.kind.coaching" } as const;

/** `compact`: in few lines, where pictures stand for the labels. */
export function Facts({ listed, compact }: { listed: Listed; compact?: boolean }) {
  const language = nameOf(listed.language, useReading() ?? listed.language);
  const facts: [IconName, string, React.ReactNode][] = [
    ["questions", t("entrance.kind"), t(KINDS[listed.type])],
    ["place", t("position.place"), listed.location && <Written text={listed.location} language={listed.language} />],
    ["clock", t("position.length"), t("position.length.value", { count: listed.max_duration_minutes })],
    ["language", t("position.language"), language],
  ];
  return (
    <dl className="facts" data-compact={compact || undefined}>
      {facts.map(([icon, label, value]) => value && (
        <div key={label}>
          <dt>
            <Icon name={icon} size={18} /> <span className={compact ? "vv-hidden" : undefined}>{label}</span>
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
