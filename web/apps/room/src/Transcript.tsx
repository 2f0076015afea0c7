// What was said, line by line; during the interview and after it.
import { t, tagOf } from "@vivavoce/i18n";
import type { TranscriptLine } from "@vivavoce/live";

interface Props {
  lines: TranscriptLine[];
  interviewer: string;
  language: string | null;
  empty: string;
}

export function Lines({ lines, interviewer, language, empty }: Props) {
  if (lines.length === 0) return <p className="small" data-testid="transcript">{empty}</p>;
  return (
    <ol className="lines" data-testid="transcript" lang={language ? tagOf(language) : undefined}>
      {lines.map((line, index) => (
        <li key={index} data-speaker={line.speaker}>
          <span className="lines-name">{line.speaker === "interviewer" ? interviewer : t("live.you")}</span>
          <p dir="auto">{line.text}</p>
        </li>
      ))}
    </ol>
  );
}
