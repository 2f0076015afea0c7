import { expect, it } from "vitest";
import { Refused } from "@vivavoce/live";
import { explain } from "./explain";

const refused = (code: string, name?: string) => new Refused(409, { code, error: "English.", request_id: "r", ...(name ? { name } : {}) });

it("says it in her language, never in the server's words", () => {
  expect(explain(refused("not_started"))).toContain("moved on");
  expect(explain(refused("invalid_field", "consent.version"))).toContain("has changed");
  expect(explain(refused("unheard_of", "mode"))).toBe("That did not work. Please load the page again.");
  expect(explain(new TypeError("network"))).toContain("could not be reached");
});
