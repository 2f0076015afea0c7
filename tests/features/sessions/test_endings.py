"""An attempt comes to rest in a state that is true, and each time that is news."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from tests.features.sessions.attempts import Begun, begun
from tests.features.sessions.test_kept_sound import Voice, again, keep, talk, unheard
from tests.features.support import World
from vivavoce.features import sessions
from vivavoce.features.sessions import disclosure, service, store
from vivavoce.features.sessions.events import EndReason, Finish, Ticked
from vivavoce.features.sessions.journal import DatabaseJournal
from vivavoce.features.sessions.models import Attempt
from vivavoce.features.sessions.service import Consent
from vivavoce.features.sessions.state import State
from vivavoce.kernel.clock import now


async def told(world: World, of: Begun) -> list[str]:
    """The states that were published of an attempt, in order."""
    query = (
        "select args->>'state' from procrastinate_jobs "
        "where task_name = 'attempt.ended' and args->>'attempt_id' = :id order by id"
    )
    async with world.database.platform() as session:
        return list(await session.scalars(text(query), {"id": str(of.attempt_id)}))


async def end(world: World, of: Begun, reason: EndReason) -> None:
    """As the runner does when the conversation is over."""
    async with world.database.merchant(world.merchant_id) as session:
        script = (await sessions.find_attempt(session, of.attempt_id)).script
    journal = DatabaseJournal(world.database, of.attempt_id, world.merchant_id, script)
    await journal.write(1, [Ticked(60_000)], (Finish(reason, 60_000),), State())


async def state_of(world: World, of: Begun) -> str:
    async with world.database.merchant(world.merchant_id) as session:
        return (await session.scalars(select(Attempt.state).where(Attempt.id == of.attempt_id))).one()


async def attempts_used(world: World, of: Begun) -> Any:
    query = "select attempts_used from enrolment where id = :id"
    async with world.database.platform() as session:
        return await session.scalar(text(query), {"id": str(of.holder.enrolment_id)})


async def begin_again(world: World, of: Begun) -> Attempt:
    holder = replace(of.holder, attempts_used=await attempts_used(world, of))
    async with world.database.merchant(world.merchant_id) as session:
        return await service.start(session, holder, Consent(disclosure.VERSION, (disclosure.PURPOSE,)), "voice", now())


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        (EndReason.COMPLETED, "completed"),
        (EndReason.TIME, "completed"),
        (EndReason.EARLY_STOP, "completed_early"),
        (EndReason.ENDED_BY_CANDIDATE, "completed_early"),
        (EndReason.NO_SPEECH, "no_speech"),
    ],
)
async def test_each_end_is_told(world: World, reason: EndReason, state: str) -> None:
    of = await begun(world)
    await talk(world, of)
    await end(world, of, reason)
    assert await state_of(world, of) == state
    assert await told(world, of) == [state]


async def test_what_is_handed_in_is_told_once(world: World) -> None:
    of = await begun(world)
    await talk(world, of)
    await end(world, of, EndReason.COMPLETED)
    for _ in range(2):
        async with world.database.merchant(world.merchant_id) as session:
            await service.submit(session, of.holder, None, now())
    assert await told(world, of) == ["completed", "submitted"]


async def test_who_does_not_come_back_has_abandoned_and_may_come_back(world: World) -> None:
    of = await begun(world)
    async with world.database.merchant(world.merchant_id) as session:
        long_ago = now() - service.ABANDONED_AFTER - timedelta(minutes=1)
        await session.execute(update(Attempt).where(Attempt.id == of.attempt_id).values(last_seen_at=long_ago))
    for _ in range(2):
        await sessions.abandon_silent(world.database)
    assert await told(world, of) == ["abandoned"]
    assert (await begin_again(world, of)).id == of.attempt_id


@pytest.mark.parametrize("reason", [EndReason.NO_SPEECH, EndReason.COMPLETED, EndReason.ENDED_BY_CANDIDATE])
async def test_who_spoke_in_vain_has_lost_nothing(world: World, reason: EndReason) -> None:
    of = await begun(world)
    await keep(world, of, await unheard(world, of))
    assert await attempts_used(world, of) == 1
    await end(world, of, reason)
    assert await state_of(world, of) == "failed"
    assert await told(world, of) == ["failed"]
    assert await attempts_used(world, of) == 0
    assert (await begin_again(world, of)).number == 2


async def test_who_was_heard_in_part_has_not_failed(world: World) -> None:
    of = await begun(world)
    await talk(world, of)
    await keep(world, of, await unheard(world, of))
    await end(world, of, EndReason.COMPLETED)
    assert await state_of(world, of) == "completed"


async def test_words_that_come_after_all_make_an_interview_of_it(world: World) -> None:
    of = await begun(world)
    await keep(world, of, await unheard(world, of))
    await end(world, of, EndReason.COMPLETED)
    await again(world, Voice())
    assert await state_of(world, of) == "completed"
    assert await told(world, of) == ["failed", "completed"]
    assert await attempts_used(world, of) == 1


async def test_not_when_she_has_begun_again(world: World) -> None:
    of = await begun(world)
    await keep(world, of, await unheard(world, of))
    await end(world, of, EndReason.COMPLETED)
    await begin_again(world, of)
    await again(world, Voice())
    assert await state_of(world, of) == "failed"
    async with world.database.merchant(world.merchant_id) as session:
        assert len(await store.turns_of(session, of.attempt_id)) == 1
