"""The shape of a result as its candidate sees it. A section that she may not see is absent from the answer."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vivavoce.kernel.fields import Answer

Level = Literal[1, 2, 3, 4, 5]


class Overall(Answer):
    """The whole."""

    score: float | None = Field(description="0 to `max_score`; null: not assessed.", examples=[7.4])
    max_score: float = Field(examples=[10])
    reason: str | None = Field(description="Why there is no score, in her language.", examples=[None])


class Mark(Answer):
    """How well one thing was shown."""

    level: Level | None = Field(description="1 to 5; null: not assessed.", examples=[4])
    score: float | None = Field(None, description="1 to 5; absent in assessments, which show levels.", examples=[3.8])


class CompetencyMark(Mark):
    """One competency, over all answers that were about it."""

    name: str = Field(description="In the interview's language.", examples=["Stakeholder management"])


class AnswerMark(Mark):
    """One answer."""

    number: int = Field(description="The number of the question, from 1.", examples=[2])
    question: str = Field(description="As it was asked.")
    reason: str = Field(description="Why, written to her in her language.")
    quotes: list[str] = Field(description="Her words that it rests on, verbatim.")


class RequirementMark(Answer):
    """One thing that the position asks for."""

    requirement: str = Field(description="In the interview's language.")
    standing: Literal["confirmed", "rejected", "not_discussed"]
    quotes: list[str] = Field(description="Her words that settle it, verbatim.")


class ComponentMark(Answer):
    """One part of the overall score."""

    name: str = Field(examples=["ai_assessment_answer"])
    score: float | None = Field(description="0 to 10; null: not assessed.", examples=[7.1])
    share: float | None = Field(description="Of the overall score, 0 to 1; null: not assessed.", examples=[0.6])


class Practice(Answer):
    """One concrete thing to do next."""

    text: str = Field(description="In her language.")
    point: str | None = Field(description="What to bring in, in the interview's language.")


class AdviceOnAnswer(Answer):
    """Coaching on one answer."""

    number: int = Field(examples=[2])
    question: str
    competency: str
    reason: str = Field(description="How the answer came across, written to her in her language.")
    worked: list[str] = Field(description="Her words that worked, verbatim.")
    missing: list[str] = Field(description="What a strong answer has and hers did not mention by name.")
    practise: Practice


class Coaching(Answer):
    """Feedback for practising; it says nothing about hiring."""

    begin_with: str | None = Field(description="The competency to practise first, in the interview's language.")
    answers: list[AdviceOnAnswer]
    not_discussed: list[str] = Field(description="What is expected and was not spoken about.")


class RoomResult(Answer):
    """What she may see of her result."""

    status: Literal["hidden", "rating", "ready"] = Field(
        description="hidden: this interview shows no result. rating: ask again in a moment. ready: here it is."
    )
    open: bool = Field(False, description="Whether all breakdowns are open at once.")
    overall: Overall | None = Field(None, description="From `minimal_with_score` on.")
    competencies: list[CompetencyMark] | None = Field(None, description="From `advanced` on.")
    coaching: Coaching | None = Field(None, description="Coaching, unless the view is `none`.")
    answers: list[AnswerMark] | None = Field(None, description="From `full` on.")
    requirements: list[RequirementMark] | None = Field(None, description="From `full` on.")
    components: list[ComponentMark] | None = Field(None, description="From `full` on.")
