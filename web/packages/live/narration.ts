// The instructional clip: sentences spoken one after the other, before there is a line. Sound comes sentence by sentence,
// a little ahead of what is heard. A sentence without sound makes it a text to read: nothing waits for a voice.
// Pausing stands the audio clock still, so that what is scheduled stays scheduled.

import { Playout } from "./playout";
import type { Sentence, Viseme } from "./wire";

export type NarrationPhase = "ready" | "loading" | "playing" | "paused" | "over" | "unheard";

export interface Narrated {
  phase: NarrationPhase;
  /** The sentence that is heard, or was heard last. */
  sentence: number;
}

export interface NarrationOptions {
  count: number;
  context: AudioContext | null;
  load(sentence: number): Promise<Sentence>;
}

/** So many sentences are fetched before they are needed; who skips does not pay for the rest. */
const AHEAD = 2;
/** Longer than this nobody should look at a silent face for the first word. */
const FIRST_WORD_MS = 5_000;

export class Narration {
  private state: Narrated = { phase: "ready", sentence: 0 };
  private readonly listeners = new Set<() => void>();
  private readonly loaded = new Map<number, Promise<Sentence>>();
  private readonly playout: Playout;
  /** Each telling is a run of its own: what an earlier one still waits for is not played. */
  private run = 0;
  private heard = -1;
  private wake: () => void = () => undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: NarrationOptions) {
    this.playout = new Playout(options.context, {
      started: (sentence) => this.begun(sentence),
      ended: (sentence) => this.ended(sentence),
      stopped: () => undefined,
    });
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  current = (): Narrated => this.state;

  mouth = (aheadMs: number): Viseme | null => (this.state.phase === "playing" ? this.playout.mouth(aheadMs) : null);

  /** From the beginning. Call it inside a click, or after one: browsers give sound only then. */
  play(): void {
    const { context } = this.options;
    if (!context) return this.show({ phase: "unheard" });
    this.stopSound();
    void context.resume();
    this.show({ phase: "loading", sentence: 0 });
    this.patience = setTimeout(() => this.state.phase === "loading" && this.fail(), FIRST_WORD_MS);
    void this.tell(++this.run);
  }

  pause(): void {
    if (this.state.phase !== "playing") return;
    void this.options.context?.suspend();
    this.show({ phase: "paused" });
  }

  resume(): void {
    if (this.state.phase !== "paused") return;
    void this.options.context?.resume();
    this.show({ phase: "playing" });
  }

  /** Silence, now. The clock goes on for whoever sounds next. */
  stop(): void {
    this.stopSound();
    if (this.state.phase === "paused") void this.options.context?.resume();
    if (this.state.phase !== "unheard") this.show({ phase: "ready", sentence: 0 });
  }

  /** Fetches the first sentence, so that it is there when it is asked for. */
  prepare(): void {
    this.fetch(0).catch(() => undefined);
  }

  private async tell(run: number): Promise<void> {
    for (let sentence = 0; sentence < this.options.count; sentence++) {
      while (run === this.run && sentence > this.heard + AHEAD) await new Promise<void>((resolve) => (this.wake = resolve));
      if (run !== this.run) return;
      const spoken = await this.fetch(sentence).catch(() => null);
      if (run !== this.run) return;
      const pcm = spoken && pcmOf(spoken.sound);
      if (!pcm || pcm.length === 0) return this.fail();
      this.playout.announce({ type: "speech", utterance: sentence, segment: 0, last: true, ...spoken });
      this.playout.play(sentence, 0, pcm);
    }
  }

  private fetch(sentence: number): Promise<Sentence> {
    const known = this.loaded.get(sentence);
    if (known) return known;
    const coming = this.options.load(sentence);
    this.loaded.set(sentence, coming);
    coming.then((spoken) => spoken.sound ?? this.loaded.delete(sentence), () => this.loaded.delete(sentence));
    return coming;
  }

  private begun(sentence: number): void {
    clearTimeout(this.patience);
    this.show({ phase: "playing", sentence });
  }

  private ended(sentence: number): void {
    this.heard = sentence;
    this.wake();
    if (sentence === this.options.count - 1) this.show({ phase: "over" });
  }

  private fail(): void {
    this.stopSound();
    this.show({ phase: "unheard" });
  }

  private stopSound(): void {
    this.run++;
    this.heard = -1;
    clearTimeout(this.patience);
    this.playout.reset();
    this.wake();
  }

  private show(change: Partial<Narrated>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** Sound as it comes in JSON. Null: there is none. */
export function pcmOf(sound: string | null): Int16Array<ArrayBuffer> | null {
  if (sound === null) return null;
  const bytes = Uint8Array.from(atob(sound), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Int16Array.from({ length: bytes.length >> 1 }, (_, index) => view.getInt16(index * 2, true));
}
