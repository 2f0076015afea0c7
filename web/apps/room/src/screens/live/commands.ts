// What she can ask for with one click or one key. One table, so that button, menu and key cannot disagree.
import type { Key } from "@vivavoce/i18n";
import type { CommandName } from "@vivavoce/live";
import type { IconName } from "@vivavoce/ui";

export interface Command {
  name: CommandName;
  label: Key;
  icon: IconName;
  /** A Latin letter, in lower case. The same in all languages. */
  key: string;
}

export const FINISH = { name: "finish_answer", label: "live.done", icon: "done", key: "f" } as const satisfies Command;
export const REPEAT = { name: "repeat", label: "live.again", icon: "repeat", key: "r" } as const satisfies Command;

/** In the menu, the most used first. */
export const MENU = [
  { name: "rephrase", label: "live.rephrase", icon: "differently", key: "d" },
  { name: "wait", label: "live.wait", icon: "clock", key: "w" },
  { name: "add", label: "live.add", icon: "add", key: "a" },
  { name: "skip", label: "live.skip", icon: "skip", key: "s" },
  { name: "pause", label: "live.pause", icon: "pause", key: "p" },
] as const satisfies Command[];

const BY_KEY = new Map<string, CommandName>([FINISH, REPEAT, ...MENU].map(({ key, name }) => [key, name]));

export interface KeyPress {
  key: string;
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

/** Where the focus is: in a text, on something that Space presses or scrolls, or on neither. */
export type Place = "text" | "control" | "page";

/** What a key means there. On a keyboard without Latin letters its place counts. */
export function meaningOf(press: KeyPress, place: Place): CommandName | "hold" | null {
  if (place === "text" || press.altKey || press.ctrlKey || press.metaKey || press.shiftKey) return null;
  if (press.code === "Space") return place === "page" ? "hold" : null;
  const letter = /^[a-z]$/i.test(press.key) ? press.key : press.code.replace(/^Key/, "");
  return BY_KEY.get(letter.toLowerCase()) ?? null;
}

const TEXT = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])";
const CONTROL = "button, a, input, summary, [tabindex='0']";

export function placeOf(focus: Element | null): Place {
  if (focus?.closest(TEXT)) return "text";
  return focus?.closest(CONTROL) ? "control" : "page";
}

/** Shorter than this a press is a tap. */
const TAP_MS = 350;

/** The state of a button that a tap switches and a long press holds, after it was pressed for so long. */
export function afterPress(before: boolean, heldMs: number): boolean {
  return heldMs < TAP_MS && !before;
}
