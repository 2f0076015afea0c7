"""Agreement with people: the bands of the gold set, on the part used for tuning and on the part that was not."""

from __future__ import annotations

import json

import pytest

from vivavoce.ports.llm.builtin.rating import BuiltinConversationRater, BuiltinResumeRater
from vivavoce.ports.llm.port import Answered, AnswerRating

from .gold import HERE, NOTHING, TODAY, answers, band_of_answer, band_of_resume, resumes


async def rated(*asked: Answered) -> list[AnswerRating]:
    return list((await BuiltinConversationRater().rate_conversation(asked, NOTHING)).answers)


def agreement(pairs: list[tuple[str, str]]) -> float:
    return sum(got in expected.split("_or_") or got == expected for got, expected in pairs) / len(pairs)


@pytest.mark.parametrize(("held_out", "at_least"), [(False, 0.9), (True, 0.9)])
async def test_answers_are_rated_as_people_rate_them(held_out: bool, at_least: float) -> None:
    gold = [one for one in answers() if one.held_out is held_out]
    ratings = await rated(*(one.answered for one in gold))
    pairs = [(band_of_answer(rating), one.band) for rating, one in zip(ratings, gold, strict=True)]
    assert agreement(pairs) >= at_least


async def test_every_number_has_a_verbatim_quote() -> None:
    gold = answers()
    for one, rating in zip(gold, await rated(*(one.answered for one in gold)), strict=True):
        assert (rating.score is None) == (rating.not_assessed_reason is not None)
        assert rating.score is None or rating.evidence
        said = {turn.turn_id: turn.text for turn in one.answered.said}
        assert all(said[quote.turn_id][quote.start : quote.end] == quote.text != "" for quote in rating.evidence)


async def test_who_says_nothing_never_rates_mid_or_high() -> None:
    empty = {"silence", "dont-know", "recited", "declined", "instruction", "gibberish", "language"}
    gold = [one for one in answers() if one.kind in empty]
    assert len(gold) > 25
    ratings = await rated(*(one.answered for one in gold))
    assert [one.id for one, rating in zip(gold, ratings, strict=True) if (rating.score or 1) >= 2.4] == []


async def test_lists_and_claims_are_never_high() -> None:
    gold = [one for one in answers() if one.kind in ("stuffed", "vague", "off-topic")]
    ratings = await rated(*(one.answered for one in gold))
    assert [one.id for one, rating in zip(gold, ratings, strict=True) if (rating.score or 1) >= 3.0] == []


async def test_open_questions_accept_any_story_from_work() -> None:
    known = {one.id: one.answered for one in answers()}
    for row in map(json.loads, (HERE / "open_questions.jsonl").read_text().splitlines()):
        for about, expected in (("about_work", True), ("about_life", False)):
            asked = [Answered(one, row["question"], row["competency"], (), known[one].said) for one in row[about]]
            for rating in await rated(*asked):
                assert rating.score is not None
                assert (rating.score >= 3.4) if expected else (rating.score < 2.4), (row["question"], rating)


@pytest.mark.parametrize(("held_out", "at_least"), [(False, 0.9), (True, 0.85)])
async def test_resumes_are_rated_as_people_rate_them(held_out: bool, at_least: float) -> None:
    rater = BuiltinResumeRater()
    gold = [one for one in resumes() if one.held_out is held_out]
    pairs = [(band_of_resume(await rater.rate_resume(one.text, one.position, TODAY)), one.band) for one in gold]
    assert agreement(pairs) >= at_least
