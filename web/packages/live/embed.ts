// What is behind the address of a frame: a link for a visitor whom the page around it has signed, else what she sees
// before she confirms her address.
import { calling } from "./api";
import type { Arrival, Link } from "./entrance";

/** The query of `/embed?…` as it stands there. */
export interface EmbedQuery {
  embed_id: string;
  name?: string;
  email?: string;
  signature?: string;
  ts?: string;
  v?: string;
}

export interface EmbedOpened {
  link: Link | null;
  arrival: Arrival | null;
  /** Pages that may frame it; empty: any. */
  allowed_origins: string[];
}

export type OpenEmbed = (query: EmbedQuery) => Promise<EmbedOpened>;

export function embedApi(base = "/room/v1", send: typeof fetch = fetch.bind(globalThis)): OpenEmbed {
  const call = calling({}, base, send);
  return (query) => call<EmbedOpened>("POST", "/embed/open", query);
}
