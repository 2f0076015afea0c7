// Does what the loudspeaker plays come back through the microphone? Then the interviewer would hear itself.

/** Levels as `Microphone.level` has them: what comes back is loud, and clearly louder than the room was before. */
const LOUD = 0.35;
const LOUDER_BY = 0.15;

/** `before`: levels of the room; `during`: levels while the notes were played. */
export function comesBack(before: number[], during: number[]): boolean {
  if (during.length === 0) return false;
  const heard = middle(during);
  return heard >= LOUD && heard - middle(before) >= LOUDER_BY;
}

function middle(levels: number[]): number {
  const sorted = [...levels].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
