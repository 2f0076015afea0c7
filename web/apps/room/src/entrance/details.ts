// What she enters, what is still lacking in it, and what the server's refusals mean for it. Pure.
import { t } from "@vivavoce/i18n";
import { Refused } from "@vivavoce/live";
import { explain } from "../explain";

export const FILE_LIMIT_BYTES = 10_000_000;
export const RESUME_LIMIT_BYTES = 200_000;
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;
/** Where the digits of other scripts begin: Arabic, Persian, Devanagari, Tamil, Thai, full width. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0xbe6, 0xe50, 0xff10];

export interface Details {
  name: string;
  email: string;
  /** How she brings her resume. */
  by: "file" | "text";
  file: File | null;
  text: string;
}

export const NOTHING: Details = { name: "", email: "", by: "file", file: null, text: "" };

/** The part that is at fault; null: none of them. */
export interface Fault {
  part: "name" | "email" | "resume" | "code" | null;
  text: string;
}

/** What has to be mended before a code is asked for; null: nothing. */
export function lacking({ name, email, by, file, text }: Details, wantsResume: boolean): Fault | null {
  if (!name.trim()) return { part: "name", text: t("entrance.name.missing") };
  if (!ADDRESS.test(email.trim())) return { part: "email", text: t("entrance.email.bad") };
  if (!wantsResume) return null;
  if (by === "file" ? !file : !text.trim()) return { part: "resume", text: t("entrance.resume.missing") };
  const bytes = by === "file" ? file!.size : new TextEncoder().encode(text).length;
  if (bytes > (by === "file" ? FILE_LIMIT_BYTES : RESUME_LIMIT_BYTES)) return { part: "resume", text: t("entrance.resume.large") };
  return null;
}

/** The code in what she has typed or pasted: at most six digits, written as we send them. */
export function digitsIn(typed: string): string {
  const digit = (char: string) => {
    const zero = ZEROS.find((zero) => char.codePointAt(0)! >= zero && char.codePointAt(0)! <= zero + 9);
    return zero === undefined ? "" : String(char.codePointAt(0)! - zero);
  };
  return [...typed].map(digit).join("").slice(0, 6);
}

/** What a failed call means; `tag`: the language that she reads. */
export function faultOf(error: unknown, tag: string): Fault {
  if (!(error instanceof Refused)) return { part: null, text: explain(error) };
  const { status, envelope, retryAfterS } = error;
  const large = status === 413 || envelope.code === "file_too_large";
  if (large) return { part: "resume", text: t("entrance.resume.large") };
  if (status === 429) return { part: null, text: t("entrance.too_many", { time: minutes(retryAfterS ?? 60, tag) }) };
  if (envelope.code === "code_wrong") return { part: "code", text: t("entrance.code.wrong") };
  if (envelope.code === "code_spent") return { part: "code", text: t("entrance.code.expired") };
  switch (envelope.name) {
    case "name":
      return { part: "name", text: t("entrance.name.missing") };
    case "email":
      return { part: "email", text: t("entrance.email.bad") };
    case "code":
      return { part: "code", text: t("entrance.code.incomplete") };
    case "resume":
      return { part: "resume", text: t("entrance.resume.missing") };
    case "file":
      return { part: "resume", text: t("entrance.resume.unreadable") };
  }
  return { part: null, text: explain(error) };
}

const minutes = (seconds: number, tag: string) =>
  new Intl.NumberFormat(tag, { style: "unit", unit: "minute", unitDisplay: "long" }).format(Math.ceil(seconds / 60));
