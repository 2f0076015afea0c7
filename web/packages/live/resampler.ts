// Any sample rate to another, one block after the other, without a seam: a polyphase windowed-sinc low-pass
// (Kaiser, stop band below −70 dB) whose cut-off lies under the lower of the two Nyquist frequencies.
// Runs inside the audio thread, so it allocates only its output.

const ZERO_CROSSINGS = 16;
const KAISER_BETA = 8;
/** Cut-off relative to the lower Nyquist frequency: leaves room for the filter's slope. */
const PASS_BAND = 0.9;

export class Resampler {
  private readonly up: number;
  private readonly down: number;
  private readonly taps: number;
  private readonly phases: Float32Array[];
  private history: Float32Array;
  /** Position of the next output sample, in units of 1/up input samples from the start of `history`. */
  private position = 0;

  constructor(
    readonly from: number,
    readonly to: number,
  ) {
    const divisor = gcd(from, to);
    this.up = to / divisor;
    this.down = from / divisor;
    const cutoff = PASS_BAND * Math.min(1, to / from);
    const half = Math.ceil(ZERO_CROSSINGS / cutoff);
    this.taps = 2 * half;
    this.phases = Array.from({ length: this.up }, (_, phase) => lowPass(half, cutoff, phase / this.up));
    this.history = new Float32Array(half - 1);
  }

  /** Takes any number of samples, gives those that are ready (about `input.length * to / from`). */
  push(input: Float32Array): Float32Array<ArrayBuffer> {
    const samples = new Float32Array(this.history.length + input.length);
    samples.set(this.history);
    samples.set(input, this.history.length);
    const available = (samples.length - this.taps + 1) * this.up - this.position;
    const output = new Float32Array(Math.max(0, Math.ceil(available / this.down)));
    for (let index = 0; index < output.length; index++) {
      const start = Math.floor(this.position / this.up);
      const filter = this.phases[this.position % this.up]!;
      let sum = 0;
      for (let tap = 0; tap < this.taps; tap++) sum += samples[start + tap]! * filter[tap]!;
      output[index] = sum;
      this.position += this.down;
    }
    const spent = Math.min(Math.floor(this.position / this.up), samples.length);
    this.history = samples.slice(spent);
    this.position -= spent * this.up;
    return output;
  }
}

/** One branch of the filter: the taps for an output sample that lies `fraction` after input sample `half - 1`. */
function lowPass(half: number, cutoff: number, fraction: number): Float32Array {
  const filter = new Float32Array(2 * half);
  let sum = 0;
  for (let tap = 0; tap < filter.length; tap++) {
    const distance = tap - (half - 1) - fraction;
    const value = sinc(distance * cutoff) * kaiser(distance / half);
    filter[tap] = value;
    sum += value;
  }
  return filter.map((value) => value / sum);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
}

/** Modified Bessel function of the first kind, order zero. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > 1e-10 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
