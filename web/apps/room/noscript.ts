// Without JavaScript there is no telling which language she reads, so the one sentence stands there in all of them.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { CODES, directionOf, tagOf } from "../../packages/i18n/languages";
import { compile } from "../../packages/i18n/po";

const SCREENS = fileURLToPath(new URL("../../../src/vivavoce/features/sessions/screens", import.meta.url));

/** Puts the sentence where index.html has `%NOSCRIPT%`. */
export function noscript(): Plugin {
  const said = (code: string) => compile(readFileSync(`${SCREENS}/${code}.po`, "utf8"))["page.noscript"];
  const line = (code: string) => `<p lang="${tagOf(code)}" dir="${directionOf(code)}">${said(code)}</p>`;
  return { name: "noscript", transformIndexHtml: (html) => html.replace("%NOSCRIPT%", () => CODES.map(line).join("\n")) };
}
