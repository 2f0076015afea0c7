// The room's HTTP calls. The token travels as a bearer header and never in a URL that we make; answers are trusted to
// have the shapes of wire.ts, failures become one of two kinds: the server said no, or it could not be reached.

import { handInApi, type HandInApi } from "./handIn";
import type { ErrorEnvelope, Feedback, RoomResult, Sentence, StartRequest, State } from "./wire";

const PATIENCE_MS = 15_000;

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly envelope: ErrorEnvelope,
    /** For how long to wait before another try (`Retry-After`). */
    readonly retryAfterS: number | null = null,
  ) {
    super(envelope.error);
    this.name = "Refused";
  }
}

/** No usable answer: the network is gone, the server is away, or something between us answered in its place. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super("The server could not be reached.", { cause });
    this.name = "Unreachable";
  }
}

/** `language` is the code of the language that she reads the page in; null: the interview's. */
export interface RoomApi {
  state(language?: string | null): Promise<State>;
  start(request: StartRequest, language?: string | null): Promise<State>;
  ticket(): Promise<string>;
  instruction(sentence: number): Promise<Sentence>;
  submit(feedback: Feedback, language?: string | null): Promise<State>;
  /** She would like a person instead of the AI. */
  person(note: string | null, language?: string | null): Promise<State>;
  /** So many characters up, and so many down: how fast is the line? */
  probe(up: number, down: number): Promise<void>;
  result(language?: string | null): Promise<RoomResult>;
  handIn: HandInApi;
}

type Method = "GET" | "POST" | "PUT";
export type Call = <Answer>(method: Method, path: string, body?: unknown, patienceMs?: number) => Promise<Answer>;

/** Calls below `base` with these headers: JSON, or a form or bytes as they are. Raises Refused and Unreachable. */
export function calling(headers: Record<string, string>, base: string, send: typeof fetch): Call {
  return async <Answer>(method: Method, path: string, body?: unknown, patienceMs = PATIENCE_MS) => {
    const type = typeOf(body);
    let answer: Response;
    let text: string;
    try {
      answer = await send(base + path, {
        method,
        headers: { ...headers, Accept: "application/json", ...(type ? { "Content-Type": type } : {}) },
        cache: "no-store",
        credentials: "omit",
        signal: AbortSignal.timeout(patienceMs),
        ...(body === undefined ? {} : { body: body instanceof FormData || body instanceof Blob ? body : JSON.stringify(body) }),
      });
      text = await answer.text();
    } catch (cause) {
      throw new Unreachable(cause);
    }
    if (answer.status === 204) return undefined as Answer;
    const json = parse(text);
    if (answer.ok && json !== null) return json as Answer;
    if (isEnvelope(json) && answer.status < 500) throw new Refused(answer.status, json, waitOf(answer));
    throw new Unreachable(`${answer.status}`);
  };
}

export function roomApi(token: string, base = "/room/v1", send: typeof fetch = fetch.bind(globalThis)): RoomApi {
  const call = calling({ Authorization: `Bearer ${token}` }, base, send);

  return {
    state: (language) => call<State>("GET", `/state${read(language)}`),
    start: (request, language) => call<State>("POST", `/start${read(language)}`, request),
    ticket: async () => (await call<{ ticket: string }>("POST", "/ticket")).ticket,
    instruction: (sentence) => call<Sentence>("GET", `/instructions/${sentence}`),
    submit: (feedback, language) => call<State>("POST", `/submit${read(language)}`, { feedback }),
    person: (note, language) => call<State>("POST", `/person${read(language)}`, { note }),
    probe: async (up, down) => void (await call("POST", "/probe", { padding: "~".repeat(up), answer_length: down })),
    result: (language) => call<RoomResult>("GET", `/result${read(language)}`),
    handIn: handInApi(call),
  };
}

/** A form names its own type, with the boundary in it. */
function typeOf(body: unknown): string | null {
  if (body === undefined || body instanceof FormData) return null;
  return body instanceof Blob ? "application/octet-stream" : "application/json";
}

const read = (language?: string | null): string => (language ? `?language=${language}` : "");

function waitOf(answer: Response): number | null {
  const seconds = Number.parseInt(answer.headers.get("Retry-After") ?? "", 10);
  return Number.isNaN(seconds) ? null : seconds;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isEnvelope(value: unknown): value is ErrorEnvelope {
  return typeof value === "object" && value !== null && "code" in value && "error" in value;
}
