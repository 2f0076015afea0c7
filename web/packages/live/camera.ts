// Her camera and what it records, in memory: nothing of it leaves this page. It knows neither server nor screen.
import { troubleOf } from "./microphone";

export type CameraTrouble = "unsupported" | "denied" | "missing" | "busy" | "failed";

export class CameraError extends Error {
  constructor(
    readonly trouble: CameraTrouble,
    cause?: unknown,
  ) {
    super(`camera: ${trouble}`, { cause });
    this.name = "CameraError";
  }
}

export interface Recorded {
  file: Blob;
  seconds: number;
}

/** The first that the browser writes is taken: VP8 is light enough for an old telephone. */
const TYPES = ["video/webm;codecs=vp8,opus", "video/webm;codecs=vp9,opus", "video/webm", "video/mp4"];
/** Two minutes are 11 MB: a face at 640 x 480 is clear, and a slow line gets it away. */
const VIDEO_BITS_PER_S = 650_000;
const AUDIO_BITS_PER_S = 64_000;
const SLICE_MS = 1_000;

export const hasRecorder = (): boolean =>
  isSecureContext && typeof MediaRecorder === "function" && typeof navigator.mediaDevices?.getUserMedia === "function";

/** Picture and sound; where there is no microphone, the picture alone: signs need no sound. Rejects with CameraError. */
export async function openCamera(): Promise<MediaStream> {
  if (!hasRecorder()) throw new CameraError("unsupported");
  const video = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 25 }, facingMode: "user" };
  const ask = (audio: boolean) => navigator.mediaDevices.getUserMedia({ video, audio });
  try {
    return await ask(true).catch((cause: unknown) => (troubleOf(cause) === "missing" ? ask(false) : Promise.reject(cause)));
  } catch (cause) {
    const trouble = troubleOf(cause);
    throw new CameraError(trouble === "insecure" ? "unsupported" : trouble, cause);
  }
}

export class VideoRecorder {
  private readonly pieces: Blob[] = [];
  private readonly began = performance.now();
  private readonly recorder: MediaRecorder;
  /** What was recorded when it stops: by `stop`, or because the camera went away. */
  readonly done: Promise<Recorded>;

  /** Records at once. */
  constructor(stream: MediaStream) {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const rates = { videoBitsPerSecond: VIDEO_BITS_PER_S, audioBitsPerSecond: AUDIO_BITS_PER_S };
    this.recorder = new MediaRecorder(stream, { ...rates, ...(mimeType ? { mimeType } : {}) });
    this.recorder.ondataavailable = ({ data }) => data.size > 0 && this.pieces.push(data);
    this.done = new Promise((resolve) => {
      this.recorder.onstop = () => {
        const type = this.recorder.mimeType.split(";")[0] || "video/webm";
        resolve({ file: new Blob(this.pieces, { type }), seconds: this.seconds });
      };
    });
    this.recorder.start(SLICE_MS);
  }

  /** Since it began. */
  get seconds(): number {
    return (performance.now() - this.began) / 1000;
  }

  stop(): void {
    if (this.recorder.state !== "inactive") this.recorder.stop();
  }
}

const LOOK_MS = 10_000;

/** How long a video lasts, in seconds; null when this browser can't show it. Recorded WebM tells it only at its end. */
export function lengthOf(file: Blob): Promise<number | null> {
  return new Promise((resolve) => {
    const video = document.createElement("video");
    const url = URL.createObjectURL(file);
    const timer = setTimeout(() => end(null), LOOK_MS);
    const end = (seconds: number | null) => {
      clearTimeout(timer);
      video.onloadedmetadata = video.ondurationchange = video.onerror = null;
      video.removeAttribute("src");
      URL.revokeObjectURL(url);
      resolve(seconds);
    };
    const look = () => {
      if (video.videoWidth === 0) return end(null); // sound alone
      if (Number.isFinite(video.duration)) end(video.duration);
      else video.currentTime = 1e7;
    };
    video.preload = "metadata";
    video.muted = true;
    video.onloadedmetadata = look;
    video.ondurationchange = () => Number.isFinite(video.duration) && video.videoWidth > 0 && end(video.duration);
    video.onerror = () => end(null);
    video.src = url;
  });
}
