import { describe, expect, it } from "vitest";
import { afterPress, FINISH, meaningOf, MENU, placeOf, REPEAT, type KeyPress } from "./commands";

const press = (key: string, code = `Key${key.toUpperCase()}`, more: Partial<KeyPress> = {}): KeyPress => ({
  key, code, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...more,
});

describe("keys", () => {
  it("mean one command each", () => {
    const keys = [FINISH, REPEAT, ...MENU].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.map((key) => meaningOf(press(key), "page"))).toEqual([FINISH, REPEAT, ...MENU].map(({ name }) => name));
  });

  it("mean nothing in a text, with another key, or without a command", () => {
    expect(meaningOf(press("r"), "text")).toBeNull();
    for (const modifier of ["altKey", "ctrlKey", "metaKey", "shiftKey"]) expect(meaningOf(press("r", "KeyR", { [modifier]: true }), "page")).toBeNull();
    expect(meaningOf(press("q"), "page")).toBeNull();
    expect(meaningOf(press("Enter", "Enter"), "page")).toBeNull();
  });

  it("are found by what is printed on them, else by their place", () => {
    expect(meaningOf(press("a", "KeyQ"), "page")).toBe("add");
    expect(meaningOf(press("к", "KeyR"), "page")).toBe("repeat");
  });

  it("leave Space to what it presses or writes", () => {
    const places = (["page", "control", "text"] as const).map((place) => meaningOf(press(" ", "Space"), place));
    expect(places).toEqual(["hold", null, null]);
    expect(meaningOf(press("r"), "control")).toBe("repeat");
  });
});

it("knows a place by what is around it", () => {
  const inside = (name: string) => ({ closest: (list: string) => (list.split(/, (?=[a-z[])/).some((one) => one.startsWith(name)) ? {} : null) }) as unknown as Element;
  expect(placeOf(null)).toBe("page");
  expect(placeOf(inside("h1"))).toBe("page");
  expect(placeOf(inside("textarea"))).toBe("text");
  expect(placeOf(inside("button"))).toBe("control");
});

it("takes a tap for a switch and a long press for as long as it lasts", () => {
  expect(afterPress(false, 120)).toBe(true);
  expect(afterPress(true, 120)).toBe(false);
  expect(afterPress(false, 2_000)).toBe(false);
  expect(afterPress(true, 2_000)).toBe(false);
});
