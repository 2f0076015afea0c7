// How the figure moves, as functions of time: no clock, no drawing. Amplitudes are small on purpose; a face that moves
// more than a listener's would is the uncanny part.

export type PresenterState = "idle" | "listening" | "hearing" | "thinking" | "speaking";

export interface Pose {
  /** Head: degrees and figure units. */
  roll: number;
  yaw: number;
  pitch: number;
  x: number;
  y: number;
  gazeX: number;
  gazeY: number;
  browLeft: number;
  browRight: number;
  browTilt: number;
  smile: number;
  lids: number;
}

const still: Pose = { roll: 0, yaw: 0, pitch: 0, x: 0, y: 0, gazeX: 0, gazeY: 0, browLeft: 0, browRight: 0, browTilt: 0.8, smile: 4, lids: 1 };

/** Where each state rests; sway, nods and blinks come on top. */
export const REST: Record<PresenterState, Pose> = {
  idle: { ...still, smile: 6.2 },
  listening: { ...still, roll: 1.8, pitch: 0.15, x: 2, browLeft: 1.6, browRight: 1.6, smile: 6.2, lids: 1.03 },
  hearing: { ...still, roll: 2.6, pitch: 0.3, x: 3, y: 1.5, browLeft: 2.4, browRight: 2, smile: 5.4, lids: 1.05 },
  thinking: { ...still, roll: -1.6, yaw: 0.5, pitch: -0.35, x: -2, gazeX: 4.6, gazeY: -3.4, browLeft: 1, browRight: 3.4, browTilt: -1, smile: 2.4, lids: 0.96 },
  speaking: { ...still, browLeft: 0.8, browRight: 0.8, smile: 5 },
};

const KEYS = Object.keys(still) as (keyof Pose)[];

export function approachPose(from: Pose, to: Pose, elapsedMs: number, paceMs = 320): Pose {
  const amount = 1 - Math.exp(-Math.max(0, elapsedMs) / paceMs);
  const pose = { ...from };
  for (const key of KEYS) pose[key] += (to[key] - from[key]) * amount;
  return pose;
}

/** A slow wander that never repeats visibly: sines whose periods share no factor. −1 to 1. */
export function wander(seconds: number, seed: number): number {
  return 0.5 * Math.sin(seconds * 0.53 + seed) + 0.3 * Math.sin(seconds * 0.97 + seed * 2.3) + 0.2 * Math.sin(seconds * 1.71 + seed * 4.1);
}

/** The living part: added to the rested pose. */
export function sway(seconds: number, state: PresenterState): Pick<Pose, "roll" | "yaw" | "pitch" | "x" | "y" | "browLeft"> {
  const lively = state === "speaking" ? 1 : 0.45;
  const quick = state === "speaking" ? 2.1 : 1;
  const beat = state === "speaking" ? Math.max(0, wander(seconds * 2.6, 9)) : 0;
  return {
    roll: 1.5 * lively * wander(seconds * quick, 1),
    yaw: 0.42 * lively * wander(seconds * quick * 0.8, 2),
    pitch: 0.3 * lively * wander(seconds * quick * 1.1, 3),
    x: 2.2 * lively * wander(seconds * quick * 0.7, 4),
    y: 1.4 * lively * wander(seconds * quick * 1.3, 5),
    browLeft: 2.6 * beat,
  };
}

/** Where the eyes rest: they never stand quite still, and jump rather than glide. Who speaks looks away now and then. */
export function glance(seconds: number, state: PresenterState): Pick<Pose, "gazeX" | "gazeY"> {
  const moment = Math.floor(seconds / GLANCE_S);
  const aside = state === "speaking" && chance(moment, 3) < 0.16;
  const reach = aside ? 3.4 : 0.7;
  return { gazeX: reach * (2 * chance(moment, 1) - 1), gazeY: reach * 0.6 * (2 * chance(moment, 2) - 1) };
}

const GLANCE_S = 1.3;

/** A number of 0 to 1 that belongs to a moment. */
function chance(moment: number, seed: number): number {
  const mixed = Math.sin(moment * 12.9898 + seed * 78.233) * 43_758.5453;
  return mixed - Math.floor(mixed);
}

/** Breath, 0 to 1, a little over four seconds each, out slower than in. */
export function breath(seconds: number): number {
  const phase = (seconds / 4.3) % 1;
  return phase < 0.42 ? 0.5 - 0.5 * Math.cos((phase / 0.42) * Math.PI) : 0.5 + 0.5 * Math.cos(((phase - 0.42) / 0.58) * Math.PI);
}

export const BLINK_MS = 170;

/** How far the lids are open, `ms` after a blink began: they fall faster than they rise. */
export function blinkAt(ms: number): number {
  if (ms < 0 || ms >= BLINK_MS) return 1;
  return ms < 60 ? 1 - ms / 60 : Math.max(0, (ms - 75) / (BLINK_MS - 75));
}

export const NOD_MS = 900;

/** How low the head is, `ms` after a nod began: one full dip and a smaller one. */
export function nodAt(ms: number): number {
  if (ms < 0 || ms >= NOD_MS) return 0;
  const phase = ms / NOD_MS;
  return Math.sin(phase * Math.PI * 2) ** 2 * (phase < 0.5 ? 1 : 0.45);
}

/** Pause until the next blink and nod, from a random number of 0 to 1. */
export const blinkPause = (random: number, state: PresenterState): number =>
  (state === "speaking" ? 1_800 : 2_600) + random ** 1.5 * 3_600;

export const nodPause = (random: number, state: PresenterState): number =>
  (state === "hearing" ? 2_600 : 6_000) + random * 4_000;
