import { expect, it } from "vitest";
import { Refused, Unreachable } from "@vivavoce/live";
import { digitsIn, faultOf, lacking, NOTHING, RESUME_LIMIT_BYTES, type Details } from "./details";

const ANA: Details = { ...NOTHING, name: "Ana", email: " ana@example.com " };
const file = (bytes: number) => ({ size: bytes }) as File;

it.each<[Partial<Details>, boolean, string | undefined]>([
  [{}, false, undefined],
  [{ name: "  " }, false, "name"],
  [{ email: "ana" }, false, "email"],
  [{ email: "ana@example" }, false, "email"],
  [{ email: "ana@exam ple.com" }, false, "email"],
  [{}, true, "resume"],
  [{ file: file(10) }, true, undefined],
  [{ file: file(10_000_001) }, true, "resume"],
  [{ file: file(10), by: "text" }, true, "resume"],
  [{ text: "Coffee.", by: "text" }, true, undefined],
  [{ text: "é".repeat(RESUME_LIMIT_BYTES / 2 + 1), by: "text" }, true, "resume"],
])("knows what is lacking in %o", (changes, wantsResume, part) => {
  expect(lacking({ ...ANA, ...changes }, wantsResume)?.part).toBe(part);
});

it.each([
  ["481516", "481516"],
  [" 481 516\n", "481516"],
  ["Your code: 481516", "481516"],
  ["4815162342", "481516"],
  ["٤٨١٥١٦", "481516"],
  ["४८१५१६", "481516"],
  ["４８１５１６", "481516"],
  ["abc", ""],
])("reads the code in %o", (typed, code) => expect(digitsIn(typed)).toBe(code));

const refused = (status: number, code: string, name?: string, wait: number | null = null) =>
  new Refused(status, { code, error: "English.", request_id: "r", ...(name ? { name } : {}) }, wait);

it.each([
  [refused(422, "code_wrong", "code"), "code", "not the code"],
  [refused(409, "code_spent"), "code", "no longer good"],
  [refused(422, "invalid_field", "code"), "code", "six digits"],
  [refused(422, "invalid_field", "email"), "email", "check the address"],
  [refused(422, "invalid_field", "name"), "name", "your name"],
  [refused(422, "missing_field", "resume"), "resume", "add your resume"],
  [refused(422, "unsupported_file", "file"), "resume", "can't read"],
  [refused(422, "file_too_large", "file"), "resume", "too large"],
  [refused(413, "body_too_large"), "resume", "too large"],
  [refused(429, "too_many_requests", undefined, 841), null, "15 minutes"],
  [refused(409, "interview_closed"), null, "not open"],
  [refused(402, "insufficient_credits"), null, "cannot be started"],
  [new Unreachable("gone"), null, "could not be reached"],
])("says what a refusal means (%#)", (error, part, words) => {
  const fault = faultOf(error, "en");
  expect(fault.part).toBe(part);
  expect(fault.text).toContain(words);
});
