// What the address says, and what this browser can do.
import { hasMicrophoneSupport } from "@vivavoce/live";

/** The token of `/i/<token>`; empty when there is none, which the server answers as unknown. */
export function tokenIn(pathname: string): string {
  return /^\/i\/([^/]+)\/?$/.exec(pathname)?.[1] ?? "";
}

/** `?raw_audio=1`: tests feed a known recording and want it unprocessed. */
export function wantsRawAudio(search: string): boolean {
  return new URLSearchParams(search).get("raw_audio") === "1";
}

export const canTalk = (): boolean => isSecureContext && hasMicrophoneSupport();

export const canConnect = (): boolean => typeof WebSocket === "function";

/** What stands in the way of voice: nobody hears the language here, the page came without https, or the browser is old. */
export function voiceObstacle(canTalkHere: boolean): "unheard" | "insecure" | "unsupported" | null {
  if (!canTalkHere) return "unheard";
  if (!isSecureContext) return "insecure";
  return hasMicrophoneSupport() ? null : "unsupported";
}
