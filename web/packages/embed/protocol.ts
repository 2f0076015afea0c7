// What the frame and the page around it say to each other; docs/embed-lifecycle.md gives the meaning. Both sides check
// what comes. No message says anything about a person but the id of her enrolment.

/** Stands in every message. A change that an older page would misunderstand counts it up. */
export const VERSION = 1;

export type FrameMessage =
  /** The frame has opened, and listens. */
  | { type: "ready" }
  | { type: "started" | "completed" | "submitted"; profile_interview_id: string }
  /** It can't go on: a code of docs/errors.md, or a `closed_reason` of docs/wire.md. */
  | { type: "failed"; code: string }
  /**
   * The height that this screen needs. `fit`: it fills any height, so give it no more than the window has. `top`: a new
   * screen has begun, bring its beginning into view.
   */
  | { type: "resize"; height: number; fit: boolean; top: boolean };

export type FrameMessageOf<Type extends FrameMessage["type"]> = Extract<FrameMessage, { type: Type }>;

/** Tells the frame who is there: it answers to the origin that the browser names as the sender. */
export type HostMessage = { type: "hello" };

export const seal = <Message extends FrameMessage | HostMessage>(message: Message) => ({ vivavoce: VERSION, ...message });

const ID = /^[0-9a-f-]{36}$/;
const CODE = /^[a-z0-9_.]{1,60}$/;
const HIGHEST = 30_000;

/** A message of the frame, with what belongs to it and nothing else; null for everything that is none. */
export function readFrameMessage(data: unknown): FrameMessage | null {
  const said = opened(data);
  const { type, profile_interview_id: id, code, height } = said;
  if (type === "ready") return { type };
  if (type === "started" || type === "completed" || type === "submitted")
    return typeof id === "string" && ID.test(id) ? { type, profile_interview_id: id } : null;
  if (type === "failed") return typeof code === "string" && CODE.test(code) ? { type, code } : null;
  if (type === "resize" && typeof height === "number" && height > 0 && height < HIGHEST)
    return { type, height, fit: said.fit === true, top: said.top === true };
  return null;
}

export function readHostMessage(data: unknown): HostMessage | null {
  return opened(data).type === "hello" ? { type: "hello" } : null;
}

function opened(data: unknown): Record<string, unknown> {
  const said = data as Record<string, unknown> | null;
  return typeof said === "object" && said?.vivavoce === VERSION ? said : {};
}
