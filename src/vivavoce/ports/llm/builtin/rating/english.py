"""What only English has: stems with synonyms, lists and patterns of ``languages/english.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from vivavoce.ports.llm.builtin.rating.languages import table
from vivavoce.ports.llm.builtin.rating.text import stem, words
from vivavoce.ports.llm.builtin.rating.words import FUNCTION_WORDS


@cache
def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = table("english.toml")["english"]
    return raw


@cache
def listed(name: str) -> frozenset[str]:
    """One of the lists of words."""
    return frozenset(_raw()[name].split())


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the regular expressions."""
    return re.compile(_raw()[name], re.I)


@cache
def masked_patterns() -> tuple[re.Pattern[str], ...]:
    """What is blanked in an English resume wherever it stands."""
    return tuple(re.compile(one, re.M) for one in _raw()["masked"])


@cache
def generic() -> frozenset[str]:
    """Words of requirements that any resume contains, and that prove nothing."""
    return FUNCTION_WORDS | listed("generic")


@cache
def _groups() -> dict[str, str]:
    groups = [group.split() for group in _raw()["synonyms"].split(";")]
    return {stem(word): f"={group[0]}" for group in groups for word in group}


def families() -> dict[str, str]:
    """The words of each family of professions."""
    raw: dict[str, str] = _raw()["families"]
    return raw


def neutral_words(tokens: list[str]) -> list[str]:
    """Lower-case words of a title without gender ("coffee boy" becomes "coffee", "salesman" "salesperson")."""
    neutral: dict[str, str] = _raw()["neutral"]
    return [part for word in tokens if word not in listed("gendered") for part in neutral.get(word, word).split()]


def term(word: str) -> str:
    """The stem of a word, or the name of its group of synonyms."""
    return _groups().get(stem(word), stem(word))


def terms_of(text: str) -> frozenset[str]:
    """The terms of a text that can prove something."""
    tokens = neutral_words([word.removesuffix("'s") for word in words(text)])
    return frozenset(term(word) for word in tokens if word not in generic() and not word.isdigit() and len(word) > 1)
