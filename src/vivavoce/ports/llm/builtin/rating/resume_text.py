"""A resume taken apart: lines with their section, what kind of words they hold, titles, periods, education.

Everything is read from the masked text; quotes are cut from the original.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vivavoce.ports.llm.builtin.rating import english
from vivavoce.ports.llm.builtin.rating.languages import Words
from vivavoce.ports.llm.builtin.rating.mask import masked
from vivavoce.ports.llm.builtin.rating.periods import Period, periods_in
from vivavoce.ports.llm.builtin.rating.reader import Reader, length_of
from vivavoce.ports.llm.builtin.rating.text import Plain, sentences
from vivavoce.ports.llm.port import Quote


class Section(StrEnum):
    """Where a line stands."""

    TOP = "top"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    SKILLS = "skills"
    LANGUAGES = "languages"
    PERSONAL = "personal"
    OTHER = "other"


_NO_TITLES = (Section.SKILLS, Section.LANGUAGES, Section.PERSONAL)
_NOT_TOLD = _NO_TITLES
FEWEST_TOLD_WORDS = 4
"""A line that tells has four words or more."""
LIST_ITEMS = 4
"""Comma-separated items of two words on average from which a line is a list."""
LONGEST_HEAD, LONGEST_LABEL = 16, 8
"""Words of a line that heads an entry, with and without dates of its own."""
LONGEST_HEADING = 4
BULLETS = "-–*•·・▪◦●■"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or line. ``text`` is masked and keeps its length; ``terms`` are those of the masked text."""

    text: str
    start: int
    end: int
    section: Section
    terms: frozenset[str]
    periods: tuple[Period, ...]
    titles: tuple[str, ...]
    tells: bool
    """Whether it says what was done, and does not merely name things."""
    heads: bool
    """Whether it heads an entry: title, employer, dates. Only its title counts, never the employer."""
    educates: bool
    """Whether it names a degree or another finished education."""
    studies: bool
    """Whether a degree or a school is named at all, so that its dates are not of work."""
    pauses: bool
    """Whether it is about leave, or being without work."""

    @property
    def is_work(self) -> bool:
        """Whether the line's dates are of work: not of studies, leave or birth."""
        return self.section in (Section.TOP, Section.EXPERIENCE) and not self.pauses and not self.studies


@dataclass(frozen=True, slots=True)
class Resume:
    """A resume as the rater reads it."""

    readable: Plain
    lines: tuple[Line, ...]
    instructions: tuple[Quote, ...]

    def quote(self, line: Line) -> Quote:
        """The whole line, verbatim from the original."""
        return quote_of(self.readable, line.start, line.end)

    @property
    def work_periods(self) -> tuple[Period, ...]:
        return tuple(period for line in self.lines if line.is_work for period in line.periods)

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                title for line in self.lines if line.section is not Section.EDUCATION for title in line.titles
            )
        )


def quote_of(readable: Plain, start: int, end: int) -> Quote:
    """The words of a span, verbatim from the original."""
    first, last = readable.span(start, end)
    return Quote(readable.source[first:last], first, last)


def read_resume(
    readable: Plain, bare: str, instructions: tuple[Quote, ...], wanted: frozenset[str], reader: Reader, today: date
) -> Resume:
    """``bare``: the readable text without instructions; ``wanted``: the position's own words in lower case, which no
    name in the resume can take away.
    """
    taken = _Taken(reader, today, masked(bare, wanted, reader.resume, reader.is_listed), bare)
    return Resume(readable, taken.lines(), instructions)


def section_of(line: str, words: Words | None = None) -> tuple[Section, bool] | None:
    """The section that a line opens, and whether content follows on the same line ("Skills: Python").

    Resumes in any language use English headings too.
    """
    head, colon, rest = re.sub("：", ":", line, count=1).partition(":")
    bare = head.strip(" -–—*#=_•【】[]<>《》〈〉■□◆●▪・|")
    follows = bool(colon and rest.strip())
    if words and words.code != "en" and length_of(bare, words) <= LONGEST_HEADING:
        for name, names in words.sections:
            if names.match(bare):
                return Section(name), follows
    found = english.pattern("heading").match(bare)
    if not found or len(head.split()) > LONGEST_HEADING:
        return None
    opened = next((section for section in Section if section.name in found.groupdict() and found[section.name]), None)
    return (opened, follows) if opened else None


class _Taken:
    """One masked text, taken apart."""

    def __init__(self, reader: Reader, today: date, text: str, bare: str) -> None:
        self._reader, self._words, self._text, self._bare = reader, reader.resume, text, bare
        self._raw = self._sections(text)
        self._periods = [tuple(periods_in(text, today, self._words.code)) for text, *_ in self._raw]
        self._lengths = [length_of(text, self._words) for text, *_ in self._raw]

    def _sections(self, masked_text: str) -> list[tuple[str, int, int, Section]]:
        section = Section.TOP
        raw: list[tuple[str, int, int, Section]] = []
        for sentence in sentences(masked_text):
            text, start = sentence.text, sentence.start
            if opened := section_of(text, self._words):
                section = opened[0]
                if not opened[1]:
                    continue
                colon = min(place for place in (text.find(":"), text.find("：")) if place >= 0)
                text, start = text[colon + 1 :], start + colon + 1
                start += len(text) - len(text.lstrip())
                text = text.strip()
            raw.append((text, start, sentence.end, section))
        return raw

    def lines(self) -> tuple[Line, ...]:
        return tuple(self._line(place) for place in range(len(self._raw)))

    def _line(self, place: int) -> Line:
        text, start, end, section = self._raw[place]
        reader, words = self._reader, self._words
        bullet = text[0] in BULLETS
        dated = bool(self._periods[place])
        heads = not bullet and (dated or self._beside_dates(place)) and self._lengths[place] <= LONGEST_HEAD
        title = None if bullet or section in _NO_TITLES else reader.title_in(text)
        told = () if section in _NO_TITLES else tuple(reader.titles_told(text))
        titles = (title,) if title else told
        tells = not heads and self._tells(place)
        return Line(
            text=text,
            start=start,
            end=self._whole_end(end),
            section=section,
            terms=self._terms(text, section, titles, heads, tells),
            periods=self._periods[place],
            titles=titles,
            tells=tells,
            heads=heads,
            educates=bool(words.graduated.search(text)) and (not titles or section is Section.EDUCATION),
            studies=bool(words.graduated.search(text)),
            pauses=bool(words.leave.search(text)),
        )

    def _terms(self, text: str, section: Section, titles: tuple[str, ...], heads: bool, tells: bool) -> frozenset[str]:
        reader = self._reader
        if reader.resume.code == "en" and reader.position.code == "en":
            return reader.shown_by_title(" ".join(titles)) if heads else reader.shown(text)
        if section is Section.PERSONAL:
            return frozenset()
        if heads or (section is Section.TOP and not tells):
            return frozenset[str]().union(*(reader.shown_by_title(title) for title in titles))
        return reader.shown_beside(text) if section is Section.EDUCATION else reader.shown(text)

    def _whole_end(self, end: int) -> int:
        """The end of a line with what was blanked at its end, so that quotes aren't cut off."""
        newline = self._text.find("\n", end)
        newline = len(self._text) if newline < 0 else newline
        if self._text[end:newline].strip():
            return end
        return end + len(self._bare[end:newline].rstrip())

    def _beside_dates(self, place: int) -> bool:
        """Whether a short line without a verb stands next to the dates of its entry: a title or an employer."""
        text, _, _, section = self._raw[place]
        if (
            section in (Section.SKILLS, Section.LANGUAGES)
            or self._lengths[place] > (LONGEST_HEAD if self._names_title(text) else LONGEST_LABEL)
            or self._reader.has_verb(text)
        ):
            return False
        return any(
            self._periods[other] and self._lengths[other] <= LONGEST_HEAD
            for other in (place - 1, place + 1, place + 2)
            if 0 <= other < len(self._raw) and self._raw[other][0][0] not in BULLETS
        )

    def _names_title(self, text: str) -> bool:
        return self._words.code != "en" and text[0] not in BULLETS and self._reader.title_in(text) is not None

    def _tells(self, place: int) -> bool:
        text, _, _, section = self._raw[place]
        length = self._lengths[place]
        if section in _NOT_TOLD or length < FEWEST_TOLD_WORDS:
            return False
        commas = sum(text.count(comma) for comma in ",、，")
        listed = commas >= LIST_ITEMS and length < 2.5 * (commas + 1)
        return not listed and self._reader.told_of(text)
