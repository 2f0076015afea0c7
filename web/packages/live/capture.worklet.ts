// Runs in the audio thread: microphone sound at the device's rate in, 32 ms frames of 16 kHz s16le out, each with its
// level. Built as a file of its own because a worklet may not be inlined under our content security policy.

import { Resampler } from "./resampler";

const RATE = 16_000;
const FRAME = 512;

declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

class Capture extends AudioWorkletProcessor {
  private readonly resampler = new Resampler(sampleRate, RATE);
  private frame = new Int16Array(FRAME);
  private filled = 0;
  private energy = 0;

  process(inputs: Float32Array[][]): boolean {
    const channels = inputs[0] ?? [];
    const first = channels[0];
    if (first) for (const sample of this.resampler.push(mono(channels, first))) this.add(sample);
    return true;
  }

  private add(sample: number): void {
    const clipped = Math.max(-1, Math.min(1, sample));
    this.frame[this.filled++] = Math.round(clipped * 32_767);
    this.energy += clipped * clipped;
    if (this.filled < FRAME) return;
    const pcm = this.frame.buffer;
    this.port.postMessage({ pcm, rms: Math.sqrt(this.energy / FRAME) }, [pcm]);
    this.frame = new Int16Array(FRAME);
    this.filled = 0;
    this.energy = 0;
  }
}

function mono(channels: Float32Array[], first: Float32Array): Float32Array {
  if (channels.length === 1) return first;
  return first.map((_, index) => channels.reduce((sum, channel) => sum + (channel[index] ?? 0), 0) / channels.length);
}

registerProcessor("capture", Capture);
