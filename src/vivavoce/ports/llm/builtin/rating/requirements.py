"""What a position asks of a resume: its own sentences, each with its kind, its weight and its terms.

Places and the names of companies are no requirements: a resume must not win by naming the same town.
"""

# ruff: noqa: SIM905 (word lists read better as text)

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from vivavoce.ports.llm.builtin.rating.mask import neutral_words
from vivavoce.ports.llm.builtin.rating.text import plain, sentences, stem, words
from vivavoce.ports.llm.builtin.rating.words import FUNCTION_WORDS
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

LANGUAGES = frozenset(
    """english german french spanish italian portuguese dutch polish czech slovak croatian serbian slovenian hungarian
    romanian bulgarian greek turkish russian ukrainian arabic hindi mandarin chinese japanese korean vietnamese
    thai swedish danish norwegian finnish indonesian malay filipino tamil hebrew""".split()
)
_EDUCATION = re.compile(
    r"\b(?:degree|bachelor|master|diploma|phd|doctorate|graduate|university|studies|education|apprenticeship|"
    r"qualification in|b\.?sc|m\.?sc|mba)\b",
    re.I,
)
_CERTIFICATE = re.compile(
    r"\b(?:licen[cs]e|certificat\w*|certified|permit|registration|registered|accredit\w*|pmp|prince2|acca|cpa|"
    r"cfa|itil|first aid)\b",
    re.I,
)
_YEARS = re.compile(
    r"\b(?:at least |minimum (?:of )?|over )?(\d{1,2}|one|two|three|four|five|six|seven|eight|ten)\s*(?:\+|"
    r"plus|or more)?\s*(?:[-–]\s*\d{1,2}\s*)?\+?\s*years?\b",
    re.I,
)
_NUMBERS = dict(zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True))
_TRAIT = re.compile(
    r"\b(?:friendly|punctual|motivated|reliable|team player|flexib\w+|communicat\w+ (?:clearly|openly|well|"
    r"skills)|stress|attitude|willing\w*|"
    r"passion\w*|enthusias\w*|calm|honest\w*|patien(?:t|ce) with|curious|on time|likes?|enjoys?|self-?\w+|"
    r"proactive|detail|accurately|deadlines|"
    r"works? well|independent\w*|personality|positive)\b",
    re.I,
)
_SKILL = re.compile(
    r"\b(?:experience|knowledge|knows?|skills?|proficien\w+|familiar\w*|expertise|background in|understanding|"
    r"advanced|command of|able to|ability|must|required|uses?|using)\b",
    re.I,
)
_MUST = re.compile(r"\b(?:must|required|mandatory|essential|minimum|at least|need(?:ed)?)\b", re.I)
_OPTIONAL = re.compile(
    r"\b(?:plus|advantage|nice to have|optional|preferred|ideally|bonus|welcome|"
    r"desirable)\b",
    re.I,
)
_NOT_ASKED = re.compile(
    r"^#|\b(?:(?:is|are) looking for|interview|the position is|the work is done|an ai\b|a person reads|"
    r"(?:entry|intermediate|senior|managerial|"
    r"director|executive) level|take your time|examples? from|day-to-day tasks are|we offer|benefits?|salary|"
    r"our (?:company|mission|team|office|customers|values)|we are|we're|we "
    r"build|we believe|join us|apply|perks|equal opportunity|"
    r"flexible hours|holiday|discount|located|based in|founded|per month|per year gross)\b|:$",
    re.I,
)
_HEADING = re.compile(r"^(?:#+\s.*|\*\*[^*]+\*\*:?|[A-Z][\w '&/-]{2,40}:)$")
_ASIDE = re.compile(
    r"\b(?:about (?:us|this interview|the (?:company|interview|team))|(?:we|our) offer|benefits?|perks|how to "
    r"apply|process|"
    r"who we are|location|salary|company|contact)\b",
    re.I,
)
"""Sections of an advertisement that ask for nothing."""
_TOLD = re.compile(
    r"^(?:explains?|describes?|names?|gives?|links?|shows?|states?|says?|tells?|mentions?|reflects?|knows the "
    r"name|is (?:ready|open|willing)|"
    r"has seen or read)\b",
    re.I,
)
"""Requirements of a rubric that only a conversation can show; a resume may add to their subject."""
_PLACE = re.compile(
    r"\b(?:based|located|live|living|office|offices|headquartered|site|relocate) (?:in|to|at|near) "
    r"[A-Z][\w-]+(?:[ ,]+[A-Z][\w-]+)*|\b(?:in|near) [A-Z][\w-]+(?:, [A-Z][\w-]+)*"
)
_LEAD_IN = re.compile(
    r"^(?:you|you'll|you will|your tasks?|we need|what we need|requirements?|responsibilities|tasks?)\b[:\s]*", re.I
)

GENERIC = FUNCTION_WORDS | frozenset(
    """experience experienced knowledge skill skills ability year years minimum least required requirement requirements
    must strong solid excellent advanced basic basics proven candidate role position job work works working
    worked day daily days task tasks responsibility responsibilities company team teams area areas field similar
    related relevant including e.g etc plus advantage welcome desirable preferred ideally proficiency proficient
    familiar familiarity understanding expertise background fluent degree level environment hands professional
    practical deep broad modern high new different level well several need needs needed willing ability write
    writes part help helps know knows clearly open openly small large about method methods system systems
    bachelor's master's bachelor master number own concrete example examples result main typical cases case
    finish start everyday interest reason personal general term terms goal goals explain explains describe
    describes name names give gives show shows link links confidence difficult alternatives side support
    occasional guidance simple carry carries field shared""".split()
)
"""Words of requirements that any resume contains, and that prove nothing."""

# Words that mean the same on both sides.
_SYNONYMS = """
    customer client guest consumer; complaint escalation dispute; vehicle van car truck lorry; till cash
    register payment; coffee espresso cappuccino barista; postgres postgresql; javascript js; kubernetes k8s;
    staff crew personnel; lead manage supervise head; deliver delivery; parcel package packet; pupil student
    child; inventory stock; tidy clean; serve service; invoice bill; medicine medication drug; elderly
    resident; license licence; programme project; automate automation automatic; analyse analyze analysis;
    organise organize; close closing; test testing pytest unittest; drink beverage; document record
    documentation; mentor coach train; api apis; ci continuous-integration; accounting accountancy account
    accountant; nurse nursing; database databases sql; rota roster shift; road route tour; excel spreadsheet;
    safe safely safety; develop developer development
"""
_GROUP = {stem(word): f"={group.split()[0]}" for group in _SYNONYMS.split(";") for word in group.split()}


def term(word: str) -> str:
    """The stem of a word, or the name of its group of synonyms."""
    return _GROUP.get(stem(word), stem(word))


def terms_of(text: str) -> frozenset[str]:
    """The terms of a text that can prove something."""
    tokens = neutral_words([word.removesuffix("'s") for word in words(text)])
    return frozenset(term(word) for word in tokens if word not in GENERIC and not word.isdigit() and len(word) > 1)


def wanted_of(position: PositionToMatch) -> tuple[Wanted, ...]:
    """Requirements in the order of expectations, description, rubric; what says the same is there once."""
    listed: list[Wanted] = []
    for text, from_rubric in _sentences(position):
        one = _wanted(text, from_rubric)
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


def _sentences(position: PositionToMatch) -> Iterator[tuple[str, bool]]:
    for text in (position.candidate_expectations or "", position.description_long, position.description):
        aside = False
        for sentence in sentences(plain(text).text):
            bare = sentence.text.lstrip("-–*•· ").rstrip(".;, ")
            if _HEADING.match(sentence.text):
                aside = bool(_ASIDE.search(sentence.text))
            elif bare and not aside and not _NOT_ASKED.search(bare):
                yield bare, False
    for bracket in (position.rubric.strong, position.rubric.moderate):
        for text in bracket:
            yield text.strip().rstrip("."), True


def _wanted(text: str, from_rubric: bool) -> Wanted | None:
    bare = _LEAD_IN.sub("", _PLACE.sub(" ", text)).strip()
    kind = Kind.TRAIT if from_rubric and _TOLD.match(bare) else _kind(bare)
    terms = _alternatives(bare, kind)
    if not any(terms) and kind not in (Kind.YEARS, Kind.EDUCATION):
        return None
    years = _YEARS.search(bare)
    factor = MUST_FACTOR if _MUST.search(bare) else OPTIONAL_FACTOR if _OPTIONAL.search(bare) else 1.0
    factor *= RUBRIC_FACTOR if from_rubric else 1.0
    found, missing = WEIGHTS[kind]
    if from_rubric and kind in (Kind.SKILL, Kind.DUTY):
        missing = WEIGHTS[Kind.DUTY][1]
    if _OPTIONAL.search(bare):
        missing *= OPTIONAL_FACTOR
    number = (_NUMBERS.get(years[1].lower()) or float(years[1])) if years else 0.0
    return Wanted(text, kind, round(found * factor, 4), round(missing * factor, 4), terms, float(number))


def _kind(text: str) -> Kind:
    if _YEARS.search(text):
        return Kind.YEARS
    if _CERTIFICATE.search(text):
        return Kind.CERTIFICATE
    if _EDUCATION.search(text):
        return Kind.EDUCATION
    tokens = set(words(text))
    if tokens & LANGUAGES and len(tokens - LANGUAGES - GENERIC) <= 2:
        return Kind.LANGUAGE
    if _TRAIT.search(text):
        return Kind.TRAIT
    return Kind.SKILL if _SKILL.search(text) or len(text.split()) <= 4 else Kind.DUTY


def _alternatives(text: str, kind: Kind) -> tuple[frozenset[str], ...]:
    """ "Django or FastAPI" are two ways to meet it, "Docker and testing" is one."""
    if kind is Kind.LANGUAGE:
        return tuple(frozenset({stem(word)}) for word in words(text) if word in LANGUAGES)
    parts = re.split(r"\s+or\s+|/", _YEARS.sub(" ", text)) if kind is not Kind.YEARS else [_YEARS.sub(" ", text)]
    if kind is Kind.EDUCATION:
        parts = [part for piece in parts for part in piece.split(",")]
    listed = tuple(found for part in parts if (found := terms_of(part)))
    if len(listed) > 1 and kind in (Kind.SKILL, Kind.DUTY, Kind.TRAIT) and len(listed[0]) > 2:
        return (frozenset().union(*listed),)
    return listed


def _same(one: Wanted, other: Wanted) -> bool:
    left, right = frozenset().union(*one.terms), frozenset().union(*other.terms)
    if not left or not right:
        return one.text.lower() == other.text.lower()
    return one.kind is other.kind and len(left & right) / len(left | right) >= SAME_REQUIREMENT
