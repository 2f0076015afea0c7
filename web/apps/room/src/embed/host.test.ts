import { describe, expect, it } from "vitest";
import { seal, type FrameMessage } from "../../../../packages/embed/protocol";
import { allows, HostPage } from "./host";

const SHOP = "https://shop.example";
const STARTED: FrameMessage = { type: "started", profile_interview_id: "0199f3a8-1111-7000-8000-000000000005" };

interface Opened {
  ancestors?: string[];
  referrer?: string;
  top?: boolean;
}

/** A frame in a page: what was posted to it, and a way to speak as that page. */
function frameIn({ ancestors, referrer = "", top = false }: Opened) {
  const posted: [message: unknown, origin: string][] = [];
  const parent = { postMessage: (message: unknown, origin: string) => void posted.push([message, origin]) };
  let receive: ((event: MessageEvent) => void) | undefined;
  const view = {
    document: { referrer },
    location: { ancestorOrigins: ancestors },
    addEventListener: (_: string, listener: typeof receive) => (receive = listener),
  } as unknown as Window & { parent: unknown };
  view.parent = top ? view : (parent as unknown as Window);
  const hear = (data: unknown, origin: string, source: unknown = parent) => receive?.({ data, origin, source } as MessageEvent);
  return { host: HostPage.of(view), posted, hear, hello: (origin: string) => hear(seal({ type: "hello" }), origin) };
}

const READY = [seal({ type: "ready" }), SHOP];

it("has nobody to talk to in a tab of its own", () => {
  expect(frameIn({ top: true }).host).toBeNull();
});

describe("the page around", () => {
  it.each<[string, Opened]>([
    ["the browser's list of ancestors, the nearest first", { ancestors: [SHOP, "https://portal.example"], referrer: "https://portal.example/" }],
    ["the page that it was opened from", { referrer: `${SHOP}/jobs?id=1` }],
  ])("is known by %s", (_, opened) => {
    expect(frameIn(opened).posted).toEqual([READY]);
  });

  it("says who it is where the browser does not: what was waiting goes there, and to nobody else", () => {
    const { host, posted, hello } = frameIn({});
    host!.allow([SHOP]);
    host!.tell(STARTED);
    expect(posted).toEqual([]);
    hello(SHOP);
    expect(posted).toEqual([READY, [seal(STARTED), SHOP]]);
  });

  it("is told the height again when it begins to listen", () => {
    const { host, posted, hello } = frameIn({ ancestors: [SHOP] });
    host!.tell({ type: "resize", height: 900, fit: false, top: true });
    host!.tell({ type: "failed", code: "embed_unknown" });
    posted.length = 0;
    hello(SHOP);
    expect(posted).toEqual([[seal({ type: "resize", height: 900, fit: false, top: false }), SHOP]]);
  });

  it.each(["null", "file://", "about:blank", ""])("that has no origin (%j) hears nothing", (origin) => {
    const { host, posted, hello } = frameIn({ ancestors: [origin] });
    hello(origin);
    host!.allow([]);
    host!.tell(STARTED);
    expect(posted).toEqual([]);
  });

  it("is not whoever else says hello, nor who says something else", () => {
    const { posted, hear } = frameIn({});
    hear(seal({ type: "hello" }), "https://evil.example", { postMessage: () => undefined });
    hear("hello", SHOP);
    hear(seal({ type: "ready" }), SHOP);
    hear({ vivavoce: 9, type: "hello" }, SHOP);
    expect(posted).toEqual([]);
  });
});

describe("an enrolment's id", () => {
  it("waits for the list of those who may know it", () => {
    const { host, posted } = frameIn({ ancestors: [SHOP] });
    host!.tell(STARTED);
    expect(posted).toEqual([READY]);
    host!.allow([]);
    expect(posted).toEqual([READY, [seal(STARTED), SHOP]]);
  });

  it("does not go to a page that the list has not", () => {
    const { host, posted } = frameIn({ ancestors: [SHOP] });
    host!.allow(["https://other.example"]);
    host!.tell(STARTED);
    host!.tell({ type: "failed", code: "expired" });
    expect(posted.map(([message]) => (message as FrameMessage).type)).toEqual(["ready", "failed"]);
  });
});

it.each([
  [[], "https://any.example", true],
  [["https://shop.example"], "https://shop.example", true],
  [["https://shop.example:443"], "https://shop.example", true],
  [["https://shop.example"], "https://shop.example:8443", false],
  [["https://shop.example:8443"], "https://shop.example:8443", true],
  [["https://shop.example"], "http://shop.example", false],
  [["https://shop.example"], "https://evilshop.example", false],
  [["https://shop.example"], "https://shop.example.evil.com", false],
  [["https://shop.example"], "https://jobs.shop.example", false],
  [["https://*.shop.example"], "https://jobs.shop.example", true],
  [["https://*.shop.example"], "https://a.b.shop.example", true],
  [["https://*.shop.example"], "https://shop.example", false],
  [["https://*.shop.example"], "https://evilshop.example", false],
  [["https://*.shop.example:8443"], "https://a.shop.example:8443", true],
  [["http://localhost:3000"], "http://localhost:3000", true],
  [["http://localhost:3000"], "https://localhost:3000", true],
  [["http://localhost"], "http://localhost:3000", false],
  [["https://one.example", "https://two.example"], "https://two.example", true],
])("the list %j lets %s in: %s", (allowed, origin, lets) => {
  expect(allows(allowed, origin)).toBe(lets);
});
