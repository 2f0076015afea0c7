// What there is at a public address. Whatever a stranger may not know, the server does not say.
import { Refused, type Arrival, type Company, type EntranceApi, type PortalAnswer, type PortalName } from "@vivavoce/live";
import type { PortalPlace } from "../place";

export type Found =
  | { kind: "list"; answer: PortalAnswer }
  | { kind: "arrival"; arrival: Arrival; interviewId: string }
  /** The interview is on the company's other page. */
  | { kind: "other"; company: Company; portal: PortalName; interviewId: string }
  | { kind: "shut"; company: Company; reason: "draft" | "archived" }
  | { kind: "no_interview"; company: Company }
  | { kind: "no_company" };

const SHUT: Partial<Record<string, "draft" | "archived">> = { interview_not_open: "draft", interview_closed: "archived" };

/** Raises Unreachable, and Refused where another try may do. */
export async function look(api: EntranceApi, { portal, slug, interviewId }: PortalPlace): Promise<Found> {
  const list = () => (portal === "coach" ? api.coach(slug) : api.portal(slug));
  if (!interviewId) return orElse<Found>(async () => ({ kind: "list", answer: await list() }), async () => ({ kind: "no_company" }));
  return orElse<Found>(
    async () => ({ kind: "arrival", arrival: await api.arrival(portal, slug, interviewId), interviewId }),
    (refusal) =>
      orElse<Found>(
        async () => {
          const { company } = await list();
          const reason = SHUT[refusal.envelope.code];
          if (reason) return { kind: "shut", company, reason };
          const other = portal === "coach" ? "interview" : "coach";
          const there = await orElse(
            async () => Boolean(await api.arrival(other, slug, interviewId)),
            async () => false,
          );
          return there ? { kind: "other", company, portal: other, interviewId } : { kind: "no_interview", company };
        },
        async () => ({ kind: "no_company" }),
      ),
  );
}

/** What is found, or what a refusal means. */
async function orElse<What>(find: () => Promise<What>, refused: (refusal: Refused) => Promise<What>): Promise<What> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof Refused && error.status !== 429) return refused(error);
    throw error;
  }
}
