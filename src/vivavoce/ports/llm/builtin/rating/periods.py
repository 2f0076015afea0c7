"""Dated entries of a resume: "2018 – 2021", "Mar 2019 - present", "2019年4月～現在", "с 2019 по 2021", "since 2020".

Months are counted from year 0, so that a period is a pair of integers: the first month, and the first month after.
Buddhist years (Thai) are 543 ahead; Japanese eras count from their first year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from vivavoce.ports.llm.builtin.rating.languages import LETTER, Words, expanded, words_of

SAME_YEAR_MONTHS = 6
"""Worth of "2020 – 2020": between a month and a year."""
BUDDHIST_AHEAD = 543
ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018}
"""Year before the first of a Japanese era."""


@dataclass(frozen=True, slots=True)
class Period:
    """Months ``first`` up to, not including, ``after``; ``start`` and ``end`` are its place in the text."""

    first: int
    after: int
    start: int
    end: int

    @property
    def years(self) -> float:
        return (self.after - self.first) / 12


@dataclass(frozen=True, slots=True)
class Dates:
    """How a language writes dates, compiled."""

    months: tuple[tuple[int, re.Pattern[str]], ...]
    buddhist: bool
    period: re.Pattern[str]
    since: re.Pattern[str]


@cache
def dates_of(code: str) -> Dates:
    """English forms are read in every language: dates of resumes often stay in English."""
    words = words_of(code)
    english = words_of("en")
    both = (words,) if code == "en" else (words, english)
    month = "|".join(expanded(listed) for one in both for listed in one.months)
    era = "|".join(ERAS)
    year = r"(?:19[5-9]\d|20\d\d|25\d\d)" if words.era == "buddhist" else r"(?:19[5-9]\d|20\d\d)"
    mark = f"(?:{words.dates['year_word']})" if words.dates["year_word"] else ""
    ended = rf"(?:\s*{mark})?" if mark else ""
    joined = r"(?:[.,/]|'|\s|de\b|del\b|of\b)*"
    months_first = words.dates["year_word"] and words.code == "vi"
    prefix = r"(?:tháng\s*)?" if months_first else ""
    point = (
        rf"(?:(?:{era})\s*(?:\d{{1,2}}|元)\s*年(?:\s*\d{{1,2}}\s*月)?(?:\s*\d{{1,2}}\s*日)?"
        rf"|{year}\s*[年년]\s*(?:\d{{1,2}}\s*[月월](?:\s*\d{{1,2}}\s*[日일])?)?(?:\s*(?:入社|退社|入職|退職))?"
        rf"|{prefix}(?:\d{{1,2}}\s*[./]\s*)?\d{{1,2}}\s*[./-]\s*{year}{ended}"
        rf"|{year}\s*[./-]\s*\d{{1,2}}(?!\d)(?:[./-]\d{{1,2}}(?!\d))?\.?"
        rf"|(?:\d{{1,2}}\.?\s+)?(?<!{LETTER})(?:{month}){joined}(?:{mark}\s*)?(?:{year}|'\d\d){ended}"
        rf"|{year}\.?{ended}\s*(?:{month})(?!{LETTER})"
        rf"|(?:{mark}\s*)?{year}{ended})"
    )
    opened = "|".join(filter(None, (one.dates["present"] for one in both)))
    until = "|".join(filter(None, (one.dates["until"] for one in both)))
    gap = r"(?:\s*[-–—−‐~〜～至]+\s*" + (rf"(?:(?:{until})\s)?\s*|\s*(?:{until})\s*" if until else "") + ")"
    since = "|".join(filter(None, (one.dates["since"] for one in both)))
    after = words.dates["since_after"]
    tail = rf"|({point})\s*(?:{after})" if after else "|($^)"
    return Dates(
        months=tuple((place, re.compile(expanded(listed), re.I)) for one in both for place, listed in _numbered(one)),
        buddhist=words.era == "buddhist",
        period=re.compile(rf"(?<![\d/])({point}){gap}(?:({point})(?!\d)|(?:{opened}))", re.I),
        since=re.compile(rf"(?<!{LETTER})(?:{since})\s*({point})(?!{gap}[\d(]){tail}", re.I),
    )


_MAYBE = re.compile(r"\d\d|元年|(?:昭和|平成|令和)\s*\d")
"""A quick look: no date is found in a text that this does not match."""


def _numbered(words: Words) -> Iterator[tuple[int, str]]:
    return ((place, listed) for place, listed in enumerate(words.months, 1))


def periods_in(text: str, today: date, code: str = "en") -> Iterator[Period]:
    """Every period of the text, clipped to today; reversed and future ones are left out."""
    if not _MAYBE.search(text):
        return
    dates = dates_of(code)
    this_month = today.year * 12 + today.month - 1
    reached = 0
    for found in dates.period.finditer(text):
        begin = _point(found[1], dates)
        finish = _point(found[2], dates) if found[2] else (this_month, True)
        reached = found.end()
        if begin and finish and (period := _period(begin, finish, this_month, found.start(), found.end())):
            yield period
    for found in dates.since.finditer(text, reached):
        begin = _point(found[1] or found[2], dates)
        if begin and (period := _period(begin, (this_month, True), this_month, found.start(), found.end())):
            yield period


def _period(begin: tuple[int, bool], finish: tuple[int, bool], now: int, start: int, end: int) -> Period | None:
    first, after = begin[0], finish[0] + finish[1]
    if first == after and not finish[1]:
        after += SAME_YEAR_MONTHS
    after = min(after, now + 1)
    return Period(first, after, start, end) if after > first else None


def _point(text: str, dates: Dates) -> tuple[int, bool] | None:
    """The month, and whether the text names one (else January)."""
    numbers = [int(one) for one in re.findall(r"\d+", text)]
    if (era := text[:2]) in ERAS:
        numbers = numbers if "元" not in text else [1, *numbers]
        month = numbers[1] if len(numbers) > 1 else 0
        return _month(ERAS[era] + numbers[0], month) if month <= 12 else None
    year = next((one for one in numbers if one > 1900), None)
    if year is not None and dates.buddhist and year > 2400:
        numbers[numbers.index(year)] = year - BUDDHIST_AHEAD
        year -= BUDDHIST_AHEAD
    if re.search(r"[^\W\d_]", text) and (named := _named_month(text, dates)):
        year = year or _short_year(numbers[-1])
        return _month(year, named)
    if year is None:
        return None
    place = numbers.index(year)
    if len(numbers) == 1:
        return _month(year, 0)
    month = numbers[place - 1] if place else numbers[1]
    return _month(year, month) if 1 <= month <= 12 else None


def _named_month(text: str, dates: Dates) -> int:
    """The month whose name is the longest of those that the text holds; 0 for none."""
    found = [(len(match[0]), place) for place, pattern in dates.months if (match := pattern.search(text))]
    return max(found)[1] if found else 0


def _month(year: int, month: int) -> tuple[int, bool]:
    return (year * 12 + month - 1, True) if month else (year * 12, False)


def _short_year(digits: int) -> int:
    return 2000 + digits - (100 if digits > 60 else 0)


def years_covered(periods: Iterable[Period]) -> float:
    """Years in at least one of the periods: what overlaps counts once."""
    months = 0
    reached = 0
    for period in sorted(periods, key=lambda one: (one.first, one.after)):
        months += max(0, period.after - max(period.first, reached))
        reached = max(reached, period.after)
    return round(months / 12, 1)
