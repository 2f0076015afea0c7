import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { speaker } from "./catalogue";
import { matching, nameOf, readIn, t, tagOf } from "./index";
import { compile, keysOf } from "./po";

beforeEach(() => readIn("en"));

it("fills in names, and nothing but names", () => {
  expect(t("live.status.speaking", { interviewer: "Ada {x}" })).toBe("Ada {x} is speaking");
});

it("chooses the plural by the count", () => {
  expect(t("position.questions.value", { count: 1 })).toBe("1 question");
  expect(t("position.questions.value", { count: 8 })).toBe("8 questions");
});

it("chooses it by the rules of the language, fractions too", async () => {
  await readIn("ru");
  const said = [1, 3, 7, 21, 2.5].map((count) => t("position.questions.value", { count }));
  expect(said).toEqual(["1 вопрос", "3 вопроса", "7 вопросов", "21 вопрос", "2,5 вопроса"]);
});

it("keeps a Latin name apart in Arabic", async () => {
  await readIn("ar");
  expect(t("live.status.speaking", { interviewer: "Ada" })).toContain("\u2068Ada\u2069");
});

it("has keys that are written from the English file (npm run keys)", async () => {
  const file = new URL("../../../src/vivavoce/features/sessions/screens/en.po", import.meta.url);
  await expect(keysOf(compile(readFileSync(file, "utf8")))).toMatchFileSnapshot("./keys.ts");
});

describe("a PO file", () => {
  const po = (text: string) => compile(`msgctxt "a"\nmsgid "A {name}"\nmsgstr "${text}"\n\nmsgctxt "server.b"\nmsgid "B"\nmsgstr ""\n`);

  it("becomes texts by key, without the server's", () => expect(po("Ah {name}")).toEqual({ a: "Ah {name}" }));
  it("says the English where it is empty", () => expect(po("")).toEqual({ a: "A {name}" }));
  it("keeps names within a plural", () => {
    const forms = po("{count, plural, one {# for {name}} other {#}}");
    expect(forms).toEqual({ a: { one: "{count} for {name}", other: "{count}" } });
    expect(speaker(forms, "en", false).say("a", { count: 1, name: "Ada" })).toBe("1 for Ada");
  });
});

describe("languages", () => {
  it("are found by what a browser wants", () => {
    expect(matching(["pt-BR", "en"])).toBe("br");
    expect(matching(["pt"])).toBe("pt");
    expect(matching(["nn-NO"])).toBe("no");
    expect(matching(["sw", "de-CH"])).toBe("de");
    expect(matching(["sw"])).toBe("en");
  });

  it("have names", () => {
    expect(nameOf("de")).toBe("Deutsch");
    expect(nameOf("no")).toBe("Norsk");
    expect(nameOf("br", "en")).toBe("Brazilian Portuguese");
    expect(tagOf("br")).toBe("pt-BR");
  });
});
