// Plays the interviewer's voice: segments of PCM, one after the other without a gap, and says which mouth shape belongs
// to the moment that is heard now. One instance owns all sources it starts. With sound off an utterance counts as heard
// the moment it is said, so that the interview goes on. An utterance that is hushed is reported once, with how much of it
// was heard: what she did not hear, she was not told.

import { Resampler } from "./resampler";
import type { MouthTrack, Speech, Viseme } from "./wire";

/** Distance from "now" at which the first segment is scheduled: enough for a slow phone to prepare it. */
const LEAD_S = 0.06;
/** A segment that comes so shortly before the one before it ends still goes on without a gap. */
const JOIN_S = 0.01;
const FADE_S = 0.04;
/** How loud the voice stays while she speaks over it, and how long it takes to get there and back. */
const DUCKED_GAIN = 0.25;
const DUCK_S = 0.04;
const RAISE_S = 0.2;
/** A gain that glides comes within 2 % of its goal after so many time constants. */
const CONSTANTS = 4;

export interface PlayoutEvents {
  started(utterance: number): void;
  ended(utterance: number): void;
  /** Hushed after so much of its sound was heard. */
  stopped(utterance: number, heardMs: number): void;
}

interface Utterance {
  gain: GainNode;
  pending: Set<AudioBufferSourceNode>;
  stretches: Stretch[];
  started: boolean;
  complete: boolean;
}

/** One segment on the audio clock, s. */
interface Stretch {
  utterance: number;
  from: number;
  until: number;
  mouth: MouthTrack;
}

export class Playout {
  private readonly utterances = new Map<number, Utterance>();
  private readonly announced = new Map<string, Speech>();
  private stretches: Stretch[] = [];
  private hushedUpTo = -1;
  private freeAt = 0;
  private audible = true;
  private voice: GainNode | null = null;
  /** Of the segments that go on without a gap: a browser that converts each by itself clicks where they meet. */
  private converter: Resampler | null = null;

  constructor(
    private readonly context: AudioContext | null,
    private readonly events: PlayoutEvents,
  ) {}

  get sound(): boolean {
    return this.audible && this.context !== null;
  }

  set sound(on: boolean) {
    this.audible = on;
    if (on) return;
    for (const utterance of this.forget(Infinity).keys()) this.events.ended(utterance);
  }

  /** Her ears hear the interviewer at this moment. */
  get playing(): boolean {
    return this.mouth() !== null;
  }

  /** Lowers the voice at once, and raises it again gently. */
  duck(on: boolean): void {
    if (!this.context) return;
    const { gain } = this.output(this.context);
    gain.cancelScheduledValues(this.context.currentTime);
    gain.setTargetAtTime(on ? DUCKED_GAIN : 1, this.context.currentTime, (on ? DUCK_S : RAISE_S) / CONSTANTS);
  }

  say(utterance: number): void {
    if (this.context && this.sound) {
      if (utterance > this.hushedUpTo) this.utterance(this.context, utterance);
      return;
    }
    this.events.started(utterance);
    this.events.ended(utterance);
  }

  announce(speech: Speech): void {
    if (!this.sound || speech.utterance <= this.hushedUpTo) return;
    this.announced.set(key(speech.utterance, speech.segment), speech);
  }

  play(utterance: number, segment: number, pcm: Int16Array): void {
    const speech = this.announced.get(key(utterance, segment));
    this.announced.delete(key(utterance, segment));
    if (!speech || !this.context || !this.sound || utterance <= this.hushedUpTo) return;
    const record = this.utterance(this.context, utterance);
    if (pcm.length > 0) this.schedule(this.context, record, speech, pcm);
    record.complete ||= speech.last;
    this.settle(utterance, record);
  }

  /** Fades the utterance out and forgets it, together with all earlier ones. */
  hush(utterance: number): void {
    this.hushedUpTo = Math.max(this.hushedUpTo, utterance);
    const now = this.heardAt();
    for (const [id, record] of this.forget(utterance)) this.events.stopped(id, heardMs(record.stretches, now));
  }

  /** Forgets everything: the server will say again what matters. */
  reset(): void {
    this.forget(Infinity);
    this.announced.clear();
    this.hushedUpTo = -1;
  }

  /** The mouth `aheadMs` after what is heard at this moment; null while nothing is. */
  mouth(aheadMs = 0): Viseme | null {
    if (!this.context || this.stretches.length === 0) return null;
    const heard = this.heardAt();
    const moment = heard + aheadMs / 1000;
    this.stretches = this.stretches.filter((stretch) => stretch.until > heard - 1);
    const now = this.stretches.find((stretch) => stretch.from <= moment && moment < stretch.until);
    return now ? visemeAt(now.mouth, (moment - now.from) * 1000) : null;
  }

  /** What reaches her ears now left the audio clock a little earlier, s. */
  private heardAt(): number {
    if (!this.context) return 0;
    return this.context.currentTime - (this.context.outputLatency || this.context.baseLatency || 0);
  }

  private output(context: AudioContext): GainNode {
    if (this.voice) return this.voice;
    this.voice = context.createGain();
    this.voice.connect(context.destination);
    return this.voice;
  }

  private utterance(context: AudioContext, id: number): Utterance {
    const known = this.utterances.get(id);
    if (known) return known;
    const gain = context.createGain();
    gain.connect(this.output(context));
    const record: Utterance = { gain, pending: new Set(), stretches: [], started: false, complete: false };
    this.utterances.set(id, record);
    return record;
  }

  private schedule(context: AudioContext, record: Utterance, speech: Speech, pcm: Int16Array): void {
    const goesOn = this.freeAt > context.currentTime + JOIN_S;
    const samples = this.converted(Float32Array.from(pcm, (sample) => sample / 32_768), speech.sample_rate, context.sampleRate, goesOn);
    if (samples.length === 0) return;
    const buffer = context.createBuffer(1, samples.length, context.sampleRate);
    buffer.copyToChannel(samples, 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(record.gain);
    const from = goesOn ? this.freeAt : Math.round((context.currentTime + LEAD_S) * context.sampleRate) / context.sampleRate;
    source.start(from);
    this.freeAt = from + buffer.duration;
    const stretch = { utterance: speech.utterance, from, until: this.freeAt, mouth: speech.mouth };
    this.stretches.push(stretch);
    record.stretches.push(stretch);
    record.pending.add(source);
    source.onended = () => {
      record.pending.delete(source);
      this.settle(speech.utterance, record);
    };
    if (!record.started) this.reportStart(context, speech.utterance, record, from);
  }

  /** At the rate of the sound card, with which every segment begins on a whole sample. */
  private converted(samples: Float32Array<ArrayBuffer>, from: number, to: number, goesOn: boolean): Float32Array<ArrayBuffer> {
    if (from === to) return samples;
    if (!goesOn || this.converter?.from !== from) this.converter = new Resampler(from, to);
    return this.converter.push(samples);
  }

  /** Timers drift from the audio clock (which stands still while the context is suspended), so look again when early. */
  private reportStart(context: AudioContext, id: number, record: Utterance, from: number): void {
    record.started = true;
    const look = () => {
      if (this.utterances.get(id) !== record) return;
      const wait = from - context.currentTime;
      if (wait > 0.002) setTimeout(look, Math.max(20, wait * 1000));
      else this.events.started(id);
    };
    look();
  }

  private settle(id: number, record: Utterance): void {
    if (!record.complete || record.pending.size > 0 || this.utterances.get(id) !== record) return;
    this.utterances.delete(id);
    record.gain.disconnect();
    this.events.ended(id);
  }

  /** Takes this utterance and all earlier ones away; gives what was taken. */
  private forget(upTo: number): Map<number, Utterance> {
    const taken = new Map([...this.utterances].filter(([id]) => id <= upTo));
    for (const [id, record] of taken) this.silence(id, record);
    this.stretches = this.stretches.filter((stretch) => stretch.utterance > upTo);
    if (this.utterances.size === 0) this.freeAt = 0;
    return taken;
  }

  private silence(id: number, record: Utterance): void {
    this.utterances.delete(id);
    if (!this.context) return;
    const now = this.context.currentTime;
    record.gain.gain.setTargetAtTime(0, now, FADE_S / CONSTANTS);
    for (const source of record.pending) {
      source.onended = null;
      source.stop(now + FADE_S);
    }
    setTimeout(() => record.gain.disconnect(), FADE_S * 1000 + 50);
  }
}

/** How much of these stretches lies before a moment of the audio clock, whole ms; pauses between them do not count. */
function heardMs(stretches: Stretch[], now: number): number {
  const seconds = stretches.reduce((sum, { from, until }) => sum + Math.max(0, Math.min(now, until) - from), 0);
  return Math.round(seconds * 1000);
}

export function visemeAt(track: MouthTrack, ms: number): Viseme {
  let shape: Viseme = "sil";
  for (const [at, viseme] of track) {
    if (at > ms) break;
    shape = viseme;
  }
  return shape;
}

function key(utterance: number, segment: number): string {
  return `${utterance}:${segment}`;
}
