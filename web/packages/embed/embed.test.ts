// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addressOf, embed, type Embedded, type EmbedOptions } from "./index";
import { framesIn, HOST, ID, load, post, say } from "./page";
import { seal } from "./protocol";

let place: HTMLElement;
let made: Embedded[];
const scrolled = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<div id="interview"></div>';
  place = document.getElementById("interview")!;
  made = [];
  Element.prototype.scrollIntoView = scrolled;
});

afterEach(() => {
  for (const one of made) one.destroy();
  vi.useRealTimers();
  vi.clearAllMocks();
  document.documentElement.lang = "";
});

function put(options: Partial<EmbedOptions> = {}): HTMLIFrameElement {
  made.push(embed(place, { host: HOST, embedId: ID, ...options }));
  return made.at(-1)!.frame;
}

describe("the address of the frame", () => {
  it.each<[EmbedOptions, string]>([
    [{ host: HOST, embedId: ID }, `${HOST}/embed?embed_id=${ID}`],
    [{ host: `${HOST}/`, embedId: ID, language: "pt-BR" }, `${HOST}/embed?embed_id=${ID}&language=pt-BR`],
    [{ host: HOST, embedId: "a&b=c" }, `${HOST}/embed?embed_id=a%26b%3Dc`],
    [{ src: `${HOST}/embed?v=2&name=QQ%3D%3D` }, `${HOST}/embed?v=2&name=QQ%3D%3D`],
    [{ src: "/embed?v=2", host: HOST, language: "de" }, `${HOST}/embed?v=2&language=de`],
  ])("is made of %j", (options, address) => {
    expect(addressOf(options).href).toBe(address);
  });

  it.each<[EmbedOptions, RegExp]>([
    [{}, /src is needed/],
    [{ host: HOST }, /src is needed/],
    [{ embedId: ID }, /src is needed/],
    [{ src: "javascript:alert(1)" }, /javascript: opens no interview/],
    [{ src: "data:text/html,x" }, /data: opens no interview/],
    [{ src: "/embed" }, /Invalid URL/],
  ])("is not made of %j", (options, sentence) => {
    expect(() => addressOf(options)).toThrow(TypeError);
    expect(() => addressOf(options)).toThrow(sentence);
  });
});

describe("the frame", () => {
  it("may use the microphone, has a name, and is as wide as its place", () => {
    const frame = put();
    expect(frame.parentElement).toBe(place);
    expect(frame.src).toBe(`${HOST}/embed?embed_id=${ID}`);
    expect(frame.getAttribute("allow")).toBe("microphone; camera; autoplay; fullscreen");
    expect(frame.title).toBe("Interview");
    expect([frame.style.width, frame.style.height]).toEqual(["100%", "480px"]);
    expect(put({ title: "Gespräch", minHeight: 600 }).title).toBe("Gespräch");
  });

  it("is found by a selector, or it is said that it is not", () => {
    made.push(embed("#interview", { host: HOST, embedId: ID }));
    expect(framesIn(place)).toHaveLength(1);
    expect(() => embed("#nowhere", { host: HOST, embedId: ID })).toThrow("there is no element #nowhere");
  });

  it("is told who is there each time that it has loaded, and nobody else is", () => {
    const frame = put();
    const told = load(frame);
    frame.dispatchEvent(new Event("load"));
    expect(told.mock.calls).toEqual([
      [seal({ type: "hello" }), HOST],
      [seal({ type: "hello" }), HOST],
    ]);
  });

  it("is busy until it speaks", () => {
    const frame = put();
    expect(place.getAttribute("aria-busy")).toBe("true");
    say(frame, { type: "ready" });
    expect(place.hasAttribute("aria-busy")).toBe(false);
  });
});

describe("messages", () => {
  it("come to the listeners and as events of the element, with their ids", () => {
    const heard: unknown[] = [];
    const hear = (message: unknown) => void heard.push(message);
    const frame = put({ onReady: hear, onStarted: hear, onCompleted: hear, onSubmitted: hear, onFailed: hear, onResize: hear });
    const events = vi.fn();
    document.body.addEventListener("vivavoce:submitted", (event) => events((event as CustomEvent).detail));
    const all = [
      { type: "ready" },
      { type: "started", profile_interview_id: ID },
      { type: "resize", height: 900, fit: false, top: false },
      { type: "completed", profile_interview_id: ID },
      { type: "submitted", profile_interview_id: ID },
      { type: "failed", code: "expired" },
    ] as const;
    for (const message of all) say(frame, message);
    expect(heard).toEqual(all);
    expect(events.mock.calls).toEqual([[{ type: "submitted", profile_interview_id: ID }]]);
  });

  it("of anybody else are not heard", () => {
    const onReady = vi.fn();
    const frame = put({ onReady });
    say(frame, { type: "ready" }, { origin: "https://evil.example" });
    say(frame, { type: "ready" }, { origin: "null" });
    say(frame, { type: "ready" }, { origin: `${HOST}.evil.example` });
    say(frame, { type: "ready" }, { source: window });
    say(frame, { type: "ready" }, { source: null });
    post(frame, { type: "ready" });
    post(frame, "ready");
    expect(onReady).not.toHaveBeenCalled();
    say(frame, { type: "ready" });
    expect(onReady).toHaveBeenCalledOnce();
  });

  it("reach the listener of their own frame, of several on a page", () => {
    const [onFirst, onSecond] = [vi.fn(), vi.fn()];
    const first = put({ onSubmitted: onFirst });
    const second = put({ onSubmitted: onSecond });
    say(second, { type: "submitted", profile_interview_id: ID });
    expect([onFirst.mock.calls.length, onSecond.mock.calls.length]).toEqual([0, 1]);
    say(first, { type: "resize", height: 700, fit: false, top: false });
    expect([first.style.height, second.style.height]).toEqual(["700px", "480px"]);
  });
});

describe("the height", () => {
  const heightAfter = (frame: HTMLIFrameElement, height: number, fit = false) => {
    say(frame, { type: "resize", height, fit, top: false });
    return frame.style.height;
  };

  it("follows the screen, and never goes below the least", () => {
    const frame = put();
    expect(heightAfter(frame, 1800.2)).toBe("1801px");
    expect(heightAfter(frame, 200)).toBe("480px");
    expect(heightAfter(put({ minHeight: 100 }), 200)).toBe("200px");
  });

  it("of a screen that fits any height is at most the window's, also when that changes", () => {
    window.innerHeight = 640;
    const frame = put();
    expect(heightAfter(frame, 760, true)).toBe("640px");
    expect(heightAfter(frame, 760, false)).toBe("760px");
    heightAfter(frame, 760, true);
    window.innerHeight = 900;
    window.dispatchEvent(new Event("resize"));
    expect(frame.style.height).toBe("760px");
    window.innerHeight = 768;
  });

  it.each([
    [-300, true, true],
    [700, true, true],
    [20, true, false],
    [-300, false, false],
  ])("changes with the beginning in view: at %i, new screen %s, scrolls %s", (at, top, scrolls) => {
    window.innerHeight = 768;
    const frame = put();
    frame.getBoundingClientRect = () => ({ top: at }) as DOMRect;
    say(frame, { type: "resize", height: 900, fit: false, top });
    expect(scrolled).toHaveBeenCalledTimes(scrolls ? 1 : 0);
  });
});

describe("a frame that does not open", () => {
  const advice = () => place.querySelector('[role="alert"]');
  const said = () => [...advice()!.childNodes].map((part) => part.textContent).filter(Boolean);

  it("is replaced by a link, and the listener hears why", () => {
    const onFailed = vi.fn();
    const frame = put({ onFailed });
    vi.advanceTimersByTime(19_999);
    expect(advice()).toBeNull();
    vi.advanceTimersByTime(1);
    expect(onFailed.mock.calls).toEqual([[{ type: "failed", code: "not_ready" }]]);
    expect(frame.style.display).toBe("none");
    expect(said()).toEqual(["We can't reach the interview just now", "Open it in a new tab"]);
    const link = advice()!.querySelector("a")!;
    expect([link.href, link.target, link.rel]).toEqual([frame.src, "_blank", "noopener"]);
    expect(place.hasAttribute("aria-busy")).toBe(false);
  });

  it("is given up sooner when its page has loaded without a word, as a blocked one does", () => {
    const onFailed = vi.fn();
    const frame = put({ onFailed });
    load(frame);
    vi.advanceTimersByTime(4_000);
    expect(onFailed).toHaveBeenCalledOnce();
  });

  it("waits as long as it is told", () => {
    const onFailed = vi.fn();
    put({ onFailed, timeoutMs: 500 });
    vi.advanceTimersByTime(500);
    expect(onFailed).toHaveBeenCalledOnce();
  });

  it("comes back when it opens after all", () => {
    const frame = put({ timeoutMs: 500 });
    vi.advanceTimersByTime(500);
    say(frame, { type: "ready" });
    expect(advice()).toBeNull();
    expect(frame.style.display).toBe("block");
    load(frame);
    vi.advanceTimersByTime(60_000);
    expect(advice()).toBeNull();
  });

  it("is not one that has said why it can't go on", () => {
    const onFailed = vi.fn();
    const frame = put({ onFailed });
    say(frame, { type: "failed", code: "signature_used" });
    vi.advanceTimersByTime(60_000);
    expect(onFailed.mock.calls).toEqual([[{ type: "failed", code: "signature_used" }]]);
    expect(advice()).toBeNull();
  });

  it.each([
    ["de", "", "de", ["Wir erreichen das Gespräch gerade nicht", "In einem neuen Tab öffnen"]],
    ["pt-BR", "de", "pt-BR", ["Não conseguimos chegar à entrevista agora", "Abra em uma nova aba"]],
    [undefined, "nb-NO", "no", ["Vi når ikke intervjuet akkurat nå", "Åpne det i en ny fane"]],
    [undefined, "tlh", "en", ["We can't reach the interview just now", "Open it in a new tab"]],
    [undefined, "", "en", ["We can't reach the interview just now", "Open it in a new tab"]],
  ])("says so in %s on a page in %j", (language, page, tag, words) => {
    document.documentElement.lang = page;
    put({ language, timeoutMs: 1 });
    vi.advanceTimersByTime(1);
    expect(said()).toEqual(words);
    expect(advice()).toMatchObject({ lang: tag, dir: "ltr" });
  });

  it("says so from right to left in Arabic", () => {
    put({ language: "ar-EG", timeoutMs: 1 });
    vi.advanceTimersByTime(1);
    expect(advice()).toMatchObject({ lang: "ar", dir: "rtl" });
  });
});

describe("destroy", () => {
  it("takes the frame, its listeners and its timers away", () => {
    const [onReady, onFailed] = [vi.fn(), vi.fn()];
    const one = embed(place, { host: HOST, embedId: ID, onReady, onFailed });
    const source = one.frame.contentWindow;
    one.destroy();
    say(one.frame, { type: "ready" }, { source });
    vi.advanceTimersByTime(60_000);
    expect(onReady).not.toHaveBeenCalled();
    expect(onFailed).not.toHaveBeenCalled();
    expect(place.childElementCount).toBe(0);
    expect(place.hasAttribute("aria-busy")).toBe(false);
    one.destroy();
  });

  it("takes the link away, too", () => {
    const one = embed(place, { host: HOST, embedId: ID, timeoutMs: 1 });
    vi.advanceTimersByTime(1);
    one.destroy();
    expect(place.childElementCount).toBe(0);
  });
});
