// Instead of the picture while she takes a break: what is safe, and the way back.
import { useEffect, useRef } from "react";
import { Button, Icon } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Commands } from "./useCommands";

export function Break({ commands }: { commands: Commands }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className="break" data-testid="break">
      <h2 ref={heading} tabIndex={-1}>{t("live.break.title")}</h2>
      <p>{t("live.break.text")}</p>
      <p>{t("live.break.device")}</p>
      <Button look="primary" size="large" icon={<Icon name="play" />} disabled={!commands.can("resume")} onClick={() => commands.act("resume")}
        aria-keyshortcuts={commands.keys ? "P" : undefined} data-testid="resume">
        {t("live.break.continue")}
      </Button>
    </div>
  );
}
