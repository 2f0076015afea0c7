// What must be settled before she sends: each part of the screen says what holds it back, and where to go for it.
import { useCallback, useEffect, useState } from "react";

export interface Hold {
  text: string;
  /** Takes her there. */
  show: () => void;
}

export type SetHold = (part: string, hold: Hold | null) => void;

/** The first thing in the way, and the setter for the parts. */
export function useHolds(): [Hold | null, SetHold] {
  const [holds, setHolds] = useState<Record<string, Hold | null>>({});
  const setHold = useCallback<SetHold>((part, hold) => setHolds((before) => (before[part] === hold ? before : { ...before, [part]: hold })), []);
  return [Object.values(holds).find((hold) => hold !== null) ?? null, setHold];
}

/** The browser asks before the page goes, as long as something would be lost with it. */
export function useAskBeforeLeaving(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [unsaved]);
}
