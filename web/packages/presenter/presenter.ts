// The drawn interviewer: builds the picture once, then moves it from one animation loop. What the mouth does comes from
// whoever plays the sound; everything else from the state. With reduced motion only mouth and lids move. Without a face
// there is the room alone, and nothing moves.

import type { Viseme } from "@vivavoce/live";
import { bodyOf } from "./clothes";
import { faceOf, type Face } from "./face";
import { lookOf, type Look } from "./looks";
import { approachPose, blinkAt, blinkPause, BLINK_MS, breath, glance, NOD_MS, nodAt, nodPause, REST, sway, type Pose, type PresenterState } from "./motion";
import { approach, SHAPES, type MouthShape } from "./mouth";
import { roomNamed, roomOf } from "./room";
import { el, gradient, round, setter } from "./svg";

export interface Presenter {
  show(state: PresenterState): void;
  destroy(): void;
}

export interface PresenterOptions {
  look: string;
  background: string;
  face: boolean;
  /** The mouth `aheadMs` from now, or null while nothing is said. */
  mouth: (aheadMs: number) => Viseme | null;
}

/** The mouth glides, so it has to set out before the sound does. */
const AHEAD_MS = 45;
/** Thirty pictures a second are enough, and leave a small machine's processor to the interview. */
const FRAME_MS = 30;

/** How far the shoulders come up to the head. */
const NECK = 15;

let made = 0;

export function createPresenter(host: HTMLElement, options: PresenterOptions): Presenter {
  const look = lookOf(options.look);
  const id = `presenter-${++made}`;
  const room = roomOf(roomNamed(options.background), id);
  if (!options.face) {
    host.replaceChildren(room);
    return { show: () => undefined, destroy: () => host.replaceChildren() };
  }
  const figure = draw(look, id);
  host.replaceChildren(room, figure.svg);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  let state: PresenterState = "idle";
  let pose: Pose = REST.idle;
  let mouth: MouthShape = SHAPES.sil;
  let last = performance.now();
  let blinkFrom = last + 1_200;
  let nodFrom = last + 3_000;
  let frame = 0;

  const paint = (now: number) => {
    frame = requestAnimationFrame(paint);
    const elapsed = now - last;
    if (elapsed < FRAME_MS) return;
    last = now;
    pose = approachPose(pose, REST[state], elapsed);
    mouth = approach(mouth, options.mouth(AHEAD_MS) ?? "sil", elapsed);
    if (now > blinkFrom + BLINK_MS) blinkFrom = now + blinkPause(Math.random(), state);
    if (now > nodFrom + NOD_MS) nodFrom = now + nodPause(Math.random(), state);
    const nods = state === "listening" || state === "hearing" ? nodAt(now - nodFrom) : 0;
    figure.move(calm.matches ? pose : alive(pose, now / 1000, state, nods), mouth, blinkAt(now - blinkFrom), calm.matches ? 0 : breath(now / 1000));
  };
  frame = requestAnimationFrame(paint);

  return {
    show(next) {
      state = next;
    },
    destroy() {
      cancelAnimationFrame(frame);
      host.replaceChildren();
    },
  };
}

function alive(pose: Pose, seconds: number, state: PresenterState, nod: number): Pose {
  const add = sway(seconds, state);
  const eyes = glance(seconds, state);
  return {
    ...pose,
    roll: pose.roll + add.roll,
    yaw: pose.yaw + add.yaw,
    pitch: pose.pitch + add.pitch + nod * 0.9,
    x: pose.x + add.x,
    y: pose.y + add.y + nod * 4.5,
    gazeX: pose.gazeX + eyes.gazeX,
    gazeY: pose.gazeY + eyes.gazeY,
    browLeft: pose.browLeft + add.browLeft,
    browRight: pose.browRight + add.browLeft,
  };
}

function draw(look: Look, id: string) {
  const face = faceOf(look, id);
  const body = el("g", {}, bodyOf(look, id, { cloth: `url(#${id}-cloth)`, neck: look.skin.base, neckShade: `url(#${id}-neck)` }));
  const svg = el("svg", { viewBox: "-250 -205 500 520", preserveAspectRatio: "xMidYMax meet", class: "presenter-figure", "aria-hidden": "true" }, [
    el("defs", {}, paints(look, id)),
    face.back,
    body,
    face.front,
  ]);
  const heads = [setter(face.front, "transform"), setter(face.back, "transform")];
  const breathe = setter(body, "transform");

  const move = (pose: Pose, mouth: MouthShape, lids: number, air: number) => {
    const lift = -air * 1.6;
    const place = `translate(${round(pose.x)} ${round(pose.y + lift)}) rotate(${round(pose.roll)} 0 130)`;
    heads.forEach((set) => set(place));
    breathe(`translate(${round(pose.x * 0.3)} ${round(lift - NECK)}) scale(${round(1 + air * 0.006)} 1)`);
    express(face, pose, mouth, lids);
  };
  move(REST.idle, SHAPES.sil, 1, 0);
  return { svg, move };
}

function express(face: Face, pose: Pose, mouth: MouthShape, lids: number): void {
  face.turn(pose.yaw, pose.pitch);
  face.gaze(pose.gazeX - pose.yaw * 1.5, pose.gazeY);
  face.lids(lids * pose.lids);
  face.brows(pose.browLeft - (1 - lids) * 0.8, pose.browRight - (1 - lids) * 0.8, pose.browTilt);
  face.mouth(mouth, pose.smile * (1 - Math.min(0.7, mouth.open / 20) - 0.3 * mouth.round));
}

function paints({ skin, hair, cloth, eyes }: Look, id: string): SVGElement[] {
  return [
    gradient(`${id}-skin`, [[0, skin.light], [0.55, skin.base], [1, skin.shade]], "radial", { cx: -26, cy: -36, r: 190 }),
    gradient(`${id}-side`, [[0, skin.shade, 0], [0.6, skin.shade, 0], [1, skin.shade, 0.6]], "linear", { x1: -90, y1: -20, x2: 96, y2: 24 }),
    gradient(`${id}-gleam`, [[0, skin.light, 0.75], [1, skin.light, 0]], "radial", { gradientUnits: "objectBoundingBox" }),
    gradient(`${id}-sclera`, [[0, "#d3c8c0"], [0.42, "#f7f2ec"], [1, "#fffdfa"]], "linear", { gradientUnits: "objectBoundingBox", x1: 0, y1: 0, x2: 0, y2: 1 }),
    gradient(`${id}-iris`, [[0, eyes.light], [0.55, eyes.iris], [1, eyes.rim]], "radial", { gradientUnits: "objectBoundingBox", cx: 0.5, cy: 0.72, r: 0.72 }),
    gradient(`${id}-fall`, [[0, "#ffffff", 0.16], [0.42, "#ffffff", 0], [0.6, "#000000", 0], [1, "#000000", 0.26]], "linear", { x1: -200, y1: 190, x2: 200, y2: 330 }),
    gradient(`${id}-under`, [[0, "#1d0f08", 0.24], [0.5, "#1d0f08", 0.11], [1, "#1d0f08", 0]], "radial", { gradientUnits: "objectBoundingBox" }),
    gradient(`${id}-socket`, [[0, skin.shade, 0.34], [1, skin.shade, 0]], "radial", { gradientUnits: "objectBoundingBox" }),
    gradient(`${id}-blush`, [[0, skin.blush, 0.24], [1, skin.blush, 0]], "radial", { gradientUnits: "objectBoundingBox" }),
    gradient(`${id}-nose`, [[0, skin.shade, 0.42], [0.55, skin.shade, 0.22], [1, skin.shade, 0]], "linear", { x1: 3, y1: 30, x2: 20, y2: 26 }),
    gradient(`${id}-neck`, [[0, skin.deep, 0.75], [0.6, skin.shade, 0.75], [1, skin.shade, 0]], "linear", { x1: 0, y1: 84, x2: 0, y2: 160 }),
    gradient(`${id}-hair`, [[0, hair.light], [0.4, hair.base], [1, hair.dark]], "radial", { cx: -40, cy: -130, r: 250 }),
    gradient(`${id}-cloth`, [[0, cloth.light], [0.45, cloth.main], [1, cloth.dark]], "linear", { x1: -200, y1: 160, x2: 190, y2: 400 }),
  ];
}
