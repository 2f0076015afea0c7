"""What a rating is called to the candidate, in her language. Pure: our own texts, chosen by typed facts.

A rater's rationale is English and for recruiters; it is never shown here.
"""

from __future__ import annotations

import math
from typing import Literal, cast

from vivavoce.features.sessions import text

STRONG, MIDDLE = 3.5, 2.5
"""From these scores (of 5) an answer is told to be strong, or on its way."""

_NOT_ASSESSED = {
    "no_answer": "no_answer",
    "too_short": "too_short",
    "declined": "declined",
    "language": "language",
    "unintelligible": "unclear",
    "recited_question": "unclear",
}


def level_of(score: float) -> Literal[1, 2, 3, 4, 5]:
    """The level of a score from 1 to 5."""
    return cast(Literal[1, 2, 3, 4, 5], min(5, max(1, math.floor(score + 0.5))))


def reason_of(score: float | None, not_assessed_reason: str | None, language: str) -> str:
    """How an answer came across, in one kind sentence."""
    if score is None:
        return text(f"result.{_NOT_ASSESSED.get(not_assessed_reason or '', 'other')}", language)
    return text(f"result.{'strong' if score >= STRONG else 'middle' if score >= MIDDLE else 'little'}", language)
