"""Choices that look free and are not: ordered by a hash of the position, so that the same brief gives the same draft.

Tone, kind and seniority stay out of the seed: the same position in another tone asks about the same things in other
words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from vivavoce.ports.llm.port import Brief

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice:
    """Orders and picks by ``seed``."""

    seed: str

    def rank(self, key: str) -> int:
        """The place of a key among all keys, as good as random and always the same."""
        return int.from_bytes(hashlib.sha256(f"{self.seed}\x1f{key}".encode("utf-8", "replace")).digest()[:8], "big")

    def shuffled(self, items: Iterable[T], key: Callable[[T], str]) -> list[T]:
        """The items in an order of their own for this seed."""
        return sorted(items, key=lambda item: self.rank(key(item)))

    def one(self, items: Sequence[T], key: str) -> T:
        """One of the items."""
        return items[self.rank(key) % len(items)]


def choice_for(brief: Brief) -> Choice:
    """The choice that belongs to a position."""
    parts = [
        brief.name,
        brief.location,
        brief.company,
        brief.interview_type.value,
        brief.description,
        brief.description_long,
        brief.candidate_expectations,
        json.dumps(brief.additional_context, sort_keys=True, default=str),
        [(passage.document, passage.page, passage.text) for passage in brief.passages],
    ]
    return Choice(hashlib.sha256(json.dumps(parts, default=str).encode("utf-8", "replace")).hexdigest())
