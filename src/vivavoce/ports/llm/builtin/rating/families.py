"""Families of professions: coarse on purpose, they say who has done similar work, not who is good at it."""

from __future__ import annotations

from collections.abc import Set
from functools import cache

from vivavoce.ports.llm.builtin.rating.languages import table

SAME_FAMILY, RELATED_FAMILY = 0.75, 0.55
"""Nearness of titles whose words differ and whose family is the same ("barista", "waiter") or next to it."""
BOTH_LEAD = 0.45
"""Nearness of two titles that both lead people or plans, whatever the trade ("team leader", "project manager")."""


@cache
def _related() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair.split()) for pair in table("concepts.toml")["related"]["pairs"].split(","))


@cache
def weak(kind: str) -> frozenset[str]:
    """Concepts that say little alone; ``kind``: ``things``, ``roles``, or ``leading``."""
    return frozenset(table("concepts.toml")["weak"][kind].split())


@cache
def implied() -> dict[str, frozenset[str]]:
    """Concepts that a title says without naming them."""
    return {role: frozenset(named.split()) for role, named in table("concepts.toml")["implied"].items()}


def by_family(one: Set[str], other: Set[str]) -> float:
    """Nearness by families alone; 0 where none is known or none meets."""
    if one & other:
        return SAME_FAMILY
    return RELATED_FAMILY if any(frozenset((a, b)) in _related() for a in one for b in other) else 0.0
