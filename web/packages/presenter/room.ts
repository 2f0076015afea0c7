// What is behind her: a quiet, out-of-focus room. It never moves, so it is a picture of its own and painted once.

import type { Look } from "./looks";
import { el, gradient } from "./svg";

export function roomOf({ room }: Look, id: string): SVGSVGElement {
  const soft = (name: string, colour: string, opacity: number) =>
    gradient(`${id}-${name}`, [[0, colour, opacity], [0.7, colour, opacity * 0.75], [1, colour, 0]], "radial", { gradientUnits: "objectBoundingBox" });
  return el("svg", { viewBox: "0 0 1600 900", preserveAspectRatio: "xMidYMid slice", class: "presenter-room", "aria-hidden": "true" }, [
    el("defs", {}, [
      gradient(`${id}-wall`, [[0, room.glow], [0.55, room.wall], [1, room.floor]], "radial", { cx: 620, cy: 280, r: 1100 }),
      gradient(`${id}-light`, [[0, room.glow, 0.95], [1, room.glow, 0]], "linear", { x1: 0, y1: 60, x2: 460, y2: 640 }),
      soft("leaf", room.accent, 0.5),
      soft("lamp", "#ffffff", 0.8),
      el("filter", { id: `${id}-blur`, x: "-10%", y: "-10%", width: "120%", height: "120%" }, [el("feGaussianBlur", { stdDeviation: 14 })]),
    ]),
    el("rect", { width: 1600, height: 900, fill: `url(#${id}-wall)` }),
    el("g", { filter: `url(#${id}-blur)` }, [
      el("path", { d: "M 90,70 H 270 V 590 H 90 Z M 292,70 H 472 V 590 H 292 Z", fill: `url(#${id}-light)` }),
      el("rect", { x: 1130, y: 330, width: 400, height: 14, rx: 4, fill: room.accent, opacity: 0.55 }),
      el("rect", { x: 1130, y: 560, width: 400, height: 14, rx: 4, fill: room.accent, opacity: 0.55 }),
      ...[[1160, 96, 26], [1190, 110, 22], [1218, 84, 30], [1254, 104, 24], [1400, 92, 28], [1434, 108, 22]].map(([x, height, width], index) =>
        el("rect", { x: x!, y: 330 - height!, width: width!, height: height!, rx: 3, fill: index % 2 ? room.floor : room.accent, opacity: 0.7 })),
      el("path", { d: "M 1290,330 h 64 l -8,-52 h -48 Z", fill: "#ffffff", opacity: 0.7 }),
      ...[[1180, 118, 30], [1216, 96, 26], [1248, 126, 34], [1290, 104, 24]].map(([x, height, width], index) =>
        el("rect", { x: x!, y: 560 - height!, width: width!, height: height!, rx: 3, fill: index % 2 ? room.accent : room.floor, opacity: 0.6 })),
      el("ellipse", { cx: 1452, cy: 500, rx: 46, ry: 58, fill: "#ffffff", opacity: 0.45 }),
      ...[[-38, 640, -20], [20, 600, 8], [70, 650, 34]].map(([x, y, angle]) =>
        el("ellipse", { cx: 60 + x!, cy: y! + 80, rx: 42, ry: 170, fill: `url(#${id}-leaf)`, transform: `rotate(${angle} ${60 + x!} ${y! + 200})` })),
    ]),
    el("ellipse", { cx: 780, cy: 400, rx: 620, ry: 520, fill: `url(#${id}-lamp)`, opacity: 0.5 }),
  ]);
}
