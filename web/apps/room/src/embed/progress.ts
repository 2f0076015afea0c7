// Where she is in the interview, as the page around it hears of it.
import type { FrameMessage } from "../../../../packages/embed/protocol";
import type { ClosedReason, Screen, State } from "@vivavoce/live";

const STAGES = ["started", "completed", "submitted"] as const;
/** What was decided about her, or is about to be, is no business of the page around. */
const HERS: ReadonlySet<ClosedReason> = new Set(["rejected", "under_review"]);
const STAGE_OF: Partial<Record<Screen, number>> = { live: 0, result: 1, submitted: 2 };

/** What is new with `next`. After a reload it tells where she is; from there on every stage, also one that was skipped. */
export function news(before: State | null, next: State, profileInterviewId: string): FrameMessage[] {
  if (next.screen === "closed") return before?.screen === "closed" ? [] : [{ type: "failed", code: codeOf(next.closed_reason ?? "unknown") }];
  const stage = STAGE_OF[next.screen];
  if (stage === undefined) return [];
  const same = before !== null && before.attempt?.id === next.attempt?.id;
  const reached = same ? (STAGE_OF[before.screen] ?? -1) : before === null ? stage - 1 : -1;
  return STAGES.slice(Math.min(reached + 1, stage + 1), stage + 1).map((type) => ({ type, profile_interview_id: profileInterviewId }));
}

const codeOf = (reason: ClosedReason): string => (HERS.has(reason) ? "closed" : reason);
