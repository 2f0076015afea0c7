"""The catalogue of skills, read once from ``lists/*.toml``.

A line of a list is ``"Name" = "aliases | strong-answer points; … | situations for test questions; …"``. The alias ``!``
makes the name itself case-sensitive ("Go", "Excel"), ``=Word`` makes one alias so.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources


class Kind(StrEnum):
    """How one speaks of a skill: used (hard), shown (trait), spoken (language), held (credential), met (condition)."""

    HARD = "hard"
    TRAIT = "trait"
    LANGUAGE = "language"
    CREDENTIAL = "credential"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Category:
    """A group of skills. ``points`` and ``tests`` serve every skill of the group; ``{s}`` in a test is the skill."""

    name: str
    label: str
    kind: Kind
    points: tuple[str, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill as it is spoken, with the spellings it is found by; ``exact`` spellings are case-sensitive."""

    name: str
    category: str
    aliases: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()


def _parts(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


def _skill(name: str, category: str, line: str) -> Skill:
    aliases, points, tests = ([*line.split("|"), "", ""])[:3]
    spellings = _parts(aliases, ",")
    loose = [word for word in spellings if word != "!" and not word.startswith("=")]
    exact = [word[1:] for word in spellings if word.startswith("=")]
    (exact if "!" in spellings else loose).insert(0, name)
    return Skill(name, category, tuple(loose), tuple(exact), tuple(_parts(points, ";")), tuple(_parts(tests, ";")))


@cache
def _catalogue() -> tuple[dict[str, Category], dict[str, Skill]]:
    categories: dict[str, Category] = {}
    skills: dict[str, Skill] = {}
    folder = resources.files(__package__) / "lists"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
            kind = Kind(table.get("kind", Kind.HARD))
            categories[name] = Category(name, table["label"], kind, tuple(table["points"]), tuple(table["tests"]))
            for skill_name, line in table["skills"].items():
                skills[skill_name] = _skill(skill_name, name, line)
    return categories, skills


def category_of(name: str) -> Category:
    """The category of that name; one that no list knows is read as ``other``."""
    categories = _catalogue()[0]
    return categories.get(name, categories["other"])


def skill_named(name: str, category: str = "other") -> Skill:
    """The skill as listed, or one with that name and nothing else known of it."""
    return _catalogue()[1].get(name) or Skill(name, category)


def all_skills() -> tuple[Skill, ...]:
    """Every skill of every list."""
    return tuple(_catalogue()[1].values())
