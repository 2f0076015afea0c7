"""One requirement against one resume: met, partly or not found, with the lines that say so.

Blocking: runs the embedder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vivavoce.ports.llm.builtin.rating.english import listed
from vivavoce.ports.llm.builtin.rating.reader import Reader
from vivavoce.ports.llm.builtin.rating.relevance import ramp
from vivavoce.ports.llm.builtin.rating.requirements import Kind, Wanted, education
from vivavoce.ports.llm.builtin.rating.resume_text import Line, Resume, Section
from vivavoce.ports.llm.builtin.rating.text import stem
from vivavoce.ports.llm.builtin.similarity import Similarity
from vivavoce.ports.llm.port import Requirement, RequirementFinding

MET, PARTLY = 0.6, 0.33
"""Credit from which a requirement counts as met, or partly: most of its terms, a third of them."""
ONLY_LISTED = 0.5
"""Worth of a skill that is named in a list and in no sentence about work: it is claimed, not shown."""
MEANING_WORTH = 0.85
"""Likeness in meaning without a common word is weaker proof than the words themselves."""
IN_ONE_LINE = 0.6
"""Share of the credit that rests on the best single line; the rest on the whole resume."""
YEARS_ALONE = 0.4
"""Credit of enough years in work of the same kind where the subject asked for is not named: partly."""
NEARLY = 0.55
"""Most that a requirement of years is worth while years are missing: just below met."""
QUOTES = 2
EQUIVALENT_YEARS = 3.0
"""Relevant years from which "or equivalent experience" stands in for a degree in part."""


@dataclass(frozen=True, slots=True)
class Match:
    """A requirement, how far it is met (0 to 1), and the lines that show it."""

    wanted: Wanted
    credit: float
    lines: tuple[Line, ...]


def match(wanted: Wanted, resume: Resume, years: float, reader: Reader, similarity: Similarity) -> Match:
    """``years``: relevant years of experience, for requirements that ask for years."""
    if wanted.kind is Kind.EDUCATION:
        return _education(wanted, resume, years, reader)
    if wanted.kind is Kind.LANGUAGE:
        return _language(wanted, resume, reader)
    by_words = _by_words(wanted, resume, reader)
    found = max(by_words, _by_meaning(wanted, resume, reader, similarity), key=lambda one: one.credit)
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


def _by_words(wanted: Wanted, resume: Resume, reader: Reader) -> Match:
    best = Match(wanted, 0.0, ())
    for terms in wanted.terms:
        whole = reader.whole(terms)
        lines = [line for line in resume.lines if line.terms & terms and not reader.resume.lacks.search(line.text)]
        if not lines:
            continue
        worth = {
            line: _worth(wanted, line) * sum(reader.weight(one) for one in line.terms & terms) / whole for line in lines
        }
        ranked = sorted(lines, key=lambda line: (-worth[line], line.start))
        everywhere = sum(
            reader.weight(one) * max(_worth(wanted, line) for line in lines if one in line.terms)
            for one in terms
            if any(one in line.terms for line in lines)
        )
        credit = round(IN_ONE_LINE * worth[ranked[0]] + (1 - IN_ONE_LINE) * everywhere / whole, 4)
        if credit > best.credit:
            best = Match(wanted, credit, tuple(ranked[:QUOTES]))
    return best


def _worth(wanted: Wanted, line: Line) -> float:
    listed_is_enough = wanted.kind is Kind.CERTIFICATE
    return 1.0 if line.tells or line.heads or listed_is_enough else ONLY_LISTED


def _by_meaning(wanted: Wanted, resume: Resume, reader: Reader, similarity: Similarity) -> Match:
    asked = reader.asked_meaning(wanted.text)
    told = [
        (line, text)
        for line in resume.lines
        if line.tells and line.section is not Section.EDUCATION and (text := reader.shown_meaning(line.text))
    ]
    if not told or not asked:
        return Match(wanted, 0.0, ())
    cosines = np.round(similarity.between([asked], [text for _, text in told])[0], 4)
    place = int(cosines.argmax())
    return Match(wanted, round(MEANING_WORTH * ramp(float(cosines[place]), *reader.meaning), 4), (told[place][0],))


def _years(found: Match, resume: Resume, years: float) -> Match:
    share = min(1.0, years / found.wanted.years) if found.wanted.years else 1.0
    subject = found.credit if any(found.wanted.terms) else 1.0
    dated = tuple(line for line in resume.lines if line.periods and line.section is not Section.EDUCATION)
    lines = tuple(dict.fromkeys((*found.lines[:1], *dated)))[:QUOTES]
    credit = share * min(1.0, subject / MET) if lines else 0.0
    # Months short of the years asked for is "partly", however much else is there. So are the years without the
    # subject: the work was of the same kind, and resumes leave out what goes without saying.
    credit = credit if share == 1.0 else min(credit, NEARLY)
    if found.wanted.years and share == 1.0 and dated:
        credit, lines = max(credit, YEARS_ALONE), lines or dated[:QUOTES]
    return Match(found.wanted, round(credit, 4), lines)


def _education(wanted: Wanted, resume: Resume, years: float, reader: Reader) -> Match:
    levels = {line: education(line.text, reader.resume) for line in resume.lines if line.educates}
    schooled = [line for line, level in levels.items() if level]
    if not schooled:
        equivalent = bool(reader.position.equivalent.search(wanted.text)) and years >= EQUIVALENT_YEARS
        dated = tuple(line for line in resume.lines if line.periods)[:1]
        return Match(wanted, NEARLY if equivalent and dated else 0.0, dated if equivalent else ())
    subjects = [left for terms in wanted.terms if (left := terms - _degree_words(reader))]
    on = {line: 1.0 if not subjects or any(one & line.terms for one in subjects) else 0.0 for line in schooled}
    best = max(schooled, key=lambda line: (min(levels[line], wanted.education), on[line], -line.start))
    enough = 1.0 if levels[best] >= wanted.education else 0.4
    return Match(wanted, round(enough * (0.5 + 0.5 * on[best]), 4), (best,))


def _degree_words(reader: Reader) -> frozenset[str]:
    """Terms that name a level of education and no subject."""
    if reader.position.code != "en":
        return reader.asked(" ".join(reader.position.degree_words))
    return frozenset(stem(word) for word in listed("degree_words"))


def _language(wanted: Wanted, resume: Resume, reader: Reader) -> Match:
    names = [next(iter(terms)) for terms in wanted.terms]
    shown = [_language_line(name, resume.lines, reader) for name in names]
    credits_ = [_fluency(line, reader) if line else 0.0 for line in shown]
    either = len(reader.position.alternatives.split(wanted.text)) > 1
    average = max(credits_) if either else sum(credits_) / len(credits_)
    return Match(wanted, round(average, 4), tuple(dict.fromkeys(line for line in shown if line))[:QUOTES])


def _language_line(name: str, lines: Sequence[Line], reader: Reader) -> Line | None:
    naming = [line for line in lines if name in reader.languages(line.text, asked=False)]
    return max(naming, key=lambda line: (line.section is Section.LANGUAGES, -line.start), default=None)


def _fluency(line: Line, reader: Reader) -> float:
    return 0.5 if reader.resume.basic.search(line.text) and line.text.count(",") == 0 else 1.0
