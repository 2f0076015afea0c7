// What she has written about the interview, kept in this tab until it is sent: a reload or a bad line must not take it.
import { useState } from "react";
import type { Feedback } from "@vivavoce/live";

const EMPTY: Feedback = { rating: null, text: null };

export function useDraft(attempt: string | undefined): [Feedback, (next: Feedback) => void, () => void] {
  const place = `vivavoce.feedback.${attempt ?? ""}`;
  const [draft, setDraft] = useState<Feedback>(() => kept(place));
  const change = (next: Feedback) => {
    setDraft(next);
    keep(place, next);
  };
  return [draft, change, () => keep(place, null)];
}

function kept(place: string): Feedback {
  try {
    return { ...EMPTY, ...(JSON.parse(sessionStorage.getItem(place) ?? "{}") as Partial<Feedback>) };
  } catch {
    return EMPTY;
  }
}

function keep(place: string, draft: Feedback | null): void {
  try {
    if (draft) sessionStorage.setItem(place, JSON.stringify(draft));
    else sessionStorage.removeItem(place);
  } catch {
    return; // It lasts as long as the page.
  }
}
