// The languages of the platform: its codes on the wire and what browsers call them. A test compares them with the
// server's list.

export const CODES = [
  "ar", "bg", "zh", "hr", "cs", "da", "nl", "en", "fil", "fi", "fr", "de", "el", "hi", "hu", "id", "it", "ja", "ko", "ms",
  "no", "pl", "pt", "br", "ro", "ru", "sk", "es", "sv", "ta", "th", "tr", "uk", "vi",
] as const;

export type Code = (typeof CODES)[number];

const TAGS: Partial<Record<Code, string>> = { br: "pt-BR", no: "nb", pt: "pt-PT", zh: "zh-Hans" };

/** The BCP 47 tag of a code, for `lang` and Intl. */
export const tagOf = (code: string): string => TAGS[code as Code] ?? code;

export const directionOf = (code: string): "ltr" | "rtl" => (code === "ar" ? "rtl" : "ltr");

export const isCode = (value: unknown): value is Code => CODES.includes(value as Code);

/** What a language is called in another one (both are codes); as a label, so it begins with a capital where there are. */
export function nameOf(code: string, inLanguage: string = code): string {
  const plain = code === "br" || code === "pt" ? tagOf(code) : code;
  const tag = tagOf(inLanguage);
  const name = new Intl.DisplayNames([tag], { type: "language" }).of(plain) ?? plain;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** The first of a browser's languages that we have; else English. */
export function matching(wanted: readonly string[]): Code {
  for (const tag of wanted) {
    const [base = "", ...rest] = tag.toLowerCase().split("-");
    const code = base === "pt" && rest.includes("br") ? "br" : ["nb", "nn"].includes(base) ? "no" : base === "tl" ? "fil" : base;
    if (isCode(code)) return code;
  }
  return "en";
}
