// A company's colours as the custom properties of tokens.css. The server has checked that its text can be read on its
// page (4.5:1) and its buttons be told from it (3:1); here everything that stands beside them follows. Pure.
import type { Colours } from "@vivavoce/live";

const TEXT = 4.5;
const PART = 3;
const BLACK = "#000000";
const WHITE = "#ffffff";
/** The dark page of tokens.css, for who prefers it and a company whose page is light. */
const DARK = { ground: "#121615", surface: "#1a201e", sunk: "#222927", ink: "#eceeea" };

const parts = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** WCAG 2.2: relative luminance of `#rrggbb`. */
export function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = parts(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2: contrast ratio, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** `share` of the second colour in the first. */
export function mix(one: string, other: string, share: number): string {
  const second = parts(other);
  const mixed = parts(one).map((part, at) => Math.round(part + (second[at]! - part) * share));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

const worst = (colour: string, grounds: string[]) => Math.min(...grounds.map((ground) => contrast(colour, ground)));

/** The colour, as little darker or lighter as is needed to be seen on all of these grounds. */
export function legible(colour: string, grounds: string[], least: number): string {
  const towards = worst(BLACK, grounds) > worst(WHITE, grounds) ? BLACK : WHITE;
  for (let share = 0; share < 1; share += 0.05) {
    const tried = mix(colour, towards, share);
    if (worst(tried, grounds) >= least) return tried;
  }
  return towards;
}

/** The custom properties; `dark`: she prefers a dark page, which a company's light one gives way to. */
export function propertiesOf(colours: Colours, dark: boolean): Record<string, string> {
  const own = !dark || luminance(colours.background) < 0.2;
  return own ? { ...page(colours), ...marks(colours, groundsOf(colours)) } : marks({ ...colours, text: DARK.ink }, DARK);
}

interface Grounds {
  ground: string;
  surface: string;
  sunk: string;
}

function groundsOf({ background, text }: Colours): Grounds {
  const surface = luminance(background) > 0.4 ? mix(background, WHITE, 0.6) : mix(background, text, 0.06);
  return { ground: background, surface, sunk: mix(background, text, 0.05) };
}

function page(colours: Colours): Record<string, string> {
  const { background, text } = colours;
  const { ground, surface, sunk } = groundsOf(colours);
  const all = [ground, surface, sunk];
  return {
    "color-scheme": luminance(background) < 0.2 ? "dark" : "light",
    "--ground": ground,
    "--surface": surface,
    "--surface-sunk": sunk,
    "--ink": legible(text, all, TEXT),
    "--ink-soft": legible(mix(text, background, 0.3), all, TEXT),
    "--line": mix(background, text, 0.15),
    "--line-strong": legible(mix(background, text, 0.45), all, PART),
    "--good": legible("#1f7a43", all, TEXT),
    "--bad": legible("#b3372c", all, TEXT),
    "--focus": legible("#0b7f9c", all, PART),
  };
}

function marks({ primary, on_primary, text }: Colours, { ground, surface, sunk }: Grounds): Record<string, string> {
  const readable = (soft: string) => worst(legible(primary, [ground, surface, sunk, soft], TEXT), [ground, surface, sunk, soft]) >= TEXT;
  const soft = [0.14, 0.06].map((share) => mix(surface, primary, share)).find(readable) ?? surface;
  const accent = legible(primary, [ground, surface, sunk, soft], TEXT);
  const own = contrast(on_primary, accent) >= TEXT ? on_primary : legible(on_primary, [accent], TEXT);
  return {
    "--accent": accent,
    "--on-accent": own,
    "--accent-hover": mix(accent, luminance(own) > luminance(accent) ? BLACK : WHITE, 0.15),
    "--accent-soft": soft,
    "--on-accent-soft": legible(text, [soft], TEXT),
  };
}
