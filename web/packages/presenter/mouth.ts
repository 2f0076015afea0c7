// From a viseme to the outline of a mouth. A shape is a handful of numbers, so that two shapes can be mixed; lengths are
// in the figure's units (the head is about 250 high).

import type { Viseme } from "@vivavoce/live";
import { path } from "./svg";

export interface MouthShape {
  /** Height of the opening. */
  open: number;
  /** Half the distance of the corners. */
  width: number;
  /** 0 flat to 1 pushed forward. */
  round: number;
  /** 0 none to 1 pressed together. */
  press: number;
  /** How much of the upper teeth shows, 0 to 1. */
  teeth: number;
  /** How high the tongue lies, 0 to 1. */
  tongue: number;
  /** 1: the lower lip touches the upper teeth. */
  tuck: number;
}

const shape = (open: number, width: number, more: Partial<MouthShape> = {}): MouthShape => ({
  open, width, round: 0, press: 0, teeth: 0, tongue: 0, tuck: 0, ...more,
});

export const SHAPES: Record<Viseme, MouthShape> = {
  sil: shape(0, 25.5),
  PP: shape(0, 24, { press: 1 }),
  FF: shape(3.5, 25, { teeth: 1, tuck: 1 }),
  TH: shape(6.5, 25, { teeth: 0.7, tongue: 1 }),
  DD: shape(6.5, 25, { teeth: 0.9, tongue: 0.6 }),
  kk: shape(8.5, 25, { teeth: 0.5, tongue: 0.2 }),
  CH: shape(7, 20.5, { round: 0.5, teeth: 1 }),
  SS: shape(4.5, 26.5, { teeth: 1 }),
  nn: shape(5.5, 25, { teeth: 0.7, tongue: 0.7 }),
  RR: shape(6.5, 21, { round: 0.5, teeth: 0.4, tongue: 0.4 }),
  aa: shape(18, 25.5, { teeth: 0.7, tongue: 0.35 }),
  E: shape(11, 28, { teeth: 0.9, tongue: 0.4 }),
  I: shape(7.5, 29, { teeth: 1, tongue: 0.5 }),
  O: shape(14.5, 19, { round: 0.85, teeth: 0.2, tongue: 0.15 }),
  U: shape(7.5, 15.5, { round: 1 }),
};

const KEYS = Object.keys(SHAPES.sil) as (keyof MouthShape)[];

export function mix(from: MouthShape, to: MouthShape, amount: number): MouthShape {
  const mixed = { ...from };
  for (const key of KEYS) mixed[key] += (to[key] - from[key]) * amount;
  return mixed;
}

/** Lips close for p, b and m faster than a jaw opens; everything else glides. */
const CLOSING_MS = 28;
const GLIDING_MS = 48;

/** One step of a smooth approach that gives the same path at any frame rate. */
export function approach(from: MouthShape, viseme: Viseme, elapsedMs: number): MouthShape {
  const to = SHAPES[viseme];
  const pace = to.open < from.open ? CLOSING_MS : GLIDING_MS;
  return mix(from, to, 1 - Math.exp(-Math.max(0, elapsedMs) / pace));
}

export interface MouthOutline {
  cavity: string;
  upperLip: string;
  lowerLip: string;
  /** The line between the lips. */
  seam: string;
  teeth: string;
  tongue: { y: number; rx: number; ry: number };
  /** How far the lower edge of the lower lip lies below the rest line. */
  bottom: number;
}

export interface LipBuild {
  upper: number;
  lower: number;
}

/** Outline around (0, 0), the middle of the line between the lips at rest. `smile` lifts the corners. */
export function outline(mouth: MouthShape, lips: LipBuild, smile: number): MouthOutline {
  const w = mouth.width + smile * 0.5;
  const corner = -smile;
  const up = mouth.open * 0.3;
  const down = mouth.open * (0.72 - 0.35 * mouth.tuck);
  const full = (1 + 0.22 * mouth.round) * (1 - 0.38 * mouth.press);
  const upper = up + lips.upper * full;
  const lower = down + lips.lower * full * (1 - 0.3 * mouth.tuck) + smile * 0.25;
  const sag = smile * 0.75;
  const innerUp = (sag - up) * 1.33 - corner * 0.33;
  const innerDown = (sag + down) * 1.33 - corner * 0.33;
  const inner = 0.42 + 0.14 * mouth.round;
  const toRight = path`C ${-w * inner},${innerUp} ${w * inner},${innerUp} ${w},${corner}`;
  const toLeft = path`C ${w * inner},${innerDown} ${-w * inner},${innerDown} ${-w},${corner}`;
  const start = path`M ${-w},${corner} `;
  const edge = w + 1;
  return {
    cavity: `${start}${toRight} ${toLeft} Z`,
    seam: start + toRight,
    upperLip:
      path`M ${-edge},${corner} C ${-edge * 0.7},${corner - upper * 0.4} ${-w * 0.44},${-upper} ${-w * 0.23},${-upper} ` +
      path`C ${-w * 0.12},${-upper} ${-w * 0.08},${-upper + lips.upper * 0.24} 0,${-upper + lips.upper * 0.24} ` +
      path`C ${w * 0.08},${-upper + lips.upper * 0.24} ${w * 0.12},${-upper} ${w * 0.23},${-upper} ` +
      path`C ${w * 0.44},${-upper} ${edge * 0.7},${corner - upper * 0.4} ${edge},${corner} L ${w},${corner} ` +
      path`C ${w * inner},${innerUp} ${-w * inner},${innerUp} ${-w},${corner} Z`,
    lowerLip:
      path`M ${-w},${corner} C ${-w * inner},${innerDown} ${w * inner},${innerDown} ${w},${corner} ` +
      path`C ${w * 0.74},${lower * 0.72} ${w * 0.42},${lower + 0.6} 0,${lower + 0.6} ` +
      path`C ${-w * 0.42},${lower + 0.6} ${-w * 0.74},${lower * 0.72} ${-w},${corner} Z`,
    teeth: teeth(w, up - sag, Math.min(6.5, 1.5 + mouth.open * 0.42) * mouth.teeth),
    tongue: { y: sag + down + 2 - mouth.tongue * mouth.open * 0.42, rx: w * 0.56, ry: 1 + mouth.open * 0.3 },
    bottom: lower,
  };
}

function teeth(w: number, up: number, height: number): string {
  const half = w * 0.8;
  const top = -up - 3;
  const bottom = -up + height;
  return path`M ${-half},${top} L ${half},${top} L ${half},${bottom - 2} C ${half * 0.6},${bottom + 0.8} ${-half * 0.6},${bottom + 0.8} ${-half},${bottom - 2} Z`;
}
