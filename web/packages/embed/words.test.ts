import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CODES } from "../i18n/languages";
import { compile } from "../i18n/po";
import words from "./words";

const SCREENS = new URL("../../../src/vivavoce/features/sessions/screens/", import.meta.url);

function written(): string {
  const lines = CODES.map((code) => {
    const said = compile(readFileSync(new URL(`${code}.po`, SCREENS), "utf8"));
    return `  ${code}: ${JSON.stringify([said["away.title"], said["embed.tab"]])},`;
  });
  const head = "// Written from the PO files by `npm run keys`: what stands in place of a frame that does not open, and its link.";
  return [head, "const words: Record<string, [sentence: string, way: string]> = {", ...lines, "};", "", "export default words;", ""].join("\n");
}

it("is written from the catalogues (npm run keys)", async () => {
  await expect(written()).toMatchFileSnapshot("./words.ts");
});

it("has every language", () => {
  expect(Object.keys(words)).toEqual([...CODES]);
});
