"""The words that reading a resume needs, one file per language, read at its first use.

``<code>.toml`` has small words, dates, headings, degrees, what is masked, how positions ask, and orders to machines;
``terms/<code>.toml`` the words of the concepts of ``concepts.toml``. Values are alternatives of a regular expression
(``|`` between them, ``*`` after a letter for any ending) or lists of words. A language without a file is not read.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from vivavoce.ports.llm.builtin.rating.text import MARKS

LETTER = rf"[\w{MARKS}]"
NEVER = re.compile(r"(?!)")

FILES = {"br": "pt"}
"""Platform codes whose words are in another language's file."""
SAME_SCRIPT = {
    "cyrillic": ("ru", "uk", "bg"),
    "greek": ("el",),
    "arabic": ("ar",),
    "devanagari": ("hi",),
    "tamil": ("ta",),
    "thai": ("th",),
    "hangul": ("ko",),
    "kana": ("ja",),
    "han": ("zh",),
    "latin": (
        "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "hr", "ro", "hu", "tr", "sv", "da", "no", "fi",
        "id", "ms", "vi", "fil",
    ),
}  # fmt: skip
"""Languages by the script that they are written in."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Words of orders to a machine; see ``instructions``. Alternatives of a regular expression, not compiled.

    ``ignore`` and ``give`` are imperatives, ``rules`` and ``marks`` their objects; ``direct`` are whole orders.
    """

    ignore: str
    rules: str
    give: str
    marks: str
    direct: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """One language. ``spaced``: words stand apart. ``capitals``: what a capital letter within a sentence marks
    (``names``, ``nouns``, or ``none`` where the script has no case).
    """

    code: str
    spaced: bool
    capitals: str
    small: frozenset[str]
    generic: frozenset[str]
    endings: tuple[str, ...]
    proclitics: str
    months: tuple[str, ...]
    era: str
    dates: dict[str, str]
    numbers: dict[str, int]
    years_asked: re.Pattern[str]
    told_years: re.Pattern[str]
    sections: tuple[tuple[str, re.Pattern[str]], ...]
    levels: tuple[tuple[int, re.Pattern[str]], ...]
    graduated: re.Pattern[str]
    degree_words: tuple[str, ...]
    equivalent: re.Pattern[str]
    leave: re.Pattern[str]
    schools: re.Pattern[str]
    organisations: re.Pattern[str]
    personal: tuple[re.Pattern[str], ...]
    worked: re.Pattern[str]
    at: re.Pattern[str]
    at_end: re.Pattern[str]
    employed: re.Pattern[str]
    employed_at: re.Pattern[str]
    school_names: str
    name_page: re.Pattern[str]
    name_label: re.Pattern[str]
    head: re.Pattern[str]
    must: re.Pattern[str]
    optional: re.Pattern[str]
    aside: re.Pattern[str]
    not_asked: re.Pattern[str]
    trait: re.Pattern[str]
    skill: re.Pattern[str]
    certificate: re.Pattern[str]
    education: re.Pattern[str]
    place: re.Pattern[str]
    lead_in: re.Pattern[str]
    told: re.Pattern[str]
    alternatives: re.Pattern[str]
    lacks: re.Pattern[str]
    basic: re.Pattern[str]
    orders: Orders


@cache
def codes() -> frozenset[str]:
    """The platform codes of the languages that are read."""
    files = {entry.name.removesuffix(".toml") for entry in resources.files(__package__).iterdir()}
    known = {code for listed in SAME_SCRIPT.values() for code in listed} & files
    return frozenset(known | {code for code, file in FILES.items() if file in files})


@cache
def words_of(code: str) -> Words:
    """The words of a language. Raises KeyError for one that is not read."""
    if code not in codes():
        raise KeyError(code)
    return _words(FILES.get(code, code), table(f"{FILES.get(code, code)}.toml"))


@cache
def table(name: str) -> dict[str, Any]:
    """One of the data files."""
    folder = resources.files(__package__)
    return tomllib.loads(folder.joinpath(*name.split("/")).read_text(encoding="utf-8"))


@cache
def small_words(code: str) -> frozenset[str]:
    """Words that no text of the language does without; for detection."""
    return frozenset(table(f"{FILES.get(code, code)}.toml")["language"]["small"].split())


@cache
def letters_of(code: str) -> str:
    """Letters that only this language among those of its script has, or only its nearest kin."""
    if code not in codes():
        return ""
    letters: str = table(f"{FILES.get(code, code)}.toml")["language"].get("letters", "")
    return letters


def expanded(listed: str) -> str:
    """Alternatives with their ``*`` turned into a regular expression; spaces match any white space."""
    starred = re.sub(r"(?<=[^\W_])(?<!\\[wsSd])\*", lambda _: f"{LETTER}*", listed.strip())
    return re.sub(r" (?![?*])", lambda _: r"\s+", starred)


def _words(code: str, raw: dict[str, Any]) -> Words:
    language, dates, mask = raw["language"], raw["dates"], raw["mask"]
    spaced, before = language.get("spaced", True), language.get("proclitics", "")

    def pattern(listed: str) -> re.Pattern[str]:
        if not listed.strip():
            return NEVER
        body = f"{before}(?:{expanded(listed)})"
        return re.compile(rf"(?<!{LETTER}){body}(?!{LETTER})" if spaced else body, re.I)

    position, education = raw["position"], raw["education"]
    number_words = dates.get("numbers", "").split()
    numbers = {word: place for place, group in enumerate(number_words, 1) for word in group.split("|")}
    counted = rf"(\d{{1,2}}|{'|'.join(numbers)})" if numbers else r"(\d{1,2})"
    years = rf"(?<![\w.,]){counted}\s*(?:\+|[-–]\s*\d{{1,2}})?\s*\+?\s*(?:{expanded(dates['years'])})"
    experience = expanded(dates["experience"])
    told = rf"{years}.{{0,40}}(?:{experience})|(?:{experience}).{{0,30}}?{years}"
    heads = "|".join(filter(None, (expanded(listed) for listed in raw["sections"].values())))
    joined = expanded(language.get("and", "and")) or "and"
    return Words(
        code=code,
        spaced=spaced,
        capitals=language.get("capitals", "names"),
        small=frozenset(language["small"].split()),
        generic=frozenset(language.get("generic", "").split()),
        endings=tuple(sorted(language.get("endings", "").split(), key=lambda one: (-len(one), one))),
        proclitics=before,
        months=tuple(dates["months"]),
        era=dates.get("era", ""),
        dates={
            name: expanded(dates.get(name, "")) for name in ("present", "until", "since", "since_after", "year_word")
        },
        numbers=numbers,
        years_asked=re.compile(position.get("years") or years, re.I),
        told_years=re.compile(told, re.I),
        sections=tuple(
            (
                name,
                re.compile(rf"^(?:{expanded(listed)})(?:\s*(?:[/&,+·|]|\b(?:{joined})\b)\s*(?:{heads}|\S+))?$", re.I),
            )
            for name, listed in raw["sections"].items()
            if listed
        ),
        levels=tuple(
            (level, pattern(education.get(name, "")))
            for level, name in ((5, "doctor"), (4, "master"), (3, "bachelor"), (2, "vocational"), (1, "school"))
        ),
        graduated=pattern(_graduated(education)),
        degree_words=tuple(re.findall(r"[^\W\d_]+", _graduated(education))),
        equivalent=pattern(education.get("equivalent", "")),
        leave=pattern(education.get("leave", "")),
        schools=pattern(mask["schools"]),
        organisations=pattern(mask.get("organisations", "")),
        personal=_personal(mask, spaced, before),
        worked=pattern(dates["experience"]),
        at=re.compile(rf"\s+(?:{expanded(mask.get('at', '')) or '(?!)'})\s+", re.I),
        at_end=re.compile(rf"(?:^|\s)(?:{expanded(mask.get('at', '')) or '(?!)'})\s+$", re.I),
        employed=pattern(mask.get("employed", "")),
        employed_at=_employed_at(mask),
        name_page=re.compile(rf"^(?:{expanded(mask.get('page', '')) or '(?!)'})\W*$", re.I),
        name_label=re.compile(rf"^(?:{expanded(mask.get('name', '')) or '(?!)'})(?:\s*[:：]\s*|\s+)", re.I),
        school_names=mask.get("school_names", "after"),
        head=re.compile(f"^(?:{expanded(position['head'])})\\W*$", re.I) if position.get("head") else NEVER,
        must=pattern(position["must"]),
        optional=pattern(position["optional"]),
        aside=pattern(position["aside"]),
        not_asked=pattern(position["not_asked"]),
        trait=pattern(position["trait"]),
        skill=pattern(position["skill"]),
        certificate=pattern(position["certificate"]),
        education=pattern(position.get("education") or _graduated(education)),
        place=re.compile(position["place"]) if position.get("place") else NEVER,
        lead_in=re.compile(position["lead_in"], re.I) if position.get("lead_in") else NEVER,
        told=re.compile(f"^(?:{expanded(position['told'])})", re.I) if position.get("told") else NEVER,
        alternatives=re.compile(
            rf"\s+(?:{expanded(language['or'])})\s+|/" if spaced else rf"(?:{expanded(language['or'])})|/", re.I
        ),
        lacks=pattern(position.get("lacks", "")),
        basic=pattern(position.get("basic", "")),
        orders=_orders(raw["orders"]),
    )


def _graduated(education: dict[str, str]) -> str:
    """Words of any finished education; English lists them, elsewhere every level is one."""
    keys = ("graduated",) if "graduated" in education and "any" in education else tuple(_EDUCATION)
    return "|".join(filter(None, (education.get(key, "") for key in keys)))


_EDUCATION = ("graduated", "doctor", "master", "bachelor", "vocational", "school")


def _personal(mask: dict[str, str], spaced: bool, before: str) -> tuple[re.Pattern[str], ...]:
    """What is blanked wherever it stands: labelled facts of a person, birth, family status, forms of address."""
    start, end = (rf"(?<!{LETTER}){before}", rf"(?!{LETTER})") if spaced else ("", "")
    made = [
        rf"{start}(?:{expanded(mask['labels'])}){end}(?:\s*/\s*[^\W\d]+)?\s*[:：\-–]\s*[^\n|;｜]*",
        rf"{start}(?:{expanded(mask['born'])})[^\n|;.。]*",
        rf"{start}(?:{expanded(mask['status'])}){end}(?:\s*,[^\n|;.]*)?",
        rf"{start}(?:{expanded(mask['persons'])}){end}\.?",
    ]
    keys = ("labels", "born", "status", "persons")
    return tuple(re.compile(one, re.I) for key, one in zip(keys, made, strict=True) if mask.get(key))


def _employed_at(mask: dict[str, str]) -> re.Pattern[str]:
    """ "… worked for the Acme Bank": the capitalised words that follow are an employer."""
    if not mask.get("employed") or not mask.get("at"):
        return NEVER
    capital = r"(?-i:[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩЀ-Я])[\w.&'’-]*"
    return re.compile(
        rf"(?<!{LETTER})(?:{expanded(mask['employed'])})(?!{LETTER})[^\n.;:]{{0,30}}?(?<!{LETTER})"
        rf"(?:{expanded(mask['at'])})\s+(?P<name>{capital}(?:\s+(?:{capital}|&))*)",
        re.I,
    )


def _orders(raw: dict[str, Any]) -> Orders:
    direct = raw.get("direct", ())
    ignore, rules, give, marks = (expanded(raw.get(key, "")) for key in ("ignore", "rules", "give", "marks"))
    return Orders(ignore, rules, give, marks, (expanded(direct),) if isinstance(direct, str) else tuple(direct))
