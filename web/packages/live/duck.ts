// When the interviewer's voice is lowered because the candidate speaks over it. The server decides; but its word comes
// a journey later than her own, so that clear speech lowers the voice here first, for as long as that word may take.
// A pure decision: the clock is the microphone's frames.

/** Sound of one microphone frame. */
export const FRAME_MS = 32;
/** About −35 dBFS: speech into a laptop or phone. What echo cancellation leaves of the interviewer's voice is below. */
const CLEAR_SPEECH = 0.5;
const CLEAR_FOR_MS = 80;
const LOCAL_MS = 400;

export class Duck {
  private clearMs = 0;
  private localMs = 0;
  private told = false;
  private doubted = false;

  get on(): boolean {
    return this.told || this.localMs > 0;
  }

  /** One frame of her microphone: its level (0 to 1), and whether the interviewer is heard meanwhile. */
  frame(level: number, playing: boolean): void {
    if (!playing) return this.rest();
    this.clearMs = level >= CLEAR_SPEECH ? this.clearMs + FRAME_MS : 0;
    if (this.localMs > 0) this.localMs = Math.max(0, this.localMs - FRAME_MS);
    else if (this.clearMs >= CLEAR_FOR_MS && !this.doubted) this.guess();
  }

  /** The server's word. "Off" ends our guess as well. */
  server(on: boolean): void {
    this.told = on;
    this.rest();
  }

  /** A guess that the server does not share is not made again in the same stretch of speech: it was noise, or echo. */
  private guess(): void {
    this.localMs = LOCAL_MS;
    this.doubted = true;
  }

  private rest(): void {
    this.clearMs = 0;
    this.localMs = 0;
    this.doubted = false;
  }
}
