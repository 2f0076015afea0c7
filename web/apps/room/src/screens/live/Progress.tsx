// How far the interview is: the question in hand, and, if she wants to know, roughly how long it can still take. The
// minutes are read where they stand; nothing announces them, and nothing about them moves.
import { useEffect, useState } from "react";
import { t } from "@vivavoce/i18n";
import type { Session } from "@vivavoce/live";

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 15_000;

export function Progress({ session, clock }: { session: Session; clock: boolean }) {
  const { questionNumber, questionCount, endsAt, pausedAt } = session;
  const minutes = useMinutesLeft(endsAt);
  return (
    <div className="live-progress">
      {questionNumber !== null && questionCount > 0 && (
        <>
          <p data-testid="question-number">{t("live.question", { number: questionNumber, total: questionCount })}</p>
          <progress max={questionCount} value={questionNumber} aria-label={t("live.progress")} />
        </>
      )}
      {clock && minutes !== null && pausedAt === null && <p className="small" data-testid="minutes-left">{t("live.left", { count: minutes })}</p>}
    </div>
  );
}

function useMinutesLeft(endsAt: number | null): number | null {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return endsAt === null ? null : Math.max(1, Math.round((endsAt - now) / MINUTE_MS));
}
