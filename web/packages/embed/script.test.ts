// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { framesIn, HOST, ID } from "./page";
import type { embed, Embedded } from "./index";

interface Global {
  embed: typeof embed;
  mount(root?: ParentNode): Embedded[];
}

const vivavoce = () => (globalThis as unknown as { Vivavoce: Global }).Vivavoce;

/** As if the page had `<script src="…/embed.js">`. */
async function run(src: string | null = `${HOST}/embed.js?1`, state: DocumentReadyState = "complete"): Promise<void> {
  const script = src === null ? null : Object.assign(document.createElement("script"), { src });
  vi.spyOn(document, "currentScript", "get").mockReturnValue(script);
  vi.spyOn(document, "readyState", "get").mockReturnValue(state);
  vi.resetModules();
  await import("./script");
}

beforeEach(() => {
  vi.restoreAllMocks();
  document.body.innerHTML = "";
});

describe("the script tag", () => {
  it("fills the places of the page from where it came, each as it says", async () => {
    document.body.innerHTML = `
      <div data-vivavoce-embed="${ID}"></div>
      <div data-vivavoce-embed="${ID}" data-language="de" data-title="Gespräch" data-min-height="600"></div>
      <div data-vivavoce-src="${HOST}/embed?v=2&amp;signature=1"></div>`;
    await run();
    const frames = framesIn();
    expect(frames.map((frame) => frame.src)).toEqual([
      `${HOST}/embed?embed_id=${ID}`,
      `${HOST}/embed?embed_id=${ID}&language=de`,
      `${HOST}/embed?v=2&signature=1`,
    ]);
    expect(frames.map((frame) => frame.title)).toEqual(["Interview", "Gespräch", "Interview"]);
    expect(frames.map((frame) => frame.style.height)).toEqual(["480px", "600px", "480px"]);
  });

  it("waits for a page that is still read", async () => {
    await run(undefined, "loading");
    document.body.innerHTML = `<div data-vivavoce-embed="${ID}"></div>`;
    expect(framesIn()).toHaveLength(0);
    window.dispatchEvent(new Event("DOMContentLoaded"));
    expect(framesIn()).toHaveLength(1);
  });

  it("fills what came later when it is told to, and nothing twice", async () => {
    document.body.innerHTML = `<div data-vivavoce-embed="${ID}"></div>`;
    await run();
    expect(vivavoce().mount()).toHaveLength(0);
    document.body.insertAdjacentHTML("beforeend", `<section><div data-vivavoce-embed="${ID}"></div></section>`);
    expect(vivavoce().mount(document.querySelector("section")!)).toHaveLength(1);
    expect(framesIn()).toHaveLength(2);
  });

  it("goes on with the next place when one is wrong", async () => {
    const complained = vi.spyOn(console, "error").mockImplementation(() => undefined);
    document.body.innerHTML = `<div data-vivavoce-src="javascript:alert(1)"></div><div data-vivavoce-embed="${ID}"></div>`;
    await run();
    expect(framesIn().map((frame) => frame.src)).toEqual([`${HOST}/embed?embed_id=${ID}`]);
    expect(complained).toHaveBeenCalledOnce();
  });
});

describe("Vivavoce.embed", () => {
  it("knows where the script came from", async () => {
    await run();
    const { frame, destroy } = vivavoce().embed(document.body, { embedId: ID });
    expect(frame.src).toBe(`${HOST}/embed?embed_id=${ID}`);
    destroy();
  });

  it("takes another host when it is given one", async () => {
    await run();
    const { frame } = vivavoce().embed(document.body, { host: "https://other.example", embedId: ID });
    expect(new URL(frame.src).origin).toBe("https://other.example");
  });

  it("asks for a host where a script can't know its own address", async () => {
    await run(null);
    expect(() => vivavoce().embed(document.body, { embedId: ID })).toThrow("src is needed, or host and embedId");
  });
});
