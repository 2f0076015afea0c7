// The calls of the screen after the interview: corrections, and the introduction video in pieces.
import type { State, WrittenLine } from "./wire";

/** A piece of 256 kB may take so long: 35 kbit/s. */
const CHUNK_PATIENCE_MS = 60_000;

export type Call = <Answer>(method: "GET" | "POST" | "PUT", path: string, body?: unknown, patienceMs?: number) => Promise<Answer>;

export interface HandInApi {
  /** Blank text takes the correction back. */
  correct(turnId: string, text: string): Promise<WrittenLine>;
  beginIntroduction(): Promise<string>;
  sendChunk(recordingId: string, seq: number, piece: Blob): Promise<void>;
  keepIntroduction(recordingId: string, chunks: number, seconds: number): Promise<State>;
  removeIntroduction(): Promise<State>;
}

export const handInApi = (call: Call): HandInApi => ({
  correct: (turn_id, text) => call<WrittenLine>("POST", "/correction", { turn_id, text }),
  beginIntroduction: async () => (await call<{ recording_id: string }>("POST", "/introduction")).recording_id,
  sendChunk: (id, seq, piece) => call<void>("PUT", `/introduction/chunk?recording_id=${id}&seq=${seq}`, piece, CHUNK_PATIENCE_MS),
  keepIntroduction: (recording_id, chunks, seconds) => call<State>("POST", "/introduction/keep", { recording_id, chunks, seconds }),
  removeIntroduction: () => call<State>("POST", "/introduction/remove"),
});
