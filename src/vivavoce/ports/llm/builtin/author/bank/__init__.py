"""The author's texts, one folder a language: data only, read once. A language without a folder has no built-in author.

What a file holds is said at its head. This module turns the tables into typed patterns and knows no wording itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

FORMS = ("time", "how", "would", "scene", "ask", "test", "process")


@dataclass(frozen=True, slots=True)
class Competency:
    """What a question is about; ``brackets`` are the requirements strong, moderate, weak."""

    name: str
    label: str
    learned: str
    points: tuple[str, ...]
    brackets: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A matter to ask about, to be put into words by tone. ``order``: -1 opens the interview, 1 comes near its end."""

    name: str
    competency: str
    form: str
    text: str
    plain: str
    levels: str = "EISMDX"
    types: str = "PQSRTL"
    kinds: tuple[str, ...] = ()
    order: int = 0
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """A family of occupations. ``titles``: (words in order, ends with a stem, weak sign)."""

    name: str
    titles: tuple[tuple[tuple[str, ...], bool, bool], ...]
    categories: tuple[str, ...]
    skills: tuple[str, ...]
    about: str
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What lint looks for in one language; one object a language, compared by identity."""

    empty: frozenset[str]
    frame: frozenset[str]
    yes_no: re.Pattern[str]
    request: re.Pattern[str]
    asks: re.Pattern[str]
    asks_inside: re.Pattern[str]
    double: tuple[re.Pattern[str], ...]
    leading: tuple[re.Pattern[str], ...]
    illegal: tuple[re.Pattern[str], ...]
    negative: re.Pattern[str]
    protected: re.Pattern[str]
    instruction: re.Pattern[str]
    money: re.Pattern[str]
    question_words: re.Pattern[str] | None = None
    """Where a language has them: a question without one can be answered with yes or no."""
    spaced: bool = True


@dataclass(frozen=True, slots=True)
class Bank:
    """All texts of one language."""

    competencies: Mapping[str, Competency]
    sections: Mapping[str, tuple[Pattern, ...]]
    families: tuple[Family, ...]
    tones: Mapping[str, Any]
    spoken: Mapping[str, Any]
    rubric: Mapping[str, Any]
    words: Mapping[str, Any]
    seniority: Mapping[str, Any]
    reading: Mapping[str, re.Pattern[str]]
    verbs: frozenset[str]


def _table(language: str, name: str) -> dict[str, Any]:
    file = resources.files(__package__) / language / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _parts(text: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def _pattern(section: str, index: int, row: Mapping[str, Any], levels: str = "EISMDX") -> Pattern:
    form = next(name for name in FORMS if name in row)
    kinds = tuple(
        kind for word in row.get("k", "").split() for kind in (("tool", "practice") if word == "hard" else (word,))
    )
    return Pattern(
        name=f"{section}.{index}",
        competency=row["c"],
        form=form,
        text=row[form],
        plain=row.get("s", row[form]),
        levels=row.get("l", levels),
        types=row.get("t", "PQSRTL"),
        kinds=kinds,
        order=row.get("o", 0),
        points=tuple(row.get("p", ())),
    )


def _section(name: str, table: Mapping[str, Any], levels: str = "EISMDX") -> tuple[Pattern, ...]:
    return tuple(_pattern(name, index, row, levels) for index, row in enumerate(table["q"]))


def _title(word: str) -> tuple[tuple[str, ...], bool, bool]:
    weak = word.endswith("?")
    stem = word.rstrip("?").endswith("*")
    return tuple(word.rstrip("?*").split("-")), stem, weak


def _family(name: str, table: Mapping[str, Any]) -> Family:
    return Family(
        name=name,
        titles=tuple(_title(word) for word in table["titles"].split()),
        categories=tuple(table["categories"]),
        skills=tuple(table["skills"]),
        about=table["about"],
        patterns=_section(name, table, "EISM"),
    )


def _competency(name: str, line: str) -> Competency:
    label, learned, points, strong, moderate, weak = (part.strip() for part in line.split("|"))
    return Competency(name, label, learned, _parts(points, ";"), (strong, moderate, weak))


def languages() -> tuple[str, ...]:
    """The languages with a bank of texts."""
    folders = (entry for entry in resources.files(__package__).iterdir() if entry.is_dir())
    return tuple(sorted(entry.name for entry in folders if (entry / "rules.toml").is_file()))


@cache
def bank_of(language: str) -> Bank | None:
    """The texts of a language; None when there are none."""
    if language not in languages():
        return None
    words = _table(language, "words")
    sections: dict[str, tuple[Pattern, ...]] = {}
    for file in ("types", "levels", "common", "skillwork", "process"):
        for name, table in _table(language, file).items():
            sections[name] = _section(name, table)
    return Bank(
        competencies={name: _competency(name, line) for name, line in _table(language, "competencies").items()},
        sections=sections,
        families=tuple(_family(name, table) for name, table in _table(language, "families").items()),
        tones=_table(language, "tones"),
        spoken=_table(language, "spoken"),
        rubric=_table(language, "rubric"),
        words=words,
        seniority=_table(language, "seniority"),
        reading={name: re.compile(text, re.IGNORECASE) for name, text in _table(language, "reading").items()},
        verbs=frozenset(words["verbs"].split()),
    )


@cache
def context_keys() -> Mapping[str, str]:
    """Known keys of ``additional_context``, each with what its texts are."""
    table = tomllib.loads((resources.files(__package__) / "context_keys.toml").read_text(encoding="utf-8"))
    return {key: kind for kind, keys in table.items() for key in keys.split()}


@cache
def rules_of(language: str) -> Rules | None:
    """The rules of a language; None when there are none, and then only what is free of language is checked."""
    if language not in languages():
        return None
    table = _table(language, "rules")

    def one(name: str) -> re.Pattern[str]:
        return re.compile(table[name], re.IGNORECASE | re.DOTALL)

    def many(name: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(text, re.IGNORECASE) for text in table[name])

    return Rules(
        empty=frozenset(table["empty"].split()),
        frame=frozenset(table["frame"].split()),
        yes_no=one("yes_no"),
        request=one("request"),
        asks=one("asks"),
        asks_inside=one("asks_inside"),
        double=many("double"),
        leading=many("leading"),
        illegal=many("illegal"),
        negative=one("negative"),
        protected=one("protected"),
        instruction=one("instruction"),
        money=one("money"),
    )
