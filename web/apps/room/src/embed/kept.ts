// The link that this frame has opened, for a reload of the frame alone: a signature of version 2 opens one session.
// It lies with the frame's entry in the tab's history, which browsers keep also where a frame may store nothing, and in
// sessionStorage where it may, for a reload of the page around it. Another visitor's signature finds nothing here.
import type { EmbedQuery } from "@vivavoce/live";

export interface KeptLink {
  token: string;
  profile_interview_id: string;
  allowed_origins: string[];
}

interface Kept {
  visit: string;
  link: KeptLink;
}

/** Somewhere to put it; every touch may throw. */
export interface Place {
  read(): unknown;
  write(kept: Kept | null): void;
}

const visitOf = ({ embed_id, signature = "" }: EmbedQuery): string => `${embed_id} ${signature}`;

export const inHistory = (history: History): Place => ({
  read: () => (history.state as { vivavoce?: unknown } | null)?.vivavoce,
  write: (kept) => history.replaceState({ vivavoce: kept }, ""),
});

/** `store` names the storage only when it is called: to touch it may throw. */
export const inStorage = (store: () => Storage, name = "vivavoce.embed"): Place => ({
  read: () => JSON.parse(store().getItem(name) ?? "null"),
  write: (kept) => (kept ? store().setItem(name, JSON.stringify(kept)) : store().removeItem(name)),
});

export class Memory {
  constructor(
    private readonly query: EmbedQuery,
    private readonly places: Place[] = [inHistory(history), inStorage(() => sessionStorage, `vivavoce.embed.${query.embed_id}`)],
  ) {}

  keep(link: KeptLink): void {
    for (const place of this.places) attempt(() => place.write({ visit: visitOf(this.query), link }));
  }

  forget(): void {
    for (const place of this.places) attempt(() => place.write(null));
  }

  find(): KeptLink | null {
    for (const place of this.places) {
      const found = attempt(() => place.read()) as Kept | null | undefined;
      if (found?.visit === visitOf(this.query)) return found.link;
    }
    return null;
  }
}

/** What it gives; null where the browser refuses. */
function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    return null;
  }
}
