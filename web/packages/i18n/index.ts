// `t("key", {vars})`: every sentence that a person sees comes from a catalogue. The keys and the variables of each
// sentence are checked by the compiler; a value with `one` and `other` chooses by its `count`.

import { en } from "./en";

type Plural = { one: string; other: string };
export type Key = keyof typeof en;

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type NamesOf<K extends Key> = (typeof en)[K] extends Plural ? "count" | NamesIn<(typeof en)[K]["other"]> : NamesIn<(typeof en)[K]>;
type Vars<K extends Key> = [NamesOf<K>] extends [never] ? [] : [vars: Record<NamesOf<K>, string | number>];

export type Translate = typeof t;

const rules = new Intl.PluralRules("en");
const numbers = new Intl.NumberFormat("en");

export function t<K extends Key>(key: K, ...[vars]: Vars<K>): string {
  const values: Record<string, string | number> = vars ?? {};
  const entry: string | Plural = en[key];
  const text = typeof entry === "string" ? entry : entry[rules.select(Number(values.count)) === "one" ? "one" : "other"];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === "number" ? numbers.format(value) : (value ?? "");
  });
}
