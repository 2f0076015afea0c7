"""A rating as its candidate sees it: the sections that her interview shows, and nothing of the others. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vivavoce.features.evaluation import EvaluationRecord
from vivavoce.features.interviews import ResultView
from vivavoce.features.results.coaching import MOST_POINTS, Practised, advise, begin_with
from vivavoce.features.results.room_schemas import (
    AdviceOnAnswer,
    AnswerMark,
    Coaching,
    CompetencyMark,
    ComponentMark,
    Overall,
    Practice,
    RequirementMark,
    RoomResult,
)
from vivavoce.features.results.sections import Section, sections_of
from vivavoce.features.results.words import level_of, reason_of
from vivavoce.ports.llm.port import Answered, Kind


@dataclass(frozen=True, slots=True)
class Rated:
    """All that a result is made of: the rating, the asked questions in their order, the reader's language."""

    evaluation: EvaluationRecord
    answers: tuple[Answered, ...]
    question_weights: Mapping[str, float]
    kind: Kind
    language: str


def compose(rated: Rated, view: ResultView) -> RoomResult:
    """What this view shows of a rating."""
    shown = sections_of(view, rated.kind)
    sections = {section.value: make(rated) for section, make in _MAKERS.items() if section in shown}
    return RoomResult(status="ready", open=view is ResultView.FULL_EXPAND_SCORES, **sections)


def _overall(rated: Rated) -> Overall:
    found = rated.evaluation
    reason = None if found.overall is not None else reason_of(None, None, rated.language)
    return Overall(score=found.overall, max_score=found.max_score, reason=reason)


def _mark(rated: Rated, score: float | None) -> dict[str, Any]:
    """Assessments show levels, not numbers."""
    level = None if score is None else level_of(score)
    return {"level": level} if rated.kind is Kind.ASSESSMENT else {"level": level, "score": score}


def _competencies(rated: Rated) -> list[CompetencyMark]:
    names = dict.fromkeys(one.competency for one in rated.answers if one.competency)
    return [CompetencyMark(name=name, **_mark(rated, _mean(rated, name))) for name in names]


def _mean(rated: Rated, competency: str) -> float | None:
    """Of the answers about a competency that could be assessed, by their weights."""
    default = float(rated.question_weights.get("default", 1.0))
    weighed = [
        (float(rated.question_weights.get(answered.question_id, default)), found["score"])
        for answered, found in _pairs(rated)
        if answered.competency == competency and found["score"] is not None
    ]
    total = sum(weight for weight, _ in weighed)
    return round(sum(weight * score for weight, score in weighed) / total, 1) if total > 0 else None


def _pairs(rated: Rated) -> list[tuple[Answered, Mapping[str, Any]]]:
    """The rated answers with their questions, in the order of the interview."""
    found = {answer["question_id"]: answer for answer in rated.evaluation.answers}
    return [(one, found[one.question_id]) for one in rated.answers if one.question_id in found]


def _quotes(found: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(quote["text"] for quote in found["evidence"]))


def _answers(rated: Rated) -> list[AnswerMark]:
    return [
        AnswerMark(
            number=number,
            question=answered.question,
            reason=reason_of(found["score"], found["not_assessed_reason"], rated.language),
            quotes=_quotes(found),
            **_mark(rated, found["score"]),
        )
        for number, (answered, found) in enumerate(_pairs(rated), 1)
    ]


def _requirements(rated: Rated) -> list[RequirementMark]:
    return [
        RequirementMark(requirement=found["requirement"], standing=found["standing"], quotes=_quotes(found))
        for found in rated.evaluation.requirements
    ]


def _components(rated: Rated) -> list[ComponentMark]:
    weighed = [part for part in rated.evaluation.components if part["weight"] > 0]
    total = sum(part["weight"] for part in weighed if part["score"] is not None)
    return [
        ComponentMark(
            name=part["name"],
            score=None if part["score"] is None else round(part["score"], 1),
            share=None if part["score"] is None else part["weight"] / total,
        )
        for part in weighed
    ]


def _coaching(rated: Rated) -> Coaching:
    practised = [_practised(answered, found) for answered, found in _pairs(rated)]
    return Coaching(
        begin_with=begin_with(practised),
        answers=_advice(rated, practised),
        not_discussed=[
            found["requirement"] for found in rated.evaluation.requirements if found["standing"] == "not_discussed"
        ][:MOST_POINTS],
    )


def _practised(answered: Answered, found: Mapping[str, Any]) -> Practised:
    return Practised(
        competency=answered.competency,
        strong_answer=answered.strong_answer,
        said=tuple(said.text for said in answered.said),
        score=found["score"],
        not_assessed_reason=found["not_assessed_reason"],
        quotes=tuple(_quotes(found)),
    )


def _advice(rated: Rated, practised: Sequence[Practised]) -> list[AdviceOnAnswer]:
    told = []
    for number, ((answered, _), one) in enumerate(zip(_pairs(rated), practised, strict=True), 1):
        advice = advise(one, rated.language)
        told.append(
            AdviceOnAnswer(
                number=number,
                question=answered.question,
                competency=answered.competency,
                reason=advice.reason,
                worked=list(advice.worked),
                missing=list(advice.missing),
                practise=Practice(text=advice.practise, point=advice.point),
            )
        )
    return told


_MAKERS: Mapping[Section, Callable[[Rated], Any]] = {
    Section.OVERALL: _overall,
    Section.COMPETENCIES: _competencies,
    Section.COACHING: _coaching,
    Section.ANSWERS: _answers,
    Section.REQUIREMENTS: _requirements,
    Section.COMPONENTS: _components,
}
