/** The texts of one language by key; one with a count has a text for each plural category that the language has. */
export type Catalogue = Record<string, string | Record<string, string>>;

/** Invisible marks around what is filled in, so that a Latin name cannot turn the words of an Arabic sentence around. */
const ISOLATE = ["\u2068", "\u2069"] as const;

export interface Speaker {
  say(key: string, values: Record<string, string | number>): string;
}

/** Says the texts of a catalogue by the rules of its language (a BCP 47 tag). */
export function speaker(catalogue: Catalogue, tag: string, rightToLeft: boolean): Speaker {
  const rules = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(tag);
  const [before, after] = rightToLeft ? ISOLATE : ["", ""];
  const filled = (value: string | number | undefined) =>
    typeof value === "number" ? numbers.format(value) : value ? before + value + after : "";
  return {
    say(key, values) {
      const entry = catalogue[key] ?? "";
      const text = typeof entry === "string" ? entry : (entry[rules.select(Number(values.count))] ?? entry.other ?? "");
      return text.replace(/\{(\w+)\}/g, (_, name: string) => filled(values[name]));
    },
  };
}
