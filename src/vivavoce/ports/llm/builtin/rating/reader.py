"""How a position and a resume are made comparable: what a reader of two languages must be able to do.

Two readers serve it: ``english`` (both texts English: stems and whole sentences) and ``bridge`` (any two languages
that are read: concepts).
"""

from __future__ import annotations

from typing import Protocol

from vivavoce.ports.llm.builtin.rating.languages import Words
from vivavoce.ports.llm.builtin.similarity import Similarity


class Reader(Protocol):
    """Terms are opaque: they are only compared with one another."""

    @property
    def position(self) -> Words: ...

    @property
    def resume(self) -> Words: ...

    @property
    def own_language(self) -> frozenset[str]:
        """The term of the language that the resume is written in."""
        ...

    @property
    def meaning(self) -> tuple[float, float]:
        """Cosines of a requirement with a line: up to the first they have nothing in common, from the second all."""
        ...

    def whole(self, terms: frozenset[str]) -> float:
        """What finding all the terms of a requirement is worth."""
        ...

    def asked(self, text: str) -> frozenset[str]:
        """Terms of a position's text that can prove something."""
        ...

    def shown(self, text: str) -> frozenset[str]:
        """Terms of a resume's (masked) text."""
        ...

    def is_listed(self, word: str) -> bool:
        """Whether a word of a resume is a concept, also where it happens to be somebody's name."""
        ...

    def shown_beside(self, text: str) -> frozenset[str]:
        """Terms of a line about education: of the part that names a degree, and concepts of the rest.

        What else stands there are names of schools and towns.
        """
        ...

    def shown_by_title(self, title: str) -> frozenset[str]:
        """Terms of a title, which is written with capitals anywhere."""
        ...

    def weight(self, term: str) -> float:
        """What finding the term is worth, 0 to 1."""
        ...

    def languages(self, text: str, asked: bool) -> tuple[str, ...]:
        """Terms of the spoken languages that the text names, in order."""
        ...

    def asked_meaning(self, text: str) -> str:
        """A requirement as it is compared in meaning."""
        ...

    def shown_meaning(self, text: str) -> str:
        """A line of a resume as it is compared in meaning: without names, figures, gender. Empty: not compared."""
        ...

    def understood(self, text: str) -> float:
        """Share of the words of a resume that the reader knows, 0 to 1."""
        ...

    def told_of(self, text: str) -> bool:
        """Whether the words make a sentence about work, not a list of terms."""
        ...

    def title_in(self, line: str) -> str | None:
        """The job title of a line, in lower case."""
        ...

    def titles_told(self, sentence: str) -> list[str]:
        """Titles of running text ("I worked as a waiter")."""
        ...

    def has_verb(self, line: str) -> bool:
        """Whether a short line tells something, so that it is no employer and no title."""
        ...

    def nearness(self, title: str, position: str, similarity: Similarity) -> float | None:
        """0 to 1: how near the work behind two titles is; None if the position's name says nothing."""
        ...


def length_of(text: str, words: Words) -> int:
    """Length in words; where they are not spaced, two signs (four of Thai) count as one."""
    if words.spaced:
        return len(text.split())
    signs = sum(not character.isspace() and not character.isascii() for character in text)
    per_word = 4 if words.code == "th" else 2
    return -(-signs // per_word) + sum(part.isascii() for part in text.split())
