// Why the microphone can't be had, in this browser on this machine: from the error and a few facts to what she reads.
// Pure; the facts are gathered once by `factsHere`.
import type { Key } from "@vivavoce/i18n";
import type { MicrophoneTrouble } from "@vivavoce/live";

export interface Facts {
  browser: "chromium" | "firefox" | "safari" | "other";
  system: "ios" | "android" | "other";
  /** The browser inside another app (LinkedIn, Instagram…): many give no microphone. */
  inApp: boolean;
  /** In a frame of another site, and whether that passes the microphone on; null: the browser doesn't say. */
  framed: boolean;
  passedOn: boolean | null;
}

/** Texts without a name to fill in. */
type Words = Exclude<Extract<Key, `mic.${string}`>, "mic.heard.text">;

export interface Explanation {
  title: Words;
  text: Words;
  /** What helps: to try again, or to open the link in a tab of its own. */
  remedy: "retry" | "tab";
}

const IN_APP = /LinkedInApp|Instagram|FBAN|FBAV|FB_IAB|Twitter|TikTok|BytedanceWebview|musical_ly|Snapchat|Pinterest|MicroMessenger|\bLine\/|; wv\)/;

export function factsOf(userAgent: string, touchPoints = 0): Pick<Facts, "browser" | "system" | "inApp"> {
  const ios = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1);
  const system = ios ? "ios" : /Android/.test(userAgent) ? "android" : "other";
  // Web views of iOS don't name Safari; Chrome, Edge and Firefox do there.
  const inApp = IN_APP.test(userAgent) || (ios && !/Safari\//.test(userAgent));
  return { browser: browserOf(userAgent), system, inApp };
}

function browserOf(userAgent: string): Facts["browser"] {
  if (/Firefox\/|FxiOS/.test(userAgent)) return "firefox";
  if (/Chrome\/|Chromium\/|CriOS|Edg(e|A|iOS)?\//.test(userAgent)) return "chromium";
  return /Safari\//.test(userAgent) ? "safari" : "other";
}

/** `message` is the browser's own; only Chromium tells more in it than the error's name. */
export function explainFault(trouble: MicrophoneTrouble, message: string, facts: Facts): Explanation {
  const titled = (title: "denied" | "framed" | "inapp", text: Words, remedy: Explanation["remedy"] = "retry") =>
    ({ title: `mic.${title}`, text, remedy }) as const;
  if ((trouble === "denied" || trouble === "unsupported") && facts.inApp) return titled("inapp", "mic.inapp.text");
  if (trouble !== "denied") return { title: `mic.${trouble}`, text: `mic.${trouble}.text`, remedy: "retry" };
  if (facts.framed && facts.passedOn !== true) return titled("framed", "mic.framed.text", "tab");
  if (/dismissed/i.test(message)) return { title: "mic.asking.short", text: "mic.asking", remedy: "retry" };
  if (/by (the )?system/i.test(message)) return titled("denied", "mic.denied.system");
  return titled("denied", whereToAllow(facts));
}

function whereToAllow({ system, browser }: Facts): Words {
  if (system === "ios") return "mic.denied.ios";
  if (system === "android") return "mic.denied.android";
  return browser === "other" ? "mic.denied.text" : `mic.denied.${browser}`;
}

interface PolicyDocument extends Document {
  permissionsPolicy?: { allowsFeature(name: string): boolean };
  featurePolicy?: { allowsFeature(name: string): boolean };
}

export function factsHere(): Facts {
  const policy = (document as PolicyDocument).permissionsPolicy ?? (document as PolicyDocument).featurePolicy;
  const { userAgent, maxTouchPoints } = navigator;
  const framed = window.top !== window;
  return { ...factsOf(userAgent, maxTouchPoints), framed, passedOn: policy?.allowsFeature("microphone") ?? null };
}
