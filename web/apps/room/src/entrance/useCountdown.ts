import { useEffect, useState } from "react";
import { tagOf } from "@vivavoce/i18n";
import { useReading } from "../language";

/** Seconds that are left, from `seconds` down to 0, and how they are written; nothing at 0. */
export function useCountdown(seconds: number): { left: number; text: string } {
  const [left, setLeft] = useState(seconds);
  const tag = tagOf(useReading() ?? "en");
  useEffect(() => {
    const end = performance.now() + seconds * 1000;
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      setLeft(now);
      if (now === 0) clearInterval(timer);
    }, 500);
    return () => clearInterval(timer);
  }, [seconds]);
  const text = new Intl.NumberFormat(tag, { style: "unit", unit: "second", unitDisplay: "narrow" }).format(left);
  return { left, text: left > 0 ? `(${text})` : "" };
}
