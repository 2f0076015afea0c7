// What the live screen shows, as a pure function of what happened: frames from the server, the state of the line, and
// what she did here. No clock and no I/O: times come in with the event.

import type { LineStatus } from "./line";
import type { DownFrame, EndReason, InterviewerState, Mode, Snapshot, Turn } from "./wire";

export interface Session {
  line: LineStatus;
  interviewer: InterviewerState;
  /** How she answers now. Her choice in this tab outranks what the server remembers. */
  mode: Mode;
  turns: Turn[];
  /** What the interviewer says or said last. */
  saying: Turn | null;
  /** The server hears her speak. */
  hearing: boolean;
  /** Her answer so far, as heard. */
  caption: string;
  /** A typed answer that the server has not confirmed yet. */
  unconfirmed: string | null;
  /** A typed answer that the server did not take, and that should go back into the text box. */
  returned: string | null;
  /** Why it did not take it, in the server's words. */
  refusal: string | null;
  questionNumber: number | null;
  questionCount: number;
  /** On the caller's clock, ms. */
  endsAt: number | null;
  problem: { code: string; error: string } | null;
  ended: EndReason | null;
}

export type SessionEvent =
  | { kind: "line"; status: LineStatus }
  | { kind: "frame"; frame: DownFrame; at: number }
  | { kind: "mode_chosen"; mode: Mode }
  | { kind: "text_sent"; text: string }
  | { kind: "text_restored" }
  | { kind: "problem_dismissed" };

export const emptySession: Session = {
  line: "connecting",
  interviewer: "thinking",
  mode: "voice",
  turns: [],
  saying: null,
  hearing: false,
  caption: "",
  unconfirmed: null,
  returned: null,
  refusal: null,
  questionNumber: null,
  questionCount: 0,
  endsAt: null,
  problem: null,
  ended: null,
};

export function reduce(session: Session, event: SessionEvent): Session {
  switch (event.kind) {
    case "line":
      return { ...session, line: event.status, hearing: event.status === "open" && session.hearing };
    case "frame":
      return onFrame(session, event.frame, event.at);
    case "mode_chosen":
      return { ...session, mode: event.mode };
    case "text_sent":
      return { ...session, unconfirmed: event.text, refusal: null, caption: "" };
    case "text_restored":
      return { ...session, returned: null };
    case "problem_dismissed":
      return { ...session, problem: null };
  }
}

function onFrame(session: Session, frame: DownFrame, at: number): Session {
  switch (frame.type) {
    case "snapshot":
      return onSnapshot(session, frame, at);
    case "status":
      return { ...session, interviewer: frame.state, refusal: frame.state === "listening" ? null : session.refusal };
    case "say":
      return {
        ...session,
        saying: frame.turn,
        unconfirmed: isReply(frame.turn) ? null : session.unconfirmed,
        turns: withTurn(session.turns, frame.turn),
        questionNumber: frame.turn.question_number ?? session.questionNumber,
      };
    case "hearing":
      return { ...session, hearing: frame.speaking };
    case "caption":
      return { ...session, caption: frame.text };
    case "heard":
      return { ...session, caption: "", unconfirmed: null, turns: withTurn(session.turns, frame.turn) };
    case "ended":
      return { ...session, interviewer: "ended", hearing: false, caption: "", ended: frame.reason };
    case "error":
      return frame.code === "not_now"
        ? { ...session, unconfirmed: null, returned: session.unconfirmed, refusal: frame.error }
        : { ...session, problem: { code: frame.code, error: frame.error } };
    case "speech":
    case "hush":
    case "pong":
      return session;
  }
}

/** "Say that again", or nothing but fillers: her text was understood, and is no answer to keep. */
function isReply(turn: Turn): boolean {
  return turn.kind === "repeat" || turn.kind === "prompt";
}

/** The server's picture replaces ours. Of our own we keep her way of answering, and a typed answer that it does not know. */
function onSnapshot(session: Session, frame: Snapshot, at: number): Session {
  const known = session.unconfirmed === null || frame.turns.some((turn) => isAnswer(turn, session.unconfirmed));
  return {
    ...session,
    interviewer: frame.state,
    turns: frame.turns,
    saying: frame.turns.findLast((turn) => turn.speaker === "interviewer") ?? null,
    hearing: false,
    caption: "",
    unconfirmed: null,
    returned: known ? session.returned : session.unconfirmed,
    questionNumber: frame.question_number,
    questionCount: frame.question_count,
    endsAt: frame.max_ms > 0 ? at - frame.elapsed_ms + frame.max_ms : null,
  };
}

function isAnswer(turn: Turn, text: string | null): boolean {
  return turn.speaker === "candidate" && turn.text.trim() === text?.trim();
}

/** A turn that is known already was said on: the newer text counts. */
function withTurn(turns: Turn[], turn: Turn): Turn[] {
  return turns.some((known) => known.id === turn.id)
    ? turns.map((known) => (known.id === turn.id ? turn : known))
    : [...turns, turn];
}

export type Presence = "connecting" | "reconnecting" | InterviewerState;

/** The one word that describes the moment. */
export function presenceOf(session: Session): Presence {
  if (session.ended || session.line === "ended") return "ended";
  if (session.line === "connecting") return "connecting";
  if (session.line === "open") return session.interviewer;
  return "reconnecting";
}

/** Her own words for the caption: what is being heard, else what she just typed, else her last answer to this turn. */
export function candidateCaption(session: Session): string {
  if (session.caption) return session.caption;
  if (session.unconfirmed) return session.unconfirmed;
  const last = session.turns.at(-1);
  return last?.speaker === "candidate" ? last.text : "";
}
