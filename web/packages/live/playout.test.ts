import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Playout, visemeAt } from "./playout";
import type { Speech } from "./wire";

/** An AudioContext whose clock the test turns. */
class FakeContext {
  currentTime = 10;
  sampleRate = 24_000;
  outputLatency = 0.02;
  baseLatency = 0;
  destination = {};
  sources: FakeSource[] = [];
  gains: { gain: { setTargetAtTime: ReturnType<typeof vi.fn> } }[] = [];

  createGain() {
    const node = { gain: { setTargetAtTime: vi.fn(), cancelScheduledValues: vi.fn() }, connect: vi.fn(), disconnect: vi.fn() };
    this.gains.push(node);
    return node;
  }

  createBuffer(_channels: number, length: number, rate: number): FakeBuffer {
    const buffer: FakeBuffer = { duration: length / rate, rate, samples: [], copyToChannel: (samples) => (buffer.samples = [...samples]) };
    return buffer;
  }

  createBufferSource() {
    const source = new FakeSource();
    this.sources.push(source);
    return source;
  }

  advance(seconds: number) {
    this.currentTime += seconds;
    vi.advanceTimersByTime(seconds * 1_000 + 30);
    for (const source of this.sources) source.endBefore(this.currentTime);
  }
}

interface FakeBuffer {
  duration: number;
  rate: number;
  samples: number[];
  copyToChannel(samples: Float32Array): void;
}

class FakeSource {
  buffer: FakeBuffer | null = null;
  onended: (() => void) | null = null;
  from = 0;
  stop = vi.fn();
  connect = vi.fn();
  private over = false;

  start(from: number) {
    this.from = from;
  }

  endBefore(time: number) {
    if (this.over || this.from + this.buffer!.duration > time) return;
    this.over = true;
    this.onended?.();
  }
}

const second = new Int16Array(24_000);

function speech(utterance: number, segment: number, last = false): Speech {
  return { type: "speech", utterance, segment, text: "", duration_ms: 1_000, sample_rate: 24_000, mouth: [[0, "sil"], [200, "aa"]], last };
}

describe("playout", () => {
  let context: FakeContext;
  let playout: Playout;
  let heard: string[];

  beforeEach(() => {
    vi.useFakeTimers();
    context = new FakeContext();
    heard = [];
    playout = new Playout(context as unknown as AudioContext, {
      started: (utterance) => heard.push(`started ${utterance}`),
      ended: (utterance) => heard.push(`ended ${utterance}`),
      stopped: (utterance, heardMs) => heard.push(`stopped ${utterance} after ${heardMs}`),
    });
  });

  afterEach(() => vi.useRealTimers());

  const add = (utterance: number, segment: number, last = false, pcm = second) => {
    playout.announce(speech(utterance, segment, last));
    playout.play(utterance, segment, pcm);
  };

  it("puts segments one after the other without a gap", () => {
    add(1, 0);
    context.advance(0.3);
    add(1, 1, true);
    const [first, next] = context.sources;
    expect(next!.from).toBeCloseTo(first!.from + 1, 9);
  });

  it("goes on without a gap when the next part comes just in time", () => {
    add(1, 0);
    context.advance(1.03);
    add(1, 1, true);
    const [first, next] = context.sources;
    expect(next!.from).toBeCloseTo(first!.from + 1, 9);
    expect(next!.from).toBeGreaterThan(context.currentTime);
  });

  it("plays the parts of a sentence as one: one start, one end, a mouth that goes on, and what was heard of all", () => {
    const part = speech(1, 1);
    playout.say(1);
    add(1, 0);
    playout.announce({ ...part, mouth: [[0, "O"]] });
    playout.play(1, 1, second);
    context.advance(1.2);
    expect(playout.mouth()).toBe("O");
    add(1, 2, true);
    context.advance(0.88);
    expect(heard).toEqual(["started 1"]);
    playout.hush(1);
    expect(heard).toEqual(["started 1", "stopped 1 after 2000"]);
  });

  it.each([44_100, 48_000])("hands a sound card of %i Hz one wave, wherever its parts were cut", (rate) => {
    context.sampleRate = rate;
    const wave = Int16Array.from({ length: 12_000 }, (_, at) => 20_000 * Math.sin(at / 7));
    add(1, 0, true, wave);
    for (const [segment, from, to] of [[0, 0, 6_240], [1, 6_240, 8_640], [2, 8_640, 12_000]] as const) add(2, segment, to === 12_000, wave.slice(from, to));
    const [whole, ...parts] = context.sources.map((source) => source.buffer!);
    expect(parts.every((part) => part.rate === rate)).toBe(true);
    const joined = parts.flatMap((part) => part.samples);
    const settled = joined.slice(100, -100);
    expect(Math.abs(joined.length - whole!.samples.length)).toBeLessThan(80);
    const steps = settled.map((value, at) => Math.abs(value - (settled[at - 1] ?? value)));
    expect(Math.max(...steps)).toBeLessThan(0.62 / 7);
  });

  it("starts late segments at once instead of in the past", () => {
    add(1, 0);
    context.advance(3);
    add(1, 1, true);
    expect(context.sources[1]!.from).toBeGreaterThan(context.currentTime);
  });

  it("reports the start when it is heard and the end after the last segment", () => {
    add(1, 0);
    expect(heard).toEqual([]);
    context.advance(0.2);
    expect(heard).toEqual(["started 1"]);
    context.advance(2);
    expect(heard).toEqual(["started 1"]);
    add(1, 1, true);
    context.advance(1.2);
    expect(heard).toEqual(["started 1", "ended 1"]);
  });

  it("ends with an empty last segment too", () => {
    add(1, 0);
    context.advance(1.2);
    add(1, 1, true, new Int16Array(0));
    expect(heard).toEqual(["started 1", "ended 1"]);
  });

  it("does not report a start while the context is suspended", () => {
    add(1, 0, true);
    vi.advanceTimersByTime(5_000);
    expect(heard).toEqual([]);
  });

  it("is silent after a hush, also for segments that come late", () => {
    add(1, 0);
    context.advance(0.2);
    playout.hush(1);
    add(1, 1, true);
    context.advance(3);
    expect(context.sources).toHaveLength(1);
    expect(context.sources[0]!.stop).toHaveBeenCalled();
    expect(heard).toEqual(["started 1", "stopped 1 after 120"]);
    expect(playout.mouth()).toBeNull();
  });

  it("tells once how much of a hushed utterance was heard, without the gaps between its segments", () => {
    add(1, 0);
    context.advance(3);
    add(1, 1, true);
    context.advance(0.58);
    playout.hush(1);
    playout.hush(1);
    expect(heard).toEqual(["started 1", "stopped 1 after 1500"]);
  });

  it("tells that nothing was heard of what was only queued", () => {
    playout.say(1);
    add(2, 0, true);
    playout.hush(2);
    expect(heard).toEqual(["stopped 1 after 0", "stopped 2 after 0"]);
  });

  it("does not tell of what has ended, or of what is switched off", () => {
    add(1, 0, true);
    context.advance(1.2);
    playout.hush(1);
    add(2, 0);
    context.advance(0.2);
    playout.sound = false;
    playout.hush(2);
    expect(heard).toEqual(["started 1", "ended 1", "started 2", "ended 2"]);
  });

  it("lowers the voice at once and raises it gently", () => {
    add(1, 0);
    playout.duck(true);
    playout.duck(false);
    const calls = context.gains.flatMap(({ gain }) => gain.setTargetAtTime.mock.calls);
    expect(calls).toEqual([[0.25, 10, 0.01], [1, 10, 0.05]]);
  });

  it("plays only while something is heard", () => {
    expect(playout.playing).toBe(false);
    add(1, 0, true);
    context.advance(0.5);
    expect(playout.playing).toBe(true);
    context.advance(1);
    expect(playout.playing).toBe(false);
  });

  it("plays the next utterance right after a hushed one", () => {
    add(1, 0);
    playout.hush(1);
    add(2, 0, true);
    expect(context.sources[1]!.from - context.currentTime).toBeLessThan(0.1);
  });

  it("knows the mouth of the moment that is heard, latency included", () => {
    add(1, 0, true);
    expect(playout.mouth()).toBeNull();
    context.advance(0.1);
    expect(playout.mouth()).toBe("sil");
    context.advance(0.2);
    expect(playout.mouth()).toBe("aa");
    expect(playout.mouth(-150)).toBe("sil");
  });

  it("counts an utterance as heard at once when sound is off", () => {
    playout.sound = false;
    playout.say(4);
    add(4, 0, true);
    expect(heard).toEqual(["started 4", "ended 4"]);
    expect(context.sources).toHaveLength(0);
  });

  it("ends what is being said when sound is switched off", () => {
    add(5, 0);
    context.advance(0.2);
    playout.sound = false;
    expect(heard).toEqual(["started 5", "ended 5"]);
  });

  it("starts from nothing after a reset, with utterances counted from the beginning", () => {
    add(7, 0);
    playout.hush(7);
    playout.reset();
    add(1, 0, true);
    expect(context.sources).toHaveLength(2);
  });
});

it("finds the shape of a moment in a mouth track", () => {
  const track: [number, "aa" | "O" | "sil"][] = [[0, "sil"], [80, "aa"], [160, "O"]];
  expect([-5, 0, 79, 80, 159, 400].map((ms) => visemeAt(track, ms))).toEqual(["sil", "sil", "sil", "aa", "aa", "O"]);
});
