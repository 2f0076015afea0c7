import { expect, test } from "vitest";
import { explainFault, factsOf, type Facts } from "./faults";

const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
const EDGE = `${CHROME} Edg/142.0.0.0`;
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
const SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
const IPHONE_CHROME = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0.0.0 Mobile/15E148 Safari/604.1";
const ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36";
const LINKEDIN = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [LinkedInApp]/9.31";
const INSTAGRAM = "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36 Instagram 400.0.0";

test.each([
  ["Chrome", CHROME, 0, { browser: "chromium", system: "other", inApp: false }],
  ["Edge", EDGE, 0, { browser: "chromium", system: "other", inApp: false }],
  ["Firefox", FIREFOX, 0, { browser: "firefox", system: "other", inApp: false }],
  ["Safari", SAFARI, 0, { browser: "safari", system: "other", inApp: false }],
  ["an iPad that calls itself a Mac", SAFARI, 5, { browser: "safari", system: "ios", inApp: false }],
  ["Safari on an iPhone", IPHONE, 5, { browser: "safari", system: "ios", inApp: false }],
  ["Chrome on an iPhone", IPHONE_CHROME, 5, { browser: "chromium", system: "ios", inApp: false }],
  ["Chrome on Android", ANDROID, 5, { browser: "chromium", system: "android", inApp: false }],
  ["LinkedIn on an iPhone", LINKEDIN, 5, { browser: "other", system: "ios", inApp: true }],
  ["Instagram on Android", INSTAGRAM, 5, { browser: "chromium", system: "android", inApp: true }],
])("knows %s", (_, userAgent, touchPoints, facts) => {
  expect(factsOf(userAgent, touchPoints)).toEqual(facts);
});

const facts = (userAgent: string, changes: Partial<Facts> = {}): Facts => ({
  ...factsOf(userAgent),
  framed: false,
  passedOn: true,
  ...changes,
});
const SAID_NO = "Permission denied";
const FRAMED = { framed: true, passedOn: false };

test.each([
  ["blocked in Chrome", "denied", SAID_NO, facts(CHROME), "mic.denied", "mic.denied.chromium", "retry"],
  ["blocked in Edge", "denied", SAID_NO, facts(EDGE), "mic.denied", "mic.denied.chromium", "retry"],
  ["blocked in Firefox", "denied", "The request is not allowed by the user agent", facts(FIREFOX), "mic.denied", "mic.denied.firefox", "retry"],
  ["blocked in Safari", "denied", "", facts(SAFARI), "mic.denied", "mic.denied.safari", "retry"],
  ["blocked on an iPhone", "denied", "", facts(IPHONE_CHROME), "mic.denied", "mic.denied.ios", "retry"],
  ["blocked on Android", "denied", SAID_NO, facts(ANDROID), "mic.denied", "mic.denied.android", "retry"],
  ["blocked in a browser nobody knows", "denied", "", facts("Lynx/2.9"), "mic.denied", "mic.denied.text", "retry"],
  ["blocked by the system", "denied", "Permission denied by system", facts(CHROME), "mic.denied", "mic.denied.system", "retry"],
  ["the question was closed", "denied", "Permission dismissed", facts(CHROME), "mic.asking.short", "mic.asking", "retry"],
  ["not passed on to the frame", "denied", SAID_NO, facts(CHROME, FRAMED), "mic.framed", "mic.framed.text", "tab"],
  ["in a frame, and the browser doesn't say", "denied", "", facts(SAFARI, { ...FRAMED, passedOn: null }), "mic.framed", "mic.framed.text", "tab"],
  ["in a frame that passes it on", "denied", SAID_NO, facts(CHROME, { framed: true }), "mic.denied", "mic.denied.chromium", "retry"],
  ["inside LinkedIn", "denied", "", facts(LINKEDIN), "mic.inapp", "mic.inapp.text", "retry"],
  ["inside Instagram, which has none at all", "unsupported", "", facts(INSTAGRAM), "mic.inapp", "mic.inapp.text", "retry"],
  ["none there", "missing", "", facts(CHROME, FRAMED), "mic.missing", "mic.missing.text", "retry"],
  ["in use", "busy", "Could not start audio source", facts(FIREFOX), "mic.busy", "mic.busy.text", "retry"],
  ["no https", "insecure", "", facts(LINKEDIN), "mic.insecure", "mic.insecure.text", "retry"],
  ["an old browser", "unsupported", "", facts(SAFARI), "mic.unsupported", "mic.unsupported.text", "retry"],
  ["anything else", "failed", "", facts(CHROME), "mic.failed", "mic.failed.text", "retry"],
] as const)("%s", (_, trouble, message, here, title, text, remedy) => {
  expect(explainFault(trouble, message, here)).toEqual({ title, text, remedy });
});
