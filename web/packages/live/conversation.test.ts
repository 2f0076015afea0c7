import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Conversation } from "./conversation";
import type { Microphone } from "./microphone";
import type { DownFrame, Mode, Snapshot, UpFrame } from "./wire";

class FakeSocket {
  static last: FakeSocket;
  bufferedAmount = 0;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: (UpFrame | number[])[] = [];

  constructor() {
    FakeSocket.last = this;
  }

  send(data: string | ArrayBuffer) {
    this.sent.push(typeof data === "string" ? (JSON.parse(data) as UpFrame) : [...new Uint8Array(data)]);
  }

  close() {}

  receive(frame: DownFrame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  snapshot(mode: Mode) {
    const snapshot: Snapshot = { type: "snapshot", state: "thinking", turns: [], question_number: 1, question_count: 2, elapsed_ms: 0, max_ms: 0, mode, pace: "normal", paused: false };
    this.receive(snapshot);
  }
}

describe("conversation", () => {
  let conversation: Conversation;

  let microphone: { onframe: ((pcm: ArrayBuffer, level: number) => void) | null; close(): void } | null;

  const open = async (mode: Mode) => {
    conversation = new Conversation({
      ticket: () => Promise.resolve("ticket"),
      isFinal: () => false,
      mode,
      context: {} as AudioContext,
      microphone: microphone as Microphone | null,
      onover: () => undefined,
      onsuperseded: () => undefined,
    });
    conversation.open();
    await vi.advanceTimersByTimeAsync(10);
  };

  beforeEach(() => {
    microphone = null;
    vi.useFakeTimers();
    vi.stubGlobal("WebSocket", FakeSocket);
    vi.stubGlobal("location", { href: "http://localhost/i/token" });
    vi.stubGlobal("addEventListener", () => undefined);
    vi.stubGlobal("removeEventListener", () => undefined);
  });

  afterEach(() => {
    conversation.close();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("says with each line whether it wants sound", async () => {
    await open("text");
    FakeSocket.last.snapshot("text");
    expect(FakeSocket.last.sent).toEqual([{ type: "sound", on: false }]);
    conversation.sound = true;
    expect(FakeSocket.last.sent.at(-1)).toEqual({ type: "sound", on: true });
    FakeSocket.last.onclose!({ code: 1012 });
    await vi.advanceTimersByTimeAsync(1_000);
    FakeSocket.last.snapshot("text");
    expect(FakeSocket.last.sent).toEqual([{ type: "sound", on: true }]);
  });

  it("tells the server when she answers in another way than it remembers", async () => {
    await open("text");
    FakeSocket.last.snapshot("voice");
    expect(FakeSocket.last.sent).toContainEqual({ type: "mode", mode: "text" });
    conversation.mode = "voice";
    expect(FakeSocket.last.sent.at(-1)).toEqual({ type: "mode", mode: "voice" });
    expect(conversation.current().mode).toBe("voice");
  });

  it("holds the floor, says so again on a new line, and gives it back when her turn is over", async () => {
    await open("voice");
    FakeSocket.last.snapshot("voice");
    conversation.hold(true);
    conversation.hold(true);
    expect(FakeSocket.last.sent.filter((frame) => "type" in frame && frame.type === "hold")).toEqual([{ type: "hold", on: true }]);
    FakeSocket.last.onclose!({ code: 1012 });
    await vi.advanceTimersByTimeAsync(1_000);
    FakeSocket.last.snapshot("voice");
    expect(FakeSocket.last.sent).toContainEqual({ type: "hold", on: true });
    conversation.command("finish_answer");
    expect(FakeSocket.last.sent.slice(-2)).toEqual([{ type: "hold", on: false }, { type: "command", name: "finish_answer" }]);
    conversation.hold(true);
    FakeSocket.last.receive({ type: "heard", turn: { id: "t", speaker: "candidate", kind: "answer", text: "Yes.", question_number: 1 } });
    expect(conversation.current().holding).toBe(false);
  });

  it("keeps the pace as it was when the line is away", async () => {
    await open("voice");
    FakeSocket.last.snapshot("voice");
    expect(conversation.choosePace("slower")).toBe(true);
    expect(FakeSocket.last.sent.at(-1)).toEqual({ type: "pace", pace: "slower" });
    FakeSocket.last.onclose!({ code: 1012 });
    expect(conversation.choosePace("faster")).toBe(false);
    expect(conversation.current().pace).toBe("slower");
  });

  it("sends her sound while the interviewer speaks, and silence during a break", async () => {
    microphone = { onframe: null, close: () => undefined };
    await open("voice");
    FakeSocket.last.snapshot("voice");
    FakeSocket.last.receive({ type: "status", state: "speaking" });
    microphone.onframe!(Uint8Array.of(1, 2).buffer, 0.1);
    expect(FakeSocket.last.sent.at(-1)).toEqual([1, 2]);
    FakeSocket.last.receive({ type: "status", state: "paused" });
    microphone.onframe!(Uint8Array.of(1, 2).buffer, 0.1);
    expect(FakeSocket.last.sent.at(-1)).toEqual([0, 0]);
  });
});
