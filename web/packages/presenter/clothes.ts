// Shoulders and what is worn on them; drawn under the head, moved by the breath.

import type { Look } from "./looks";
import { el, path, type Attributes } from "./svg";

const d = (data: string, attributes: Attributes) => el("path", { d: data, ...attributes });
const fold = (data: string, colour: string, opacity = 0.4, width = 3) =>
  d(data, { fill: "none", stroke: colour, "stroke-width": width, "stroke-linecap": "round", opacity });

export function bodyOf(look: Look, id: string, fill: { cloth: string; neck: string; neckShade: string }): SVGElement[] {
  const light = d(`${shoulders(look.shoulders, look.neck + 20, 170)} Z`, { fill: `url(#${id}-fall)` });
  const chin = el("ellipse", { cx: 10, cy: 186, rx: 96, ry: 52, fill: `url(#${id}-under)` });
  return [neck(look, fill), ...garment(look, fill.cloth), light, chin];
}

function neck({ neck: w }: Look, fill: { neck: string; neckShade: string }): SVGElement {
  const shape = path`M ${-w},60 L ${-w - 1},140 C ${-w - 4},162 ${-w - 26},172 ${-w - 52},180 L 0,262 L ${w + 52},180 C ${w + 26},172 ${w + 4},162 ${w + 1},140 L ${w},60 Z`;
  return el("g", {}, [
    d(shape, { fill: fill.neck }),
    d(path`M ${-w},70 L ${-w - 1},128 C ${-w * 0.4},162 ${w * 0.5},162 ${w + 1},124 L ${w},70 Z`, { fill: fill.neckShade }),
  ]);
}

/** Outline of the shoulders, from the neck's foot down out of the picture. */
function shoulders(half: number, foot: number, collar: number): string {
  return (
    path`M ${-foot},${collar} C ${-foot - 30},${collar + 16} ${-half * 0.62},${collar + 22} ${-half * 0.82},${collar + 38} C ${-half},${collar + 54} ${-half - 12},${collar + 110} ${-half - 18},420 ` +
    path`L ${half + 18},420 C ${half + 12},${collar + 110} ${half},${collar + 54} ${half * 0.82},${collar + 38} C ${half * 0.62},${collar + 22} ${foot + 30},${collar + 16} ${foot},${collar} `
  );
}

function garment(look: Look, fill: string): SVGElement[] {
  const { cloth, neck: w, shoulders: half } = look;
  switch (look.clothes) {
    case "blazer":
      return [
        d(path`M ${-w - 30},176 C -30,226 30,226 ${w + 30},176 L 90,420 L -90,420 Z`, { fill: cloth.inner }),
        fold("M -44,196 C -22,222 22,222 44,196", cloth.innerShade, 0.9, 4),
        d(`${shoulders(half, w + 24, 162)} C 52,214 34,268 6,330 L 2,420 L -2,420 L -6,330 C -34,268 -52,214 ${-w - 24},162 Z`, { fill }),
        d(path`M ${-w - 24},162 C -84,172 -96,190 -104,204 L -72,226 L -86,240 L -4,352 C -22,290 -46,220 ${-w - 24},162 Z`, { fill: cloth.light }),
        d(path`M ${w + 24},162 C 84,172 96,190 104,204 L 72,226 L 86,240 L 4,352 C 22,290 46,220 ${w + 24},162 Z`, { fill: cloth.light }),
        fold("M -104,204 L -72,226 L -86,240 L -4,352", cloth.dark, 0.75, 2.5),
        fold("M 104,204 L 72,226 L 86,240 L 4,352", cloth.dark, 0.75, 2.5),
        fold("M -158,236 C -150,280 -148,330 -150,400", cloth.dark, 0.5),
        fold("M 158,236 C 150,280 148,330 150,400", cloth.dark, 0.6),
      ];
    case "turtleneck":
      return [
        d(`${shoulders(half, w + 16, 160)} L ${-w - 16},160 Z`, { fill }),
        d(path`M ${-w - 7},122 C ${-w * 0.5},142 ${w * 0.5},142 ${w + 7},122 C ${w + 12},142 ${w + 18},158 ${w + 24},170 C ${w * 0.5},198 ${-w * 0.5},198 ${-w - 24},170 C ${-w - 18},158 ${-w - 12},142 ${-w - 7},122 Z`, { fill: cloth.light }),
        ...[-30, -20, -10, 0, 10, 20, 30].map((x) => fold(path`M ${x},${138 - Math.abs(x) * 0.25} L ${x * 1.2},${188 - Math.abs(x) * 0.3}`, cloth.dark, 0.3, 2)),
        fold(path`M ${-w - 24},170 C ${-w * 0.5},200 ${w * 0.5},200 ${w + 24},170`, cloth.dark, 0.6, 4),
        fold("M -150,240 C -142,290 -142,340 -146,400", cloth.dark, 0.5),
        fold("M 150,240 C 142,290 142,340 146,400", cloth.dark, 0.6),
        fold("M -96,214 C -70,240 -40,252 -8,256", cloth.dark, 0.16, 5),
        fold("M 104,214 C 84,236 62,248 40,254", cloth.dark, 0.16, 5),
      ];
    case "overshirt":
      return [
        d(path`M ${-w - 22},158 L ${-w - 14},156 C ${-w - 4},214 ${w + 4},214 ${w + 14},156 L ${w + 22},158 L 100,214 L 110,420 L -110,420 L -100,214 Z`, { fill: cloth.inner }),
        fold(path`M ${-w - 17},158 C ${-w - 4},218 ${w + 4},218 ${w + 17},158`, cloth.innerShade, 1, 6),
        fold("M -52,300 C -40,330 -40,370 -48,410", cloth.innerShade, 0.7, 4),
        d(`${shoulders(half, w + 26, 158)} C 86,214 74,300 62,420 L -62,420 C -74,300 -86,214 ${-w - 26},158 Z`, { fill }),
        d(path`M ${-w - 22},148 C -84,160 -104,178 -116,200 L -84,236 C -80,206 -74,178 ${-w - 22},148 Z`, { fill: cloth.light }),
        d(path`M ${w + 22},148 C 84,160 104,178 116,200 L 84,236 C 80,206 74,178 ${w + 22},148 Z`, { fill: cloth.light }),
        fold("M -116,200 L -84,236", cloth.dark, 0.7, 2.5),
        fold("M 116,200 L 84,236", cloth.dark, 0.7, 2.5),
        fold("M -168,240 C -160,290 -160,340 -162,400", cloth.dark, 0.5),
        fold("M 168,240 C 160,290 160,340 162,400", cloth.dark, 0.6),
      ];
    case "sweater":
      return [
        d(path`M ${-w - 34},150 L 0,216 L ${w + 34},150 L 70,320 L -70,320 Z`, { fill: cloth.inner }),
        d(`${shoulders(half, w + 30, 166)} C 66,206 38,252 0,286 C -38,252 -66,206 ${-w - 30},166 Z`, { fill }),
        fold(path`M ${-w - 30},168 C -66,208 -38,254 0,288 C 38,254 66,208 ${w + 30},168`, cloth.dark, 0.5, 5),
        ...[-1, 1].flatMap((side) => {
          const edge = path`L ${side * 42},236 L ${side * 3},206`;
          const outer = path`M ${side * (w + 2)},116 C ${side * (w + 22)},130 ${side * (w + 32)},150 ${side * (w + 36)},172 `;
          return [
            d(`${outer}${edge} ${path`C ${side * 22},188 ${side * (w - 6)},158 ${side * (w + 2)},116`} Z`, { fill: cloth.inner }),
            fold(`${outer}${edge}`, cloth.innerShade, 1, 2.5),
          ];
        }),
        el("circle", { cx: 0, cy: 232, r: 3, fill: cloth.innerShade }),
        fold("M -168,244 C -160,290 -160,340 -162,400", cloth.dark, 0.5),
        fold("M 168,244 C 160,290 160,340 162,400", cloth.dark, 0.6),
      ];
  }
}
