import { describe, expect, it } from "vitest";
import { canCommand, candidateCaption, emptySession, presenceOf, questionInHand, reduce, type Session, type SessionEvent } from "./session";
import type { DownFrame, Snapshot, Turn } from "./wire";

const question: Turn = { id: "t1", speaker: "interviewer", kind: "question", text: "Why?", question_number: 2 };
const answer: Turn = { id: "t2", speaker: "candidate", kind: "answer", text: "Because.", question_number: 2 };

const snapshot: Snapshot = {
  type: "snapshot", state: "listening", turns: [question], question_number: 2, question_count: 8,
  elapsed_ms: 60_000, max_ms: 600_000, mode: "voice", pace: "normal", paused: false,
};

const frame = (down: DownFrame, at = 0): SessionEvent => ({ kind: "frame", frame: down, at });
const after = (...events: SessionEvent[]): Session => events.reduce(reduce, emptySession);
const opened: SessionEvent[] = [{ kind: "line", status: "open" }, frame(snapshot, 1_000)];

describe("session", () => {
  it("takes everything over from a snapshot", () => {
    const session = after(...opened);
    expect(session).toMatchObject({ interviewer: "listening", turns: [question], saying: question, questionNumber: 2, questionCount: 8 });
    expect(session.endsAt).toBe(1_000 - 60_000 + 600_000);
  });

  it("keeps each turn once, the newest text last", () => {
    const longer = { ...answer, text: "Because, and also." };
    const session = after(...opened, frame({ type: "say", utterance: 3, turn: question }), frame({ type: "heard", turn: answer }), frame({ type: "heard", turn: longer }));
    expect(session.turns).toEqual([question, longer]);
  });

  it("does not lose the question's number to a turn without one", () => {
    const thanks: Turn = { ...question, id: "t9", kind: "acknowledgement", question_number: null };
    expect(after(...opened, frame({ type: "say", utterance: 4, turn: thanks })).questionNumber).toBe(2);
  });

  it("shows her words while they are heard, then as they were written down", () => {
    const speaking = after(...opened, frame({ type: "caption", text: "Beca" }));
    expect(candidateCaption(speaking)).toBe("Beca");
    expect(candidateCaption(reduce(speaking, frame({ type: "heard", turn: answer })))).toBe("Because.");
  });

  it("gives a typed answer back when the line was lost before it was safe", () => {
    const session = after(...opened, { kind: "text_sent", text: "My answer" }, { kind: "line", status: "reconnecting" }, ...opened);
    expect(session.returned).toBe("My answer");
    expect(reduce(session, { kind: "text_restored" }).returned).toBeNull();
  });

  it("does not give it back when the server has it", () => {
    const known: Snapshot = { ...snapshot, turns: [question, { ...answer, text: "My answer" }] };
    expect(after(...opened, { kind: "text_sent", text: "My answer " }, frame(known)).returned).toBeNull();
  });

  it("gives it back, and says why, when it came at a moment in which none is taken", () => {
    const early = after(...opened, { kind: "text_sent", text: "Too early" }, frame({ type: "error", code: "not_now", error: "Not yet." }));
    expect(early).toMatchObject({ returned: "Too early", unconfirmed: null, refused: true, problem: null });
    expect(reduce(early, frame({ type: "status", state: "listening" })).refused).toBe(false);
    expect(reduce(early, { kind: "text_sent", text: "Again" }).refused).toBe(false);
  });

  it("does not give it back because her turn begins: it may still be on its way", () => {
    const session = after(...opened, { kind: "text_sent", text: "Just now" }, frame({ type: "status", state: "listening" }));
    expect(session).toMatchObject({ returned: null, unconfirmed: "Just now" });
  });

  it("does not wait for a text that was a plea to hear the question again", () => {
    const again: Turn = { ...question, id: "t8", kind: "repeat" };
    const session = after(...opened, { kind: "text_sent", text: "Say that again?" }, frame({ type: "say", utterance: 5, turn: again }));
    expect(session.unconfirmed).toBeNull();
  });

  it("keeps her way of answering over a snapshot that remembers another", () => {
    expect(after({ kind: "mode_chosen", mode: "text" }, ...opened).mode).toBe("text");
  });

  it("says what is going on in one word", () => {
    expect(presenceOf(emptySession)).toBe("connecting");
    expect(presenceOf(after(...opened))).toBe("listening");
    expect(presenceOf(after(...opened, frame({ type: "status", state: "thinking" })))).toBe("thinking");
    expect(presenceOf(after(...opened, { kind: "line", status: "reconnecting" }))).toBe("reconnecting");
    expect(presenceOf(after(...opened, frame({ type: "ended", reason: "time" })))).toBe("ended");
  });

  it("stops hearing her when the line is gone", () => {
    expect(after(...opened, frame({ type: "hearing", speaking: true }), { kind: "line", status: "reconnecting" }).hearing).toBe(false);
  });

  it("keeps a problem until it is dismissed", () => {
    const session = after(...opened, frame({ type: "error", code: "speech_failed", error: "No voice." }));
    expect(session.problem?.code).toBe("speech_failed");
    expect(reduce(session, { kind: "problem_dismissed" }).problem).toBeNull();
  });

  it("knows a break from a status and from a snapshot, and gives the time back that it took", () => {
    const resting = after(...opened, frame({ type: "status", state: "paused" }, 2_000));
    expect(presenceOf(resting)).toBe("paused");
    const rested = reduce(resting, frame({ type: "status", state: "listening" }, 62_000));
    expect(rested).toMatchObject({ interviewer: "listening", pausedAt: null, endsAt: 541_000 + 60_000 });
    expect(after(opened[0]!, frame({ ...snapshot, paused: true }, 1_000))).toMatchObject({ interviewer: "paused", pausedAt: 1_000, endsAt: 541_000 });
  });

  it("takes the server's pace, and hers when she chooses one", () => {
    const slow = after(opened[0]!, frame({ ...snapshot, pace: "slower" }));
    expect(slow.pace).toBe("slower");
    expect(reduce(slow, { kind: "pace_chosen", pace: "faster" }).pace).toBe("faster");
  });

  it("keeps an offer until she answers, takes it, or declines", () => {
    const offered = after(...opened, frame({ type: "offer", what: ["pause", "text"] }));
    expect(offered.offer).toEqual(["pause", "text"]);
    for (const event of [
      frame({ type: "heard", turn: answer }),
      frame({ type: "status", state: "paused" }),
      { kind: "mode_chosen", mode: "text" },
      { kind: "offer_dismissed" },
    ] satisfies SessionEvent[]) expect(reduce(offered, event).offer).toEqual([]);
  });

  it("does not wait for a text that was a question and has its reply", () => {
    const reply: Turn = { ...question, id: "t9", kind: "reply" };
    const session = after(...opened, { kind: "text_sent", text: "Is it remote?" }, frame({ type: "say", utterance: 6, turn: reply }));
    expect(session.unconfirmed).toBeNull();
  });
});

describe("commands", () => {
  const possible = (session: Session) =>
    (["repeat", "rephrase", "wait", "add", "skip", "pause", "resume", "finish_answer", "end"] as const).filter((name) => canCommand(session, name));

  it("are what makes sense at the moment", () => {
    expect(possible(after(...opened))).toEqual(["repeat", "rephrase", "wait", "skip", "pause", "finish_answer", "end"]);
    expect(possible(after(...opened, frame({ type: "heard", turn: answer }), frame({ type: "status", state: "speaking" })))).toEqual([
      "repeat", "rephrase", "wait", "add", "skip", "pause", "end",
    ]);
    expect(possible(after(...opened, frame({ type: "status", state: "thinking" })))).toEqual(["end"]);
    expect(possible(after(...opened, frame({ type: "status", state: "paused" })))).toEqual(["resume", "end"]);
  });

  it("are about the question in hand, however it is said again", () => {
    const again: Turn = { ...question, id: "t8", kind: "repeat" };
    const next: Turn = { ...question, id: "t10", kind: "follow_up" };
    const repeated = after(...opened, frame({ type: "say", utterance: 5, turn: again }), frame({ type: "heard", turn: answer }));
    expect(questionInHand(repeated)?.id).toBe("t1");
    expect(questionInHand(reduce(repeated, frame({ type: "say", utterance: 6, turn: next })))?.id).toBe("t10");
    expect(questionInHand(emptySession)).toBeNull();
  });

  it("are none without a line, or after the end", () => {
    expect(possible(after(...opened, { kind: "line", status: "reconnecting" }))).toEqual([]);
    expect(possible(after(...opened, frame({ type: "status", state: "ended" })))).toEqual([]);
  });
});
