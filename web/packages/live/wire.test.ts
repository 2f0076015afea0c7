import { expect, it } from "vitest";
import { liveUrl } from "./conversation";
import { levelOf, troubleOf } from "./microphone";
import { readSound } from "./wire";

it("reads the head and the samples of a sound frame", () => {
  const frame = new ArrayBuffer(12);
  const view = new DataView(frame);
  view.setUint32(0, 7, true);
  view.setUint32(4, 2, true);
  view.setInt16(8, -5, true);
  view.setInt16(10, 1_000, true);
  expect(readSound(frame)).toEqual({ utterance: 7, segment: 2, pcm: Int16Array.of(-5, 1_000) });
  expect(readSound(new ArrayBuffer(7))).toBeNull();
});

it("opens the line on the page's own host", () => {
  expect(liveUrl("https://talk.example/i/secret?raw_audio=1", "a+b")).toBe("wss://talk.example/room/v1/live?ticket=a%2Bb");
  expect(liveUrl("http://localhost:8000/i/secret", "x")).toBe("ws://localhost:8000/room/v1/live?ticket=x");
});

it("puts a level on a scale for the ear", () => {
  expect(levelOf(0)).toBe(0);
  expect(levelOf(0.0316)).toBeCloseTo(0.6, 2);
  expect(levelOf(1)).toBe(1);
});

it("says what is wrong with a microphone", () => {
  const named = (name: string) => troubleOf(new DOMException("", name));
  expect(["NotAllowedError", "NotFoundError", "NotReadableError", "TypeError"].map(named)).toEqual(["denied", "missing", "busy", "failed"]);
});
