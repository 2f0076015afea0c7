"""Another attempt: after the hand-in, while one is left, and not above `stop_retries_at_score`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.features.results.seat import SAID, seated
from tests.features.support import World
from vivavoce.features.interviews.scoring import merged
from vivavoce.features.sessions.another import retries_over


async def test_the_next_attempt_begins_after_the_hand_in_and_both_stay(world: World) -> None:
    seat = await seated(world, interview_attempts=2)
    await seat.rate(await seat.talk(*SAID), 3.0, 3.0, 3.0)
    assert (await seat.room("GET", "state"))["another_attempt"] is False
    refused = await seat.begin()
    assert (refused.status_code, refused.json()["code"]) == (409, "submit_first")
    state = await seat.room("POST", "submit", {"feedback": {"rating": 4, "text": "Fine."}})
    assert (state["screen"], state["another_attempt"], state["attempts_left"]) == ("submitted", True, 1)
    await seat.talk(*SAID)
    last = await seat.room("POST", "submit", {"feedback": None})
    assert (last["screen"], last["attempt"]["number"], last["another_attempt"]) == ("submitted", 2, False)
    rows = (await world.ok("merchant-result-list", {"profile_interview_id": seat.enrolment_id}))["data"]
    assert [(row["attempt"], row["status"]) for row in rows] == [(2, "submitted"), (1, "submitted")]


async def test_a_score_that_is_high_enough_ends_the_tries(world: World) -> None:
    scoring = {"stop_retries_at_score": 7, "ai_assessment_session": 0}
    seat = await seated(world, interview_attempts=3, custom_scoring=scoring)
    attempt_id = await seat.talk(*SAID)
    state = await seat.room("POST", "submit", {"feedback": None})
    assert state["another_attempt"] is True, "while it is being rated nobody knows"
    await seat.rate(attempt_id, 3.8, 3.8, 3.8)
    assert (await seat.room("GET", "state"))["another_attempt"] is False
    refused = await seat.begin()
    assert (refused.status_code, refused.json()["code"]) == (409, "score_reached")


async def test_an_attempt_that_runs_goes_on_whatever_the_score(world: World) -> None:
    seat = await seated(world, interview_attempts=3, custom_scoring={"stop_retries_at_score": 7})
    first = await seat.talk(*SAID)
    await seat.room("POST", "submit", {"feedback": None})
    assert (await seat.begin()).status_code == 200
    await seat.rate(first, 5.0, 5.0, 5.0)
    assert (await seat.begin()).json()["screen"] == "live"


async def test_none_offers_another_attempt_too(world: World) -> None:
    seat = await seated(world, result_view="none", interview_attempts=2)
    await seat.talk(*SAID)
    assert (await seat.room("GET", "state"))["another_attempt"] is True


async def test_a_closed_interview_offers_none(world: World) -> None:
    seat = await seated(world, interview_attempts=2)
    await seat.talk(*SAID)
    await seat.room("POST", "submit", {"feedback": None})
    await world.ok("job-interview-set-state", {"position_id": seat.interview_id, "status": "archived"})
    state = await seat.room("GET", "state")
    assert (state["screen"], state["another_attempt"]) == ("submitted", False)


async def test_the_link_of_who_has_applied_already_opens_her_result(world: World) -> None:
    seat = await seated(world, result_view="full", interview_attempts=1)
    await seat.rate(await seat.talk(*SAID), 4.0, 4.0, 4.0)
    await seat.room("POST", "submit", {"feedback": None})
    body = {
        "interview_id": seat.interview_id,
        "interview_profile_id": seat.enrolment_id,
        "type": "interview-for-profile",
    }
    seat.token = (await world.ok("job-interview-token", body)).rsplit("/", 1)[1]
    assert (await seat.room("GET", "state"))["screen"] == "submitted"
    assert (await seat.result())["overall"]["score"] is not None


@pytest.mark.parametrize(
    ("given", "best_share", "over"),
    [
        ({}, None, False),
        ({}, 0.84, False),
        ({}, 0.85, True),
        ({"max_score": 100}, 0.5, False),
        ({"max_score": 100}, 0.85, True),
        ({"max_score": 100, "stop_retries_at_score": 60}, 0.6, True),
        ({"stop_retries_at_score": 10}, 0.99, False),
    ],
)
def test_the_limit_is_on_the_scale_of_the_score(given: dict[str, Any], best_share: float | None, over: bool) -> None:
    assert retries_over(merged({}, given), best_share) is over
