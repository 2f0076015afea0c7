// Hair in two layers, behind the head and over the forehead. Both move with the head.

import type { Look } from "./looks";
import { el, path, type Attributes } from "./svg";

export interface Hair {
  back: SVGElement[];
  front: SVGElement[];
}

const d = (data: string, attributes: Attributes) => el("path", { d: data, ...attributes });

/** A strand of light or shade along the hair. */
const strand = (data: string, colour: string, width: number, opacity: number) =>
  d(data, { fill: "none", stroke: colour, "stroke-width": width, "stroke-linecap": "round", opacity });

/** Fine strands side by side, light and dark in turn; `along` draws the one at 0 to 1. Two paths: each is painted anew
 * for every picture. */
const many = (count: number, along: (t: number) => string, light: string, dark: string) =>
  [dark, light].map((colour, side) => {
    const strands = Array.from({ length: count }, (_, index) => (index % 2 === side ? along((index + 0.5) / count) : ""));
    return strand(strands.join(" "), colour, 1.6, side ? 0.34 : 0.26);
  });

export function hairOf({ hair }: Look, fill: string): Hair {
  switch (hair.style) {
    case "bob":
      return bob(hair, fill);
    case "curls":
      return curls(hair);
    case "short":
      return short(hair, fill);
    case "swept":
      return swept(hair, fill);
  }
}

function bob({ light, dark }: Look["hair"], fill: string): Hair {
  return {
    back: [
      d("M 0,-156 C -74,-160 -110,-104 -112,-36 C -114,24 -122,66 -116,104 C -112,130 -84,140 -56,134 L 56,134 C 84,140 112,130 116,104 C 122,66 114,24 112,-36 C 110,-104 74,-160 0,-156 Z", { fill: dark }),
    ],
    front: [
      d("M -24,-124 C -52,-112 -78,-84 -83,-34 C -84,2 -74,40 -77,84 C -80,112 -98,126 -108,124 C -122,118 -121,84 -116,44 C -113,12 -114,-18 -110,-46 C -101,-114 -58,-160 2,-159 C 64,-158 102,-114 110,-46 C 114,-18 113,12 116,44 C 121,84 122,118 108,124 C 98,126 80,112 77,84 C 74,40 84,2 83,-34 C 70,-58 40,-76 12,-92 C -6,-102 -18,-112 -24,-124 Z", { fill }),
      ...many(7, (t) => path`M ${-16 + t * 18},${-126 - t * 26} C ${38 + t * 26},${-116 - t * 20} ${83 + t * 16},${-82 - t * 12} ${85 + t * 21},-30 C ${88 + t * 23},20 ${83 + t * 26},62 ${84 + t * 30},114`, light, dark),
      ...many(6, (t) => path`M ${-28 - t * 2},${-124 - t * 24} C ${-58 - t * 14},${-104 - t * 22} ${-83 - t * 21},-62 ${-86 - t * 22},-20 C ${-88 - t * 22},30 ${-83 - t * 28},72 ${-86 - t * 30},114`, light, dark),
      strand("M -24,-124 C 2,-98 58,-84 84,-38 C 92,-8 86,30 90,72", dark, 2, 0.35),
      strand("M -10,-140 C 40,-132 84,-98 97,-40 C 102,-8 98,40 103,92", light, 7, 0.4),
      strand("M 20,-146 C 60,-136 90,-106 100,-66", light, 4, 0.45),
      strand("M -40,-140 C -78,-118 -98,-78 -100,-30 C -101,10 -104,50 -103,96", light, 7, 0.4),
      strand("M -24,-124 C -58,-108 -86,-70 -90,-26 C -93,14 -88,50 -93,92", dark, 2, 0.35),
    ],
  };
}

/** Tight curls: many small rounds, each lit from the upper left; the nearer ones are lighter. */
function curls({ base, light, dark }: Look["hair"]): Hair {
  const disc = (x: number, y: number, r: number) => path`M ${x - r},${y} a ${r},${r} 0 1 0 ${2 * r},0 a ${r},${r} 0 1 0 ${-2 * r},0 Z`;
  const gleam = (x: number, y: number, r: number) =>
    path`M ${x - r * 0.66},${y + r * 0.08} C ${x - r * 0.66},${y - r * 0.7} ${x + r * 0.2},${y - r * 0.86} ${x + r * 0.5},${y - r * 0.34} ` +
    path`M ${x - r * 0.3},${y + r * 0.2} C ${x - r * 0.3},${y - r * 0.3} ${x + r * 0.2},${y - r * 0.4} ${x + r * 0.28},${y - r * 0.04}`;
  const ring = (count: number, from: number, to: number, rx: number, ry: number, cy: number, r: number, colour: string, shine: number) => {
    const curl = (draw: (x: number, y: number, r: number) => string) =>
      Array.from({ length: count }, (_, index) => {
        const angle = ((from + ((to - from) * index) / (count - 1)) * Math.PI) / 180;
        const wobble = 1 + 0.035 * Math.sin(index * 2.4);
        return draw(rx * wobble * Math.cos(angle), cy + ry * wobble * Math.sin(angle), r * (1 + 0.14 * Math.sin(index * 1.7)));
      }).join(" ");
    return [d(curl(disc), { fill: colour }), strand(curl(gleam), light, 2, shine)];
  };
  return {
    back: [
      el("ellipse", { cx: 0, cy: -38, rx: 132, ry: 124, fill: dark }),
      ...ring(24, 140, 400, 128, 120, -36, 23, dark, 0.12),
    ],
    front: [
      d("M -88,-18 C -92,-60 -70,-92 -40,-102 C -14,-110 14,-110 40,-102 C 70,-92 92,-60 88,-18 C 104,-30 118,-70 100,-110 C 76,-156 36,-164 0,-164 C -36,-164 -76,-156 -100,-110 C -118,-70 -104,-30 -88,-18 Z", { fill: base }),
      ...ring(19, 166, 374, 114, 112, -40, 20, base, 0.3),
      ...ring(15, 184, 356, 100, 92, -42, 18, base, 0.34),
      ...ring(14, 190, 350, 87, 74, -38, 14, base, 0.3),
    ],
  };
}

function short({ light, dark }: Look["hair"], fill: string): Hair {
  return {
    back: [d("M 0,-150 C -66,-152 -98,-104 -96,-40 C -96,-14 -93,6 -89,20 L 89,20 C 93,6 96,-14 96,-40 C 98,-104 66,-152 0,-150 Z", { fill: dark })],
    front: [
      d("M -87,-4 C -95,-30 -98,-62 -90,-92 C -78,-136 -38,-160 8,-160 C 58,-160 92,-130 96,-84 C 98,-54 94,-26 87,-4 C 84,-24 83,-44 78,-62 C 70,-70 60,-80 52,-92 C 45,-83 36,-77 22,-79 C 25,-85 24,-90 21,-94 C 12,-82 -2,-77 -17,-81 C -12,-87 -11,-92 -13,-96 C -24,-87 -40,-87 -56,-98 C -66,-86 -76,-74 -79,-60 C -83,-44 -84,-24 -87,-4 Z", { fill }),
      ...many(9, (t) => path`M ${-84 + t * 12},${-58 - t * 62} C ${-58 + t * 22},${-98 - t * 36} ${14},${-112 - t * 34} ${76 - t * 4},${-82 - t * 40}`, light, dark),
      strand("M -60,-118 C -28,-96 20,-96 54,-108", light, 5, 0.22),
      strand("M -46,-138 C -14,-118 32,-116 70,-124", light, 5, 0.4),
      strand("M -14,-150 C 16,-138 50,-136 80,-104", light, 3, 0.35),
    ],
  };
}

function swept({ light, dark }: Look["hair"], fill: string): Hair {
  return {
    back: [d("M 0,-146 C -64,-148 -98,-104 -95,-42 C -95,-16 -93,4 -89,18 L 89,18 C 93,4 95,-16 95,-42 C 98,-104 64,-148 0,-146 Z", { fill: dark })],
    front: [
      d("M -87,0 C -95,-26 -98,-60 -90,-90 C -80,-130 -46,-156 -4,-158 C 50,-162 88,-132 94,-88 C 98,-58 94,-26 87,0 C 85,-20 84,-40 80,-56 C 76,-72 72,-84 62,-96 C 36,-114 -10,-118 -52,-104 C -66,-94 -76,-76 -80,-56 C -84,-40 -85,-20 -87,0 Z", { fill }),
      ...many(9, (t) => path`M ${-58 + t * 40},${-104 - t * 12} C ${-40 + t * 40},${-136 - t * 8} ${10 + t * 30},${-148 + t * 12} ${50 + t * 34},${-134 + t * 44}`, light, dark),
      strand("M -54,-106 C -40,-130 0,-146 44,-138", light, 5, 0.4),
      strand("M -36,-110 C -18,-128 24,-136 64,-118", light, 4, 0.5),
      strand("M -8,-114 C 14,-124 44,-122 74,-100", light, 3, 0.5),
      strand("M -86,-44 C -88,-70 -82,-90 -70,-106", light, 6, 0.55),
      strand("M 86,-44 C 90,-66 86,-86 78,-100", light, 6, 0.5),
    ],
  };
}
