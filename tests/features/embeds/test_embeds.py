"""Embed keys."""

from __future__ import annotations

import asyncio

from tests.features.support import World, new_merchant
from vivavoce.features import embeds
from vivavoce.features.embeds import Embed
from vivavoce.kernel.ids import new_id


async def test_an_interview_has_one_key_however_often_it_is_asked_for(world: World) -> None:
    interview_id = new_id()

    async def ensure() -> Embed:
        async with world.database.merchant(world.merchant_id) as session:
            return await embeds.ensure(session, world.merchant_id, interview_id)

    found = await asyncio.gather(*(ensure() for _ in range(4)))
    assert len(set(found)) == 1
    assert len(found[0].signing_key) == len("emb_") + 43
    assert found[0].signing_key not in repr(found[0])


async def test_a_key_is_found_by_its_id_until_it_is_removed(world: World) -> None:
    async with world.database.merchant(world.merchant_id) as session:
        made = await embeds.ensure(session, world.merchant_id, new_id())
        assert await embeds.find(session, made.id) == made
    async with world.database.merchant(await new_merchant(world.database)) as session:
        assert await embeds.find(session, made.id) is None
    async with world.database.merchant(world.merchant_id) as session:
        await embeds.remove(session, world.merchant_id, made.interview_id)
        assert await embeds.find(session, made.id) is None
