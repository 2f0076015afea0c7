// What the address says, and what this browser can do.
import { hasMicrophoneSupport, type PortalName } from "@vivavoce/live";

export interface PortalPlace {
  portal: PortalName;
  slug: string;
  interviewId: string | null;
}

/** The token of `/i/<token>`; empty when there is none, which the server answers as unknown. */
export function tokenIn(pathname: string): string {
  return /^\/i\/([^/]+)\/?$/.exec(pathname)?.[1] ?? "";
}

export const isEmbed = (pathname: string): boolean => /^\/embed\/?$/.test(pathname);

/** The company's page or the direct link that an address stands for; null: neither. */
export function portalIn(pathname: string): PortalPlace | null {
  const [, page, slug, interviewId] = /^\/(m|coach)\/([^/]+)(?:\/([^/]+))?\/?$/.exec(pathname) ?? [];
  return page && slug ? { portal: page === "coach" ? "coach" : "interview", slug: plain(slug), interviewId: interviewId ? plain(interviewId) : null } : null;
}

function plain(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
}

/** The way to a company's page, or to one of its interviews. */
export function pathOf({ portal, slug, interviewId }: PortalPlace): string {
  const page = `/${portal === "coach" ? "coach" : "m"}/${encodeURIComponent(slug)}`;
  return interviewId ? `${page}/${encodeURIComponent(interviewId)}` : page;
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
