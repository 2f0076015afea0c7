import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Narration, pcmOf } from "./narration";
import type { Sentence } from "./wire";

const RATE = 24_000;

/** An audio clock that the test moves. */
class FakeContext {
  currentTime = 0;
  sampleRate = RATE;
  outputLatency = 0;
  baseLatency = 0;
  destination = {};
  state = "running";
  private sources: { at: number; onended: (() => void) | null }[] = [];

  createGain() {
    return { gain: { setTargetAtTime() {}, cancelScheduledValues() {} }, connect() {}, disconnect() {} };
  }
  createBuffer(_: number, length: number, rate: number) {
    return { duration: length / rate, copyToChannel() {} };
  }
  createBufferSource() {
    const source = {
      buffer: null as { duration: number } | null,
      onended: null as (() => void) | null,
      at: Infinity,
      connect() {},
      stop() {},
      start(from: number) {
        source.at = from + source.buffer!.duration;
      },
    };
    this.sources.push(source);
    return source;
  }
  suspend = async () => void (this.state = "suspended");
  resume = async () => void (this.state = "running");

  async go(seconds: number) {
    for (let step = 0; step < seconds * 20; step++) {
      if (this.state === "running") this.currentTime += 0.05;
      for (const source of this.sources.filter(({ at }) => at <= this.currentTime)) {
        source.at = Infinity;
        source.onended?.();
      }
      await vi.advanceTimersByTimeAsync(50);
    }
  }
}

const second = btoa(String.fromCharCode(...new Uint8Array(RATE * 2)));
const spoken = (number: number): Sentence => ({
  text: `Sentence ${number}.`, sound: second, sample_rate: RATE, duration_ms: 1_000, mouth: [[0, "aa"]],
});

function clip(load: (sentence: number) => Promise<Sentence> = async (number) => spoken(number), count = 5) {
  const context = new FakeContext();
  const asked: number[] = [];
  const narration = new Narration({
    count,
    context: context as unknown as AudioContext,
    load: (sentence) => {
      asked.push(sentence);
      return load(sentence);
    },
  });
  return { context, narration, asked };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("tells sentence by sentence, fetching a little ahead, to the end", async () => {
  const { context, narration, asked } = clip();
  narration.play();
  expect(narration.current()).toEqual({ phase: "loading", sentence: 0 });
  await context.go(0.5);
  expect(narration.current()).toEqual({ phase: "playing", sentence: 0 });
  expect(narration.mouth(0)).toBe("aa");
  expect(asked).toEqual([0, 1]);
  await context.go(1);
  expect(narration.current().sentence).toBe(1);
  expect(asked).toEqual([0, 1, 2]);
  await context.go(6);
  expect(narration.current()).toEqual({ phase: "over", sentence: 4 });
});

it("stands still while paused, and goes on where it was", async () => {
  const { context, narration } = clip();
  narration.play();
  await context.go(0.5);
  narration.pause();
  await context.go(10);
  expect(narration.current()).toEqual({ phase: "paused", sentence: 0 });
  expect(narration.mouth(0)).toBeNull();
  narration.resume();
  await context.go(1);
  expect(narration.current()).toEqual({ phase: "playing", sentence: 1 });
});

it("begins again without fetching again", async () => {
  const { context, narration, asked } = clip(undefined, 2);
  narration.play();
  await context.go(4);
  narration.play();
  await context.go(0.5);
  expect(narration.current()).toEqual({ phase: "playing", sentence: 0 });
  expect(asked).toEqual([0, 1]);
});

it.each<[string, () => Promise<Sentence>]>([
  ["is not made", async () => ({ ...spoken(0), sound: null })],
  ["does not come", async () => Promise.reject(new Error("away"))],
  ["comes too late", () => new Promise(() => undefined)],
])("becomes a text when its sound %s", async (_, load) => {
  const { context, narration } = clip(load);
  narration.play();
  await context.go(6);
  expect(narration.current().phase).toBe("unheard");
});

it("leaves a running clock behind", async () => {
  const { context, narration } = clip();
  narration.play();
  await context.go(0.5);
  narration.pause();
  narration.stop();
  expect(context.state).toBe("running");
  await context.go(3);
  expect(narration.current()).toEqual({ phase: "ready", sentence: 0 });
});

it("reads samples in the order of the wire", () => {
  expect(pcmOf(btoa("\x01\x00\xff\xff\x00\x80"))).toEqual(Int16Array.of(1, -1, -32_768));
  expect(pcmOf(null)).toBeNull();
});
