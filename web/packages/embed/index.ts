// Puts an interview into a page: `embed(element, { host, embedId })`. No dependencies, no inline styles, no cookies.
// The frame is believed only what comes from its own window and origin.
import { readFrameMessage, seal, type FrameMessage, type FrameMessageOf } from "./protocol.js";
import words from "./words.js";

export type { FrameMessage } from "./protocol.js";

export interface EmbedOptions {
  /** Where Vivavoce is, such as `https://interviews.example.com`. Not needed with `src`, nor with the script tag. */
  host?: string | undefined;
  /** Which embed; its visitors confirm an e-mail address. */
  embedId?: string | undefined;
  /** The whole address, where your server has signed who the visitor is. */
  src?: string | undefined;
  /** The language that the visitor reads in, such as `de` or `pt-BR`; else the interview's. */
  language?: string | undefined;
  /** What screen readers call the frame; default `Interview`. */
  title?: string | undefined;
  /** Pixels; default 480. */
  minHeight?: number | undefined;
  /** How long to wait for a frame that does not open; default 20 000 ms. */
  timeoutMs?: number | undefined;
  /** The frame is there. */
  onReady?: Listener<"ready"> | undefined;
  /** The interview has begun, or goes on after a break. */
  onStarted?: Listener<"started"> | undefined;
  /** The conversation is over; what was said is not handed in yet. */
  onCompleted?: Listener<"completed"> | undefined;
  /** She has handed it in. */
  onSubmitted?: Listener<"submitted"> | undefined;
  /** It can't go on; `code` says why. `not_ready`: the frame never opened, and a link stands in its place. */
  onFailed?: Listener<"failed"> | undefined;
  onResize?: Listener<"resize"> | undefined;
}

type Listener<Type extends FrameMessage["type"]> = (message: FrameMessageOf<Type>) => void;

export interface Embedded {
  readonly frame: HTMLIFrameElement;
  /** Takes everything away again. */
  destroy(): void;
}

const MIN_HEIGHT = 480;
const TIMEOUT_MS = 20_000;
/** The frame's script runs before its page counts as loaded: what has not spoken by then is not ours, or was blocked. */
const SILENT_AFTER_LOAD_MS = 4_000;

/** The address of an embed's frame. Throws TypeError when there is none in the options. */
export function addressOf({ host, embedId, src, language }: EmbedOptions): URL {
  if (!src && !(host && embedId)) throw new TypeError("Vivavoce: src is needed, or host and embedId.");
  const url = src ? new URL(src, host) : new URL("/embed", host);
  if (!src) url.searchParams.set("embed_id", embedId!);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError(`Vivavoce: ${url.protocol} opens no interview.`);
  if (language) url.searchParams.set("language", language);
  return url;
}

/** Fills `target` with an interview. Each message also comes as an event `vivavoce:<type>` of that element. */
export function embed(target: Element | string, options: EmbedOptions): Embedded {
  const place = typeof target === "string" ? document.querySelector(target) : target;
  if (!place) throw new TypeError(`Vivavoce: there is no element ${target}.`);
  const url = addressOf(options);
  const least = options.minHeight ?? MIN_HEIGHT;
  const frame = document.createElement("iframe");
  let timer: ReturnType<typeof setTimeout> | undefined;
  let size: FrameMessageOf<"resize"> | undefined;
  let instead: HTMLElement | undefined;

  const tell = (message: FrameMessage) => {
    place.dispatchEvent(new CustomEvent(`vivavoce:${message.type}`, { bubbles: true, detail: message }));
    const { type } = message;
    const name = `on${type.charAt(0).toUpperCase()}${type.slice(1)}` as "onReady";
    options[name]?.(message as FrameMessageOf<"ready">);
  };
  const wait = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, ms);
  };
  const giveUp = () => {
    timer = undefined;
    place.removeAttribute("aria-busy");
    frame.style.display = "none";
    place.append((instead ??= advice(url, options.language)));
    tell({ type: "failed", code: "not_ready" });
  };
  const live = () => {
    clearTimeout(timer);
    timer = undefined;
    place.removeAttribute("aria-busy");
    instead?.remove();
    frame.style.display = "block";
  };
  const fit = () => {
    const height = size ? (size.fit ? Math.min(size.height, innerHeight) : size.height) : least;
    frame.style.height = `${Math.max(least, Math.ceil(height))}px`;
  };
  const resize = (message: FrameMessageOf<"resize">) => {
    size = message;
    fit();
    const { top } = frame.getBoundingClientRect();
    if (message.top && (top < 0 || top > innerHeight / 2)) frame.scrollIntoView({ block: "start" });
  };
  const receive = (event: MessageEvent) => {
    if (event.source !== frame.contentWindow || event.origin !== url.origin) return;
    const message = readFrameMessage(event.data);
    if (!message) return;
    if (timer || instead?.isConnected) live();
    if (message.type === "resize") resize(message);
    tell(message);
  };
  const loaded = () => {
    if (timer) wait(SILENT_AFTER_LOAD_MS);
    frame.contentWindow?.postMessage(seal({ type: "hello" }), url.origin);
  };

  frame.title = options.title ?? "Interview";
  frame.setAttribute("allow", "microphone; camera; autoplay; fullscreen");
  Object.assign(frame.style, { display: "block", width: "100%", border: "0", colorScheme: "normal" });
  fit();
  frame.src = url.href;
  frame.addEventListener("load", loaded);
  addEventListener("message", receive);
  addEventListener("resize", fit);
  place.setAttribute("aria-busy", "true");
  place.append(frame);
  wait(options.timeoutMs ?? TIMEOUT_MS);

  return {
    frame,
    destroy() {
      clearTimeout(timer);
      removeEventListener("message", receive);
      removeEventListener("resize", fit);
      place.removeAttribute("aria-busy");
      frame.remove();
      instead?.remove();
    },
  };
}

/** What stands in place of a frame that does not open: a sentence, and the way to a tab of its own. */
function advice(url: URL, language: string | undefined): HTMLElement {
  const code = codeOf((language || document.documentElement.lang).toLowerCase());
  const [sentence, way] = words[code]!;
  const line = document.createElement("p");
  const link = document.createElement("a");
  line.lang = code === "br" ? "pt-BR" : code;
  line.dir = code === "ar" ? "rtl" : "ltr";
  line.setAttribute("role", "alert");
  Object.assign(link, { href: url.href, target: "_blank", rel: "noopener", textContent: way });
  line.append(sentence, document.createElement("br"), link);
  return line;
}

function codeOf(tag: string): string {
  const ours = tag.replace(/^pt-br$/, "br").replace(/^n[bn]\b/, "no");
  return [ours, ours.split("-")[0]!, "en"].find((code) => code in words)!;
}
