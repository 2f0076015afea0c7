// @vitest-environment jsdom
import { act, StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { framesIn, HOST, ID, say } from "./page";
import { VivavoceEmbed, visitorOf } from "./react";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
let root: Root;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = "<main></main>";
  root = createRoot(document.querySelector("main")!);
});

afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
});

function show(what: React.ReactElement): HTMLIFrameElement {
  act(() => root.render(what));
  act(() => vi.advanceTimersByTime(0));
  return framesIn()[0]!;
}

it("shows the frame, and takes it away with itself", () => {
  const frame = show(<VivavoceEmbed host={HOST} embedId={ID} language="de" className="wide" id="here" />);
  expect(frame.src).toBe(`${HOST}/embed?embed_id=${ID}&language=de`);
  expect(frame.parentElement).toMatchObject({ className: "wide", id: "here" });
  act(() => root.render(null));
  expect(framesIn()).toHaveLength(0);
});

it("opens one frame in a development build, too", () => {
  const opened = vi.spyOn(HTMLIFrameElement.prototype, "src", "set");
  show(<StrictMode><VivavoceEmbed host={HOST} embedId={ID} /></StrictMode>);
  expect(opened).toHaveBeenCalledOnce();
  opened.mockRestore();
});

it("calls the listener that it was given last, and keeps the frame", () => {
  const [first, last] = [vi.fn(), vi.fn()];
  const frame = show(<VivavoceEmbed host={HOST} embedId={ID} onSubmitted={first} />);
  expect(show(<VivavoceEmbed host={HOST} embedId={ID} onSubmitted={last} />)).toBe(frame);
  say(frame, { type: "submitted", profile_interview_id: ID });
  expect(first).not.toHaveBeenCalled();
  expect(last.mock.calls).toEqual([[{ type: "submitted", profile_interview_id: ID }]]);
});

it("hears every kind of message", () => {
  const heard: string[] = [];
  const hear = ({ type }: { type: string }) => void heard.push(type);
  const frame = show(
    <VivavoceEmbed host={HOST} embedId={ID} onReady={hear} onStarted={hear} onCompleted={hear} onSubmitted={hear} onFailed={hear} onResize={hear} />,
  );
  say(frame, { type: "ready" });
  say(frame, { type: "started", profile_interview_id: ID });
  say(frame, { type: "completed", profile_interview_id: ID });
  say(frame, { type: "submitted", profile_interview_id: ID });
  say(frame, { type: "failed", code: "expired" });
  say(frame, { type: "resize", height: 500, fit: false, top: false });
  expect(heard).toEqual(["ready", "started", "completed", "submitted", "failed", "resize"]);
});

const signed = (email: string, ts: number) => `${HOST}/embed?v=2&embed_id=${ID}&name=QQ%3D%3D&email=${email}&ts=${ts}&signature=s${ts}`;

it("stays as it is when the page signs the same visitor anew, and opens another frame for another one", () => {
  const frame = show(<VivavoceEmbed src={signed("ana", 1)} />);
  expect(show(<VivavoceEmbed src={signed("ana", 2)} />)).toBe(frame);
  const other = show(<VivavoceEmbed src={signed("eve", 3)} />);
  expect(other).not.toBe(frame);
  expect(other.src).toBe(signed("eve", 3));
  expect(framesIn()).toHaveLength(1);
});

it("tells visitors apart by all but time and signature", () => {
  expect(visitorOf(signed("ana", 1))).toBe(visitorOf(signed("ana", 2)));
  expect(visitorOf(signed("ana", 1))).not.toBe(visitorOf(signed("eve", 1)));
  expect(visitorOf(undefined)).toBeUndefined();
});
