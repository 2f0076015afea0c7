// The page around the frame: what it is told, and where that is sent. Never to "*": to the origin that the browser names
// as the parent's, or as the sender of a `hello`. Who may be the parent is the server's to say (`frame-ancestors`); a
// message that names an enrolment waits until the page knows that list, too.
import { readHostMessage, seal, type FrameMessage } from "../../../../packages/embed/protocol";

type Around = Pick<Window, "parent" | "document" | "location" | "addEventListener">;

export class HostPage {
  private origin: string | null = null;
  private allowed: readonly string[] | null = null;
  private waiting: FrameMessage[] = [];
  private size: FrameMessage | null = null;

  /** Null: there is no page around this one. */
  static of(view: Around = window): HostPage | null {
    return view.parent === (view as unknown) ? null : new HostPage(view);
  }

  private constructor(private readonly view: Around) {
    this.origin = openedFrom(view);
    view.addEventListener("message", this.receive);
    this.tell({ type: "ready" });
  }

  /** The origins that may frame it, from the server; none: any. */
  allow(origins: readonly string[]): void {
    this.allowed = origins;
    this.flush();
  }

  tell(message: FrameMessage): void {
    if (message.type === "resize") this.size = { ...message, top: false };
    this.waiting.push(message);
    this.flush();
  }

  private receive = (event: MessageEvent): void => {
    if (event.source !== this.view.parent || !readHostMessage(event.data)) return;
    const known = this.origin === event.origin;
    this.origin = trusted(event.origin);
    if (known && this.size) this.waiting.push(this.size); // It may have begun to listen only now.
    this.flush();
  };

  private flush(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const message of waiting) {
      if (this.origin && this.mayKnow(message)) this.view.parent.postMessage(seal(message), this.origin);
      else this.waiting.push(message);
    }
  }

  private mayKnow(message: FrameMessage): boolean {
    if (!("profile_interview_id" in message)) return true;
    return this.allowed !== null && this.origin !== null && allows(this.allowed, this.origin);
  }
}

/** The parent's origin, as far as the browser tells; a page without one (sandboxed, a file) is told nothing. */
function openedFrom({ document, location }: Around): string | null {
  const nearest = location.ancestorOrigins?.[0];
  if (nearest !== undefined) return trusted(nearest);
  try {
    return trusted(new URL(document.referrer).origin);
  } catch {
    return null;
  }
}

const trusted = (origin: string): string | null => (/^https?:\/\/[^/]+$/.test(origin) ? origin : null);

/** As `frame-ancestors` reads the same list: `*.` stands for everything below, http also for https. */
export function allows(allowed: readonly string[], origin: string): boolean {
  if (allowed.length === 0) return true;
  const one = new URL(origin);
  return allowed.some((listed) => {
    const [, scheme, wide, host] = /^(https?):\/\/(\*(?=\.))?(.+)$/.exec(listed) ?? [];
    if (!host || !(`${scheme}:` === one.protocol || (scheme === "http" && one.protocol === "https:"))) return false;
    return wide ? one.host.endsWith(host) : one.host === host.replace(scheme === "https" ? /:443$/ : /:80$/, "");
  });
}
