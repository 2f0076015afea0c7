import { expect, it } from "vitest";
import { Refused, Unreachable, type Arrival, type Company, type EntranceApi } from "@vivavoce/live";
import { look } from "./look";

const company = { name: "Brew", slug: "brew" } as Company;
const arrival = { company } as Arrival;
const no = (code: string, status = 404) => Promise.reject(new Refused(status, { code, error: "English.", request_id: "r" }));
const api = (changes: Partial<EntranceApi>): EntranceApi =>
  ({ portal: async () => ({ company, interviews: [] }), coach: async () => ({ company, interviews: [] }), ...changes }) as EntranceApi;
const at = (interviewId: string | null) => ({ portal: "interview" as const, slug: "brew", interviewId });

it.each([
  ["the list", at(null), {}, "list"],
  ["nobody of this name", at(null), { portal: () => no("portal_unknown") }, "no_company"],
  ["the interview", at("7"), { arrival: async () => arrival }, "arrival"],
  ["a draft", at("7"), { arrival: () => no("interview_not_open", 409) }, "shut"],
  ["nothing", at("7"), { arrival: () => no("interview_unknown") }, "no_interview"],
  ["no number", at("x"), { arrival: () => no("invalid_field", 422) }, "no_interview"],
  ["neither company nor interview", at("7"), { arrival: () => no("interview_unknown"), portal: () => no("portal_unknown") }, "no_company"],
  ["a coaching session", at("7"), { arrival: (portal: string) => (portal === "coach" ? Promise.resolve(arrival) : no("interview_unknown")) }, "other"],
])("finds %s", async (_, place, changes, kind) => {
  expect((await look(api(changes as Partial<EntranceApi>), place)).kind).toBe(kind);
});

it("does not take a server that is away, or that wants us to wait, for an answer", async () => {
  await expect(look(api({ portal: () => Promise.reject(new Unreachable("gone")) }), at(null))).rejects.toBeInstanceOf(Unreachable);
  await expect(look(api({ portal: () => no("too_many_requests", 429) }), at(null))).rejects.toBeInstanceOf(Refused);
});
