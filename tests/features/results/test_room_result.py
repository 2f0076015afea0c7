"""What a candidate sees of her result: by `result_view`, by kind, in her language, and never more."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from tests.features.results.seat import RATIONALE, SAID, Seat, seated
from tests.features.support import World
from vivavoce.features.interviews import ResultView
from vivavoce.features.languages import LANGUAGES
from vivavoce.features.results.sections import SECTIONS

SHOWN = {
    "none": set(),
    "minimal": set(),
    "minimal_with_score": {"overall"},
    "advanced": {"overall", "competencies"},
    "full": {"overall", "competencies", "answers", "requirements", "components"},
    "full_expand_scores": {"overall", "competencies", "answers", "requirements", "components"},
}


async def rated(world: World, *scores: float | str, **settings: object) -> Seat:
    seat = await seated(world, **settings)
    attempt_id = await seat.talk(*SAID)
    await seat.rate(attempt_id, *(scores or (4.2, 3.0, 1.4)))
    return seat


@pytest.mark.parametrize("view", list(ResultView))
async def test_each_view_shows_its_sections_and_nothing_more(world: World, view: str) -> None:
    seat = await rated(world, result_view=view)
    found = await seat.result()
    assert set(found) - {"status", "open"} == SHOWN[view]
    assert found["status"] == ("ready" if SHOWN[view] else "hidden")
    assert found.get("open", False) is (view == "full_expand_scores")
    seen = json.dumps(found)
    assert RATIONALE not in seen
    assert ("milestones" in seen) is (view in ("full", "full_expand_scores"))


def test_each_view_shows_more_than_the_one_before() -> None:
    shown = [set(SECTIONS[view]) for view in ResultView]
    assert all(less <= more for less, more in pairwise(shown))


async def test_what_the_sections_hold(world: World) -> None:
    found = await (await rated(world, 4.2, "no_answer", 1.4, result_view="full")).result()
    assert found["overall"] == {"score": 5.9, "max_score": 10.0, "reason": None}
    assert found["competencies"] == [
        {"name": "competency 1", "level": 4, "score": 4.2},
        {"name": "competency 2", "level": None, "score": None},
        {"name": "competency 3", "level": 1, "score": 1.4},
    ]
    first, second, third = found["answers"]
    assert (first["number"], first["level"], first["quotes"]) == (1, 4, [SAID[0]])
    assert first["reason"] == "You answered clearly and with concrete details."
    assert (second["score"], second["quotes"]) == (None, [])
    assert second["reason"] == "Nothing was said about this question, so it is not assessed."
    assert "One concrete example would help" in third["reason"]
    assert [(one["requirement"], one["standing"]) for one in found["requirements"]] == [
        ("Leads", "confirmed"),
        ("Teaches", "rejected"),
        ("Plans", "not_discussed"),
    ]
    parts = {part["name"]: part for part in found["components"]}
    assert set(parts) == {"ai_assessment_session", "ai_assessment_answer"}
    assert parts["ai_assessment_answer"]["share"] == pytest.approx(0.6)


async def test_nothing_assessed_is_no_score_and_says_so(world: World) -> None:
    found = await (await rated(world, "language", "language", "language", result_view="full")).result()
    assert found["overall"]["score"] is None
    assert "says nothing against you" in found["overall"]["reason"]
    assert {part["score"] for part in found["components"]} == {None}
    assert "cannot rate answers in this language yet" in found["answers"][0]["reason"]


async def test_a_part_that_could_not_be_assessed_leaves_its_weight_to_the_others(world: World) -> None:
    scoring = {"speech_cadence": 0.5}
    found = await (await rated(world, result_view="full", custom_scoring=scoring)).result()
    parts = {part["name"]: part for part in found["components"]}
    assert (parts["speech_cadence"]["score"], parts["speech_cadence"]["share"]) == (None, None)
    assert sum(part["share"] or 0 for part in parts.values()) == pytest.approx(1)


async def test_an_assessment_shows_levels_and_no_bare_numbers(world: World) -> None:
    found = await (await rated(world, result_view="full", type="assessment")).result()
    assert [(one["level"], "score" in one) for one in found["competencies"]] == [(4, False), (3, False), (1, False)]
    assert not any("score" in one for one in found["answers"])


async def test_while_it_is_rated_it_says_so_and_she_can_hand_in(world: World) -> None:
    seat = await seated(world, result_view="full")
    assert (await seat.ask("GET", "result")).json()["code"] == "not_finished"
    attempt_id = await seat.talk(*SAID)
    assert await seat.result() == {"status": "rating"}
    assert (await seat.room("POST", "submit", {"feedback": None}))["screen"] == "submitted"
    assert await seat.result() == {"status": "rating"}
    await seat.rate(attempt_id, 4.0, 4.0, 4.0)
    assert (await seat.result())["status"] == "ready"


async def test_it_is_the_holders_own(world: World) -> None:
    seat = await rated(world, result_view="full")
    seat.token = "x" * 43
    assert (await seat.ask("GET", "result")).status_code == 404
    answer = await world.client.get("/room/v1/result")
    assert answer.status_code == 401


async def test_it_is_told_in_the_language_that_she_reads(world: World) -> None:
    seat = await rated(world, result_view="full", mojito_language_code="de")
    assert (await seat.room("GET", "result"))["answers"][0]["reason"].startswith("Sie haben klar")
    told = {code: (await seat.result(code))["answers"][0]["reason"] for code in LANGUAGES}
    assert len(set(told.values())) == len(LANGUAGES)


async def test_none_is_handed_in_at_once_and_shows_nothing(world: World) -> None:
    seat = await rated(world, result_view="none")
    state = await seat.room("GET", "state")
    assert (state["screen"], state["attempt"]["state"], state["result"]) == ("submitted", "submitted", None)
    assert await seat.result() == {"status": "hidden"}


@pytest.mark.parametrize("view", ["minimal", "minimal_with_score", "full"])
async def test_coaching_is_advice_whatever_numbers_are_shown(world: World, view: str) -> None:
    seat = await rated(world, 4.2, 1.4, "too_short", result_view=view, type="coaching")
    found = await seat.result()
    assert set(found) - {"status", "open"} == SHOWN[view] | {"coaching"}
    advice = found["coaching"]
    assert advice["begin_with"] == "competency 2"
    first, second, third = advice["answers"]
    assert first["worked"] == [SAID[0]]
    assert first["missing"] == ["an example"]
    assert first["practise"]["point"] == "an example"
    assert (second["worked"], second["practise"]["point"]) == ([], None)
    assert "one real situation" in second["practise"]["text"]
    assert "three key words" in third["practise"]["text"]
    assert advice["not_discussed"] == ["Plans"]
    if view == "minimal":
        assert not {"score", "level"} & set(json.dumps(found).replace('"', " ").split())


async def test_coaching_recommends_nothing_to_anybody(world: World) -> None:
    seat = await rated(world, result_view="full", type="coaching")
    (row,) = (await world.ok("merchant-result-list", {"profile_interview_id": seat.enrolment_id}))["data"]
    details = await world.ok("job-interview-details", {"interview_result_id": row["interview_result_id"]})
    told = json.dumps([details, await seat.result(), (await seat.room("GET", "state"))["disclosure"]]).lower()
    assert "recommend" not in told
    assert "decision_status" not in told
    assert "a person decides" not in told
    assert "nobody is hired or rejected" in told
