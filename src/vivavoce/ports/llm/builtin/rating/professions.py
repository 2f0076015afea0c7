"""English job titles: which words of a line are one, and how near one profession is to another."""

from __future__ import annotations

import re
from functools import cache

from vivavoce.ports.llm.builtin.rating.english import families, listed, neutral_words
from vivavoce.ports.llm.builtin.rating.families import BOTH_LEAD, RELATED_FAMILY, by_family
from vivavoce.ports.llm.builtin.rating.relevance import ramp
from vivavoce.ports.llm.builtin.rating.text import stem, words
from vivavoce.ports.llm.builtin.similarity import Similarity

LONGEST_TITLE = 7
"""Words. Longer segments of a line are sentences."""
TITLE_FAR, TITLE_NEAR = 0.42, 0.85
"""Cosine of two titles. Any two titles reach 0.35 ("accountant", "truck driver"), the same work 0.65 and more."""


@cache
def _family() -> dict[str, str]:
    return {stem(word): family for family, named in families().items() for word in named.split() if "-" not in word}


def title_in(line: str) -> str | None:
    """The job title of a line, neutral and in lower case: the first of its segments that ends as titles do."""
    for segment in re.split(r"\s*[|,;•·(/:\t]\s*|\s+[-–—]\s+|\s+@\s+|\s+\bat\b\s+|\s{3,}", line):
        tokens = [word for word in neutral_words(words(segment)) if not word.isdigit()]
        if tokens and len(tokens) <= LONGEST_TITLE and _is_title(tokens):
            return " ".join(tokens)
    return None


def _is_title(tokens: list[str]) -> bool:
    before_of = tokens[: tokens.index("of")] if "of" in tokens[1:] else tokens
    if is_role(before_of[-1]):
        return True
    opens = is_role(tokens[0]) and tokens[0] not in ("lead", "head", "cook")
    return len(tokens) <= 4 and (opens or any(is_role(word) for word in tokens[1:]))


def is_role(word: str) -> bool:
    return word in listed("role_nouns") or word.removesuffix("s") in listed("role_nouns")


def family_of(title: str) -> frozenset[str]:
    """The families that the title's words belong to."""
    return frozenset(_family()[stem(word)] for word in words(title) if stem(word) in _family())


def nearness(title: str, position: str, similarity: Similarity) -> float:
    """0 to 1: how near the work behind two titles is."""
    ours = [word for word in neutral_words(words(title)) if word not in listed("levels")]
    theirs = [word for word in neutral_words(words(position)) if word not in listed("levels")]
    if not ours or not theirs:
        return 0.0
    modifiers = {stem(word) for word in listed("modifiers")}
    left, right = ({stem(word) for word in side} - modifiers for side in (ours, theirs))
    by_words = len(left & right) / min(len(left), len(right)) if left and right else 0.0
    if left & right and not {one for one in left & right if one in _family()}:
        by_words *= RELATED_FAMILY  # "assistant", "manager", "engineer" alone say little of the work
    one, other = family_of(" ".join(ours)), family_of(" ".join(theirs))
    shared = by_family(one, other)
    cosine = round(float(similarity.between([" ".join(ours)], [" ".join(theirs)])[0, 0]), 4)
    by_meaning = ramp(cosine, TITLE_FAR, TITLE_NEAR)
    if one and other and not shared:
        by_meaning *= 0.5  # two known professions that have nothing to do with each other
    leading = BOTH_LEAD if listed("leading") & set(ours) and listed("leading") & set(theirs) else 0.0
    return round(max(by_words, shared, by_meaning, leading), 4)
