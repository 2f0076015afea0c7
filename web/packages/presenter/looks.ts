// The people who may interview: colours, build and clothes. A look changes what is drawn, never how it moves.
// Unknown ids get the first look.

import type { LipBuild } from "./mouth";

export interface Look {
  skin: { base: string; light: string; shade: string; deep: string; blush: string };
  lips: { upper: string; lower: string; seam: string; build: LipBuild };
  hair: { base: string; light: string; dark: string; style: "bob" | "curls" | "short" | "swept" };
  brow: { colour: string; thickness: number; arch: number };
  eyes: { light: string; iris: string; rim: string; lash: number };
  /** Half the width of the jaw, and how far the chin reaches down. */
  jaw: { width: number; chin: number };
  neck: number;
  shoulders: number;
  clothes: "blazer" | "turtleneck" | "overshirt" | "sweater";
  cloth: { main: string; light: string; dark: string; inner: string; innerShade: string };
  glasses: boolean;
  beard: boolean;
  earrings: boolean;
}

const ada: Look = {
  skin: { base: "#f0c5a6", light: "#fbdcc4", shade: "#d99f7d", deep: "#b97858", blush: "#e58b74" },
  lips: { upper: "#b9594f", lower: "#cc6e63", seam: "#7d332d", build: { upper: 6, lower: 8 } },
  hair: { base: "#7c3f22", light: "#ad6136", dark: "#522612", style: "bob" },
  brow: { colour: "#643219", thickness: 5, arch: 7 },
  eyes: { light: "#9cc0a6", iris: "#4f7a68", rim: "#2b4a40", lash: 2.6 },
  jaw: { width: 47, chin: 118 },
  neck: 36,
  shoulders: 196,
  clothes: "blazer",
  cloth: { main: "#27435c", light: "#37597a", dark: "#182c3f", inner: "#f6efe3", innerShade: "#ddd1bf" },
  glasses: false,
  beard: false,
  earrings: false,
};

const noor: Look = {
  skin: { base: "#8a5639", light: "#a97150", shade: "#693c26", deep: "#4b2817", blush: "#a34f38" },
  lips: { upper: "#74342d", lower: "#94504a", seam: "#3c1614", build: { upper: 7.5, lower: 9.5 } },
  hair: { base: "#30211c", light: "#6b4b3d", dark: "#1c120f", style: "curls" },
  brow: { colour: "#1f1310", thickness: 5.4, arch: 7.5 },
  eyes: { light: "#8a5a3a", iris: "#4a2c1b", rim: "#24130b", lash: 2.9 },
  jaw: { width: 49, chin: 117 },
  neck: 36,
  shoulders: 196,
  clothes: "turtleneck",
  cloth: { main: "#d39a3a", light: "#e6b65f", dark: "#a87323", inner: "#d39a3a", innerShade: "#b07d2b" },
  glasses: false,
  beard: false,
  earrings: true,
};

const kenji: Look = {
  skin: { base: "#e9bf95", light: "#f7d7b4", shade: "#cf9c70", deep: "#a87550", blush: "#dc8f6d" },
  lips: { upper: "#b26d58", lower: "#c48370", seam: "#7a4133", build: { upper: 4.6, lower: 6.6 } },
  hair: { base: "#1f2126", light: "#454a54", dark: "#111216", style: "short" },
  brow: { colour: "#1d1e22", thickness: 6, arch: 4.5 },
  eyes: { light: "#8d6443", iris: "#4a3324", rim: "#251810", lash: 2.1 },
  jaw: { width: 53, chin: 120 },
  neck: 42,
  shoulders: 214,
  clothes: "overshirt",
  cloth: { main: "#4d5a57", light: "#64736f", dark: "#37423f", inner: "#f1f0ec", innerShade: "#d3d3cd" },
  glasses: true,
  beard: false,
  earrings: false,
};

const tomas: Look = {
  skin: { base: "#d9a37c", light: "#edbf9b", shade: "#b97d58", deep: "#935b3b", blush: "#c97a5e" },
  lips: { upper: "#9f5a48", lower: "#b56f5d", seam: "#693024", build: { upper: 4.4, lower: 6.6 } },
  hair: { base: "#6d6862", light: "#a09a92", dark: "#47423d", style: "swept" },
  brow: { colour: "#4d4640", thickness: 6.6, arch: 4.5 },
  eyes: { light: "#a3c3da", iris: "#4d6f8c", rim: "#2c445a", lash: 2 },
  jaw: { width: 56, chin: 122 },
  neck: 45,
  shoulders: 220,
  clothes: "sweater",
  cloth: { main: "#3f5a45", light: "#55755c", dark: "#2c4131", inner: "#dbe6f0", innerShade: "#b3c4d4" },
  glasses: false,
  beard: true,
  earrings: false,
};

export const LOOKS = { ada, noor, kenji, tomas } as const;

export function lookOf(id: string): Look {
  return id in LOOKS ? LOOKS[id as keyof typeof LOOKS] : ada;
}
