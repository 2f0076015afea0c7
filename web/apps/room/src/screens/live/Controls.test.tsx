import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { emptySession } from "../../../../../packages/live/session";
import type { Conversation, Session } from "@vivavoce/live";
import { Break } from "./Break";
import { Controls } from "./Controls";
import { Offer } from "./Offer";
import { Status } from "./Status";
import { useCommands } from "./useCommands";

const talking = { microphone: {}, context: {} } as Conversation;
const typing = { microphone: null, context: {} } as unknown as Conversation;
const devices = { muted: false, sound: true } as Parameters<typeof Controls>[0]["devices"];
const view = { face: true, clock: false } as Parameters<typeof Controls>[0]["view"];
const listening: Session = { ...emptySession, line: "open", interviewer: "listening" };

function Room({ conversation, session }: { conversation: Conversation; session: Session }) {
  const commands = useCommands(conversation, session);
  return (
    <>
      <Offer conversation={conversation} session={session} commands={commands} />
      <Break commands={commands} />
      <Controls conversation={conversation} session={session} commands={commands} devices={devices} view={view} interviewer="Ada" />
    </>
  );
}

const shown = (session: Session, conversation = talking) => {
  const html = renderToStaticMarkup(<Room conversation={conversation} session={session} />);
  return [...html.matchAll(/<button[^>]*data-testid="([^"]+)"/g)].map(([tag, id]) => (/ disabled/.test(tag) ? `(${id})` : id!));
};

const always = ["end-interview", "end-confirm", "skip-confirm"];

it("has in view what she needs at every turn", () => {
  expect(shown(listening)).toEqual(["(resume)", "finish-answer", "hold", "say-again", "type-instead", "mute", "more", ...always]);
  expect(shown({ ...listening, interviewer: "speaking" })).toContain("(finish-answer)");
});

it("keeps no turn of somebody who types", () => {
  expect(shown({ ...listening, mode: "text" })).toEqual(["(resume)", "say-again", "type-instead", "mute", "more", ...always]);
  expect(shown({ ...listening, mode: "text" }, typing)).toEqual(["(resume)", "say-again", "sound", "more", ...always]);
});

it("leaves the way back and the way out in a break", () => {
  expect(shown({ ...listening, interviewer: "paused" })).toEqual(["resume", ...always]);
});

it("can ask for nothing on a lost line", () => {
  const lost = shown({ ...listening, line: "reconnecting" });
  expect(lost).toEqual(expect.arrayContaining(["(resume)", "(finish-answer)", "(say-again)", "(end-confirm)", "(skip-confirm)"]));
});

it("offers only what she has not chosen yet", () => {
  const offered = (session: Partial<Session>) => renderToStaticMarkup(<Room conversation={talking} session={{ ...listening, offer: ["text"], ...session }} />);
  expect(offered({})).toContain('data-testid="offer"');
  expect(offered({ mode: "text" })).not.toContain('data-testid="offer"');
});

it("says in a few words whose turn it is", () => {
  const says = (more: Partial<Parameters<typeof Status>[0]>) =>
    renderToStaticMarkup(
      <Status presence="listening" interviewer="Ada" hearing={false} holding={false} muted={false} typing={false} sound {...more} />,
    ).replace(/<[^>]+>/g, "");
  expect(says({})).toBe("Listening. Take your time");
  expect(says({ hearing: true })).toBe("Listening to you");
  expect(says({ holding: true, muted: true })).toBe("Your turn is kept. Take all the time you need");
  expect(says({ presence: "thinking" })).toBe("Ada is thinking. One moment…");
  expect(says({ presence: "paused" })).toBe("On a break");
});
