import { beforeEach, describe, expect, it } from "vitest";
import { Duck, FRAME_MS } from "./duck";

const LOUD = 0.7;
const SOFT = 0.3;

describe("duck", () => {
  let duck: Duck;

  beforeEach(() => {
    duck = new Duck();
  });

  const hear = (level: number, ms: number, playing = true) => {
    for (let at = 0; at < ms; at += FRAME_MS) duck.frame(level, playing);
  };

  it("is lowered by 80 ms of clear speech over the interviewer", () => {
    hear(LOUD, 64);
    expect(duck.on).toBe(false);
    hear(LOUD, 32);
    expect(duck.on).toBe(true);
  });

  it("is not lowered by a click, a soft sound, or speech in silence", () => {
    hear(LOUD, 64);
    hear(SOFT, 32);
    hear(LOUD, 64);
    hear(SOFT, 1_000);
    hear(LOUD, 1_000, false);
    expect(duck.on).toBe(false);
  });

  it("is raised after 400 ms when the server says nothing, and then left alone", () => {
    hear(LOUD, 96);
    hear(LOUD, 384);
    expect(duck.on).toBe(true);
    hear(LOUD, 32);
    expect(duck.on).toBe(false);
    hear(LOUD, 5_000);
    expect(duck.on).toBe(false);
  });

  it("guesses again when the interviewer speaks the next time", () => {
    hear(LOUD, 3_000);
    hear(SOFT, 32, false);
    hear(LOUD, 96);
    expect(duck.on).toBe(true);
  });

  it("stays lowered for as long as the server says so", () => {
    hear(LOUD, 96);
    duck.server(true);
    hear(SOFT, 2_000);
    expect(duck.on).toBe(true);
    hear(SOFT, 100, false);
    expect(duck.on).toBe(true);
    duck.server(false);
    expect(duck.on).toBe(false);
  });

  it("is raised at once when the server says so, also within the guess", () => {
    hear(LOUD, 96);
    duck.server(false);
    expect(duck.on).toBe(false);
  });

  it("trusts itself again after the server agreed", () => {
    hear(LOUD, 96);
    duck.server(true);
    duck.server(false);
    hear(LOUD, 96);
    expect(duck.on).toBe(true);
  });
});
