// Why the microphone can't be had, and what helps.
import { Notice } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Explanation } from "../../faults";

export function Trouble({ trouble }: { trouble: Explanation }) {
  return (
    <div data-testid="mic-trouble" data-trouble={trouble.text}>
      <Notice tone="bad" title={t(trouble.title)} urgent>
        <p>{t(trouble.text)}</p>
        {trouble.remedy === "tab" && (
          <p>
            <a href={location.href} target="_blank" rel="noopener" data-testid="mic-own-tab">
              {t("mic.framed.open")}
            </a>
          </p>
        )}
      </Notice>
    </div>
  );
}
