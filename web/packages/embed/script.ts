// The script tag: fills every element with `data-vivavoce-embed="<embed_id>"` or `data-vivavoce-src="<signed address>"`,
// and leaves `Vivavoce.embed(element, options)` for pages that do it themselves.
import { embed, type Embedded, type EmbedOptions } from "./index.js";

const script = document.currentScript as HTMLScriptElement | null;
const host = script ? new URL(script.src).origin : undefined;
const mounted = new WeakSet<Element>();

function place(target: Element | string, options: EmbedOptions): Embedded {
  return embed(target, { ...options, host: options.host ?? host });
}

/** Fills what stands below `root` and is not filled yet; returns what is new. */
function mount(root: ParentNode = document): Embedded[] {
  const made: Embedded[] = [];
  for (const element of root.querySelectorAll<HTMLElement>("[data-vivavoce-embed],[data-vivavoce-src]")) {
    if (mounted.has(element)) continue;
    const { vivavoceEmbed: embedId, vivavoceSrc: src, language, title, minHeight } = element.dataset;
    try {
      made.push(place(element, { embedId, src, language, title, minHeight: minHeight ? Number(minHeight) : undefined }));
      mounted.add(element);
    } catch (error) {
      console.error(error);
    }
  }
  return made;
}

Object.assign(globalThis, { Vivavoce: { embed: place, mount } });
if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => mount());
else mount();
