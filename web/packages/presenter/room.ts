// What is behind the interviewer: four rooms, out of focus, in daylight from the left. A room never moves, so it is a
// picture of its own and painted once. What is worth seeing stands beside the shoulders, where a phone shows it too.

import { el, gradient } from "./svg";

export const ROOMS = ["study", "studio", "library", "office"] as const;

export type Room = (typeof ROOMS)[number];

/** Unknown names get the first. */
export function roomNamed(name: string): Room {
  return ROOMS.find((room) => room === name) ?? "study";
}

const WIDTH = 1600;
const HEIGHT = 900;

interface Paint {
  wall: [light: string, middle: string, far: string];
  glow: string;
  /** The nearer things are the sharper. */
  blur: number;
  things(id: string): SVGElement[];
  /** What shines by itself, and stays bright in the evening. */
  lights(id: string): SVGElement[];
}

const box = (x: number, y: number, width: number, height: number, fill: string, rx = 3, opacity = 1) =>
  el("rect", { x, y, width, height, rx, fill, opacity });
const round = (cx: number, cy: number, rx: number, ry: number, fill: string, opacity = 1) => el("ellipse", { cx, cy, rx, ry, fill, opacity });
const shape = (d: string, fill: string, opacity = 1) => el("path", { d, fill, opacity });

function sky(x: number, y: number, width: number, height: number, id: string): SVGElement {
  const pane = box(x, y, width, height, `url(#${id}-sky)`);
  pane.setAttribute("class", "presenter-sky");
  return pane;
}

/** The same numbers every time: a room looks the same tomorrow. */
function dice(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

/** Books on a board, some of them leaning, with gaps. */
function books(from: number, to: number, board: number, tall: number, colours: string[], seed: number): SVGElement[] {
  const next = dice(seed);
  const row: SVGElement[] = [];
  for (let x = from; x < to; ) {
    const width = 15 + next() * 19;
    const height = tall * (0.66 + next() * 0.34);
    const colour = colours[Math.floor(next() * colours.length)]!;
    if (next() < 0.09) x += 26 + next() * 40;
    if (x + width > to) break;
    const book = box(x, board - height, width, height, colour, 2);
    if (next() < 0.08) book.setAttribute("transform", `rotate(7 ${x + width} ${board})`);
    row.push(book, box(x + 2, board - height * 0.82, width - 4, 5, "#ffffff", 1, 0.22));
    x += width + 1.5;
  }
  return row;
}

/** A plant in a pot: leaves fan out from one point. */
function plant(x: number, y: number, size: number, leaves: string[], pot: string): SVGElement[] {
  const wide = size * 0.2;
  const fan = [-66, -44, -22, -4, 16, 38, 60].map((angle, index) => {
    const long = size * (1 + 0.28 * Math.sin(index * 2.1));
    const leaf = shape(`M 0,0 C ${-wide},${-long * 0.4} ${-wide},${-long * 0.75} 0,${-long} C ${wide},${-long * 0.75} ${wide},${-long * 0.4} 0,0 Z`, leaves[index % leaves.length]!);
    leaf.setAttribute("transform", `translate(${x} ${y}) rotate(${angle})`);
    return leaf;
  });
  return [...fan, shape(`M ${x - size * 0.34},${y - 6} L ${x + size * 0.34},${y - 6} L ${x + size * 0.26},${y + size * 0.52} L ${x - size * 0.26},${y + size * 0.52} Z`, pot)];
}

function lamp(id: string, x: number, y: number, shade: string): SVGElement[] {
  return [
    round(x, y + 20, 250, 230, `url(#${id}-lamp)`),
    box(x - 4, y + 50, 8, 150, "#6d5a45", 3),
    shape(`M ${x - 42},${y - 34} L ${x + 42},${y - 34} L ${x + 66},${y + 56} L ${x - 66},${y + 56} Z`, shade),
    shape(`M ${x - 66},${y + 56} L ${x + 66},${y + 56} L ${x + 60},${y + 34} L ${x - 60},${y + 34} Z`, "#fff6df", 0.75),
    round(x, y + 204, 46, 10, "#6d5a45"),
  ];
}

/** A window and the light that it throws. */
function sash(id: string, x: number, y: number, width: number, height: number, frame: string): SVGElement[] {
  const pane = (width - 36) / 2;
  return [
    box(x - 12, y - 12, width + 24, height + 24, frame, 6),
    ...[0, 1].flatMap((column) => [0, 1].map((row) => sky(x + 8 + column * (pane + 20), y + 8 + row * (height / 2), pane, height / 2 - 16, id))),
    shape(`M ${x},${y + height} L ${x + width},${y + height} L ${x + width + 420},${HEIGHT} L ${x + 180},${HEIGHT} Z`, "#ffffff", 0.16),
  ];
}

const PAINTS: Record<Room, Paint> = {
  study: {
    wall: ["#f0efe2", "#d3dccf", "#a9bbab"],
    glow: "#fff8e4",
    blur: 9,
    things: (id) => [
      ...sash(id, 110, 60, 320, 470, "#f7f4ea"),
      shape("M 60,30 C 120,200 90,420 62,640 L -40,640 L -40,30 Z", "#e9dfc8", 0.9),
      shape("M 452,30 C 430,240 452,440 486,640 L 560,640 C 540,420 540,200 548,30 Z", "#e9dfc8", 0.75),
      box(1110, 262, 520, 18, "#a78258"),
      box(1110, 520, 520, 18, "#a78258"),
      ...books(1122, 1372, 262, 150, ["#7d9683", "#c98e63", "#e8dfc9", "#4f6f74", "#b5654c", "#d9b56c"], 7),
      ...books(1220, 1600, 520, 160, ["#56766a", "#d9a25f", "#efe6d2", "#8a5a48", "#91a9a0", "#384f57"], 23),
      ...plant(1450, 232, 96, ["#5f8b63", "#7ba578", "#4a7552"], "#d8c4a4"),
      box(1090, 690, 560, 240, "#8f6b47", 8),
      ...plant(420, 770, 190, ["#4f7d58", "#6d9a6c", "#86ad7d"], "#c9785a"),
    ],
    lights: (id) => lamp(id, 1164, 318, "#f4dfae"),
  },
  studio: {
    wall: ["#f3d9bd", "#bf8f78", "#57484f"],
    glow: "#ffe3bd",
    blur: 8,
    things: () => [
      ...Array.from({ length: 13 }, (_, index) => box(1150 + index * 38, 0, 21, 900, index % 2 ? "#6c4b43" : "#7a5549", 2, 0.75)),
      ...Array.from({ length: 13 }, (_, index) => box(1150 + index * 38, 0, 6, 900, "#e9b48d", 2, 0.22)),
      box(296, 520, 10, 400, "#3a3135", 4),
      ...plant(1330, 700, 200, ["#4d6b52", "#6b8c62", "#3f5a47"], "#d9c0a6"),
      box(1400, 504, 300, 16, "#4a373a", 4),
      box(0, 760, 1600, 140, "#4b3b41", 0, 0.5),
    ],
    lights: (id) => [
      round(300, 330, 330, 330, `url(#${id}-lamp)`),
      box(196, 120, 214, 400, "#fffaf0", 18),
      box(212, 136, 182, 368, "#fff3d9", 12),
      ...lamp(id, 1492, 300, "#ffdca0"),
    ],
  },
  library: {
    wall: ["#d9c3a0", "#9a7a57", "#5a4433"],
    glow: "#ffe7b8",
    blur: 7,
    things: () => [
      ...[188, 388, 588, 788].flatMap((board, row) => [
        ...books(20, 560, board, 158, ["#7c3b34", "#c19a5b", "#3f5a57", "#e2d3b2", "#5b4a6b", "#8f6a3d", "#2f4858"], 31 + row * 17),
        ...books(600, 1020, board, 158, ["#6a4b3c", "#b98f58", "#455d5a", "#d6c6a6", "#7a463c"], 71 + row * 13),
        ...books(1060, 1590, board, 158, ["#5d3a3a", "#c9a467", "#36544f", "#ece0c4", "#4d5a72", "#9a6f43", "#7f4a3b"], 5 + row * 29),
        box(0, board, 1600, 16, "#6b4a30", 2),
        box(0, board + 16, 1600, 14, "#2d1d12", 0, 0.35),
      ]),
      ...[-10, 572, 1032, 1590].map((x) => box(x, 0, 28, 900, "#7a5537", 2)),
    ],
    lights: (id) => [...lamp(id, 268, 330, "#f6d797"), ...lamp(id, 1340, 330, "#f6d797")],
  },
  office: {
    wall: ["#fbfcfc", "#d7e3ea", "#9fb3c0"],
    glow: "#ffffff",
    blur: 9,
    things: (id) => [
      sky(0, 0, 1120, 640, id),
      ...[[30, 300, 120], [140, 190, 96], [232, 350, 130], [352, 240, 84], [430, 390, 120], [560, 210, 110], [690, 330, 140], [850, 180, 90], [950, 300, 150]].flatMap(([x, top, width], index) => [
        box(x!, 640 - top!, width!, top!, index % 2 ? "#a9c0ce" : "#bccfda", 2),
        ...Array.from({ length: 3 }, (_, column) => box(x! + 14 + (column * (width! - 20)) / 3, 640 - top! + 20, 10, top! - 40, "#ffffff", 1, 0.35)),
      ]),
      ...[-8, 262, 540, 830, 1110].map((x) => box(x, 0, 20, 650, "#f5f7f8", 2)),
      box(0, 640, 1130, 26, "#f5f7f8", 2),
      box(0, 666, 1600, 234, "#c9b59a", 0, 0.55),
      box(1130, 0, 480, 900, "#e9edee", 0),
      box(1130, 0, 26, 900, "#b9c7cf", 0, 0.5),
      box(1220, 130, 250, 180, "#f8f8f5", 6),
      shape("M 1232,298 L 1232,232 C 1270,190 1310,240 1350,206 C 1390,170 1420,220 1458,196 L 1458,298 Z", "#7fa6a6", 0.75),
      round(1400, 180, 20, 20, "#e7a977", 0.9),
      box(1190, 600, 460, 300, "#b98f63", 6),
      box(1190, 600, 460, 12, "#d5b084", 4),
      ...books(1210, 1320, 600, 92, ["#4f7480", "#e2d7c2", "#c6805c", "#7f9b8b"], 41),
      ...plant(1420, 560, 150, ["#5d8f6a", "#7cab7d", "#48785a"], "#f2efe8"),
      ...plant(330, 720, 170, ["#5d8f6a", "#86b284", "#48785a"], "#e8e2d6"),
    ],
    lights: () => [],
  },
};

export function roomOf(room: Room, id: string): SVGSVGElement {
  const { wall, glow, blur, things, lights } = PAINTS[room];
  const inBox = { gradientUnits: "objectBoundingBox" };
  return el("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "xMidYMid slice", class: "presenter-room", "data-room": room, "aria-hidden": "true" }, [
    el("defs", {}, [
      gradient(`${id}-wall`, [[0, wall[0]], [0.5, wall[1]], [1, wall[2]]], "radial", { cx: 600, cy: 300, r: 1150 }),
      gradient(`${id}-sky`, [[0, "#eaf5fb"], [1, "#fffdf3"]], "linear", { ...inBox, x1: 0, y1: 0, x2: 0, y2: 1 }),
      gradient(`${id}-lamp`, [[0, glow, 0.85], [0.35, glow, 0.4], [1, glow, 0]], "radial", inBox),
      gradient(`${id}-halo`, [[0, glow, 0.6], [0.6, glow, 0.22], [1, glow, 0]], "radial", inBox),
      gradient(`${id}-dusk`, [[0, "#000000", 0], [0.72, "#000000", 0], [1, "#000000", 0.28]], "radial", { cx: 800, cy: 400, r: 980 }),
      el("filter", { id: `${id}-blur`, x: "-4%", y: "-4%", width: "108%", height: "108%" }, [el("feGaussianBlur", { stdDeviation: blur })]),
    ]),
    el("g", { class: "presenter-day" }, [
      el("rect", { width: WIDTH, height: HEIGHT, fill: `url(#${id}-wall)` }),
      el("g", { filter: `url(#${id}-blur)` }, things(id)),
    ]),
    el("g", { filter: `url(#${id}-blur)` }, lights(id)),
    el("ellipse", { cx: 760, cy: 380, rx: 560, ry: 480, fill: `url(#${id}-halo)`, class: "presenter-halo" }),
    el("rect", { width: WIDTH, height: HEIGHT, fill: `url(#${id}-dusk)` }),
  ]);
}
