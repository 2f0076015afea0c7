"""Corrections stand beside what was heard; what was heard never changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text

from tests.features.recordings.conftest import ANSWERS, Candidate, ended
from tests.features.support import World
from vivavoce.features import evaluation, sessions
from vivavoce.kernel.ids import new_id
from vivavoce.ports.llm.builtin.rating import BuiltinConversationRater

MINE = "I led the move to Postgres."


async def answers(candidate: Candidate) -> list[Any]:
    return [line for line in (await candidate.result())["transcript"] if line["may_correct"]]


async def put(candidate: Candidate, turn_id: str, words: str, *, status: int = 200) -> Any:
    return await candidate.post("/correction", {"turn_id": turn_id, "text": words}, status=status)


async def test_both_are_there_for_her_and_for_the_company(candidate: Candidate) -> None:
    first, second = await answers(candidate)
    assert (first["text"], first["corrected"]) == (ANSWERS[0], None)
    kept = await put(candidate, first["id"], f"  {MINE}\n")
    assert kept == {**first, "corrected": MINE}
    assert await answers(candidate) == [kept, second]
    items = {item["id"]: item for item in (await candidate.details())["transcript"]}
    corrected, plain = items[first["id"]], items[second["id"]]
    assert (corrected["answer"], corrected["corrected"]) == (ANSWERS[0], MINE)
    assert datetime.fromisoformat(corrected["corrected_at"]).tzinfo
    assert (plain["answer"], plain["corrected"], plain["corrected_at"]) == (ANSWERS[1], None, None)


@pytest.mark.parametrize("words", ["", "  \n ", ANSWERS[0], f" {ANSWERS[0]} "])
async def test_it_is_taken_back(candidate: Candidate, words: str) -> None:
    first, _ = await answers(candidate)
    await put(candidate, first["id"], MINE)
    await put(candidate, first["id"], "Led it, together with Tom.")
    assert (await put(candidate, first["id"], words))["corrected"] is None
    assert await candidate.world.count("turn_correction") == 0


async def test_ratings_rest_on_what_was_heard(candidate: Candidate) -> None:
    first, _ = await answers(candidate)
    await put(candidate, first["id"], MINE)
    world = candidate.world
    async with world.database.merchant(world.merchant_id) as session:
        attempt = await sessions.find_attempt(session, candidate.attempt_id)
        said = sessions.answers_of(attempt.script, await sessions.transcript_of(session, attempt.id))
    assert [one.text for answer in said for one in answer.said] == list(ANSWERS)
    ids = {"attempt_id": str(candidate.attempt_id), "merchant_id": str(world.merchant_id)}
    await evaluation.rate_attempt(world.database, BuiltinConversationRater(), **ids)
    assert "Postgres" not in str((await candidate.details())["answers"])


async def test_it_has_limits(candidate: Candidate) -> None:
    first, _ = await answers(candidate)
    assert (await put(candidate, first["id"], "x" * 5_000))["corrected"] == "x" * 5_000
    assert (await put(candidate, first["id"], "x" * 5_001, status=422))["name"] == "text"
    assert (await put(candidate, first["id"], "a\x00b", status=422))["name"] == "text"
    assert (await put(candidate, "first", MINE, status=422))["name"] == "turn_id"


async def test_only_her_own_answers(candidate: Candidate, rooms: World) -> None:
    other = await ended(rooms)
    (theirs, _) = await answers(other)
    asked = next(line for line in (await candidate.result())["transcript"] if not line["may_correct"])
    for id in (theirs["id"], asked["id"], str(new_id())):
        refused = await put(candidate, id, MINE, status=404)
        assert (refused["code"], refused["name"]) == ("not_found", "turn_id")
    assert (await other.details())["transcript"][1]["corrected"] is None


async def test_after_the_hand_in_nothing_changes(rooms: World) -> None:
    candidate = await ended(rooms)
    first, _ = await answers(candidate)
    await put(candidate, first["id"], MINE)
    state = await candidate.post("/submit", {})
    assert [line["corrected"] for line in state["result"]["transcript"] if line["may_correct"]] == [MINE, None]
    for words in ("Something else.", ""):
        assert (await put(candidate, first["id"], words, status=409))["code"] == "already_submitted"
    assert (await candidate.details())["transcript"][1]["corrected"] == MINE


async def test_not_before_the_end(candidate: Candidate) -> None:
    first, _ = await answers(candidate)
    async with candidate.world.database.platform() as session:
        statement = text("update attempt set state = 'started' where id = :id")
        await session.execute(statement, {"id": candidate.attempt_id})
    assert (await put(candidate, first["id"], MINE, status=409))["code"] == "not_finished"


async def test_no_other_merchant_sees_it(candidate: Candidate) -> None:
    first, _ = await answers(candidate)
    await put(candidate, first["id"], MINE)
    async with candidate.world.database.merchant(new_id()) as session:
        assert (await session.execute(text("select count(*) from turn_correction"))).scalar_one() == 0
