"""The built-in resume rater: how near a resume is to a position, with quotes, and never because of who wrote it.

Three things make the score: how many of the requirements are shown, how near the work done is to the work offered,
and how long it was done. Names, places, schools, employers, age and gender are blanked first (``mask``), so that they
can't move it by anything.
"""

# ruff: noqa: SIM905 (word lists read better as text)

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vivavoce.ports.llm.builtin.rating.language import language_of
from vivavoce.ports.llm.builtin.rating.matching import PARTLY, Match, finding_of, match
from vivavoce.ports.llm.builtin.rating.periods import Period, years_covered
from vivavoce.ports.llm.builtin.rating.professions import nearness
from vivavoce.ports.llm.builtin.rating.requirements import CHECKABLE, Kind, needed_years, wanted_of
from vivavoce.ports.llm.builtin.rating.resume_text import Resume, Section, is_education, is_work, read_resume
from vivavoce.ports.llm.builtin.rating.text import words
from vivavoce.ports.llm.builtin.similarity import Similarity, shared
from vivavoce.ports.llm.port import PositionToMatch, Quote, RequirementFinding, ResumeRating, Seniority

RATER = "builtin-resume/1"

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
FEWEST_WORDS = 15
"""Below this there is nothing to compare; the shortest of the tuning part of the gold set has 20."""
FEWEST_LETTERS, FEWEST_WORDLIKE = 0.55, 0.6
"""Share of letters among visible characters, and of pronounceable words among tokens, of a text that can be read."""
_TOLD_YEARS = re.compile(
    r"\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\s*\+?\s*years?\b", re.I
)
_NUMBERS = {
    word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
} | {"twelve": 12, "fifteen": 15, "twenty": 20}


class BuiltinResumeRater:
    """Serves ``ResumeRater``. Reads English; a resume in another language is not scored."""

    def __init__(self, similarity: Similarity | None = None) -> None:
        self._similarity = similarity or shared()

    async def rate_resume(self, resume: str, position: PositionToMatch, today: date) -> ResumeRating:
        """Deterministic: the same texts and day give the same rating to the bit."""
        return await asyncio.to_thread(self._rate, resume, position, today)

    def _rate(self, text: str, position: PositionToMatch, today: date) -> ResumeRating:
        own_words = frozenset(
            words(
                " ".join(
                    (
                        position.name,
                        position.description,
                        position.description_long,
                        position.candidate_expectations or "",
                    )
                )
            )
        )
        resume = read_resume(text, own_words, today)
        reason = not_scorable(resume) or ("" if self._similarity.embeds("en") else "rater_unavailable")
        if reason:
            return ResumeRating(None, reason, (), None, (), None, resume.instructions, _NOT_SCORED[reason], RATER)
        if language_of(" ".join((position.name, position.description, position.description_long))) not in ("en", None):
            return ResumeRating(
                None, "language", (), None, (), None, resume.instructions, _NOT_SCORED["position"], RATER
            )
        wanted = wanted_of(position)
        experience = _experience(resume, position, self._similarity)
        needed = needed_years(position, wanted)
        found = tuple(match(one, resume, experience.relevant_years, self._similarity) for one in wanted)
        score = _score(found, experience, needed, _proven(resume), position)
        # What only a conversation can show is not reported as missing from a resume.
        told = [one for one in found if one.credit >= PARTLY or one.wanted.kind is not Kind.TRAIT]
        findings = tuple(finding_of(one, resume) for one in told)
        education = tuple(resume.quote(line) for line in resume.lines if is_education(line))
        return ResumeRating(
            score=score,
            not_scored_reason=None,
            requirements=findings,
            years_of_experience=experience.years,
            education=education,
            switching_profession=None if experience.title is None else experience.nearness < SAME_WORK,
            instructions=resume.instructions,
            summary=_summary(findings, experience, education),
            rater=RATER,
        )


@dataclass(frozen=True, slots=True)
class Experience:
    """``years`` of any work (None: no dates and no figure), ``relevant_years`` of the position's kind."""

    years: float | None
    relevant_years: float
    nearness: float
    title: str | None


def not_scorable(resume: Resume) -> str | None:
    """``unreadable``, ``language``, ``too_short``, or None. Names and places count as one word, however long."""
    shown = " ".join(line.text for line in resume.lines)
    visible = [character for character in resume.readable.text if not character.isspace()]
    letters = sum(character.isalpha() for character in visible)
    if len(visible) >= FEWEST_WORDS and letters < FEWEST_LETTERS * len(visible):
        return "unreadable"
    if language_of(shown) not in ("en", None):
        return "language"
    tokens = words(shown)
    if len(tokens) >= FEWEST_WORDS and sum(
        bool(_WORDLIKE.match(word)) for word in tokens if not word.isdigit()
    ) < FEWEST_WORDLIKE * sum(not word.isdigit() for word in tokens):
        return "unreadable"
    counted = [word for line in resume.lines for word in words(_NAMES.sub("Name", line.text)) if not word.isdigit()]
    return "too_short" if len(counted) < FEWEST_WORDS else None


_WORDLIKE = re.compile(r"^(?:[a-z]{0,18}[aeiouyäöüéèáíóú][a-z'äöüßéèáíóúñç]{0,18}|[a-z]{1,5}\d?)$")
_NAMES = re.compile(r"\b[A-Z][\w.&'’-]*(?:[ ,]+(?:of |the |and |de )?[A-Z][\w.&'’-]*)+")


def _experience(resume: Resume, position: PositionToMatch, similarity: Similarity) -> Experience:
    near = {title: nearness(title, position.name, similarity) for title in resume.titles}
    best = max(near, key=lambda title: (near[title], title), default=None)
    periods = resume.work_periods
    told = _told_years(resume)
    years = years_covered(periods) if periods else told
    relevant = _relevant_years(resume, near)
    if not near or (best and near[best] >= SAME_WORK and not relevant):
        relevant = years or 0.0
    return Experience(years, relevant, near[best] if best else 0.0, best)


def _relevant_years(resume: Resume, near: dict[str, float]) -> float:
    """Years of entries with a near title, and half of those with a related one.

    A title's dates are on its line or on the next two.
    """
    same: list[Period] = []
    related: list[Period] = []
    for place, line in enumerate(resume.lines):
        nearest = max((near.get(title, 0.0) for title in line.titles), default=0.0)
        if nearest >= RELATED_WORK and is_work(line):
            dated = next((one for one in resume.lines[place : place + 3] if one.periods and is_work(one)), None)
            (same if nearest >= SAME_WORK else related).extend(dated.periods[:1] if dated else ())
    full = years_covered(same)
    return full + (years_covered([*same, *related]) - full) / 2


def _told_years(resume: Resume) -> float | None:
    told = [
        _NUMBERS.get(found[1].lower()) or float(found[1])
        for line in resume.lines
        if line.section is not Section.EDUCATION
        and re.search(
            r"\bexperience|\bworked\b|\bspent\b|\bfor (?:the last )?\w+ years|\bwith \w+ years", line.text, re.I
        )
        for found in _TOLD_YEARS.finditer(line.text)
    ]
    return min(50.0, float(sum(told))) if told else None


def _proven(resume: Resume) -> bool:
    """Whether the resume tells of work, and does not only list terms."""
    telling = sum(
        line.tells and line.section in (Section.TOP, Section.EXPERIENCE, Section.OTHER) for line in resume.lines
    )
    dated = bool(resume.work_periods) or _told_years(resume) is not None
    return telling >= FEWEST_TELLING_LINES or (dated and bool(resume.titles))


def _score(
    found: Sequence[Match], experience: Experience, needed: float, proven: bool, position: PositionToMatch
) -> float:
    """0 to 10."""
    shown, trust = _coverage(found)
    coverage = min(1.0, shown / FULL_COVERAGE) * (1.0 if proven else UNPROVEN_COVERAGE)
    near = experience.nearness if experience.title else _nearness_untitled(coverage)
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


def _coverage(found: Sequence[Match]) -> tuple[float, float]:
    """Weighted share of the requirements, and how far there were enough of them to go by, both 0 to 1.

    English is not missed where the resume is written in it.
    """
    counted = [one for one in found if one.credit >= PARTLY or not _shown_by_itself(one)]
    weights = [one.wanted.weight if one.credit >= PARTLY else one.wanted.missing_weight for one in counted]
    earned = sum(
        weight * min(1.0, one.credit / FULL_CREDIT)
        for one, weight in zip(counted, weights, strict=True)
        if one.credit >= PARTLY
    )
    asked = sum(one.wanted.missing_weight for one in found)
    return (earned / sum(weights) if weights else 0.0), min(1.0, max(asked, earned) / CHECKABLE)


def _shown_by_itself(one: Match) -> bool:
    return one.wanted.kind is Kind.LANGUAGE and all("english" in terms for terms in one.wanted.terms)


def _summary(findings: Sequence[RequirementFinding], experience: Experience, education: Sequence[Quote]) -> str:
    met = sum(one.finding == "met" for one in findings)
    partly = sum(one.finding == "partly" for one in findings)
    shown = f"The resume shows {met} of {len(findings)} requirements" + (f" and {partly} in part" if partly else "")
    if experience.title is None:
        return f"{shown}. It names no job title that could be compared with this position."
    kind = "work of the same kind" if experience.nearness >= SAME_WORK else "work of another kind"
    length = f"{experience.years:g} years of work" if experience.years is not None else "work without dates"
    return f"{shown}. It describes {length}, nearest to this position as {experience.title} ({kind})."


_NOT_SCORED = {
    "too_short": "There is too little text to compare with the position. A person will look at it.",
    "unreadable": "The text could not be read, perhaps because the file is a picture. A person will look at it.",
    "language": "The resume is in a language that this check does not read. A person will look at it.",
    "rater_unavailable": "The check could not run completely. A person will look at it.",
    "position": "The position is described in a language that this check does not read. A person will look at it.",
}
