"""What a position asks of a resume: its own sentences, each with its kind, its weight and its terms.

Places and the names of companies are no requirements: a resume must not win by naming the same town.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from vivavoce.ports.llm.builtin.rating.languages import Words
from vivavoce.ports.llm.builtin.rating.reader import Reader, length_of
from vivavoce.ports.llm.builtin.rating.text import plain, sentences
from vivavoce.ports.llm.port import PositionToMatch, Seniority


class Kind(StrEnum):
    """How a requirement is looked for in a resume."""

    YEARS = "years"
    EDUCATION = "education"
    LANGUAGE = "language"
    CERTIFICATE = "certificate"
    SKILL = "skill"
    DUTY = "duty"
    TRAIT = "trait"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One requirement. ``terms``: alternatives of sets of stems; the best alternative counts."""

    text: str
    kind: Kind
    weight: float
    missing_weight: float
    """Its weight in the score when nothing was found: what a resume rarely says must not be held against it."""
    terms: tuple[frozenset[str], ...]
    years: float = 0.0
    education: int = 0
    """The level asked for, 1 to 5; 0: none is named."""


# found, not found. A missing hard requirement counts in full, a duty in half: resumes name tools and titles, and
# leave out what goes without saying. What only a conversation shows adds when it is there and costs almost nothing.
WEIGHTS = {
    Kind.YEARS: (1.5, 1.5),
    Kind.EDUCATION: (1.0, 1.0),
    Kind.LANGUAGE: (0.8, 0.6),
    Kind.CERTIFICATE: (1.0, 1.0),
    Kind.SKILL: (1.0, 1.0),
    Kind.DUTY: (0.8, 0.4),
    Kind.TRAIT: (0.3, 0.05),
}
MUST_FACTOR, OPTIONAL_FACTOR = 1.5, 0.4
RUBRIC_FACTOR = 0.6
"""The rubric is written for what is said in an interview; a resume answers part of it."""
CHECKABLE = 4.0
"""Weight of requirements from which they count in full; a position that hardly names any is matched by its title."""
MOST_REQUIREMENTS = 30
SAME_REQUIREMENT = 0.75
"""Share of common terms from which two sentences are one requirement."""

_HEADING = re.compile(r"^(?:#+\s.*|\*\*[^*]+\*\*:?|[^\W\d_][^.;:!?]{1,44}[:：])$")
_OF_NOTHING = re.compile(r"^#|[:：]$")
SHORT_WORDS = 4
"""A requirement of so few words names a skill, and no duty."""


def wanted_of(position: PositionToMatch, reader: Reader) -> tuple[Wanted, ...]:
    """Requirements in the order of expectations, description, rubric; what says the same is there once."""
    listed: list[Wanted] = []
    for text, from_rubric in _sentences(position, reader.position):
        one = _wanted(text, from_rubric, reader)
        if one and not any(_same(one, other) for other in listed):
            listed.append(one)
    return tuple(listed[:MOST_REQUIREMENTS])


def needed_years(position: PositionToMatch, wanted: tuple[Wanted, ...]) -> float:
    """The years asked for in words, else what the seniority usually means."""
    said = max((one.years for one in wanted), default=0.0)
    return said or SENIORITY_YEARS.get(position.seniority or Seniority.INTERMEDIATE, 2.0)


SENIORITY_YEARS = {
    Seniority.ENTRY_LEVEL: 0.5,
    Seniority.INTERMEDIATE: 2.0,
    Seniority.SENIOR: 5.0,
    Seniority.MANAGERIAL: 5.0,
    Seniority.DIRECTOR: 8.0,
    Seniority.EXECUTIVE: 10.0,
}


def _sentences(position: PositionToMatch, words: Words) -> Iterator[tuple[str, bool]]:
    for text in (position.candidate_expectations or "", position.description_long, position.description):
        aside = False
        for sentence in sentences(plain(text).text):
            bare = sentence.text.lstrip("-–*•· ").rstrip(".;,。 ")
            if _HEADING.match(sentence.text) or words.head.match(bare) or _heads_aside(bare, words):
                aside = bool(words.aside.search(sentence.text))
            elif bare and not aside and not _OF_NOTHING.search(bare) and not words.not_asked.search(bare):
                yield bare, False
    for bracket in (position.rubric.strong, position.rubric.moderate):
        for text in bracket:
            yield text.strip().rstrip(".。"), True


def _heads_aside(bare: str, words: Words) -> bool:
    """Whether a short line without a colon opens a part that asks for nothing ("Wir bieten")."""
    return words.code != "en" and length_of(bare, words) <= SHORT_WORDS and bool(words.aside.match(bare))


def _wanted(text: str, from_rubric: bool, reader: Reader) -> Wanted | None:
    words = reader.position
    bare = words.lead_in.sub("", words.place.sub(" ", text)).strip()
    kind = Kind.TRAIT if from_rubric and words.told.match(bare) else _kind(bare, reader)
    terms = _alternatives(bare, kind, reader)
    if not any(terms) and kind not in (Kind.YEARS, Kind.EDUCATION):
        return None
    factor = MUST_FACTOR if words.must.search(bare) else OPTIONAL_FACTOR if words.optional.search(bare) else 1.0
    factor *= RUBRIC_FACTOR if from_rubric else 1.0
    found, missing = WEIGHTS[kind]
    if from_rubric and kind in (Kind.SKILL, Kind.DUTY):
        missing = WEIGHTS[Kind.DUTY][1]
    if words.optional.search(bare):
        missing *= OPTIONAL_FACTOR
    years = years_asked(bare, words)
    return Wanted(
        text, kind, round(found * factor, 4), round(missing * factor, 4), terms, years, education(bare, words)
    )


def years_asked(text: str, words: Words) -> float:
    """The number of years that a text names first, or 0."""
    found = words.years_asked.search(text)
    number = next(filter(None, found.groups()), "") if found else ""
    return float(words.numbers.get(number.lower()) or (number if number.isdigit() else 0))


def education(text: str, words: Words) -> int:
    """The level of education that a text names: 5 doctorate, 4 master, 3 bachelor, 2 vocational, 1 school, 0 none."""
    return next((level for level, names in words.levels if names.search(text)), 0)


def _kind(text: str, reader: Reader) -> Kind:
    words = reader.position
    if years_asked(text, words):
        return Kind.YEARS
    if words.certificate.search(text):
        return Kind.CERTIFICATE
    if words.education.search(text):
        return Kind.EDUCATION
    if reader.languages(text, asked=True) and len(reader.asked(text) - frozenset(reader.languages(text, True))) <= 2:
        return Kind.LANGUAGE
    if words.trait.search(text):
        return Kind.TRAIT
    return Kind.SKILL if words.skill.search(text) or length_of(text, words) <= SHORT_WORDS else Kind.DUTY


def _alternatives(text: str, kind: Kind, reader: Reader) -> tuple[frozenset[str], ...]:
    """ "Django or FastAPI" are two ways to meet it, "Docker and testing" is one."""
    words = reader.position
    if kind is Kind.LANGUAGE:
        return tuple(frozenset({one}) for one in reader.languages(text, asked=True))
    bare = words.years_asked.sub(" ", text)
    parts = [bare] if kind is Kind.YEARS else words.alternatives.split(bare)
    if kind is Kind.EDUCATION:
        parts = [part for piece in parts for part in re.split("[,，、]", piece)]
    listed = tuple(found for part in parts if (found := reader.asked(part)))
    if len(listed) > 1 and kind in (Kind.SKILL, Kind.DUTY, Kind.TRAIT) and len(listed[0]) > 2:
        return (frozenset().union(*listed),)
    return listed


def _same(one: Wanted, other: Wanted) -> bool:
    left, right = frozenset().union(*one.terms), frozenset().union(*other.terms)
    if not left or not right:
        return one.text.lower() == other.text.lower()
    return one.kind is other.kind and len(left & right) / len(left | right) >= SAME_REQUIREMENT
