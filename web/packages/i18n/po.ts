// PO files become catalogues when the room is built: `import catalogue from "…/de.po"`. Runs in Node.
// An entry is found by its msgctxt (our key); msgid is the English text, so a change of it shows that a translation is
// stale. A text with a count is one ICU plural, `{count, plural, one {# minute} other {# minutes}}`, whole.
import { readFileSync } from "node:fs";
import PO from "pofile";
import type { Plugin } from "vite";
import type { Catalogue } from "./catalogue";

const PLURAL = /^\{(\w+), plural, (.+)\}$/s;
const FORM = /(\w+) \{((?:[^{}]|\{\w+\})*)\}/g;
/** Texts that only the server says. */
const SERVER = "server.";

/** What the browser needs of one PO file. */
export function compile(text: string): Catalogue {
  const items = PO.parse(text).items.filter(({ msgctxt }) => msgctxt && !msgctxt.startsWith(SERVER));
  return Object.fromEntries(items.map(({ msgctxt, msgid, msgstr }) => [msgctxt, formsOf(msgstr[0] || msgid)]));
}

function formsOf(text: string): string | Record<string, string> {
  const [, name, forms] = PLURAL.exec(text) ?? [];
  if (!forms) return text;
  return Object.fromEntries([...forms.matchAll(FORM)].map(([, form, said]) => [form, said!.replaceAll("#", `{${name}}`)]));
}

/** The keys with the names that each one needs, as TypeScript. */
export function keysOf(catalogue: Catalogue): string {
  const lines = Object.entries(catalogue).map(([key, entry]) => {
    const text = typeof entry === "string" ? entry : Object.values(entry).join() + "{count}";
    const names = [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => `"${name}"`))];
    return `  "${key}": ${names.join(" | ") || "never"};`;
  });
  return ["// Written from en.po by `npm run keys`: each key with the names to be filled in.", "export interface Keys {", ...lines, "}", ""].join("\n");
}

/** Lets Vite and Vitest import PO files. */
export function poFiles(): Plugin {
  return {
    name: "po",
    load: (id) => (id.endsWith(".po") ? `export default ${JSON.stringify(compile(readFileSync(id, "utf8")))}` : null),
  };
}
