import { describe, expect, it } from "vitest";
import { approachPose, blinkAt, BLINK_MS, blinkPause, breath, glance, nodAt, nodPause, REST, sway, wander } from "./motion";

const times = Array.from({ length: 2_000 }, (_, index) => index * 0.05);

describe("motion", () => {
  it("moves the head little, and least while she answers", () => {
    for (const seconds of times) {
      expect(Math.abs(wander(seconds, 1))).toBeLessThanOrEqual(1);
      expect(Math.abs(sway(seconds, "speaking").roll)).toBeLessThanOrEqual(1.5);
      expect(Math.abs(sway(seconds, "listening").roll)).toBeLessThan(0.7);
    }
  });

  it("breathes between empty and full without a jump", () => {
    for (const [index, seconds] of times.entries()) {
      const air = breath(seconds);
      expect(air).toBeGreaterThanOrEqual(0);
      expect(air).toBeLessThanOrEqual(1);
      if (index > 0) expect(Math.abs(air - breath(times[index - 1]!))).toBeLessThan(0.1);
    }
  });

  it("closes the lids fully in a blink and opens them again", () => {
    expect(blinkAt(-1)).toBe(1);
    expect(blinkAt(65)).toBe(0);
    expect(blinkAt(BLINK_MS)).toBe(1);
  });

  it("begins and ends a nod with the head up", () => {
    expect(nodAt(0)).toBeCloseTo(0);
    expect(nodAt(225)).toBeCloseTo(1);
    expect(nodAt(10_000)).toBe(0);
  });

  it("pauses as people do", () => {
    expect(blinkPause(0, "speaking")).toBeGreaterThan(1_000);
    expect(blinkPause(1, "listening")).toBeLessThan(8_000);
    expect(nodPause(0.5, "hearing")).toBeLessThan(nodPause(0.5, "listening"));
  });

  it("keeps its eyes on her while she answers, and lets them wander a little while it speaks", () => {
    const widest = (state: "hearing" | "speaking") => Math.max(...times.map((seconds) => Math.abs(glance(seconds, state).gazeX)));
    expect(widest("hearing")).toBeLessThanOrEqual(0.7);
    expect(widest("speaking")).toBeGreaterThan(1.5);
    expect(widest("speaking")).toBeLessThanOrEqual(3.4);
  });

  it("rests its eyes elsewhere only while thinking", () => {
    expect(REST.thinking.gazeX).not.toBe(0);
    expect(REST.listening.gazeX).toBe(0);
    const later = approachPose(REST.listening, REST.thinking, 5_000);
    expect(later.gazeX).toBeCloseTo(REST.thinking.gazeX, 3);
  });
});
