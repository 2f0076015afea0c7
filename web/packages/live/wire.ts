// The types of docs/wire.md, as the browser sees them: the answers of /room/v1 and the frames of the live WebSocket.
// Nothing here decides anything; a change starts on that page.

import type { Company } from "./entrance";

export type Screen = "position" | "live" | "result" | "submitted" | "closed";

export type ClosedReason =
  | "unknown"
  | "expired"
  | "revoked"
  | "draft"
  | "archived"
  | "under_review"
  | "rejected"
  | "no_attempts";

export type Mode = "voice" | "text";

export type AttemptState =
  | "started"
  | "completed"
  | "completed_early"
  | "submitted"
  | "abandoned"
  | "failed"
  | "no_speech";

export interface Position {
  name: string;
  location: string | null;
  description: string | null;
  /** Markdown. Shown only through the app's own renderer, which makes no raw HTML. */
  description_long: string | null;
  kind: string;
  question_count: number;
  max_duration_minutes: number;
  /** The same for who takes extra time. */
  extra_time_minutes: number;
  cover_image_url: string | null;
  recording: string | null;
  recording_full_session: string | null;
  result_view: string;
  candidate_video_introduction: "optional" | "required" | null;
}

export interface Interviewer {
  name: string;
  look: string;
  voice: string;
  /** What is behind it. */
  background: string;
}

export interface Disclosure {
  version: string;
  points: { title: string; text: string }[];
  purposes: Purpose[];
}

/** What her consent is asked for; those that are not required are hers to give. */
export interface Purpose {
  name: string;
  required: boolean;
  text: string;
}

export interface Attempt {
  id: string;
  number: number;
  state: AttemptState;
  mode: Mode;
  extra_time: boolean;
}

export interface TranscriptLine {
  speaker: "interviewer" | "candidate";
  text: string;
}

/** A line of the transcript after the interview: `text` is what was heard, `corrected` what she says she said. */
export interface WrittenLine extends TranscriptLine {
  id: string;
  kind: TurnKind;
  may_correct: boolean;
  corrected: string | null;
}

/** The introduction video: whether it is needed, and the one that she kept. */
export interface Introduction {
  wanted: "optional" | "required";
  max_seconds: number;
  max_bytes: number;
  video: { id: string; url: string; seconds: number; content_type: string } | null;
}

export interface State {
  screen: Screen;
  closed_reason: ClosedReason | null;
  language: string | null;
  direction: "ltr" | "rtl" | null;
  company: ({ name: string } & Partial<Company>) | null;
  /** Where the holder of a link that has lapsed gets another one: a path of this server. */
  way_in?: string | null;
  position: Position | null;
  interviewer: Interviewer | null;
  candidate: { name: string } | null;
  is_test: boolean | null;
  /** Speech in the interview's language is heard here; otherwise she types. */
  can_talk: boolean | null;
  disclosure: Disclosure | null;
  /** What the interviewer says before the start, in sentences; null when it says nothing, or she has begun. */
  instructions: string[] | null;
  attempt: Attempt | null;
  attempts_left: number | null;
  /** She may begin another attempt now; this one is handed in. */
  another_attempt?: boolean;
  decision: { status: string; reasons: string[] } | null;
  /** She has asked for a person, and nobody has seen to it yet. */
  person: { asked_at: string } | null;
  result: { transcript: WrittenLine[]; introduction: Introduction | null } | null;
}

export type Level = 1 | 2 | 3 | 4 | 5;

/** `score` (1 to 5) is absent in assessments, which show levels; null: not assessed. */
export interface Mark {
  level: Level | null;
  score?: number | null;
}

export interface AnswerMark extends Mark {
  number: number;
  question: string;
  reason: string;
  quotes: string[];
}

export interface RequirementMark {
  requirement: string;
  standing: "confirmed" | "rejected" | "not_discussed";
  quotes: string[];
}

/** `score`: 0 to 10. `share`: of the overall score, 0 to 1. Null: not assessed. */
export interface ComponentMark {
  name: string;
  score: number | null;
  share: number | null;
}

export interface Advice {
  number: number;
  question: string;
  competency: string;
  reason: string;
  worked: string[];
  missing: string[];
  practise: { text: string; point: string | null };
}

/** What she may see of her result; what her interview does not show is absent. */
export interface RoomResult {
  status: "hidden" | "rating" | "ready";
  open?: boolean;
  overall?: { score: number | null; max_score: number; reason: string | null };
  competencies?: (Mark & { name: string })[];
  coaching?: { begin_with: string | null; answers: Advice[]; not_discussed: string[] };
  answers?: AnswerMark[];
  requirements?: RequirementMark[];
  components?: ComponentMark[];
}

export interface StartRequest {
  consent: { version: string; purposes: string[] };
  mode: Mode;
  extra_time: boolean;
}

export interface Feedback {
  rating: 1 | 2 | 3 | 4 | 5 | null;
  text: string | null;
}

export interface ErrorEnvelope {
  error: string;
  code: string;
  request_id: string;
  name?: string;
}

export type TurnKind =
  | "welcome"
  | "rapport"
  | "question"
  | "follow_up"
  | "repeat"
  | "prompt"
  | "acknowledgement"
  | "reply"
  | "closing"
  | "closing_reply"
  | "thank_you"
  | "answer"
  | "asked";

export interface Turn {
  id: string;
  speaker: "interviewer" | "candidate";
  kind: TurnKind;
  text: string;
  question_number: number | null;
}

export type InterviewerState = "speaking" | "listening" | "thinking" | "paused" | "ended";

/** How patient the interviewer is with her pauses. */
export const PACES = ["slower", "normal", "faster"] as const;

export type Pace = (typeof PACES)[number];

/** What may help her at this moment: a break, or typing. */
export type Offered = "pause" | "text";

/** The fifteen Oculus visemes. */
export const VISEMES = [
  "sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "I", "O", "U",
] as const;

export type Viseme = (typeof VISEMES)[number];

/** When (ms from the segment's beginning) the mouth takes which shape. */
export type MouthTrack = [ms: number, viseme: Viseme][];

/** A sentence of the instructions. `sound` is PCM s16le mono in base64; null: it cannot be heard now. */
export interface Sentence {
  text: string;
  sound: string | null;
  sample_rate: number;
  duration_ms: number;
  mouth: MouthTrack;
}

export type CommandName =
  | "repeat"
  | "rephrase"
  | "wait"
  | "add"
  | "skip"
  | "ask"
  | "pause"
  | "resume"
  | "finish_answer"
  | "end";

export type UpFrame =
  | { type: "playback"; utterance: number; state: "started" | "ended" }
  | { type: "playback"; utterance: number; state: "stopped"; heard_ms: number }
  | { type: "text"; text: string }
  | { type: "typing" }
  | { type: "sound"; on: boolean }
  | { type: "mode"; mode: Mode }
  | { type: "command"; name: CommandName }
  | { type: "hold"; on: boolean }
  | { type: "pace"; pace: Pace }
  | { type: "ping"; at: number };

export interface Snapshot {
  type: "snapshot";
  state: InterviewerState;
  turns: Turn[];
  question_number: number | null;
  question_count: number;
  elapsed_ms: number;
  max_ms: number;
  mode: Mode;
  pace: Pace;
  paused: boolean;
}

export interface Speech {
  type: "speech";
  utterance: number;
  segment: number;
  text: string;
  duration_ms: number;
  sample_rate: number;
  mouth: MouthTrack;
  last: boolean;
}

export type EndReason = "completed" | "ended_by_candidate" | "time" | "no_speech" | "early_stop";

export type DownFrame =
  | Snapshot
  | { type: "status"; state: InterviewerState }
  | { type: "say"; utterance: number; turn: Turn }
  | Speech
  | { type: "hush"; utterance: number }
  | { type: "duck"; on: boolean }
  | { type: "offer"; what: Offered[] }
  | { type: "hearing"; speaking: boolean }
  | { type: "caption"; text: string }
  | { type: "heard"; turn: Turn }
  | { type: "ended"; reason: EndReason }
  | { type: "error"; code: string; error: string }
  | { type: "pong"; at: number };

export const CLOSE = { ended: 4000, superseded: 4001, ticket: 4003, restarting: 1012 } as const;

/** Microphone sound on the wire. */
export const UP_SAMPLE_RATE = 16_000;

/** A binary frame from the server: two little-endian numbers, then PCM s16le mono. */
export function readSound(frame: ArrayBuffer): { utterance: number; segment: number; pcm: Int16Array<ArrayBuffer> } | null {
  if (frame.byteLength < 8) return null;
  const head = new DataView(frame, 0, 8);
  const length = Math.floor((frame.byteLength - 8) / 2);
  return {
    utterance: head.getUint32(0, true),
    segment: head.getUint32(4, true),
    pcm: new Int16Array(frame, 8, length),
  };
}
