// How well, in words and with a picture of it; and her own words.
import { t, tagOf, type Key } from "@vivavoce/i18n";
import type { Mark } from "@vivavoce/live";

const MOST = 5;

export const tenths = (score: number): number => Math.round(score * 10) / 10;

export function Marked({ mark }: { mark: Mark }) {
  const { level, score } = mark;
  return (
    <span className="mark">
      <span className="mark-bar" data-level={level ?? 0} aria-hidden="true">
        <i /><i /><i /><i /><i />
      </span>
      <span>
        {level === null ? t("result.none") : typeof score === "number" ? t("result.score", { score: tenths(score), most: MOST }) : t(`result.level.${level}` satisfies Key)}
      </span>
    </span>
  );
}

export function Quotes({ quotes, language }: { quotes: string[]; language: string | null }) {
  return quotes.map((quote) => (
    <blockquote key={quote} className="quote" lang={language ? tagOf(language) : undefined} dir="auto">
      {quote}
    </blockquote>
  ));
}

