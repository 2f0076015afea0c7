// Her connection: measured by itself while she tries the microphone; good news in a line, bad news with what helps.
import { useEffect, useState } from "react";
import { Icon, Notice } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import { lineVerdict, measureLine, type LineVerdict, type RoomApi } from "@vivavoce/live";

export function LineCheck({ api }: { api: Pick<RoomApi, "probe"> }) {
  const [verdict, setVerdict] = useState<LineVerdict | null>(null);
  useEffect(() => {
    let left = false;
    void measureLine(api, location.href).then((measure) => left || setVerdict(lineVerdict(measure)));
    return () => {
      left = true;
    };
  }, [api]);

  return (
    <div className="check-row" role="status" data-testid="line" data-verdict={verdict ?? "measuring"}>
      {verdict === null && (
        <p className="check-line">
          <span className="vv-spinner" aria-hidden="true" /> {t("mic.line.measuring")}
        </p>
      )}
      {verdict === "good" && (
        <p className="check-line">
          <Icon name="done" /> {t("mic.line.good")}
        </p>
      )}
      {(verdict === "slow" || verdict === "blocked") && (
        <Notice tone="warn">
          <p>{t(`mic.line.${verdict}`)}</p>
        </Notice>
      )}
    </div>
  );
}
