// Everything that was said, beside the picture or over it. The newest line is in view; Escape closes.
import { useEffect, useLayoutEffect, useRef } from "react";
import { Button } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { TranscriptLine } from "@vivavoce/live";
import { Lines } from "../../Transcript";

interface Props {
  lines: TranscriptLine[];
  interviewer: string;
  language: string | null;
  onclose: () => void;
}

export function TranscriptPanel({ lines, interviewer, language, onclose }: Props) {
  const panel = useRef<HTMLElement>(null);
  const list = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [lines.length]);

  // Where it lies over the rest, the focus must not stay beneath it.
  useEffect(() => {
    if (panel.current && getComputedStyle(panel.current).position === "fixed") list.current?.focus({ preventScroll: true });
  }, []);

  return (
    <aside className="live-transcript" ref={panel} aria-label={t("live.transcript")} onKeyDown={(event) => event.key === "Escape" && onclose()}>
      <div className="live-transcript-head">
        <h2>{t("live.transcript")}</h2>
        <Button look="plain" onClick={onclose} data-testid="close-transcript">{t("live.transcript.close")}</Button>
      </div>
      <div className="live-transcript-lines" ref={list} tabIndex={0} role="region" aria-label={t("live.transcript")}>
        <Lines lines={lines} interviewer={interviewer} language={language} empty={t("live.transcript.empty")} />
      </div>
    </aside>
  );
}
