import { expect, it } from "vitest";
import type { Colours } from "@vivavoce/live";
import { contrast, legible, luminance, mix, propertiesOf } from "./brand";

it.each([
  ["#000000", "#ffffff", 21],
  ["#777777", "#ffffff", 4.48],
  ["#1a4fa3", "#1a4fa3", 1],
])("measures contrast as WCAG does: %s on %s", (one, other, ratio) => expect(contrast(one, other)).toBeCloseTo(ratio, 1));

it("mixes", () => expect(mix("#000000", "#ffffff", 0.5)).toBe("#808080"));

it("leaves alone what can be read", () => expect(legible("#14665c", ["#ffffff"], 4.5)).toBe("#14665c"));

const BRANDS: Record<string, Colours> = {
  blue: { primary: "#1a4fa3", on_primary: "#ffffff", background: "#ffffff", text: "#111111" },
  "as pale as is allowed": { primary: "#949494", on_primary: "#111111", background: "#ffffff", text: "#767676" },
  yellow: { primary: "#7a1fa2", on_primary: "#ffffff", background: "#ffd400", text: "#000000" },
  night: { primary: "#ffb300", on_primary: "#111111", background: "#0a0a23", text: "#f2f2ff" },
  grey: { primary: "#000000", on_primary: "#ffffff", background: "#8a8a8a", text: "#000000" },
};

it.each(Object.entries(BRANDS).flatMap(([name, colours]) => [[name, false, colours], [name, true, colours]] as const))(
  "%s can be read everywhere (dark: %s)",
  (_, dark, colours) => {
    const set = { "--ground": "#121615", "--surface": "#1a201e", "--surface-sunk": "#222927", "--ink": "#eceeea", ...propertiesOf(colours, dark) };
    const grounds = ["--ground", "--surface", "--surface-sunk"].map((name) => set[name as "--ground"]);
    for (const name of ["--ink", "--ink-soft", "--accent", "--bad", "--good"]) {
      const colour = (set as Record<string, string>)[name];
      if (colour) for (const ground of grounds) expect(contrast(colour, ground), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    const { "--accent": accent, "--on-accent": on, "--accent-hover": hover, "--accent-soft": soft, "--on-accent-soft": onSoft } = set as Record<string, string>;
    for (const [one, other] of [[on, accent], [on, hover], [onSoft, soft], [accent, soft]]) expect(contrast(one!, other!)).toBeGreaterThanOrEqual(4.5);
  },
);

it("gives a light company's page up for who prefers a dark one, and keeps a dark company's", () => {
  expect(propertiesOf(BRANDS.blue!, true)).not.toHaveProperty("--ground");
  expect(luminance(propertiesOf(BRANDS.blue!, true)["--accent"]!)).toBeGreaterThan(0.1);
  expect(propertiesOf(BRANDS.night!, true)).toMatchObject({ "--ground": "#0a0a23", "color-scheme": "dark" });
  expect(propertiesOf(BRANDS.night!, false)).toMatchObject({ "--ground": "#0a0a23" });
});
