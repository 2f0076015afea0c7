"""What an attempt is judged and charged by: frozen when it begins, so that an update never reaches back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from vivavoce.features.interviews.script import InterviewScript, price_of
from vivavoce.ports.llm.port import Rubric


@dataclass(frozen=True, slots=True)
class Terms:
    """``version`` of the definition, its rubric and merged scoring, and credits for a finished run."""

    version: int
    rubric: Rubric
    scoring: Mapping[str, Any]
    price: Decimal

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the attempt."""
        return {
            "version": self.version,
            "rubric": asdict(self.rubric),
            "scoring": dict(self.scoring),
            "price": str(self.price),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Terms | None:
        """What ``to_json`` wrote; None for an attempt that began before there were versions."""
        if not kept:
            return None
        rubric = Rubric(**{name: tuple(lines) for name, lines in kept["rubric"].items()})
        return cls(kept["version"], rubric, kept["scoring"], Decimal(kept["price"]))


def terms_of(interview: InterviewScript) -> Terms:
    """The terms of an attempt that begins now."""
    return Terms(interview.version, interview.rubric, interview.scoring, price_of(interview))
