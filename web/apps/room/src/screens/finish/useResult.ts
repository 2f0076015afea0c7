// What she may see of her result. While it is being rated it is asked for again, with growing pauses; nothing waits for it.
import { useEffect, useState } from "react";
import type { Code } from "@vivavoce/i18n";
import { Refused, type RoomApi, type RoomResult, type State } from "@vivavoce/live";

export const PAUSES_S = [1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10, 15, 20, 30, 60, 60];

/** Whether this interview shows anything of a result; the server has the last word. */
export function showsResult(state: State): boolean {
  const view = state.position?.result_view;
  return view !== "none" && (view !== "minimal" || state.position?.kind === "coaching");
}

export interface Asked {
  result: RoomResult | null;
  /** It takes so long that nobody should wait for it. */
  late: boolean;
}

export function useResult(ask: RoomApi["result"], reading: Code | null, wanted: boolean): Asked {
  const [asked, setAsked] = useState<Asked>({ result: null, late: false });

  useEffect(() => {
    if (!wanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const look = async (time: number) => {
      const found = await ask(reading).catch((error: unknown) => (error instanceof Refused ? HIDDEN : null));
      if (gone) return;
      const pause = PAUSES_S[time];
      // A result that is there already is kept while its texts come in another language.
      if (found && found.status !== "rating") return setAsked({ result: found, late: false });
      if (pause === undefined) return setAsked(({ result }) => ({ result, late: true }));
      timer = setTimeout(() => void look(time + 1), pause * 1000);
    };
    void look(0);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [ask, reading, wanted]);

  return asked;
}

const HIDDEN: RoomResult = { status: "hidden" };
