// Head and face: skin, ears, eyes, brows, nose, mouth, beard, glasses. Gives handles through which the face is moved;
// it decides nothing about when.

import { hairOf } from "./hair";
import type { Look } from "./looks";
import { outline, type MouthShape } from "./mouth";
import { el, path, round, setter, type Attributes } from "./svg";

const EYE_X = 37;
const EYE_Y = -6;
const MOUTH_Y = 73;

export interface Face {
  /** Everything that turns with the head; `back` lies behind the body. */
  front: SVGElement;
  back: SVGElement;
  mouth(shape: MouthShape, smile: number): void;
  /** 0 closed to 1 open. */
  lids(open: number): void;
  gaze(x: number, y: number): void;
  /** Positive lifts. `tilt` draws them together (negative) or apart. */
  brows(left: number, right: number, tilt: number): void;
  /** −1 to 1: features wander sideways as on a head that turns. */
  turn(yaw: number, pitch: number): void;
}

const d = (data: string, attributes: Attributes) => el("path", { d: data, ...attributes });
const line = (data: string, stroke: string, width: number, opacity = 1) =>
  d(data, { fill: "none", stroke, "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round", opacity });

export function faceOf(look: Look, id: string): Face {
  const hair = hairOf(look, `url(#${id}-hair)`);
  const skull = skin(look, id);
  const eyes = [eye(look, id, -1), eye(look, id, 1)];
  const brows = [brow(look, -1), brow(look, 1)];
  const mouth = mouthOf(look, id);
  const beard = look.beard ? beardOf(look) : null;
  const moustache = look.beard ? [moustacheOf(look)] : [];

  const features = el("g", {}, [
    ...shading(look, id),
    ...nose(look),
    ...eyes.map((part) => part.element),
    ...brows.map((part) => part.element),
    ...moustache,
    mouth.element,
    ...(look.glasses ? [glasses()] : []),
  ]);
  const ears = el("g", {}, earsOf(look));
  const front = el("g", {}, [ears, ...skull.elements, ...(beard ? [beard.element] : []), features, fringe(look, hair.front, id), ...hair.front]);
  const back = el("g", {}, hair.back);
  const turnFeatures = setter(features, "transform");
  const turnEars = setter(ears, "transform");

  return {
    front,
    back,
    mouth(shape, smile) {
      const jaw = shape.open * 0.42;
      skull.jaw(jaw);
      beard?.jaw(jaw);
      mouth.draw(shape, smile);
    },
    lids: (open) => eyes.forEach((part) => part.lids(open)),
    gaze: (x, y) => eyes.forEach((part) => part.gaze(x, y)),
    brows: (left, right, tilt) => [left, right].forEach((lift, index) => brows[index]!.set(lift, tilt)),
    turn(yaw, pitch) {
      turnFeatures(`translate(${round(yaw * 5)} ${round(pitch * 3)})`);
      turnEars(`translate(${round(yaw * -2.5)} ${round(pitch * -1.5)})`);
    },
  };
}

function headPath({ jaw: { width, chin } }: Look, drop: number): string {
  const low = chin + drop;
  return (
    path`M -86,-34 C -89,14 ${-width - 30},${54 + drop * 0.2} ${-width - 17},${78 + drop * 0.5} C ${-width - 5},${100 + drop * 0.8} -27,${low} 0,${low} ` +
    path`C 27,${low} ${width + 5},${100 + drop * 0.8} ${width + 17},${78 + drop * 0.5} C ${width + 30},${54 + drop * 0.2} 89,14 86,-34 C 86,-98 50,-132 0,-132 C -50,-132 -86,-98 -86,-34 Z`
  );
}

function skin(look: Look, id: string) {
  const base = d(headPath(look, 0), { fill: `url(#${id}-skin)` });
  const shade = d(headPath(look, 0), { fill: `url(#${id}-side)` });
  const setters = [setter(base, "d"), setter(shade, "d")];
  return { elements: [base, shade], jaw: (drop: number) => setters.forEach((set) => set(headPath(look, drop))) };
}

/** What the hair over the forehead keeps in its shadow. */
function fringe(look: Look, front: SVGElement[], id: string): SVGElement {
  const shadow = front[0]!.cloneNode() as SVGElement;
  shadow.setAttribute("fill", look.skin.deep);
  shadow.setAttribute("transform", "translate(3 9)");
  return el("g", {}, [
    el("clipPath", { id: `${id}-skull` }, [d(headPath(look, 0), {})]),
    el("g", { "clip-path": `url(#${id}-skull)`, opacity: 0.3 }, [shadow]),
  ]);
}

function earsOf({ skin: { base, shade, deep }, earrings }: Look): SVGElement[] {
  return [-1, 1].flatMap((side) => [
    d(path`M ${side * 82},-22 C ${side * 98},-34 ${side * 108},-14 ${side * 102},10 C ${side * 99},28 ${side * 90},38 ${side * 82},30 Z`, { fill: side < 0 ? base : shade }),
    line(path`M ${side * 89},-14 C ${side * 99},-18 ${side * 100},2 ${side * 93},12`, deep, 2.2, 0.45),
    ...(earrings ? [el("circle", { cx: side * 92, cy: 39, r: 5.5, fill: "#e3b04b" }), el("circle", { cx: side * 92 - 1.6, cy: 37.4, r: 1.7, fill: "#fff3cf" })] : []),
  ]);
}

function shading({ beard }: Look, id: string): SVGElement[] {
  return [
    el("ellipse", { cx: -26, cy: -62, rx: 62, ry: 44, fill: `url(#${id}-gleam)` }),
    el("ellipse", { cx: -46, cy: 22, rx: 26, ry: 18, fill: `url(#${id}-gleam)`, opacity: 0.7 }),
    ...(beard ? [] : [el("ellipse", { cx: -4, cy: 104, rx: 20, ry: 11, fill: `url(#${id}-gleam)`, opacity: 0.7 })]),
    el("ellipse", { cx: -50, cy: 34, rx: 27, ry: 19, fill: `url(#${id}-blush)` }),
    el("ellipse", { cx: 50, cy: 34, rx: 27, ry: 19, fill: `url(#${id}-blush)` }),
    ...[-1, 1].map((side) => el("ellipse", { cx: side * EYE_X, cy: EYE_Y - 6, rx: 25, ry: 16, fill: `url(#${id}-socket)` })),
    d("M 5,-8 C 12,12 22,26 24,36 C 14,45 6,46 1,45 C 6,30 5,12 5,-8 Z", { fill: `url(#${id}-nose)` }),
  ];
}

function nose({ skin: { light, deep } }: Look): SVGElement[] {
  return [
    el("ellipse", { cx: -3, cy: 31, rx: 6, ry: 7, fill: light, opacity: 0.5 }),
    d("M -3,-2 C -5,10 -5,18 -4,26", { fill: "none", stroke: light, "stroke-width": 5, "stroke-linecap": "round", opacity: 0.35 }),
    line("M -15,38 C -17,44 -11,46 -8,43.5 M 15,38 C 17,44 11,46 8,43.5 M -6,45 C -3,47.5 3,47.5 6,45", deep, 2.3, 0.62),
  ];
}

function eye({ eyes, skin: { shade, deep } }: Look, face: string, side: -1 | 1) {
  const id = `${face}-eye-${side < 0 ? "l" : "r"}`;
  const opening = el("path", { fill: `url(#${face}-sclera)` });
  const clip = el("path");
  const lash = line("", "#2a1a14", eyes.lash + 1);
  const lower = line("", deep, 1.4, 0.55);
  const crease = line("", deep, 1.6, 0.5);
  const iris = el("g", {}, [
    el("circle", { r: 10.2, fill: eyes.rim }),
    el("circle", { r: 9, fill: `url(#${face}-iris)` }),
    el("circle", { r: 4.5, fill: "#120c0a" }),
    el("circle", { cx: -3.2, cy: -3.8, r: 2.5, fill: "#ffffff", opacity: 0.95 }),
    el("circle", { cx: 3, cy: 3.5, r: 1.1, fill: "#ffffff", opacity: 0.55 }),
  ]);
  const veil = line("", shade, 7, 0.42);
  const element = el("g", { transform: `translate(${side * EYE_X} ${EYE_Y}) scale(1.1)` }, [
    el("clipPath", { id }, [clip]),
    opening,
    el("g", { "clip-path": `url(#${id})` }, [iris, veil]),
    crease,
    lower,
    lash,
  ]);
  const set = { opening: setter(opening, "d"), clip: setter(clip, "d"), lash: setter(lash, "d"), lower: setter(lower, "d"), crease: setter(crease, "d"), veil: setter(veil, "d"), iris: setter(iris, "transform") };
  return {
    element,
    lids(open: number) {
      const inner = -19 * side;
      const outer = 19.5 * side;
      const flick = (eyes.lash - 1) * side;
      const top = 7 - 19.5 * open;
      const bottom = 7.5;
      const upper = path`C ${inner * 0.55},${top} ${outer * 0.45},${top - 2.5 * open} ${outer},${-1.5}`;
      const under = path`C ${outer * 0.5},${bottom} ${inner * 0.5},${bottom} ${inner},3.5`;
      const start = path`M ${inner},3.5 `;
      set.opening(`${start}${upper} ${under} Z`);
      set.clip(`${start}${upper} ${under} Z`);
      set.veil(start + upper);
      set.lash(start + path`C ${inner * 0.55},${top} ${outer * 0.5},${top - 2 * open} ${outer + flick},${-1.5 - Math.abs(flick) * 1.2 * open}`);
      set.lower(path`M ${outer},-1 C ${outer * 0.5},${bottom + 0.6} ${inner * 0.5},${bottom + 0.6} ${inner * 0.9},4`);
      set.crease(path`M ${inner * 0.8},${-6 - 2 * open} C ${inner * 0.4},${-9 - 6 * open} ${outer * 0.5},${-10 - 6 * open} ${outer * 0.98},${-5 - 2.5 * open}`);
    },
    gaze: (x: number, y: number) => set.iris(`translate(${round(x)} ${round(y - 1)})`),
  };
}

function brow({ brow: { colour, thickness, arch } }: Look, side: -1 | 1) {
  const inner = 15 * side;
  const outer = 63 * side;
  const element = d(
    path`M ${inner},-34 C ${inner + 14 * side},${-36 - arch} ${outer - 16 * side},${-38 - arch} ${outer},-31 C ${outer - 17 * side},${-37 - arch + thickness * 0.9} ${inner + 14 * side},${-36 - arch + thickness * 1.25} ${inner + side},${-34 + thickness} C ${inner - 1.5 * side},${-34 + thickness} ${inner - 1.5 * side},-34 ${inner},-34 Z`,
    { fill: colour, opacity: 0.92 },
  );
  const move = setter(element, "transform");
  return {
    element,
    set: (lift: number, tilt: number) => move(`translate(${round(tilt * -0.6 * side)} ${round(-lift)}) rotate(${round(tilt * side)} ${side * 38} -36)`),
  };
}

function mouthOf({ lips, skin: { shade } }: Look, id: string) {
  const cavity = el("path", { fill: "#4a1619" });
  const clip = el("path");
  const teeth = el("path", { fill: "#f6f1ea" });
  const tongue = el("ellipse", { cx: 0, fill: "#b5545a" });
  const upper = el("path", { fill: lips.upper });
  const lower = el("path", { fill: lips.lower });
  const gloss = el("ellipse", { cx: -3, rx: 9, ry: 1.6, fill: "#ffffff", opacity: 0.16 });
  const seam = line("", lips.seam, 1.9, 0.85);
  const under = el("ellipse", { cx: 0, rx: 15, ry: 3.6, fill: shade, opacity: 0.42 });
  const element = el("g", { transform: `translate(0 ${MOUTH_Y})` }, [
    el("clipPath", { id: `${id}-mouth` }, [clip]),
    under,
    cavity,
    el("g", { "clip-path": `url(#${id}-mouth)` }, [tongue, teeth]),
    lower,
    gloss,
    upper,
    seam,
  ]);
  const set = { cavity: setter(cavity, "d"), clip: setter(clip, "d"), teeth: setter(teeth, "d"), upper: setter(upper, "d"), lower: setter(lower, "d"), seam: setter(seam, "d"), under: setter(under, "cy"), gloss: setter(gloss, "cy"), tongueY: setter(tongue, "cy"), tongueX: setter(tongue, "rx"), tongueR: setter(tongue, "ry") };
  return {
    element,
    draw(shape: MouthShape, smile: number) {
      const drawn = outline(shape, lips.build, smile);
      set.cavity(drawn.cavity);
      set.clip(drawn.cavity);
      set.teeth(drawn.teeth);
      set.upper(drawn.upperLip);
      set.lower(drawn.lowerLip);
      set.seam(drawn.seam);
      set.under(String(round(drawn.bottom + 6)));
      set.gloss(String(round(drawn.bottom - lips.build.lower * 0.45)));
      set.tongueY(String(round(drawn.tongue.y + drawn.tongue.ry * 0.5)));
      set.tongueX(String(round(drawn.tongue.rx)));
      set.tongueR(String(round(drawn.tongue.ry)));
    },
  };
}

/** A short full beard, with the space around the lower lip left free. */
function beardOf({ hair: { base }, jaw: { width, chin } }: Look) {
  const shape = (drop: number) =>
    path`M -87,-14 C -87,20 ${-width - 31},${54 + drop * 0.2} ${-width - 18},${79 + drop * 0.5} C ${-width - 5},${102 + drop * 0.8} -28,${chin + 3 + drop} 0,${chin + 3 + drop} C 28,${chin + 3 + drop} ${width + 5},${102 + drop * 0.8} ${width + 18},${79 + drop * 0.5} C ${width + 31},${54 + drop * 0.2} 87,20 87,-14 ` +
    path`C 82,14 76,34 62,48 C 52,56 44,54 36,60 C 33,74 30,${84 + drop} 15,${88 + drop} C 6,${90 + drop} -6,${90 + drop} -15,${88 + drop} C -30,${84 + drop} -33,74 -36,60 C -44,54 -52,56 -62,48 C -76,34 -82,14 -87,-14 Z`;
  const element = d(shape(0), { fill: base, opacity: 0.86 });
  const set = setter(element, "d");
  return { element, jaw: (drop: number) => set(shape(drop)) };
}

function moustacheOf({ hair: { base } }: Look): SVGElement {
  return d("M 0,54 C -12,50 -28,54 -37,66 C -38,72 -36,76 -33,77 C -30,68 -18,64 -8,65 C -4,66 4,66 8,65 C 18,64 30,68 33,77 C 36,76 38,72 37,66 C 28,54 12,50 0,54 Z", { fill: base, opacity: 0.86 });
}

function glasses(): SVGElement {
  const rim = { fill: "#ffffff", "fill-opacity": 0.1, stroke: "#2d2a2a", "stroke-width": 3.6 };
  return el("g", {}, [
    ...[-1, 1].map((side) => el("rect", { x: side * 38.5 - 27, y: -26, width: 54, height: 43, rx: 17, ...rim })),
    line("M -11.5,-9 C -7,-14 7,-14 11.5,-9 M -65.5,-12 L -88,-16 M 65.5,-12 L 88,-16", "#2d2a2a", 3.6),
    line("M -56,-16 L -44,-22 M 22,-15 L 33,-21", "#ffffff", 2.5, 0.5),
  ]);
}
