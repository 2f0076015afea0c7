// The candidate's microphone: permission, device, level, and 16 kHz frames for whoever listens.
// It knows nothing of the line; frames nobody listens to are dropped.

import workletUrl from "./capture.worklet.ts?worker&url";

export type MicrophoneTrouble = "insecure" | "unsupported" | "denied" | "missing" | "busy" | "failed";

export class MicrophoneError extends Error {
  constructor(
    readonly trouble: MicrophoneTrouble,
    cause?: unknown,
  ) {
    super(`microphone: ${trouble}`, { cause });
    this.name = "MicrophoneError";
  }
}

export interface MicrophoneOptions {
  /** Turns the browser's echo, noise and gain processing off: for tests that play known sound into it. */
  raw: boolean;
  /** The one that she chose, if it is still there. */
  device?: string | null;
}

/** A microphone that she can choose. */
export interface Device {
  id: string;
  label: string;
}

/** Digital silence for so many frames of 32 ms: a microphone in the quietest room makes some noise. */
const DEAD_FRAMES = 90;

export class Microphone {
  /** Sound and how loud it is, on the scale of `level`; every FRAME_MS, also while muted. */
  onframe: ((pcm: ArrayBuffer, level: number) => void) | null = null;
  /** The device went away, or the permission was taken back. */
  onlost: (() => void) | null = null;
  /** 0 (silence) to 1 (as loud as it gets), on a scale that matches the ear. */
  level = 0;
  private zeros = 0;

  private constructor(
    private readonly stream: MediaStream,
    private readonly source: MediaStreamAudioSourceNode,
    private readonly capture: AudioWorkletNode,
  ) {
    capture.port.onmessage = (event: MessageEvent<{ pcm: ArrayBuffer; rms: number }>) => {
      this.level = levelOf(event.data.rms);
      this.zeros = event.data.rms === 0 ? this.zeros + 1 : 0;
      this.onframe?.(event.data.pcm, this.level);
    };
    for (const track of stream.getAudioTracks()) track.onended = () => this.onlost?.();
  }

  /** Asks for permission when needed. `context` must have been made or resumed by a click. */
  static async open(context: AudioContext, options: MicrophoneOptions): Promise<Microphone> {
    if (!isSecureContext) throw new MicrophoneError("insecure");
    if (!hasMicrophoneSupport()) throw new MicrophoneError("unsupported");
    const stream = await ask(options);
    try {
      await context.audioWorklet.addModule(workletUrl);
      const source = context.createMediaStreamSource(stream);
      const capture = new AudioWorkletNode(context, "capture", { numberOfInputs: 1, numberOfOutputs: 0 });
      source.connect(capture);
      return new Microphone(stream, source, capture);
    } catch (cause) {
      for (const track of stream.getTracks()) track.stop();
      throw new MicrophoneError("failed", cause);
    }
  }

  /** Nothing at all comes out of it: switched off by the system, a key or a switch. */
  get dead(): boolean {
    return this.zeros >= DEAD_FRAMES || this.stream.getAudioTracks().some((track) => track.muted);
  }

  get device(): string | null {
    return this.stream.getAudioTracks()[0]?.getSettings().deviceId ?? null;
  }

  get muted(): boolean {
    return this.stream.getAudioTracks().every((track) => !track.enabled);
  }

  /** A muted microphone goes on sending frames, all silent, so that the server's clock of the answer does not stop. */
  set muted(muted: boolean) {
    for (const track of this.stream.getAudioTracks()) track.enabled = !muted;
  }

  close(): void {
    this.onframe = null;
    this.onlost = null;
    this.capture.port.onmessage = null;
    this.source.disconnect();
    for (const track of this.stream.getTracks()) track.stop();
  }
}

export function hasMicrophoneSupport(): boolean {
  return typeof AudioWorkletNode === "function" && typeof navigator.mediaDevices?.getUserMedia === "function";
}

/** Those that she can choose from; empty before she has allowed one. */
export async function microphones(): Promise<Device[]> {
  const found = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return found
    .filter((device) => device.kind === "audioinput" && device.deviceId && device.label)
    .map((device) => ({ id: device.deviceId, label: device.label }));
}

/** −60 dBFS and below is 0, −10 dBFS and above is 1. */
export function levelOf(rms: number): number {
  const decibels = 20 * Math.log10(Math.max(rms, 1e-6));
  return Math.max(0, Math.min(1, (decibels + 60) / 50));
}

async function ask({ raw, device }: MicrophoneOptions): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: {
        channelCount: 1,
        echoCancellation: !raw,
        noiseSuppression: !raw,
        autoGainControl: !raw,
        ...(device ? { deviceId: { exact: device } } : {}),
      },
    });
  } catch (cause) {
    const trouble = troubleOf(cause);
    if (device && trouble === "missing") return ask({ raw }); // the one that she chose is unplugged
    throw new MicrophoneError(trouble, cause);
  }
}

/** What a refusal of getUserMedia means for her. */
export function troubleOf(cause: unknown): MicrophoneTrouble {
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "failed";
}
