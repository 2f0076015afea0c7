// The calls of a visitor who holds no link yet, and their shapes (docs/embed-lifecycle.md): what a company shows, the
// one-time code, and the link at the end of it. No token and no cookie goes with them.
import { calling } from "./api";

/** Screening a resume may take a language model a while; a file takes a slow line a while. */
const SCREENING_PATIENCE_MS = 120_000;
const FILE_PATIENCE_MS = 300_000;

export type PortalName = "interview" | "coach";

export interface Colours {
  primary: string;
  on_primary: string;
  background: string;
  text: string;
}

export interface Company {
  name: string;
  slug: string;
  logo_url: string | null;
  colours: Colours | null;
  /** Whom to write to. */
  contact_email: string | null;
}

export interface Listed {
  id: string;
  type: "interview" | "assessment" | "coaching";
  name: string;
  location: string;
  description: string;
  language: string;
  direction: "ltr" | "rtl";
  max_duration_minutes: number;
}

export interface PortalAnswer {
  company: Company;
  interviews: Listed[];
}

export interface Arrival {
  company: Company;
  language: string;
  direction: "ltr" | "rtl";
  invited_only: boolean;
  wants_resume: boolean;
  /** Null where only invited people may see it. */
  position: Listed | null;
}

/** How she came: sent with the request for a code. */
export type Way = { portal: PortalName; interview_id: string } | { embed_id: string };

export interface CodeSent {
  code_id: string;
  expires_at: string;
}

export interface Confirmation {
  code_id: string;
  code: string;
  name: string;
}

export interface Link {
  token: string;
  interview_url: string;
  profile_interview_id: string;
}

export interface EntranceApi {
  portal(slug: string): Promise<PortalAnswer>;
  coach(slug: string): Promise<PortalAnswer>;
  arrival(portal: PortalName, slug: string, interviewId: string): Promise<Arrival>;
  code(way: Way, email: string): Promise<CodeSent>;
  confirm(who: Confirmation, resume: string | null): Promise<Link>;
  confirmWithFile(who: Confirmation, file: File): Promise<Link>;
}

export function entranceApi(base = "/room/v1", send: typeof fetch = fetch.bind(globalThis)): EntranceApi {
  const call = calling({}, base, send);
  const at = (portal: PortalName, slug: string) => `/${portal === "coach" ? "coach" : "portal"}/${encodeURIComponent(slug)}`;
  return {
    portal: (slug) => call<PortalAnswer>("GET", at("interview", slug)),
    coach: (slug) => call<PortalAnswer>("GET", at("coach", slug)),
    arrival: (portal, slug, id) => call<Arrival>("GET", `${at(portal, slug)}/${encodeURIComponent(id)}`),
    code: (way, email) => call<CodeSent>("POST", "/code", { ...way, email }),
    confirm: (who, resume) => call<Link>("POST", "/confirm", resume === null ? who : { ...who, resume }, SCREENING_PATIENCE_MS),
    confirmWithFile: (who, file) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(who)) form.set(name, value);
      form.set("file", file);
      return call<Link>("POST", "/confirm-with-file", form, FILE_PATIENCE_MS);
    },
  };
}
