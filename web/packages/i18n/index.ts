// `t("key", {names})`: every sentence that a person sees comes from a catalogue. Keys and names are checked by the
// compiler. One catalogue is loaded at a time; `subscribe` and `reading` fit React's useSyncExternalStore.
import { speaker, type Catalogue, type Speaker } from "./catalogue";
import type { Keys } from "./keys";
import { directionOf, tagOf, type Code } from "./languages";

export { CODES, directionOf, isCode, matching, nameOf, tagOf, type Code } from "./languages";

export type Key = keyof Keys;
type Names<K extends Key> = [Keys[K]] extends [never] ? [] : [names: Record<Keys[K], string | number>];

const FILES = import.meta.glob<Catalogue>("../../../src/vivavoce/features/sessions/screens/*.po", { import: "default" });
const listeners = new Set<() => void>();
let present: { code: Code; speaker: Speaker } | null = null;
/** The last one asked for: of two on their way, the later one counts. */
let wanted: Code | null = null;

/** The text of a key in the language that is read now. */
export function t<K extends Key>(key: K, ...[names]: Names<K>): string {
  return present?.speaker.say(key, names ?? {}) ?? "";
}

/** The language that is read now; null until the first catalogue is there. */
export const reading = (): Code | null => present?.code ?? null;

/** Loads a language and goes over to it. Rejects when it cannot be loaded; then everything stays as it was. */
export async function readIn(code: Code): Promise<void> {
  wanted = code;
  if (present?.code === code) return;
  const load = Object.entries(FILES).find(([path]) => path.endsWith(`/${code}.po`))?.[1];
  if (!load) throw new Error(`no catalogue ${code}`);
  const catalogue = await load();
  if (wanted !== code) return;
  present = { code, speaker: speaker(catalogue, tagOf(code), directionOf(code) === "rtl") };
  for (const listener of listeners) listener();
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
