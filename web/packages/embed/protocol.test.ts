import { describe, expect, it } from "vitest";
import { readFrameMessage, readHostMessage, seal, VERSION, type FrameMessage } from "./protocol";

const ID = "0199f3a8-1111-7000-8000-000000000005";

describe("what the frame says", () => {
  const said: FrameMessage[] = [
    { type: "ready" },
    { type: "started", profile_interview_id: ID },
    { type: "completed", profile_interview_id: ID },
    { type: "submitted", profile_interview_id: ID },
    { type: "failed", code: "signature_expired" },
    { type: "failed", code: "consent.version" },
    { type: "resize", height: 812.5, fit: true, top: false },
  ];

  it.each(said)("is read as it was sent: $type", (message) => {
    expect(readFrameMessage(seal(message))).toEqual(message);
  });

  it("names the version of the protocol", () => {
    expect(seal({ type: "ready" })).toEqual({ vivavoce: VERSION, type: "ready" });
  });

  it("is stripped of what does not belong to it", () => {
    const more = { ...seal({ type: "started", profile_interview_id: ID }), name: "Ana", email: "ana@example.com" };
    expect(readFrameMessage(more)).toEqual({ type: "started", profile_interview_id: ID });
  });

  it("has yes and no where they are left out", () => {
    expect(readFrameMessage({ vivavoce: 1, type: "resize", height: 5 })).toEqual({ type: "resize", height: 5, fit: false, top: false });
  });
});

describe("what is no message", () => {
  it.each([
    ["nothing", undefined],
    ["null", null],
    ["text", "ready"],
    ["text of JSON", JSON.stringify(seal({ type: "ready" }))],
    ["a list", [seal({ type: "ready" })]],
    ["somebody else's", { type: "ready" }],
    ["another version", { vivavoce: 2, type: "ready" }],
    ["a version in letters", { vivavoce: "1", type: "ready" }],
    ["an unknown type", { vivavoce: 1, type: "navigate" }],
    ["a name of every object", { vivavoce: 1, type: "constructor" }],
    ["our own word", seal({ type: "hello" })],
    ["no id", { vivavoce: 1, type: "started" }],
    ["an id that is none", { vivavoce: 1, type: "submitted", profile_interview_id: "<img src=x>" }],
    ["an id in a list", { vivavoce: 1, type: "completed", profile_interview_id: [ID] }],
    ["no code", { vivavoce: 1, type: "failed" }],
    ["a code that is a sentence", { vivavoce: 1, type: "failed", code: "Please call Ana." }],
    ["a code without end", { vivavoce: 1, type: "failed", code: "x".repeat(61) }],
    ["no height", { vivavoce: 1, type: "resize", height: 0 }],
    ["a height below nothing", { vivavoce: 1, type: "resize", height: -1 }],
    ["a height that is no number", { vivavoce: 1, type: "resize", height: NaN }],
    ["a height in letters", { vivavoce: 1, type: "resize", height: "800px" }],
    ["a tower", { vivavoce: 1, type: "resize", height: 1e9 }],
  ])("is %s", (_, data) => {
    expect(readFrameMessage(data)).toBeNull();
  });

  it("is for the frame whatever is not a hello", () => {
    expect(readHostMessage(seal({ type: "hello" }))).toEqual({ type: "hello" });
    for (const data of [null, "hello", { type: "hello" }, { vivavoce: 2, type: "hello" }, seal({ type: "ready" })])
      expect(readHostMessage(data)).toBeNull();
  });
});
