// Sends a video in numbered pieces. A lost line is waited out for as long as the page is open: every call may be repeated,
// the server keeps a piece once. What the server refuses ends it.
import { Unreachable, Refused } from "./api";
import type { HandInApi } from "./handIn";
import type { State } from "./wire";

export const CHUNK_BYTES = 256 * 1024;
const LONGEST_PAUSE_MS = 8_000;
const TOO_MANY = 429;

interface Watcher {
  /** 0 to 1, after each piece. */
  onprogress: (part: number) => void;
  /** The line is gone, or is back. */
  onwaiting: (waiting: boolean) => void;
  signal: AbortSignal;
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Rejects with Refused, or with the signal's reason. */
export async function upload(api: HandInApi, file: Blob, seconds: number, watcher: Watcher): Promise<State> {
  const again = <Answer>(call: () => Promise<Answer>) => patiently(call, watcher);
  const count = Math.ceil(file.size / CHUNK_BYTES);
  const id = await again(() => api.beginIntroduction());
  for (let seq = 0; seq < count; seq++) {
    const piece = file.slice(seq * CHUNK_BYTES, (seq + 1) * CHUNK_BYTES);
    await again(() => api.sendChunk(id, seq, piece));
    watcher.onprogress((seq + 1) / count);
  }
  return again(() => api.keepIntroduction(id, count, seconds));
}

async function patiently<Answer>(call: () => Promise<Answer>, { signal, onwaiting, pause = waitOut }: Watcher): Promise<Answer> {
  for (let ms = 500; ; ms = Math.min(ms * 2, LONGEST_PAUSE_MS)) {
    signal.throwIfAborted();
    try {
      const answer = await call();
      onwaiting(false);
      return answer;
    } catch (error) {
      if (!(error instanceof Unreachable || (error instanceof Refused && error.status === TOO_MANY))) throw error;
      onwaiting(true);
      await pause(ms, signal);
    }
  }
}

/** Until the time is over, the browser says that it is online again, or nobody waits any more. */
function waitOut(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    signal.addEventListener("abort", done);
    function done() {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
