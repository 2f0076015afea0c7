"""A resume rater that is a language model: several independent ratings, their median and spread, quotes by machine.

What must not matter is gone before the model reads: instructions to a reader, names, places, schools and employers
(the built-in rater's own rules). Reading dates is arithmetic and stays with the built-in rater.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from statistics import median
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from vivavoce.ports.llm.builtin.rating.language import language_of
from vivavoce.ports.llm.builtin.rating.languages import codes, words_of
from vivavoce.ports.llm.builtin.rating.mask import masked
from vivavoce.ports.llm.openai_compatible.models import Answer, Models
from vivavoce.ports.llm.openai_compatible.prompt import prompt
from vivavoce.ports.llm.port import (
    PositionToMatch,
    Quote,
    Requirement,
    RequirementFinding,
    ResumeRater,
    ResumeRating,
)

PROMPT = "resume.v1"
RATINGS = 3
"""Independent ratings of one resume; an odd number, so that the median is one of them."""
MOST_LETTERS = 24_000
"""Longest resume text that is sent, about 6,000 tokens; a longer one is cut, and its rating says so."""
BLANK = "▇"
_HEAD_LINES = 12
_ADDRESS = re.compile(
    r"^.*(?:\b\d{5}\b|(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|street|road|avenue|lane|square|drive|straat|laan|plein"
    r"|gatan|gata|gade|vej|vei|katu|tie|utca|út|ulica|ulice|ulici|\bul\.|\brue|\bvia|\bcalle|\brua|\bavenida|\bstrada"
    r"|\bул\.|улица|вулиця|cad\.|caddesi|sok\.|sokak|οδός|شارع|jalan|\bjl\.|đường|ถนน|通り|丁目|番地|路|街道|로|길)"
    r"[^\n]*\d).*$",
    re.IGNORECASE | re.MULTILINE,
)
"""An address in the head of a resume: a postcode of five digits, or the word for a street and a number."""
_FINAL_REASONS = frozenset(("too_short", "unreadable"))


class FindingOut(BaseModel):
    """What a model found of one requirement."""

    number: int
    finding: Requirement
    quotes: list[Annotated[str, StringConstraints(max_length=400)]] = Field(default_factory=list)


class RatingOut(BaseModel):
    """One rating of a resume by a model."""

    requirements: list[FindingOut]
    score: Annotated[float, Field(ge=0, le=10)]
    switching_profession: bool | None = None
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_500)]


class ModelResumeRater:
    """Rates resumes with the configured models."""

    def __init__(self, models: Models, reader: ResumeRater) -> None:
        self._models = models
        self._reader = reader

    async def rate_resume(self, resume: str, position: PositionToMatch, today: date) -> ResumeRating:
        """See ``ResumeRater``. A resume that nobody could read is not scored, and no model is asked.

        Raises AuthorUnavailableError, AuthorUnusableError.
        """
        read = await self._reader.rate_resume(resume, position, today)
        if read.not_scored_reason in _FINAL_REASONS:
            return read
        shown = _shown(resume, read.instructions)[:MOST_LETTERS]
        wanted = tuple(dict.fromkeys((*position.rubric.strong, *position.rubric.moderate, *position.rubric.weak)))
        data = {
            "position": {
                "name": position.name,
                "description": position.description,
                "description_long": position.description_long,
                "expectations": position.candidate_expectations,
                "seniority": position.seniority,
            },
            "requirements": dict(enumerate(wanted, 1)),
            "resume": shown,
            "today": today.isoformat(),
        }
        answers = await asyncio.gather(
            *(
                self._models.ask(
                    prompt(PROMPT),
                    data,
                    RatingOut,
                    lambda out: _faults(out, wanted, shown),
                    purpose="resume",
                    temperature=0.7,
                )
                for _ in range(RATINGS)
            )
        )
        return _joined(answers, wanted, resume, shown, read)


def _shown(resume: str, instructions: Sequence[Quote]) -> str:
    """The resume with what must not matter blanked, letter for letter, so that places stay the same."""
    bare = resume
    for told in instructions:
        bare = bare[: told.start] + " " * (told.end - told.start) + bare[told.end :]
    code = language_of(resume)
    bare = masked(bare, frozenset(), words_of(code) if code in codes() else None)
    head = "".join(bare.splitlines(keepends=True)[:_HEAD_LINES])
    bare = _ADDRESS.sub(lambda found: re.sub(r"\S", " ", found[0]), head) + bare[len(head) :]
    return "".join(
        char if char == other or not char.strip() else BLANK for char, other in zip(resume, bare, strict=True)
    )


def _place(quote: str, shown: str) -> tuple[int, int] | None:
    """Where a quote stands, whatever its spaces; None: nowhere."""
    words = quote.split()
    if not words or set("".join(words)) <= {BLANK}:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), shown)
    return found.span() if found else None


def _faults(out: RatingOut, wanted: Sequence[str], shown: str) -> list[str]:
    found = []
    numbers = [one.number for one in out.requirements]
    if missing := set(range(1, len(wanted) + 1)) - set(numbers):
        found.append(f"Say what was found of the requirements {sorted(missing)}.")
    claimed = (one for one in out.requirements if one.finding is not Requirement.NOT_FOUND)
    found += [
        f"Requirement {one.number}: no quote of it stands in the resume; copy one exactly, or say not_found."
        for one in claimed
        if not any(_place(quote, shown) for quote in one.quotes)
    ]
    return found


def _joined(
    answers: Sequence[Answer[RatingOut]], wanted: Sequence[str], resume: str, shown: str, read: ResumeRating
) -> ResumeRating:
    outs = [answer.output for answer in answers]
    scores = sorted(out.score for out in outs)
    score = median(scores)
    nearest = min(outs, key=lambda out: abs(out.score - score))
    findings = tuple(_finding(number, requirement, outs, resume, shown) for number, requirement in enumerate(wanted, 1))
    switching = Counter(out.switching_profession for out in outs).most_common(1)[0][0]
    models = ", ".join(dict.fromkeys(answer.model for answer in answers))
    return replace(
        read,
        score=round(score, 1),
        spread=round(scores[-1] - scores[0], 1),
        not_scored_reason=None,
        requirements=findings,
        switching_profession=switching,
        summary=" ".join(nearest.summary.split()),
        rater=f"{models} {PROMPT} x{len(outs)}",
        calls=tuple(call for answer in answers for call in answer.calls),
    )


def _finding(number: int, requirement: str, outs: Sequence[RatingOut], resume: str, shown: str) -> RequirementFinding:
    """What most ratings say; where each says something else, the middle one."""
    said = [one for out in outs for one in out.requirements if one.number == number]
    order = [Requirement.NOT_FOUND, Requirement.PARTLY, Requirement.MET]
    middle = order[int(median(order.index(one.finding) for one in said))]
    places = [place for one in said if one.finding is middle for quote in one.quotes if (place := _place(quote, shown))]
    if middle is Requirement.NOT_FOUND or not places:
        return RequirementFinding(requirement, Requirement.NOT_FOUND)
    quotes = tuple(Quote(resume[start:end], start, end) for start, end in dict.fromkeys(places))
    return RequirementFinding(requirement, middle, quotes[:2])
