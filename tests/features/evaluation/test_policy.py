"""How ratings become a score."""

from __future__ import annotations

from typing import Any

import pytest

from vivavoce.features.evaluation import policy
from vivavoce.ports.llm.port import AnswerRating, ConversationRating, RequirementStanding, Standing, TurnQuote

SCORING: dict[str, Any] = {
    "max_score": 10,
    "ai_assessment_session": {"weight": 0.4},
    "ai_assessment_answer": {"weight": 0.6},
    "ai_assessment_resume": {"weight": 0.0},
    "speech_cadence": {"weight": 0.0},
    "ai_pronunciation": {"weight": 0.0},
    "sentiment_analysis": {"weight": 0.0},
    "question_weights": {"default": 1.0},
}
TURNS = {"t1": "I led the team and we shipped on time."}
QUOTE = TurnQuote("t1", "I led the team", 0, 14)


def answer(name: str, score: float | None, *quotes: TurnQuote) -> AnswerRating:
    reason = None if score is not None else "no_answer"
    return AnswerRating(name, score, reason, quotes or ((QUOTE,) if score is not None else ()), "why")


def rating(*answers: AnswerRating, session: float | None = 8.0) -> ConversationRating:
    return ConversationRating(answers, (), session, "test/1")


def test_a_rating_without_a_quote_in_the_transcript_is_no_rating() -> None:
    invented = TurnQuote("t1", "I led the company", 0, 17)
    misplaced = TurnQuote("t1", "I led the team", 3, 17)
    nowhere = TurnQuote("t9", "I led the team", 0, 14)
    found = policy.checked(rating(*(answer(str(n), 5, q) for n, q in enumerate((invented, misplaced, nowhere)))), TURNS)
    assert [one.score for one in found.answers] == [None] * 3
    assert {one.not_assessed_reason for one in found.answers} == {"no_evidence"}
    assert found.session_score is None


def test_true_quotes_stay_and_false_ones_go() -> None:
    found = policy.checked(rating(answer("q", 4, QUOTE, TurnQuote("t1", "nothing", 0, 7))), TURNS)
    assert found.answers[0].score == 4
    assert found.answers[0].evidence == (QUOTE,)


def test_a_requirement_without_a_true_quote_was_not_discussed() -> None:
    claims = (
        RequirementStanding("Leads teams", "strong", Standing.CONFIRMED, (QUOTE,)),
        RequirementStanding("Ships", "strong", Standing.REJECTED, (TurnQuote("t1", "never", 0, 5),)),
    )
    found = policy.checked(ConversationRating((answer("q", 4),), claims, 5.0, "test/1"), TURNS)
    assert [one.standing for one in found.requirements] == [Standing.CONFIRMED, Standing.NOT_DISCUSSED]


def test_the_overall_score_is_the_weighted_mean() -> None:
    score = policy.score(rating(answer("a", 5), answer("b", 3)), SCORING, resume_score=None)
    assert score.overall == pytest.approx(0.4 * 8.0 + 0.6 * 7.5)


def test_what_was_not_assessed_is_left_out_and_never_zero() -> None:
    score = policy.score(rating(answer("a", 5), answer("b", None), session=None), SCORING, resume_score=None)
    assert score.overall == 10
    assert {part.name: part.score for part in score.components}["ai_assessment_session"] is None


def test_nothing_assessed_is_no_score_even_with_a_resume() -> None:
    scoring = {**SCORING, "ai_assessment_resume": {"weight": 1.0}}
    score = policy.score(rating(answer("a", None), session=None), scoring, resume_score=9.0)
    assert score.overall is None


def test_max_score_and_question_weights() -> None:
    scoring = {
        **SCORING,
        "max_score": 100,
        "ai_assessment_session": {"weight": 0},
        "question_weights": {"default": 1, "b": 3},
    }
    score = policy.score(rating(answer("a", 1), answer("b", 5)), scoring, resume_score=None)
    assert score.overall == pytest.approx(75)


def test_unmeasured_components_say_so() -> None:
    score = policy.score(rating(answer("a", 4)), {**SCORING, "ai_pronunciation": {"weight": 0.5}}, resume_score=None)
    part = next(part for part in score.components if part.name == "ai_pronunciation")
    assert (part.score, part.not_assessed_reason) == (None, "not_measured")
    assert score.overall is not None
