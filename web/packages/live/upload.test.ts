import { expect, it } from "vitest";
import { Refused, Unreachable } from "./api";
import type { HandInApi } from "./handIn";
import { CHUNK_BYTES, upload } from "./upload";
import type { State } from "./wire";

const file = new Blob([new Uint8Array(CHUNK_BYTES * 2 + 10)]);
const refused = (status: number) => new Refused(status, { error: "no", code: "no", request_id: "r" });

/** A server that answers from a list of troubles first, and notes what came. */
function server(troubles: Error[]) {
  const came: string[] = [];
  const answer = async <T>(what: string, value: T): Promise<T> => {
    came.push(what);
    const trouble = troubles.shift();
    if (trouble) throw trouble;
    return value;
  };
  const api: HandInApi = {
    correct: () => Promise.reject(new Error("unused")),
    removeIntroduction: () => Promise.reject(new Error("unused")),
    beginIntroduction: () => answer("begin", "id"),
    sendChunk: (id, seq, piece) => answer(`${id} ${seq} ${piece.size}`, undefined),
    keepIntroduction: (id, chunks, seconds) => answer(`keep ${id} ${chunks} ${seconds}`, {} as State),
  };
  return { api, came };
}

const watcher = (parts: number[] = [], waits: boolean[] = [], signal = new AbortController().signal) => ({
  onprogress: (part: number) => parts.push(part),
  onwaiting: (waiting: boolean) => waits.push(waiting),
  signal,
  pause: async () => {},
});

it("sends numbered pieces, and keeps them", async () => {
  const { api, came } = server([]);
  const parts: number[] = [];
  await upload(api, file, 3.5, watcher(parts));
  expect(came).toEqual(["begin", `id 0 ${CHUNK_BYTES}`, `id 1 ${CHUNK_BYTES}`, "id 2 10", "keep id 3 3.5"]);
  expect(parts.map((part) => Math.round(part * 3))).toEqual([1, 2, 3]);
});

it("waits a lost line out and goes on with the same piece", async () => {
  const { api, came } = server([new Unreachable("gone"), refused(429)]);
  const waits: boolean[] = [];
  await upload(api, file, 1, watcher([], waits));
  expect(came.slice(0, 4)).toEqual(["begin", "begin", "begin", `id 0 ${CHUNK_BYTES}`]);
  expect(waits.slice(0, 3)).toEqual([true, true, false]);
});

it("ends with what the server refuses", async () => {
  const { api, came } = server([refused(409)]);
  await expect(upload(api, file, 1, watcher())).rejects.toBeInstanceOf(Refused);
  expect(came).toEqual(["begin"]);
});

it("stops when nobody waits any more", async () => {
  const { api, came } = server([]);
  await expect(upload(api, file, 1, watcher([], [], AbortSignal.abort()))).rejects.toThrow();
  expect(came).toEqual([]);
});
