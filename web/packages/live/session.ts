// What the live screen shows, as a pure function of what happened: frames from the server, the state of the line, and
// what she did here. No clock and no I/O: times come in with the event.

import type { LineStatus } from "./line";
import type { CommandName, DownFrame, EndReason, InterviewerState, Mode, Offered, Pace, Snapshot, Turn, TurnKind } from "./wire";

export interface Session {
  line: LineStatus;
  interviewer: InterviewerState;
  /** How she answers now. Her choice in this tab outranks what the server remembers. */
  mode: Mode;
  pace: Pace;
  /** She keeps the floor by key or button: the turn does not end meanwhile. */
  holding: boolean;
  /** What was just offered to her; empty when nothing is. */
  offer: Offered[];
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
  /** It did not take it because it was not her turn. */
  refused: boolean;
  questionNumber: number | null;
  questionCount: number;
  /** On the caller's clock, ms; it stands still during a break. */
  endsAt: number | null;
  /** Since when she takes a break, on the same clock. */
  pausedAt: number | null;
  problem: { code: string; error: string } | null;
  ended: EndReason | null;
}

export type SessionEvent =
  | { kind: "line"; status: LineStatus }
  | { kind: "frame"; frame: DownFrame; at: number }
  | { kind: "mode_chosen"; mode: Mode }
  | { kind: "pace_chosen"; pace: Pace }
  | { kind: "hold_changed"; on: boolean }
  | { kind: "offer_dismissed" }
  | { kind: "text_sent"; text: string }
  | { kind: "text_restored" }
  | { kind: "problem_dismissed" };

export const emptySession: Session = {
  line: "connecting",
  interviewer: "thinking",
  mode: "voice",
  pace: "normal",
  holding: false,
  offer: [],
  turns: [],
  saying: null,
  hearing: false,
  caption: "",
  unconfirmed: null,
  returned: null,
  refused: false,
  questionNumber: null,
  questionCount: 0,
  endsAt: null,
  pausedAt: null,
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
      return { ...session, mode: event.mode, offer: [] };
    case "pace_chosen":
      return { ...session, pace: event.pace };
    case "hold_changed":
      return { ...session, holding: event.on };
    case "offer_dismissed":
      return { ...session, offer: [] };
    case "text_sent":
      return { ...session, unconfirmed: event.text, refused: false, caption: "" };
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
      return onStatus(session, frame.state, at);
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
      return { ...session, caption: "", unconfirmed: null, offer: [], turns: withTurn(session.turns, frame.turn) };
    case "offer":
      return { ...session, offer: frame.what };
    case "ended":
      return { ...session, interviewer: "ended", hearing: false, caption: "", ended: frame.reason };
    case "error":
      return frame.code === "not_now"
        ? { ...session, unconfirmed: null, returned: session.unconfirmed, refused: true }
        : { ...session, problem: { code: frame.code, error: frame.error } };
    case "speech":
    case "hush":
    case "duck":
    case "pong":
      return session;
  }
}

function onStatus(session: Session, state: InterviewerState, at: number): Session {
  const { pausedAt, endsAt } = session;
  const rested = state === "paused" || pausedAt === null ? 0 : at - pausedAt;
  return {
    ...session,
    interviewer: state,
    refused: state !== "listening" && session.refused,
    offer: state === "paused" ? [] : session.offer,
    hearing: state !== "paused" && session.hearing,
    pausedAt: state === "paused" ? (pausedAt ?? at) : null,
    endsAt: endsAt === null ? null : endsAt + rested,
  };
}

/** "Say that again", a question of hers, or nothing but fillers: her text was understood, and is no answer to keep. */
function isReply(turn: Turn): boolean {
  return turn.kind === "repeat" || turn.kind === "prompt" || turn.kind === "reply";
}

/** The server's picture replaces ours. Of our own we keep her way of answering, and a typed answer that it does not know. */
function onSnapshot(session: Session, frame: Snapshot, at: number): Session {
  const known = session.unconfirmed === null || frame.turns.some((turn) => isAnswer(turn, session.unconfirmed));
  return {
    ...session,
    interviewer: frame.paused ? "paused" : frame.state,
    pace: frame.pace,
    offer: [],
    turns: frame.turns,
    saying: frame.turns.findLast((turn) => turn.speaker === "interviewer") ?? null,
    hearing: false,
    caption: "",
    unconfirmed: null,
    returned: known ? session.returned : session.unconfirmed,
    questionNumber: frame.question_number,
    questionCount: frame.question_count,
    endsAt: frame.max_ms > 0 ? at - frame.elapsed_ms + frame.max_ms : null,
    pausedAt: frame.paused ? at : null,
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

const ASKING: ReadonlySet<TurnKind> = new Set(["rapport", "question", "follow_up", "closing"]);

/** The turn that she is to answer; null before the first. */
export function questionInHand({ turns }: Session): Turn | null {
  return turns.findLast((turn) => ASKING.has(turn.kind)) ?? null;
}

/** Whether a command makes sense at this moment. The server has the last word. */
export function canCommand(session: Session, name: CommandName): boolean {
  if (session.line !== "open" || session.interviewer === "ended") return false;
  const { interviewer, turns } = session;
  if (name === "end") return true;
  if (name === "resume") return interviewer === "paused";
  if (name === "finish_answer") return interviewer === "listening";
  if (name === "add" && !turns.some((turn) => turn.kind === "answer")) return false;
  return interviewer === "listening" || interviewer === "speaking";
}
