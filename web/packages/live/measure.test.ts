import { afterEach, expect, test, vi } from "vitest";
import { lineVerdict, measureLine } from "./measure";

const GOOD = { round_trip_ms: 80, up_kbit_s: 2_000, down_kbit_s: 9_000, socket: true };

test.each([
  ["a usual line", {}, "good"],
  ["just enough", { round_trip_ms: 600, up_kbit_s: 320, down_kbit_s: 480 }, "good"],
  ["a long way", { round_trip_ms: 900 }, "slow"],
  ["little room for her voice", { up_kbit_s: 200 }, "slow"],
  ["little room for the interviewer's", { down_kbit_s: 300 }, "slow"],
  ["no answer", { round_trip_ms: null, up_kbit_s: 0, down_kbit_s: 0 }, "slow"],
  ["a network without WebSockets", { socket: false }, "blocked"],
] as const)("%s", (_, changes, verdict) => {
  expect(lineVerdict({ ...GOOD, ...changes })).toBe(verdict);
});

class Socket {
  static opening = true;
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  constructor(readonly url: URL) {
    queueMicrotask(() => (Socket.opening ? this.onopen?.() : this.onclose?.()));
  }
  close(): void {}
}

afterEach(() => vi.unstubAllGlobals());

/** A line of 100 ms there and back, and so many bytes in a millisecond. */
function line(bytesPerMs: number) {
  let now = 0;
  const probe = async (up: number, down: number) => void (now += 100 + (up + down) / bytesPerMs);
  return { probe, clock: () => now };
}

test("measures the way there and back, and both directions", async () => {
  vi.stubGlobal("WebSocket", Socket);
  Socket.opening = true;
  const { probe, clock } = line(100);
  const found = await measureLine({ probe }, "https://talk.example/i/x", clock);
  expect(found).toEqual({ round_trip_ms: 100, up_kbit_s: 800, down_kbit_s: 800, socket: true });
});

test("a server that does not answer, and a socket that does not open", async () => {
  vi.stubGlobal("WebSocket", Socket);
  Socket.opening = false;
  const probe = () => Promise.reject(new Error("away"));
  expect(await measureLine({ probe }, "http://localhost/i/x")).toEqual({
    round_trip_ms: null,
    up_kbit_s: 0,
    down_kbit_s: 0,
    socket: false,
  });
});
