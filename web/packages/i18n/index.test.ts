import { expect, it } from "vitest";
import { t } from "./index";

it("fills in names, and nothing but names", () => {
  expect(t("live.status.speaking", { interviewer: "Ada {x}" })).toBe("Ada {x} is speaking");
});

it("chooses the plural by the count", () => {
  expect(t("position.questions.value", { count: 1 })).toBe("1 question");
  expect(t("position.questions.value", { count: 8 })).toBe("8 questions");
});
