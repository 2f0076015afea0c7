import { expect, it } from "vitest";
import type { ClosedReason, Screen, State } from "@vivavoce/live";
import { news } from "./progress";

const ID = "0199f3a8-1111-7000-8000-000000000005";

/** `screen`, with the attempt of this number, or the reason why it is closed. */
function at(screen: Screen, attempt: number | null = 1, reason: ClosedReason | null = null): State {
  return { screen, closed_reason: reason, attempt: attempt && { id: `a${attempt}`, number: attempt, state: "started", mode: "text" } } as State;
}

const told = (before: State | null, next: State) => news(before, next, ID).map((message) => ("code" in message ? message.code : message.type));

it.each<[string, State | null, State, string[]]>([
  ["before anything", null, at("position", null), []],
  ["a start", at("position", null), at("live"), ["started"]],
  ["a start after a break", at("position"), at("live"), ["started"]],
  ["the same once more, in another language", at("live"), at("live"), []],
  ["the end", at("live"), at("result"), ["completed"]],
  ["handed in", at("result"), at("submitted"), ["submitted"]],
  ["handed in by itself", at("live"), at("submitted"), ["completed", "submitted"]],
  ["ended before it was seen to begin", at("position", null), at("result"), ["started", "completed"]],
  ["a reload in it", null, at("live"), ["started"]],
  ["a reload at its end", null, at("result"), ["completed"]],
  ["a reload after it", null, at("submitted"), ["submitted"]],
  ["another attempt", at("submitted"), at("live", 2), ["started"]],
  ["put aside", at("live"), at("position"), []],
  ["closed", null, at("closed", null, "archived"), ["archived"]],
  ["rejected, which is hers to know", null, at("closed", null, "rejected"), ["closed"]],
  ["looked at by a person, likewise", null, at("closed", null, "under_review"), ["closed"]],
  ["closed without a reason", at("live"), at("closed"), ["unknown"]],
  ["still closed", at("closed", null, "draft"), at("closed", null, "draft"), []],
  ["opened", at("closed", null, "draft"), at("position", null), []],
])("%s", (_, before, next, messages) => {
  expect(told(before, next)).toEqual(messages);
});

it("names the enrolment and nothing else", () => {
  expect(news(null, at("live"), ID)).toEqual([{ type: "started", profile_interview_id: ID }]);
});
