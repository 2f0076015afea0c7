// What both sides say now, under the interviewer's picture. The interviewer's words are announced to a screen reader only
// when her voice is off: announced as well, they would be spoken over her.

interface Props {
  interviewer: { name: string; text: string };
  candidate: { name: string; text: string };
  announce: boolean;
}

export function Captions({ interviewer, candidate, announce }: Props) {
  return (
    <div className="vv-captions">
      <p className="vv-caption" data-side="interviewer">
        <span className="vv-caption-name">{interviewer.name}</span>
        <span data-testid="caption-interviewer" dir="auto" aria-live={announce ? "polite" : "off"}>
          {interviewer.text}
        </span>
      </p>
      {candidate.text && (
        <p className="vv-caption" data-side="candidate">
          <span className="vv-caption-name">{candidate.name}</span>
          <span data-testid="caption-candidate" dir="auto">{candidate.text}</span>
        </p>
      )}
    </div>
  );
}
