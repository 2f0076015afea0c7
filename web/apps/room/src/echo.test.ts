import { expect, test } from "vitest";
import { comesBack } from "./echo";

const times = (level: number, count = 20): number[] => Array.from({ length: count }, () => level);

test.each([
  ["headphones", times(0.1), times(0.12), false],
  ["a loudspeaker beside the microphone", times(0.1), times(0.6), true],
  ["the browser takes the echo out", times(0.1), [...times(0.7, 3), ...times(0.15, 17)], false],
  ["a noisy room is no echo", times(0.5), times(0.55), false],
  ["a noisy room, and an echo above it", times(0.4), times(0.7), true],
  ["a quiet echo that nobody would mistake for her", times(0), times(0.3), false],
  ["nothing was heard", times(0.1), [], false],
  ["nothing was heard before", [], times(0.6), true],
])("%s", (_, before, during, expected) => {
  expect(comesBack(before, during)).toBe(expected);
});
