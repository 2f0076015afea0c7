"""A resume taken apart: lines with their section, what kind of words they hold, titles, periods, education.

Everything is read from the masked text; quotes are cut from the original.
"""

# ruff: noqa: SIM905 (word lists read better as text)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vivavoce.ports.llm.builtin.rating.instructions import find_instructions, without
from vivavoce.ports.llm.builtin.rating.mask import masked
from vivavoce.ports.llm.builtin.rating.periods import Period, periods_in
from vivavoce.ports.llm.builtin.rating.professions import title_in, titles_told
from vivavoce.ports.llm.builtin.rating.requirements import terms_of
from vivavoce.ports.llm.builtin.rating.signals import is_past
from vivavoce.ports.llm.builtin.rating.text import Plain, plain, sentences, words
from vivavoce.ports.llm.builtin.rating.words import GRAMMAR
from vivavoce.ports.llm.port import Quote


class Section(StrEnum):
    """Where a line stands."""

    TOP = "top"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    SKILLS = "skills"
    LANGUAGES = "languages"
    OTHER = "other"


_SECTIONS = (
    (Section.EDUCATION, r"education|academic|studies|qualifications?|training|schooling|degrees?"),
    (Section.EXPERIENCE, r"experience|employment|work|work history|career|positions?|projects?|internships?|"
                         r"volunteer\w*|professional background"),
    (Section.LANGUAGES, r"languages?"),
    (Section.SKILLS, r"skills?|technologies|tools|competenc\w+|certificat\w+|licen[cs]es?|strengths|keywords|"
                     r"expertise"),
    (Section.TOP, r"summary|profile|about|objective|about me"),
    (Section.OTHER, r"interests?|hobbies|references?|personal|contact|publications|awards"),
)  # fmt: skip
_HEADER = re.compile(r"^(?:(?:professional|work|technical|key|core|my|employment|relevant|other|and|&|of|"
                     r"history)\s+)*"
                     r"(?P<name>" + "|".join(f"(?P<{section.name}>{names})" for section, names in _SECTIONS) + r")"
                     r"(?:\s+(?:and|&|history|experience|background|me|summary|skills|certificates|education|"
                     r"training|details|in|of|\w+))?\s*$", re.I)  # fmt: skip
_DEGREE = re.compile(
    r"\b(?:bachelor|master|b\.?sc|m\.?sc|b\.?a\.|mba|ph\.?d|doctorate|diploma|degree|apprenticeship|high "
    r"school|secondary school|vocational school|"
    r"abitur|a-levels|gcse|graduated|associate degree|engineer's degree|studied)\b",
    re.I,
)
_PAUSE = re.compile(
    r"\b(?:parental|maternity|paternity|sick|medical|family) leave\b|\bsabbatical\b|\bunemployed\b|\bcareer "
    r"break\b|\bcaring for\b",
    re.I,
)
NARRATIVE_WORDS, NARRATIVE_GRAMMAR = 4, 0.1
"""A line that tells: four words or more, one in ten of them grammar. Lists of keywords stay below."""
LIST_ITEMS = 4
"""Comma-separated items of two words on average from which a line is a list."""


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


@dataclass(frozen=True, slots=True)
class Resume:
    """A resume as the rater reads it."""

    readable: Plain
    lines: tuple[Line, ...]
    instructions: tuple[Quote, ...]

    def quote(self, line: Line) -> Quote:
        """The whole line, verbatim from the original."""
        start, end = self.readable.span(line.start, line.end)
        return Quote(self.readable.source[start:end], start, end)

    @property
    def work_periods(self) -> tuple[Period, ...]:
        return tuple(period for line in self.lines if is_work(line) for period in line.periods)

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                title for line in self.lines if line.section is not Section.EDUCATION for title in line.titles
            )
        )


def read_resume(text: str, wanted: frozenset[str], today: date) -> Resume:
    """``wanted``: the position's own words in lower case, which no name in the resume can take away."""
    readable = plain(text)
    orders = find_instructions(readable.text)
    bare = masked(without(readable.text, orders), wanted)
    quotes = []
    for order in orders:
        start, end = readable.span(order.start, order.end)
        quotes.append(Quote(readable.source[start:end], start, end))
    return Resume(readable, tuple(_lines(bare, today)), tuple(quotes))


def is_work(line: Line) -> bool:
    """Whether the line's dates are of work: not of studies, leave or birth."""
    return (
        line.section in (Section.TOP, Section.EXPERIENCE)
        and not _DEGREE.search(line.text)
        and not _PAUSE.search(line.text)
    )


def is_education(line: Line) -> bool:
    """Whether the line names a degree or another finished education."""
    return bool(_DEGREE.search(line.text)) and not line.titles


def section_of(line: str) -> tuple[Section, bool] | None:
    """The section that a line opens, and whether content follows on the same line ("Skills: Python")."""
    head, colon, rest = line.partition(":")
    found = _HEADER.match(head.strip(" -–—*#=_•"))
    if not found or len(head.split()) > 4:
        return None
    section = next(section for section, _ in _SECTIONS if found[section.name])
    return section, bool(colon and rest.strip())


def _lines(bare: str, today: date) -> list[Line]:
    section = Section.TOP
    raw: list[tuple[str, int, int, Section]] = []
    for sentence in sentences(bare):
        text, start = sentence.text, sentence.start
        if opened := section_of(text):
            section = opened[0]
            if not opened[1]:
                continue
            start += text.index(":") + 1
            text = text[text.index(":") + 1 :]
            start += len(text) - len(text.lstrip())
            text = text.strip()
        raw.append((text, start, sentence.end, section))
    return [_line(raw, place, today) for place in range(len(raw))]


def _line(raw: Sequence[tuple[str, int, int, Section]], place: int, today: date) -> Line:
    text, start, end, section = raw[place]
    periods = tuple(periods_in(text, today))
    bullet = text[0] in "-–*•·"
    heads = not bullet and (bool(periods) or _beside_dates(raw, place, today)) and len(words(text)) <= 16
    title = None if bullet or section in (Section.SKILLS, Section.LANGUAGES) else title_in(text)
    titles = tuple([title] if title else titles_told(text))
    terms = terms_of(" ".join(titles)) if heads else terms_of(text)
    return Line(text, start, end, section, terms, periods, titles, not heads and _tells(text, section), heads)


def _beside_dates(raw: Sequence[tuple[str, int, int, Section]], place: int, today: date) -> bool:
    """Whether a short line without a verb stands next to the dates of its entry: a title or an employer."""
    text, _, _, section = raw[place]
    if (
        section in (Section.SKILLS, Section.LANGUAGES)
        or len(words(text)) > 8
        or any(is_past(word) for word in words(text))
    ):
        return False
    near = [
        raw[other][0]
        for other in (place - 1, place + 1, place + 2)
        if 0 <= other < len(raw) and raw[other][0][0] not in "-–*•·"
    ]
    return any(next(periods_in(one, today), None) and len(words(one)) <= 16 for one in near)


def _tells(text: str, section: Section) -> bool:
    tokens = words(text)
    if section in (Section.SKILLS, Section.LANGUAGES) or len(tokens) < NARRATIVE_WORDS:
        return False
    commas = text.count(",")
    listed = commas >= LIST_ITEMS and len(tokens) < 2.5 * (commas + 1)
    return not listed and sum(word in GRAMMAR for word in tokens) >= NARRATIVE_GRAMMAR * len(tokens)


_FIRST_WORD_NAMES = frozenset(
    "fred jared alfred wilfred mohammed ahmed muhammed hamed saeed reed irving sterling king ming jing ling".split()
)


def neutral_sentence(line: Line) -> str:
    """The line without names, figures and whatever else is written with a capital: what may be compared in meaning."""
    kept = []
    for place, word in enumerate(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", line.text.lstrip("-–*•· "))):
        low = word.lower()
        opening = place == 0 and (is_past(low) or low.endswith("ing") or low in _OPENING_VERBS)
        if (word[0].islower() or (opening and low not in _FIRST_WORD_NAMES)) and not any(
            letter.isdigit() for letter in word
        ):
            kept.append(low)
    return " ".join(kept)


_OPENING_VERBS = frozenset(
    """lead manage run build design develop prepare plan organise organize coordinate deliver load drive serve take
    clean cook help support provide administer care treat assess record document reconcile review report analyse
    analyze write test teach train mentor sell negotiate answer handle solve repair maintain install check use
    work create improve make keep count supervise order pack pick count introduce automate operate monitor
    present research translate edit publish""".split()
)
