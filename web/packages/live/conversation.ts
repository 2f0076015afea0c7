// One live interview in this tab: ties line, playout and microphone to the session's state.
// It owns the line, the playout and the microphone from the moment they are handed over, until `close`.

import { Duck } from "./duck";
import { Line } from "./line";
import type { Microphone } from "./microphone";
import { Playout } from "./playout";
import { emptySession, reduce, type Session, type SessionEvent } from "./session";
import type { CommandName, DownFrame, Mode, Pace, Snapshot, Viseme } from "./wire";

const TYPING_EVERY_MS = 2_000;
/** After these there is no turn left to hold. */
const RELEASING: ReadonlySet<CommandName> = new Set(["finish_answer", "skip", "pause", "end"]);

export interface ConversationOptions {
  ticket(): Promise<string>;
  isFinal(error: unknown): boolean;
  mode: Mode;
  /** Null where the browser has no Web Audio. In text mode the sound begins switched off. */
  context: AudioContext | null;
  microphone: Microphone | null;
  /** The interview has ended, or the server gives no more tickets: the state must be loaded again. */
  onover(): void;
  /** Another tab has taken the line. */
  onsuperseded(): void;
}

export class Conversation {
  private session: Session;
  private readonly listeners = new Set<() => void>();
  private readonly line: Line;
  private readonly playout: Playout;
  private readonly duck = new Duck();
  private typedAt = -Infinity;

  constructor(private readonly options: ConversationOptions) {
    this.session = { ...emptySession, mode: options.mode };
    this.playout = new Playout(options.context, {
      started: (utterance) => this.line.send({ type: "playback", utterance, state: "started" }),
      ended: (utterance) => this.line.send({ type: "playback", utterance, state: "ended" }),
      stopped: (utterance, heardMs) => this.line.send({ type: "playback", utterance, state: "stopped", heard_ms: heardMs }),
    });
    this.line = new Line({
      ticket: options.ticket,
      isFinal: options.isFinal,
      connect: (ticket) => new WebSocket(liveUrl(location.href, ticket)),
      onstatus: (status) => this.dispatch({ kind: "line", status }),
      onframe: (frame) => this.receive(frame),
      onsound: (utterance, segment, pcm) => this.playout.play(utterance, segment, pcm),
    });
    this.playout.sound = options.mode === "voice";
    if (options.microphone) options.microphone.onframe = this.listen;
  }

  open(): void {
    addEventListener("online", this.hurry);
    this.line.open();
  }

  close(): void {
    removeEventListener("online", this.hurry);
    this.line.close();
    this.playout.reset();
    this.options.microphone?.close();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  current = (): Session => this.session;

  mouth = (aheadMs: number): Viseme | null => this.playout.mouth(aheadMs);

  get microphone(): Microphone | null {
    return this.options.microphone;
  }

  get context(): AudioContext | null {
    return this.options.context;
  }

  command(name: CommandName): boolean {
    if (RELEASING.has(name)) this.hold(false);
    return this.line.send({ type: "command", name });
  }

  /** She keeps the floor, or gives it back. What a lost line did not carry is said when it is back. */
  hold(on: boolean): void {
    if (on === this.session.holding) return;
    this.dispatch({ kind: "hold_changed", on });
    this.line.send({ type: "hold", on });
  }

  /** False when the line is away; the pace then stays as it was. */
  choosePace(pace: Pace): boolean {
    const sent = this.line.send({ type: "pace", pace });
    if (sent) this.dispatch({ kind: "pace_chosen", pace });
    return sent;
  }

  dismissOffer(): void {
    this.dispatch({ kind: "offer_dismissed" });
  }

  say(text: string): boolean {
    const sent = this.line.send({ type: "text", text });
    if (sent) this.dispatch({ kind: "text_sent", text });
    return sent;
  }

  typing(): void {
    const now = performance.now();
    if (now - this.typedAt < TYPING_EVERY_MS) return;
    this.typedAt = now;
    this.line.send({ type: "typing" });
  }

  get sound(): boolean {
    return this.playout.sound;
  }

  set sound(on: boolean) {
    this.playout.sound = on;
    this.tellSound();
  }

  get mode(): Mode {
    return this.session.mode;
  }

  /** She goes on by talking or by typing; the microphone stays as it is. */
  set mode(mode: Mode) {
    if (mode === "text") this.hold(false);
    this.dispatch({ kind: "mode_chosen", mode });
    this.line.send({ type: "mode", mode });
  }

  textRestored(): void {
    this.dispatch({ kind: "text_restored" });
  }

  dismissProblem(): void {
    this.dispatch({ kind: "problem_dismissed" });
  }

  private hurry = (): void => this.line.hurry();

  /** Her sound goes up all the time, also while the interviewer speaks. A break is hers alone: silence goes up instead. */
  private listen = (pcm: ArrayBuffer, level: number): void => {
    this.line.sendSound(this.session.interviewer === "paused" ? new ArrayBuffer(pcm.byteLength) : pcm);
    this.lower(() => this.duck.frame(level, this.playout.playing));
  };

  /** Lowers or raises the voice when what has just happened changes that. */
  private lower(happen: () => void): void {
    const before = this.duck.on;
    happen();
    if (this.duck.on !== before) this.playout.duck(this.duck.on);
  }

  private receive(frame: DownFrame): void {
    this.dispatch({ kind: "frame", frame, at: performance.now() });
    if (frame.type === "heard" || this.session.interviewer === "paused") this.hold(false);
    if (frame.type === "snapshot") this.agree(frame);
    else if (frame.type === "say") this.playout.say(frame.utterance);
    else if (frame.type === "speech") this.playout.announce(frame);
    else if (frame.type === "duck") this.lower(() => this.duck.server(frame.on));
    else if (frame.type === "hush") this.hush(frame.utterance);
  }

  /** What was lowered is gone: what comes next is loud again. */
  private hush(utterance: number): void {
    this.playout.hush(utterance);
    this.lower(() => this.duck.server(false));
  }

  /** A new line knows only what the attempt began with. */
  private agree(snapshot: Snapshot): void {
    this.playout.reset();
    this.lower(() => this.duck.server(false));
    this.tellSound();
    if (this.session.holding) this.line.send({ type: "hold", on: true });
    if (snapshot.mode !== this.mode) this.line.send({ type: "mode", mode: this.mode });
  }

  private tellSound(): void {
    this.line.send({ type: "sound", on: this.playout.sound });
  }

  private dispatch(event: SessionEvent): void {
    const before = this.session;
    this.session = reduce(before, event);
    for (const listener of this.listeners) listener();
    if (isOver(this.session) && !isOver(before)) this.options.onover();
    if (this.session.line === "superseded" && before.line !== "superseded") this.options.onsuperseded();
  }
}

function isOver({ line, ended }: Session): boolean {
  return ended !== null || line === "ended" || line === "refused";
}

export function liveUrl(page: string, ticket: string): string {
  const url = new URL("/room/v1/live", page);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("ticket", ticket);
  return url.href;
}
