// Why the server said no, in the language that she reads: by its code. Its own sentence is English, and for integrators.
import { t, type Key } from "@vivavoce/i18n";
import { Refused } from "@vivavoce/live";

const REFUSED: Partial<Record<string, Extract<Key, `refused.${string}`> | "intro.first" | "intro.not_video">> = {
  already_submitted: "refused.moved_on",
  "consent.version": "refused.terms",
  insufficient_credits: "refused.credits",
  embed_unknown: "refused.not_open",
  interview_closed: "refused.not_open",
  introduction_missing: "intro.first",
  interview_not_open: "refused.not_open",
  interview_unknown: "refused.not_open",
  no_attempts_left: "refused.no_attempts",
  score_reached: "refused.score_reached",
  submit_first: "refused.submit_first",
  not_a_video: "intro.not_video",
  not_finished: "refused.moved_on",
  not_now: "refused.not_now",
  not_started: "refused.moved_on",
  position_archived: "refused.not_open",
  not_transcribed: "refused.not_transcribed",
  too_many_requests: "refused.too_many",
};

/** The sentence for a code, or for the name of the field that was at fault. */
export function explainCode(code: string): string {
  return t(REFUSED[code] ?? "refused.any");
}

/** The sentence for a call that failed. */
export function explain(error: unknown): string {
  if (!(error instanceof Refused)) return t("away.short");
  const { name, code } = error.envelope;
  return explainCode(name && name in REFUSED ? name : code);
}
