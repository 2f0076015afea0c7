// What the address of a frame says: `/embed?embed_id=…`, and whom the page around it has signed.
import { isCode, matching, type Code } from "@vivavoce/i18n";
import type { EmbedQuery } from "@vivavoce/live";

const SIGNED = ["name", "email", "signature", "ts", "v"] as const;

export interface EmbedAddress {
  query: EmbedQuery;
  /** The language that the page around it is in. */
  language: Code | null;
}

export function embedAddress(search: string): EmbedAddress {
  const said = new URLSearchParams(search);
  const given = SIGNED.filter((name) => said.get(name)).map((name) => [name, said.get(name)!] as const);
  return {
    query: { embed_id: said.get("embed_id") ?? "", ...Object.fromEntries(given) },
    language: languageIn(said.get("language")),
  };
}

/** One of our codes, or what browsers call it (`pt-BR`); null for a language that we don't have. */
function languageIn(asked: string | null): Code | null {
  if (!asked) return null;
  if (isCode(asked)) return asked;
  const found = matching([asked]);
  return found !== "en" || asked.toLowerCase().startsWith("en-") ? found : null;
}
