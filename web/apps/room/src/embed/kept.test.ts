import { expect, it } from "vitest";
import { inHistory, inStorage, Memory, type KeptLink } from "./kept";

const LINK: KeptLink = { token: "t", profile_interview_id: "p", allowed_origins: ["https://shop.example"] };
const MINE = { embed_id: "e1", signature: "s1" };

function storage(): Storage {
  const places = new Map<string, string>();
  return {
    getItem: (place: string) => places.get(place) ?? null,
    setItem: (place: string, value: string) => void places.set(place, value),
    removeItem: (place: string) => void places.delete(place),
  } as Storage;
}

function entry(): History {
  return { state: null, replaceState(state: unknown) { Object.assign(this, { state: structuredClone(state) }); } } as unknown as History;
}

const forbidden = (): Storage => {
  throw new DOMException("Access is denied for this document.", "SecurityError");
};

const PLACES = {
  history: () => [inHistory(entry())],
  storage: () => [inStorage(((kept) => () => kept)(storage()))],
  "history alone": () => [inHistory(entry()), inStorage(forbidden)],
};

it.each(Object.entries(PLACES))("a visit finds its link again: %s", (_, places) => {
  const memory = new Memory(MINE, places());
  expect(memory.find()).toBeNull();
  memory.keep(LINK);
  expect(memory.find()).toEqual(LINK);
  memory.forget();
  expect(memory.find()).toBeNull();
});

it.each([
  { embed_id: "e1", signature: "s2" },
  { embed_id: "e2", signature: "s1" },
  { embed_id: "e1" },
])("another visit (%j) does not find it", (other) => {
  const places = PLACES.history();
  new Memory(MINE, places).keep(LINK);
  expect(new Memory(other, places).find()).toBeNull();
});

it("goes on without it where nothing may be kept", () => {
  const memory = new Memory(MINE, [inStorage(forbidden)]);
  memory.keep(LINK);
  memory.forget();
  expect(memory.find()).toBeNull();
});

it("does not trip over what somebody else has left there", () => {
  const store = storage();
  store.setItem("vivavoce.embed", "{");
  const history = entry();
  history.replaceState("theirs", "");
  const memory = new Memory(MINE, [inHistory(history), inStorage(() => store)]);
  expect(memory.find()).toBeNull();
});
