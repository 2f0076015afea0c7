"""Dated entries of a resume: "2018 – 2021", "Mar 2019 - present", "03/2019–05/2022", "since 2020".

Months are counted from year 0, so that a period is a pair of integers: the first month, and the first month after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = {name: place for place, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19[5-9]\d|20\d\d)"
_POINT = (
    rf"(?:(?:\d{{1,2}}\s*[./]\s*)?\d{{1,2}}\s*[./-]\s*{_YEAR}|{_YEAR}\s*[./-]\s*\d{{1,2}}(?!\d)|"
    rf"(?:\d{{1,2}}\s+)?{_MONTH}\.?,?\s*(?:{_YEAR}|'\d\d)|{_YEAR})"
)
_OPEN = r"(?:present|now|today|current(?:ly)?|ongoing|to date|date|heute|still employed)"
_PERIOD = re.compile(
    rf"(?<![\d/])({_POINT})\s*(?:-|–|—|−|‐|to|until|till|through|bis)\s*({_POINT}|{_OPEN})(?!\d)", re.I
)
_SINCE = re.compile(rf"\b(?:since|from)\s+({_POINT})(?!\s*(?:-|–|—|to\b|until|\d))", re.I)
SAME_YEAR_MONTHS = 6
"""Worth of "2020 – 2020": between a month and a year."""


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


def periods_in(text: str, today: date) -> Iterator[Period]:
    """Every period of the text, clipped to today; reversed and future ones are left out."""
    this_month = today.year * 12 + today.month - 1
    for found in _PERIOD.finditer(text):
        begin = _point(found[1])
        finish = _point(found[2]) if re.search(r"\d", found[2]) else (this_month, True)
        if begin and finish and (period := _period(begin, finish, this_month, found.start(), found.end())):
            yield period
    for found in _SINCE.finditer(text):
        begin = _point(found[1])
        if begin and (period := _period(begin, (this_month, True), this_month, found.start(), found.end())):
            yield period


def _period(begin: tuple[int, bool], finish: tuple[int, bool], now: int, start: int, end: int) -> Period | None:
    first, after = begin[0], finish[0] + finish[1]
    if first == after and not finish[1]:
        after += SAME_YEAR_MONTHS
    after = min(after, now + 1)
    return Period(first, after, start, end) if after > first else None


def _point(text: str) -> tuple[int, bool] | None:
    """The month, and whether the text names one (else January)."""
    low = text.lower()
    if word := re.search(_MONTH, low):
        digits = re.findall(r"\d+", low[word.end() :])[-1]
        year = int(digits) if len(digits) == 4 else 2000 + int(digits) - (100 if int(digits) > 60 else 0)
        return year * 12 + _MONTHS[word[0][:3]] - 1, True
    numbers = [int(one) for one in re.findall(r"\d+", low)]
    year = next(one for one in numbers if one > 1900)
    place = numbers.index(year)
    if len(numbers) == 1:
        return year * 12, False
    month = numbers[place - 1] if place else numbers[1]
    return (year * 12 + month - 1, True) if 1 <= month <= 12 else None


def years_covered(periods: Iterable[Period]) -> float:
    """Years in at least one of the periods: what overlaps counts once."""
    months = 0
    reached = 0
    for period in sorted(periods, key=lambda one: (one.first, one.after)):
        months += max(0, period.after - max(period.first, reached))
        reached = max(reached, period.after)
    return round(months / 12, 1)
