// A page for the tests of this folder (jsdom): the frame is there and never loads; tests speak in its place.
import { vi } from "vitest";
import { seal, type FrameMessage } from "./protocol";

export const HOST = "https://interviews.example.com";
export const ID = "0199f3a8-1111-7000-8000-000000000005";

export interface Sender {
  origin?: string;
  source?: MessageEventSource | null;
}

/** As if `frame` had posted this. */
export function post(frame: HTMLIFrameElement, data: unknown, { origin = HOST, source = frame.contentWindow }: Sender = {}): void {
  window.dispatchEvent(new MessageEvent("message", { data, origin, source }));
}

export const say = (frame: HTMLIFrameElement, message: FrameMessage, sender?: Sender) => post(frame, seal(message), sender);

/** As if the frame's page had loaded; what the frame is told by that. */
export function load(frame: HTMLIFrameElement) {
  const told = vi.spyOn(frame.contentWindow!, "postMessage").mockImplementation(() => undefined);
  frame.dispatchEvent(new Event("load"));
  return told;
}

export const framesIn = (place: ParentNode = document) => [...place.querySelectorAll("iframe")];
