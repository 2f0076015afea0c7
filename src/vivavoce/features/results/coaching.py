"""Advice on a practised answer: what worked, what a strong answer also has, one thing to practise next.

``Practised`` in, ``Advice`` out: typed, so that a language model could write it in place of ``advise``. Nothing in here
speaks of hiring. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vivavoce.features.results.words import MIDDLE, STRONG, reason_of
from vivavoce.features.sessions import text, undiscussed

MOST_POINTS = 3
"""More than that at a time is no advice."""
UNSAID = frozenset({"no_answer", "too_short", "declined"})
"""Reasons for "not assessed" that ask for a beginning, not for a better answer."""


@dataclass(frozen=True, slots=True)
class Practised:
    """One answer with what is known of it; ``score`` 1 to 5, or None with the reason."""

    competency: str
    strong_answer: tuple[str, ...]
    said: tuple[str, ...]
    score: float | None
    not_assessed_reason: str | None
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """Sentences are in her language; quotes and points stay in the interview's."""

    reason: str
    worked: tuple[str, ...]
    missing: tuple[str, ...]
    practise: str
    point: str | None


def advise(practised: Practised, language: str) -> Advice:
    """The built-in advice."""
    missing = undiscussed(practised.strong_answer, practised.said)[:MOST_POINTS]
    kind = _practice(practised, missing)
    return Advice(
        reason=reason_of(practised.score, practised.not_assessed_reason, language),
        worked=practised.quotes if practised.score is not None and practised.score >= MIDDLE else (),
        missing=missing,
        practise=text(f"practise.{kind}", language),
        point=missing[0] if kind == "points" else None,
    )


def _practice(practised: Practised, missing: Sequence[str]) -> str:
    if practised.not_assessed_reason in UNSAID:
        return "begin"
    if practised.score is not None and practised.score < MIDDLE:
        return "story"
    if missing:
        return "points"
    return "detail" if practised.score is not None and practised.score >= STRONG else "story"


def begin_with(answers: Sequence[Practised]) -> str | None:
    """The competency that practice helps most: the lowest score, else the first that nothing was said about."""
    scored = [(one.score, place) for place, one in enumerate(answers) if one.score is not None]
    unsaid = [place for place, one in enumerate(answers) if one.not_assessed_reason in UNSAID]
    place = min(scored)[1] if scored else unsaid[0] if unsaid else None
    return None if place is None else answers[place].competency
