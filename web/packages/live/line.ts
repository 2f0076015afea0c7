// The WebSocket of one interview. It gets a ticket, opens, listens, notices silence, and comes back by itself with a
// fresh ticket, until the server says that the interview has ended or that another tab has the line.
// Nothing is queued: a command that cannot be sent now is refused, and microphone sound of a lost moment is lost.

import { CLOSE, readSound, type DownFrame, type UpFrame } from "./wire";

export type LineStatus = "connecting" | "open" | "reconnecting" | "superseded" | "ended" | "refused";

const PING_MS = 8_000;
/** Without any frame for this long the line counts as lost. */
const SILENCE_MS = 20_000;
/** About two seconds of microphone sound: beyond it the network is behind, and old sound would arrive late. */
const BACKLOG_BYTES = 64_000;
const BACKOFF_MS = [300, 700, 1_500, 3_000, 5_000, 8_000];

export interface LineOptions {
  /** A new ticket each time. Throws an `isFinal` error when the server will not give any more. */
  ticket(): Promise<string>;
  connect(ticket: string): WebSocket;
  isFinal(error: unknown): boolean;
  onstatus(status: LineStatus): void;
  onframe(frame: DownFrame): void;
  onsound(utterance: number, segment: number, pcm: Int16Array): void;
  now?: () => number;
  random?: () => number;
}

export class Line {
  private status: LineStatus = "connecting";
  private socket: WebSocket | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private heartbeat: ReturnType<typeof setInterval> | undefined;
  private failures = 0;
  private lastFrameAt = 0;
  private ready = false;
  private closed = false;
  private readonly now: () => number;
  private readonly random: () => number;

  constructor(private readonly options: LineOptions) {
    this.now = options.now ?? (() => performance.now());
    this.random = options.random ?? Math.random;
  }

  open(): void {
    void this.dial();
  }

  /** The network is said to be back: do not wait for the next try. */
  hurry(): void {
    if (this.retry === undefined) return;
    clearTimeout(this.retry);
    this.retry = undefined;
    void this.dial();
  }

  /** False when the frame could not be sent; the caller keeps what was in it. */
  send(frame: UpFrame): boolean {
    if (!this.socket || !this.ready) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  sendSound(pcm: ArrayBuffer): void {
    if (this.socket && this.ready && this.socket.bufferedAmount < BACKLOG_BYTES) this.socket.send(pcm);
  }

  close(): void {
    this.closed = true;
    this.drop();
  }

  private async dial(): Promise<void> {
    let ticket: string;
    try {
      ticket = await this.options.ticket();
    } catch (error) {
      if (this.closed) return;
      if (this.options.isFinal(error)) this.become("refused");
      else this.retryLater();
      return;
    }
    if (!this.closed) this.listen(this.options.connect(ticket));
  }

  private listen(socket: WebSocket): void {
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    this.lastFrameAt = this.now();
    this.heartbeat = setInterval(() => this.beat(), PING_MS);
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
      this.lastFrameAt = this.now();
      if (typeof event.data === "string") this.receive(JSON.parse(event.data) as DownFrame);
      else this.receiveSound(event.data);
    };
    socket.onclose = (event) => this.lost(event.code);
  }

  private receive(frame: DownFrame): void {
    if (frame.type === "snapshot") {
      this.ready = true;
      this.failures = 0;
      this.become("open");
    }
    if (frame.type !== "pong") this.options.onframe(frame);
  }

  private receiveSound(data: ArrayBuffer): void {
    const sound = readSound(data);
    if (sound) this.options.onsound(sound.utterance, sound.segment, sound.pcm);
  }

  private beat(): void {
    if (this.now() - this.lastFrameAt > SILENCE_MS) {
      this.drop();
      this.retryLater();
    } else {
      this.send({ type: "ping", at: Math.round(this.now()) });
    }
  }

  private lost(code: number): void {
    this.drop();
    if (code === CLOSE.ended) this.become("ended");
    else if (code === CLOSE.superseded) this.become("superseded");
    else this.retryLater();
  }

  private retryLater(): void {
    this.become("reconnecting");
    const step = BACKOFF_MS[Math.min(this.failures++, BACKOFF_MS.length - 1)]!;
    this.retry = setTimeout(
      () => {
        this.retry = undefined;
        void this.dial();
      },
      step * (0.75 + this.random() / 2),
    );
  }

  private drop(): void {
    this.ready = false;
    clearInterval(this.heartbeat);
    clearTimeout(this.retry);
    this.retry = undefined;
    if (!this.socket) return;
    this.socket.onclose = null;
    this.socket.onmessage = null;
    this.socket.close();
    this.socket = null;
  }

  private become(status: LineStatus): void {
    if (this.status === status) return;
    this.status = status;
    this.options.onstatus(status);
  }
}
