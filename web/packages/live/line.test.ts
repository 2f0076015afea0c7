import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Line, type LineStatus } from "./line";
import type { DownFrame } from "./wire";

class FakeSocket {
  binaryType = "";
  bufferedAmount = 0;
  onmessage: ((event: { data: string | ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: (string | ArrayBuffer)[] = [];
  closed = false;

  constructor(readonly ticket: string) {}

  send(data: string | ArrayBuffer) {
    this.sent.push(data);
  }

  close() {
    this.closed = true;
  }

  receive(frame: DownFrame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  snapshot() {
    this.receive({ type: "snapshot", state: "listening", turns: [], question_number: 1, question_count: 2, elapsed_ms: 0, max_ms: 0, mode: "voice", pace: "normal", paused: false });
  }
}

class Refusal extends Error {}

describe("line", () => {
  let sockets: FakeSocket[];
  let statuses: LineStatus[];
  let frames: DownFrame[];
  let now: number;
  let tickets: (() => Promise<string>)[];
  let line: Line;

  beforeEach(() => {
    vi.useFakeTimers();
    sockets = [];
    statuses = [];
    frames = [];
    tickets = [];
    now = 0;
    line = new Line({
      ticket: () => tickets.shift()?.() ?? Promise.resolve(`ticket ${sockets.length + 1}`),
      connect: (ticket) => {
        const socket = new FakeSocket(ticket);
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
      isFinal: (error) => error instanceof Refusal,
      onstatus: (status) => statuses.push(status),
      onframe: (frame) => frames.push(frame),
      onsound: () => undefined,
      now: () => now,
      random: () => 0.5,
    });
  });

  afterEach(() => {
    line.close();
    vi.useRealTimers();
  });

  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 100) {
      now += 100;
      await vi.advanceTimersByTimeAsync(100);
    }
  };

  const open = async () => {
    line.open();
    await pass(100);
    sockets.at(-1)!.snapshot();
  };

  it("is open with the snapshot, not before", async () => {
    line.open();
    await pass(100);
    expect(line.send({ type: "typing" })).toBe(false);
    sockets[0]!.snapshot();
    expect(statuses).toEqual(["open"]);
    expect(line.send({ type: "typing" })).toBe(true);
  });

  it("comes back with a fresh ticket, later each time", async () => {
    await open();
    sockets[0]!.onclose!({ code: 1006 });
    expect(statuses.at(-1)).toBe("reconnecting");
    await pass(300);
    expect(sockets.map((socket) => socket.ticket)).toEqual(["ticket 1", "ticket 2"]);
    sockets[1]!.onclose!({ code: 1012 });
    await pass(600);
    expect(sockets).toHaveLength(2);
    await pass(200);
    expect(sockets).toHaveLength(3);
    sockets[2]!.snapshot();
    expect(statuses.at(-1)).toBe("open");
  });

  it("asks for another ticket when one was not known", async () => {
    await open();
    sockets[0]!.onclose!({ code: 4003 });
    await pass(400);
    expect(sockets.at(-1)!.ticket).toBe("ticket 2");
  });

  it("tries again when no ticket can be had for now", async () => {
    tickets = [() => Promise.reject(new Error("network"))];
    line.open();
    await pass(500);
    expect(statuses).toEqual(["reconnecting"]);
    expect(sockets).toHaveLength(1);
  });

  it.each([
    [4000, "ended"],
    [4001, "superseded"],
  ] as const)("stays away after close code %i", async (code, status) => {
    await open();
    sockets[0]!.onclose!({ code });
    await pass(30_000);
    expect(statuses.at(-1)).toBe(status);
    expect(sockets).toHaveLength(1);
  });

  it("stays away when the server refuses tickets for good", async () => {
    tickets = [() => Promise.reject(new Refusal())];
    line.open();
    await pass(30_000);
    expect(statuses).toEqual(["refused"]);
    expect(sockets).toHaveLength(0);
  });

  it("drops a line on which nothing comes any more", async () => {
    await open();
    await pass(25_000);
    expect(sockets[0]!.closed).toBe(true);
    expect(sockets.length).toBeGreaterThan(1);
  });

  it("keeps a quiet line that answers", async () => {
    await open();
    for (let turn = 0; turn < 6; turn++) {
      await pass(8_000);
      sockets[0]!.receive({ type: "pong", at: now });
    }
    expect(sockets).toHaveLength(1);
    expect(frames.every((frame) => frame.type === "snapshot")).toBe(true);
  });

  it("does not wait when the network is said to be back", async () => {
    await open();
    sockets[0]!.onclose!({ code: 1006 });
    line.hurry();
    await pass(100);
    expect(sockets).toHaveLength(2);
  });

  it("keeps no microphone sound for later", async () => {
    const sound = new ArrayBuffer(1_024);
    line.open();
    await pass(100);
    line.sendSound(sound);
    sockets[0]!.snapshot();
    sockets[0]!.bufferedAmount = 100_000;
    line.sendSound(sound);
    sockets[0]!.bufferedAmount = 0;
    line.sendSound(sound);
    expect(sockets[0]!.sent).toEqual([sound]);
  });

  it("is quiet for ever after it was closed", async () => {
    await open();
    line.close();
    await pass(30_000);
    expect(sockets).toHaveLength(1);
    expect(sockets[0]!.closed).toBe(true);
  });
});
