// Is her connection good enough to talk? A few small requests, about 0.1 MB in all, and whether a WebSocket comes through.
// It only measures; what it means is decided by `lineVerdict`.

import type { RoomApi } from "./api";

export interface LineMeasure {
  /** The fastest way there and back; null: no answer came. */
  round_trip_ms: number | null;
  up_kbit_s: number;
  down_kbit_s: number;
  /** Whether a WebSocket opened: the conversation runs over one, and some networks block them. */
  socket: boolean;
}

export type LineVerdict = "good" | "slow" | "blocked";

/** Speech needs 256 kbit/s up and 384 kbit/s down, and some room. */
const UP_KBIT_S = 320;
const DOWN_KBIT_S = 480;
/** A longer way there and back is heard as hesitation. */
const ROUND_TRIP_MS = 600;
const SAMPLE = 32_768;
const SOCKET_PATIENCE_MS = 6_000;

export function lineVerdict({ round_trip_ms, up_kbit_s, down_kbit_s, socket }: LineMeasure): LineVerdict {
  if (!socket) return "blocked";
  const enough = up_kbit_s >= UP_KBIT_S && down_kbit_s >= DOWN_KBIT_S;
  return round_trip_ms !== null && round_trip_ms <= ROUND_TRIP_MS && enough ? "good" : "slow";
}

export async function measureLine(api: Pick<RoomApi, "probe">, page: string, clock = () => performance.now()): Promise<LineMeasure> {
  const took = async (up: number, down: number): Promise<number> => {
    const began = clock();
    await api.probe(up, down);
    return clock() - began;
  };
  const socket = opens(page);
  try {
    await took(0, 0);
    const trip = Math.min(await took(0, 0), await took(0, 0));
    const up = kbitPerSecond(SAMPLE, (await took(SAMPLE, 0)) - trip);
    const down = kbitPerSecond(SAMPLE, (await took(0, SAMPLE)) - trip);
    return { round_trip_ms: Math.round(trip), up_kbit_s: up, down_kbit_s: down, socket: await socket };
  } catch {
    return { round_trip_ms: null, up_kbit_s: 0, down_kbit_s: 0, socket: await socket };
  }
}

/** A time too short to measure is a line fast enough. */
const kbitPerSecond = (bytes: number, ms: number): number => Math.round((bytes * 8) / Math.max(ms, 1));

function opens(page: string): Promise<boolean> {
  const url = new URL("/room/v1/probe", page);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return new Promise((resolve) => {
    const late = setTimeout(() => done(false), SOCKET_PATIENCE_MS);
    const socket = new WebSocket(url);
    const done = (opened: boolean) => {
      clearTimeout(late);
      socket.onopen = socket.onclose = null;
      socket.close();
      resolve(opened);
    };
    socket.onopen = () => done(true);
    socket.onclose = () => done(false);
  });
}
