"""What should be asked, in which order and within which budgets: data alone.

A script is frozen when an attempt begins and kept with it; later edits of the interview don't touch a running one.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class StepKind(StrEnum):
    """Steps in the order in which they are spoken."""

    WELCOME = "welcome"
    RAPPORT = "rapport"
    QUESTION = "question"
    CLOSING = "closing"
    THANK_YOU = "thank_you"


ANSWERED = frozenset({StepKind.RAPPORT, StepKind.QUESTION, StepKind.CLOSING})
"""Steps that wait for the candidate."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the interviewer says; ``competency`` and ``strong_answer`` belong to questions alone."""

    id: str
    kind: StepKind
    text: str
    competency: str = ""
    strong_answer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlyStop:
    """The interview ends when the score of ``after_questions`` or more answers is ``below``."""

    below: float
    after_questions: int


@dataclass(frozen=True, slots=True)
class Script:
    """A whole interview. ``pace`` is slower, normal or faster; ``max_followups`` counts per question.

    ``requirements`` are what the rubric's strong bracket asks for: never spoken, they steer the follow-ups.
    """

    steps: tuple[Step, ...]
    language: str
    tone: str
    interview_type: str
    voice: str
    pace: str
    max_followups: int
    max_duration_ms: int
    position: str = ""
    requirements: tuple[str, ...] = ()
    early_stop: EarlyStop | None = None

    @property
    def question_count(self) -> int:
        """Scored questions."""
        return sum(step.kind is StepKind.QUESTION for step in self.steps)

    def question_number(self, index: int) -> int | None:
        """The number, from 1, of the question at a step index; None for other steps."""
        if not 0 <= index < len(self.steps) or self.steps[index].kind is not StepKind.QUESTION:
            return None
        return sum(step.kind is StepKind.QUESTION for step in self.steps[: index + 1])

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the attempt."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Script:
        """What ``to_json`` wrote."""
        steps = tuple(
            Step(
                id=step["id"],
                kind=StepKind(step["kind"]),
                text=step["text"],
                competency=step["competency"],
                strong_answer=tuple(step["strong_answer"]),
            )
            for step in kept["steps"]
        )
        early_stop = EarlyStop(**kept["early_stop"]) if kept.get("early_stop") else None
        requirements = tuple(kept.get("requirements", ()))
        return cls(**{**kept, "steps": steps, "requirements": requirements, "early_stop": early_stop})
