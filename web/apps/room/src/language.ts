// Which language she reads the page in: the interview's, or the one that she has chosen for this link. The interview
// itself stays in its own.
import { useSyncExternalStore } from "react";
import { isCode, matching, reading, readIn, subscribe, tagOf, directionOf, type Code } from "@vivavoce/i18n";
import type { State } from "@vivavoce/live";
import { placeFor } from "./remembered";

const RELOAD_AFTER_MS = 3_000;

/** Re-renders with the language; null before the first catalogue is there. */
export const useReading = (): Code | null => useSyncExternalStore(subscribe, reading);

/** What she has chosen for this link. Where nothing may be stored, nothing is. */
export function chosen(link: string): Code | null {
  try {
    const code = localStorage.getItem(placeFor("language", link));
    return isCode(code) ? code : null;
  } catch {
    return null;
  }
}

export function remember(link: string, code: Code): void {
  try {
    localStorage.setItem(placeFor("language", link), code);
  } catch {
    return; // It lasts as long as the page.
  }
}

/** The language of the next screen: chosen, the interview's, the present one, or one of the browser's. */
export function languageFor(choice: Code | null, state: State | null): Code {
  if (choice) return choice;
  if (state?.company && isCode(state.language)) return state.language;
  return reading() ?? matching(navigator.languages);
}

/** Goes over to a language, or stays with the present one. Without a first one the page is loaded again, until it comes. */
export async function goOverTo(code: Code): Promise<void> {
  try {
    await readIn(code);
  } catch {
    if (reading() !== null) return;
    await new Promise((resolve) => setTimeout(resolve, RELOAD_AFTER_MS));
    location.reload();
  }
}

/** Language and direction of the page. What the company wrote, and what was said, carries its own. */
export function dress(code: Code): void {
  document.documentElement.lang = tagOf(code);
  document.documentElement.dir = directionOf(code);
}
