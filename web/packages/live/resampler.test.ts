import { describe, expect, it } from "vitest";
import { Resampler } from "./resampler";

function tone(hertz: number, rate: number, seconds = 0.5): Float32Array {
  return Float32Array.from({ length: Math.round(rate * seconds) }, (_, index) => Math.sin((2 * Math.PI * hertz * index) / rate));
}

function inBlocks(resampler: Resampler, sound: Float32Array, block: number): number[] {
  const out: number[] = [];
  for (let at = 0; at < sound.length; at += block) out.push(...resampler.push(sound.subarray(at, at + block)));
  return out;
}

/** Level in dB of full scale, without the filter's run-in. */
function level(samples: number[]): number {
  const middle = samples.slice(400, -400);
  return 20 * Math.log10(Math.sqrt((2 * middle.reduce((sum, value) => sum + value * value, 0)) / middle.length) + 1e-9);
}

describe.each([48_000, 44_100, 96_000, 22_050, 16_000, 8_000])("from %i Hz to 16 kHz", (rate) => {
  it("gives as many samples as time has passed", () => {
    const out = inBlocks(new Resampler(rate, 16_000), tone(440, rate), 128);
    expect(Math.abs(out.length - 8_000)).toBeLessThan(40);
  });

  it("keeps a tone of speech as loud as it was", () => {
    const out = inBlocks(new Resampler(rate, 16_000), tone(1_000, rate), 128);
    expect(Math.abs(level(out))).toBeLessThan(0.1);
  });

  it("makes the same of one block and of many", () => {
    const sound = tone(700, rate, 0.1);
    const whole = [...new Resampler(rate, 16_000).push(sound)];
    const pieces = inBlocks(new Resampler(rate, 16_000), sound, 37);
    expect(pieces.length).toBe(whole.length);
    pieces.forEach((value, index) => expect(value).toBeCloseTo(whole[index]!, 6));
  });
});

it.each([48_000, 44_100])("lets nothing above 8 kHz fold back into speech (%i Hz)", (rate) => {
  for (const hertz of [8_800, 10_000, 15_000, 20_000]) {
    expect(level(inBlocks(new Resampler(rate, 16_000), tone(hertz, rate), 128))).toBeLessThan(-60);
  }
});
