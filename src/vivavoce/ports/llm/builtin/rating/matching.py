"""One requirement against one resume: met, partly or not found, with the lines that say so.

Blocking: runs the embedder.
"""

# ruff: noqa: SIM905 (word lists read better as text)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vivavoce.ports.llm.builtin.rating.relevance import ramp
from vivavoce.ports.llm.builtin.rating.requirements import Kind, Wanted
from vivavoce.ports.llm.builtin.rating.resume_text import Line, Resume, Section, is_education, neutral_sentence
from vivavoce.ports.llm.builtin.rating.text import stem, words
from vivavoce.ports.llm.builtin.similarity import Similarity
from vivavoce.ports.llm.port import Requirement, RequirementFinding

MET, PARTLY = 0.6, 0.33
"""Credit from which a requirement counts as met, or partly: most of its terms, a third of them."""
ONLY_LISTED = 0.5
"""Worth of a skill that is named in a list and in no sentence about work: it is claimed, not shown."""
MEANING_FAR, MEANING_NEAR = 0.32, 0.62
"""Cosine of a resume's sentence with a requirement. "Resolved escalated client issues" and "handles customer
complaints calmly" have 0.58, unrelated duties 0.14 to 0.25."""
MEANING_WORTH = 0.85
"""Likeness in meaning without a common word is weaker proof than the words themselves."""
IN_ONE_LINE = 0.6
"""Share of the credit that rests on the best single line; the rest on the whole resume."""
NEARLY = 0.55
"""Most that a requirement of years is worth while years are missing: just below met."""
QUOTES = 2
EQUIVALENT_YEARS = 3.0
"""Relevant years from which "or equivalent experience" stands in for a degree in part."""

_LEVELS = (
    (5, r"ph\.?d|doctorate|doctor of"),
    (4, r"master|m\.?sc|m\.?a\.|mba|graduate degree|magister"),
    (3, r"bachelor|b\.?sc|b\.?a\.|university degree|college degree|degree|graduated|studied|engineer's"),
    (2, r"diploma|associate|apprenticeship|vocational|higher national"),
    (1, r"secondary|high school|abitur|a-levels|gcse|school"),
)
_LACKS = re.compile(
    r"\b(?:no (?:experience|knowledge)|not (?:yet )?(?:familiar|experienced)|never (?:used|worked)|(?:want|"
    r"eager|would like|willing|hope) to learn|interested in learning)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Match:
    """A requirement, how far it is met (0 to 1), and the lines that show it."""

    wanted: Wanted
    credit: float
    lines: tuple[Line, ...]


def match(wanted: Wanted, resume: Resume, years: float, similarity: Similarity) -> Match:
    """``years``: relevant years of experience, for requirements that ask for years."""
    if wanted.kind is Kind.EDUCATION:
        return _education(wanted, resume, years)
    if wanted.kind is Kind.LANGUAGE:
        return _language(wanted, resume)
    by_words = _by_words(wanted, resume)
    found = max(by_words, _by_meaning(wanted, resume, similarity), key=lambda one: one.credit)
    return _years(found, resume, years) if wanted.kind is Kind.YEARS else found


def finding_of(found: Match, resume: Resume) -> RequirementFinding:
    """What goes into the report."""
    quotes = tuple(resume.quote(line) for line in found.lines)
    state = (
        Requirement.MET
        if found.credit >= MET
        else Requirement.PARTLY
        if found.credit >= PARTLY
        else Requirement.NOT_FOUND
    )
    if state is Requirement.NOT_FOUND or not quotes:
        return RequirementFinding(found.wanted.text, Requirement.NOT_FOUND)
    return RequirementFinding(found.wanted.text, state, quotes)


def _by_words(wanted: Wanted, resume: Resume) -> Match:
    best = Match(wanted, 0.0, ())
    for terms in wanted.terms:
        lines = [line for line in resume.lines if line.terms & terms and not _LACKS.search(line.text)]
        if not lines:
            continue
        worth = {line: _worth(wanted, line) * len(line.terms & terms) / len(terms) for line in lines}
        ranked = sorted(lines, key=lambda line: (-worth[line], line.start))
        everywhere = sum(
            max(_worth(wanted, line) for line in lines if one in line.terms)
            for one in terms
            if any(one in line.terms for line in lines)
        )
        credit = round(IN_ONE_LINE * worth[ranked[0]] + (1 - IN_ONE_LINE) * everywhere / len(terms), 4)
        if credit > best.credit:
            best = Match(wanted, credit, tuple(ranked[:QUOTES]))
    return best


def _worth(wanted: Wanted, line: Line) -> float:
    listed_is_enough = wanted.kind is Kind.CERTIFICATE
    return 1.0 if line.tells or line.heads or listed_is_enough else ONLY_LISTED


def _by_meaning(wanted: Wanted, resume: Resume, similarity: Similarity) -> Match:
    told = [
        (line, text)
        for line in resume.lines
        if line.tells and line.section is not Section.EDUCATION and len((text := neutral_sentence(line)).split()) >= 3
    ]
    if not told:
        return Match(wanted, 0.0, ())
    cosines = np.round(similarity.between([wanted.text], [text for _, text in told])[0], 4)
    place = int(cosines.argmax())
    return Match(
        wanted, round(MEANING_WORTH * ramp(float(cosines[place]), MEANING_FAR, MEANING_NEAR), 4), (told[place][0],)
    )


def _years(found: Match, resume: Resume, years: float) -> Match:
    share = min(1.0, years / found.wanted.years) if found.wanted.years else 1.0
    subject = found.credit if any(found.wanted.terms) else 1.0
    dated = tuple(line for line in resume.lines if line.periods and line.section is not Section.EDUCATION)
    lines = tuple(dict.fromkeys((*found.lines[:1], *dated)))[:QUOTES]
    credit = share * min(1.0, subject / MET) if lines else 0.0
    # Months short of the years asked for is "partly", however much else is there.
    return Match(found.wanted, round(credit if share == 1.0 else min(credit, NEARLY), 4), lines)


def _education(wanted: Wanted, resume: Resume, years: float) -> Match:
    needed = _level(wanted.text)
    schooled = [line for line in resume.lines if is_education(line) and _level(line.text)]
    if not schooled:
        equivalent = bool(re.search(r"\bequivalent\b", wanted.text, re.I)) and years >= EQUIVALENT_YEARS
        dated = tuple(line for line in resume.lines if line.periods)[:1]
        return Match(wanted, 0.5, dated) if equivalent and dated else Match(wanted, 0.0, ())
    best = max(schooled, key=lambda line: (min(_level(line.text), needed), _subject(wanted, line), -line.start))
    enough = 1.0 if _level(best.text) >= needed else 0.4
    return Match(wanted, round(enough * (0.5 + 0.5 * _subject(wanted, best)), 4), (best,))


def _subject(wanted: Wanted, line: Line) -> float:
    subjects = [terms for terms in wanted.terms if terms - _DEGREE_WORDS]
    return 1.0 if not subjects or any((terms - _DEGREE_WORDS) & line.terms for terms in subjects) else 0.0


_DEGREE_WORDS = frozenset(
    stem(word)
    for word in "degree bachelor master diploma university education equivalent apprenticeship finished "
    "completed qualification".split()
)


def _level(text: str) -> int:
    return next((level for level, names in _LEVELS if re.search(rf"\b(?:{names})", text, re.I)), 0)


def _language(wanted: Wanted, resume: Resume) -> Match:
    names = [next(iter(terms)) for terms in wanted.terms]
    shown = [_language_line(name, resume.lines) for name in names]
    credits_ = [_fluency(line) if line else 0.0 for line in shown]
    average = max(credits_) if re.search(r"\bor\b", wanted.text) else sum(credits_) / len(credits_)
    return Match(wanted, round(average, 4), tuple(dict.fromkeys(line for line in shown if line))[:QUOTES])


def _language_line(name: str, lines: Sequence[Line]) -> Line | None:
    naming = [line for line in lines if name in {stem(word) for word in words(line.text)}]
    return max(naming, key=lambda line: (line.section is Section.LANGUAGES, -line.start), default=None)


def _fluency(line: Line) -> float:
    return (
        0.5
        if re.search(r"\b(?:basic|beginner|a1|a2|elementary|school level)\b", line.text, re.I)
        and line.text.count(",") == 0
        else 1.0
    )
