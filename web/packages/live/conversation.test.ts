import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Conversation } from "./conversation";
import type { Mode, Snapshot, UpFrame } from "./wire";

class FakeSocket {
  static last: FakeSocket;
  bufferedAmount = 0;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: UpFrame[] = [];

  constructor() {
    FakeSocket.last = this;
  }

  send(data: string) {
    this.sent.push(JSON.parse(data) as UpFrame);
  }

  close() {}

  snapshot(mode: Mode) {
    const snapshot: Snapshot = { type: "snapshot", state: "thinking", turns: [], question_number: 1, question_count: 2, elapsed_ms: 0, max_ms: 0, mode };
    this.onmessage?.({ data: JSON.stringify(snapshot) });
  }
}

describe("conversation", () => {
  let conversation: Conversation;

  const open = async (mode: Mode) => {
    conversation = new Conversation({
      ticket: () => Promise.resolve("ticket"),
      isFinal: () => false,
      mode,
      context: {} as AudioContext,
      microphone: null,
      onover: () => undefined,
      onsuperseded: () => undefined,
    });
    conversation.open();
    await vi.advanceTimersByTimeAsync(10);
  };

  beforeEach(() => {
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
});
