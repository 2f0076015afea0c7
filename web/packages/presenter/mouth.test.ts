import { describe, expect, it } from "vitest";
import { VISEMES } from "@vivavoce/live";
import { approach, mix, outline, SHAPES } from "./mouth";

const lips = { upper: 6, lower: 8 };

describe("mouth", () => {
  it("has a shape for every viseme of the wire", () => {
    expect(Object.keys(SHAPES).sort()).toEqual([...VISEMES].sort());
  });

  it("closes for the lips, opens widest for aa, narrows for u, spreads for i", () => {
    expect(SHAPES.PP.open).toBe(0);
    for (const viseme of VISEMES) {
      expect(SHAPES[viseme].open).toBeLessThanOrEqual(SHAPES.aa.open);
      expect(SHAPES[viseme].width).toBeGreaterThanOrEqual(SHAPES.U.width);
      expect(SHAPES[viseme].width).toBeLessThanOrEqual(SHAPES.I.width);
    }
  });

  it("mixes halfway", () => {
    expect(mix(SHAPES.sil, SHAPES.aa, 0.5).open).toBe(SHAPES.aa.open / 2);
  });

  it("approaches without overshooting and arrives", () => {
    let mouth = SHAPES.sil;
    let before = 0;
    for (let frame = 0; frame < 30; frame++) {
      mouth = approach(mouth, "aa", 16);
      expect(mouth.open).toBeGreaterThanOrEqual(before);
      expect(mouth.open).toBeLessThanOrEqual(SHAPES.aa.open);
      before = mouth.open;
    }
    expect(mouth.open).toBeCloseTo(SHAPES.aa.open, 1);
  });

  it("gives the same mouth at thirty and at sixty pictures a second", () => {
    const slow = approach(SHAPES.sil, "O", 32);
    const fast = approach(approach(SHAPES.sil, "O", 16), "O", 16);
    expect(fast.open).toBeCloseTo(slow.open, 9);
    expect(fast.width).toBeCloseTo(slow.width, 9);
  });

  it("is nearly closed within the shortest p of speech", () => {
    expect(approach(SHAPES.aa, "PP", 70).open).toBeLessThan(0.1 * SHAPES.aa.open);
  });

  it("draws only finite numbers", () => {
    for (const viseme of VISEMES) {
      const drawn = JSON.stringify(outline(SHAPES[viseme], lips, 4));
      expect(drawn).not.toMatch(/NaN|Infinity|null/);
    }
  });
});
