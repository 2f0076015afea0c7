"""The built-in resume rater: how near a resume is to a position, with quotes, and never because of who wrote it.

Three things make the score: how many of the requirements are shown, how near the work done is to the work offered,
and how long it was done. Names, places, schools, employers, age and gender are blanked first (``mask``), so that they
can't move it by anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vivavoce.ports.llm.builtin.rating.instructions import find_instructions, without
from vivavoce.ports.llm.builtin.rating.legible import reader_for, unreadable
from vivavoce.ports.llm.builtin.rating.matching import PARTLY, Match, finding_of, match
from vivavoce.ports.llm.builtin.rating.periods import Period, years_covered
from vivavoce.ports.llm.builtin.rating.reader import Reader
from vivavoce.ports.llm.builtin.rating.requirements import CHECKABLE, Kind, needed_years, wanted_of
from vivavoce.ports.llm.builtin.rating.resume_text import Line, Resume, Section, quote_of, read_resume
from vivavoce.ports.llm.builtin.rating.text import plain, words
from vivavoce.ports.llm.builtin.similarity import Similarity, shared
from vivavoce.ports.llm.port import PositionToMatch, Quote, RequirementFinding, ResumeRating, Seniority

RATER = "builtin-resume/2"

# Set on the tuning part of tests/gold/resumes.jsonl against the default thresholds (reject below 3, accept from 6).
COVERAGE_SHARE, TITLE_SHARE, YEARS_SHARE = 0.45, 0.35, 0.20
FULL_COVERAGE = 0.9
"""Weighted share of requirements that counts as all: no resume repeats every sentence of an advertisement."""
FULL_CREDIT = 0.8
"""Credit of one requirement that counts in full: its words are rarely all repeated."""
SAME_WORK = 0.6
"""Nearness of titles from which the work was of the same kind: below it, a new profession."""
RELATED_WORK = 0.4
"""Nearness from which half of the time counts: what was learnt there carries over in part."""
UNPROVEN_CEILING = 5.5
"""No resume that only lists terms is accepted without a person's look: half a point below the default threshold."""
UNPROVEN_COVERAGE = 0.6
"""What coverage is worth where nothing is told about work done."""
FEWEST_TELLING_LINES = 2
MOST_TOLD_YEARS = 50.0


class BuiltinResumeRater:
    """Serves ``ResumeRater``. What it can't read, or can't compare, is not scored."""

    def __init__(self, similarity: Similarity | None = None) -> None:
        self._similarity = similarity or shared()

    async def rate_resume(self, resume: str, position: PositionToMatch, today: date) -> ResumeRating:
        """Deterministic: the same texts and day give the same rating to the bit."""
        return await asyncio.to_thread(self._rate, resume, position, today)

    def _rate(self, text: str, position: PositionToMatch, today: date) -> ResumeRating:
        readable = plain(text)
        orders = find_instructions(readable.text)
        instructions = tuple(quote_of(readable, order.start, order.end) for order in orders)
        bare = without(readable.text, orders)
        reader = reader_for(position, bare)
        if isinstance(reader, str):
            return _not_scored(reader, instructions)
        resume = read_resume(readable, bare, instructions, _own_words(position), reader, today)
        reason = unreadable(resume, bare, reader) or ("" if self._similarity.embeds("en") else "rater_unavailable")
        if reason:
            return _not_scored(reason, instructions)
        wanted = wanted_of(position, reader)
        experience = _experience(resume, position, reader, self._similarity)
        if experience.nearness is None and not reader_can_compare(wanted, reader):
            return _not_scored("incomparable", instructions)
        found = tuple(match(one, resume, experience.relevant_years, reader, self._similarity) for one in wanted)
        score = _score(found, experience, needed_years(position, wanted), _proven(resume), position, reader)
        # What only a conversation can show is not reported as missing from a resume.
        told = [one for one in found if one.credit >= PARTLY or one.wanted.kind is not Kind.TRAIT]
        findings = tuple(finding_of(one, resume) for one in told)
        education = tuple(resume.quote(line) for line in resume.lines if line.educates)
        return ResumeRating(
            score=score,
            not_scored_reason=None,
            requirements=findings,
            years_of_experience=experience.years,
            education=education,
            switching_profession=experience.is_other_work,
            instructions=instructions,
            summary=_summary(findings, experience),
            rater=RATER,
        )


@dataclass(frozen=True, slots=True)
class Experience:
    """``years`` of any work (None: no dates and no figure), ``relevant_years`` of the position's kind.

    ``nearness`` of the nearest ``title``; None where the position's name can't be compared, or no title is named.
    """

    years: float | None
    relevant_years: float
    nearness: float | None
    title: str | None

    @property
    def is_other_work(self) -> bool | None:
        return None if self.nearness is None else self.nearness < SAME_WORK


def reader_can_compare(wanted: Sequence[object], reader: Reader) -> bool:
    """Whether there is enough to compare although the position's name says nothing."""
    return reader.position.code == reader.resume.code or len(wanted) >= FEWEST_COMPARED


FEWEST_COMPARED = 3


def _own_words(position: PositionToMatch) -> frozenset[str]:
    texts = (position.name, position.description, position.description_long, position.candidate_expectations or "")
    return frozenset(words(" ".join(texts)))


def _not_scored(reason: str, instructions: tuple[Quote, ...]) -> ResumeRating:
    kept = "language" if reason in ("position", "incomparable", "unknown_words") else reason
    return ResumeRating(None, kept, (), None, (), None, instructions, _NOT_SCORED[reason], RATER)


def _experience(resume: Resume, position: PositionToMatch, reader: Reader, similarity: Similarity) -> Experience:
    compared = {title: reader.nearness(title, position.name, similarity) for title in resume.titles}
    near = {title: value for title, value in compared.items() if value is not None}
    best = max(near, key=lambda title: (near[title], title), default=None)
    periods = resume.work_periods
    years = years_covered(periods) if periods else _told_years(resume, reader)
    relevant = _relevant_years(resume, near)
    if not near or (best and near[best] >= SAME_WORK and not relevant):
        relevant = years or 0.0
    return Experience(years, relevant, near[best] if best else None, best)


def _relevant_years(resume: Resume, near: dict[str, float]) -> float:
    """Years of entries with a near title, and half of those with a related one."""
    same: list[Period] = []
    related: list[Period] = []
    for place, line in enumerate(resume.lines):
        nearest = max((near.get(title, 0.0) for title in line.titles), default=0.0)
        if nearest >= RELATED_WORK and line.is_work:
            dated = _dates_of_title(resume.lines, place)
            (same if nearest >= SAME_WORK else related).extend(dated)
    full = years_covered(same)
    return full + (years_covered([*same, *related]) - full) / 2


def _dates_of_title(lines: Sequence[Line], place: int) -> tuple[Period, ...]:
    """A title's dates are on its line, alone on the line before, or on one of the next two."""
    line = lines[place]
    before = lines[place - 1] if place else None
    if not line.periods and before and before.periods and before.is_work and before.heads and not before.titles:
        return before.periods[:1]
    dated = next((one for one in lines[place : place + 3] if one.periods and one.is_work), None)
    return dated.periods[:1] if dated else ()


def _told_years(resume: Resume, reader: Reader) -> float | None:
    """Years that sentences about experience name."""
    numbers = reader.resume.numbers
    told = [
        numbers.get(number.lower()) or float(number)
        for line in resume.lines
        if line.section is not Section.EDUCATION
        for found in reader.resume.told_years.finditer(line.text)
        if (number := next(filter(None, found.groups()), "")) and (number.isdigit() or number.lower() in numbers)
    ]
    return min(MOST_TOLD_YEARS, float(sum(told))) if told else None


def _proven(resume: Resume) -> bool:
    """Whether the resume tells of work, and does not only list terms."""
    telling = sum(
        line.tells and line.section in (Section.TOP, Section.EXPERIENCE, Section.OTHER) for line in resume.lines
    )
    return telling >= FEWEST_TELLING_LINES or (bool(resume.work_periods) and bool(resume.titles))


def _score(
    found: Sequence[Match],
    experience: Experience,
    needed: float,
    proven: bool,
    position: PositionToMatch,
    reader: Reader,
) -> float:
    """0 to 10."""
    shown, trust = _coverage(found, reader)
    coverage = min(1.0, shown / FULL_COVERAGE) * (1.0 if proven else UNPROVEN_COVERAGE)
    near = experience.nearness if experience.nearness is not None else _nearness_untitled(coverage)
    coverage = trust * coverage + (1 - trust) * near * (1.0 if proven else UNPROVEN_COVERAGE)
    long_enough = min(1.0, experience.relevant_years / needed) if needed else 1.0
    if position.seniority is Seniority.ENTRY_LEVEL:
        long_enough = max(long_enough, coverage)
    total = (
        COVERAGE_SHARE * coverage
        + TITLE_SHARE * near * (1.0 if proven else UNPROVEN_COVERAGE)
        + YEARS_SHARE * long_enough * max(near, coverage)
    )
    score = 10 * total
    return round(score if proven else min(score, UNPROVEN_CEILING), 1)


def _nearness_untitled(coverage: float) -> float:
    """Without any title, the work done speaks for the kind of work, with less weight."""
    return 0.6 * coverage


def _coverage(found: Sequence[Match], reader: Reader) -> tuple[float, float]:
    """Weighted share of the requirements, and how far there were enough of them to go by, both 0 to 1.

    The language that a resume is written in is not missed in it.
    """
    counted = [one for one in found if one.credit >= PARTLY or not _shown_by_itself(one, reader)]
    weights = [one.wanted.weight if one.credit >= PARTLY else one.wanted.missing_weight for one in counted]
    earned = sum(
        weight * min(1.0, one.credit / FULL_CREDIT)
        for one, weight in zip(counted, weights, strict=True)
        if one.credit >= PARTLY
    )
    asked = sum(one.wanted.missing_weight for one in found)
    return (earned / sum(weights) if weights else 0.0), min(1.0, max(asked, earned) / CHECKABLE)


def _shown_by_itself(one: Match, reader: Reader) -> bool:
    return one.wanted.kind is Kind.LANGUAGE and all(terms <= reader.own_language for terms in one.wanted.terms)


def _summary(findings: Sequence[RequirementFinding], experience: Experience) -> str:
    met = sum(one.finding == "met" for one in findings)
    partly = sum(one.finding == "partly" for one in findings)
    shown = f"The resume shows {met} of {len(findings)} requirements" + (f" and {partly} in part" if partly else "")
    if experience.nearness is None:
        return f"{shown}. It names no job title that could be compared with this position."
    kind = "work of another kind" if experience.is_other_work else "work of the same kind"
    length = f"{experience.years:g} years of work" if experience.years is not None else "work without dates"
    return f"{shown}. It describes {length}, nearest to this position as {experience.title} ({kind})."


_NOT_SCORED = {
    "too_short": "There is too little text to compare with the position. A person will look at it.",
    "unreadable": "The text could not be read, perhaps because the file is a picture. A person will look at it.",
    "mixed": "The resume changes between languages, and this check reads one at a time. A person will look at it.",
    "language": "The resume is in a language that this check does not read. A person will look at it.",
    "rater_unavailable": "The check could not run completely. A person will look at it.",
    "position": "The position is described in a language that this check does not read. A person will look at it.",
    "unknown_words": "The resume uses too few words that this check knows. A person will look at it.",
    "incomparable": "This check can't compare the language of the resume with that of the position. A person will look "
    "at it.",
}
