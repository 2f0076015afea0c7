"""How ratings become a score. Pure.

A component that could not be assessed is left out and the weights of the others are normalised: "not assessed" is never
0. A rating without a quote that is found in the transcript does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from vivavoce.ports.llm.port import AnswerRating, ConversationRating, RequirementStanding, Standing, TurnQuote

COMPONENTS = (
    "ai_assessment_session",
    "ai_assessment_answer",
    "ai_assessment_resume",
    "speech_cadence",
    "ai_pronunciation",
    "sentiment_analysis",
)


@dataclass(frozen=True, slots=True)
class Component:
    """One part of the score: 0 to 10, or None with the reason; ``weight`` as configured."""

    name: str
    weight: float
    score: float | None
    not_assessed_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The whole: 0 to ``max_score``, or None when nothing could be assessed."""

    overall: float | None
    max_score: float
    components: tuple[Component, ...]


def checked(rating: ConversationRating, turns: Mapping[str, str]) -> ConversationRating:
    """The rating with only those quotes that stand in the transcript; what loses its last quote is not assessed."""

    def found(quotes: Iterable[TurnQuote]) -> tuple[TurnQuote, ...]:
        return tuple(
            quote
            for quote in quotes
            if quote.text and turns.get(quote.turn_id, "")[quote.start : quote.end] == quote.text
        )

    def answer(one: AnswerRating) -> AnswerRating:
        evidence = found(one.evidence)
        if one.score is not None and not evidence:
            return replace(one, score=None, not_assessed_reason="no_evidence", evidence=())
        return replace(one, evidence=evidence)

    def requirement(one: RequirementStanding) -> RequirementStanding:
        evidence = found(one.evidence)
        if one.standing is not Standing.NOT_DISCUSSED and not evidence:
            return replace(one, standing=Standing.NOT_DISCUSSED, evidence=())
        return replace(one, evidence=evidence)

    answers = tuple(map(answer, rating.answers))
    nothing = all(one.score is None for one in answers)
    return replace(
        rating,
        answers=answers,
        requirements=tuple(map(requirement, rating.requirements)),
        session_score=None if nothing else rating.session_score,
    )


def answers_score(answers: Iterable[AnswerRating], question_weights: Mapping[str, Any]) -> float | None:
    """The weighted mean of the assessed answers, from 1–5 to 0–10; None when there is none."""
    default = float(question_weights.get("default", 1.0))
    weighed = [
        (float(question_weights.get(answer.question_id, default)), (answer.score - 1) * 2.5)
        for answer in answers
        if answer.score is not None
    ]
    total = sum(weight for weight, _ in weighed)
    return sum(weight * score for weight, score in weighed) / total if total > 0 else None


def score(rating: ConversationRating, scoring: Mapping[str, Any], resume_score: float | None) -> Score:
    """The overall score by the weights of ``custom_scoring``."""
    assessed: dict[str, tuple[float | None, str]] = {
        "ai_assessment_session": (rating.session_score, "nothing_to_rate"),
        "ai_assessment_answer": (answers_score(rating.answers, scoring["question_weights"]), "nothing_to_rate"),
        "ai_assessment_resume": (resume_score, "no_rated_resume"),
    }
    components = tuple(
        Component(
            name,
            weight=float(scoring[name]["weight"]),
            score=assessed.get(name, (None, ""))[0],
            not_assessed_reason=None
            if assessed.get(name, (None, ""))[0] is not None
            else assessed.get(name, (None, "not_measured"))[1],
        )
        for name in COMPONENTS
    )
    counted = [(part.weight, part.score) for part in components if part.score is not None and part.weight > 0]
    total = sum(weight for weight, _ in counted)
    # Without an assessed answer there is no score of the interview, whatever the resume says.
    spoken = any(answer.score is not None for answer in rating.answers)
    max_score = float(scoring["max_score"])
    overall = sum(weight * value for weight, value in counted) / total / 10 * max_score if total and spoken else None
    return Score(None if overall is None else round(overall, 2), max_score, components)
