// What she has chosen for this link stays chosen in this browser. The link itself is not given away by the name under
// which it is kept. Where nothing may be stored, a choice lasts as long as the page.
import { useState } from "react";

/** A place in the browser's memory that stands for the link: 32 bits of a hash (FNV-1a). */
export function placeFor(what: string, link: string): string {
  let hash = 0x811c9dc5;
  for (const letter of link) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return `vivavoce.${what}.${hash.toString(36)}`;
}

/** A switch that is remembered for a link. */
export function useChoice(what: string, link: string, usual: boolean): [boolean, (on: boolean) => void] {
  return useKept(placeFor(what, link), usual);
}

/** A switch that is remembered in this browser. */
export function useKept(place: string, usual: boolean): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => {
    const kept = stored(() => localStorage.getItem(place));
    return kept === null ? usual : kept === "on";
  });
  const set = (next: boolean) => {
    setOn(next);
    stored(() => localStorage.setItem(place, next ? "on" : "off"));
  };
  return [on, set];
}

function stored<Value>(access: () => Value): Value | null {
  try {
    return access();
  } catch {
    return null;
  }
}
