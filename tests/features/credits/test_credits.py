"""The price list and the ledger."""

from __future__ import annotations

import asyncio
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.features.support import World, new_merchant
from vivavoce.features import credits
from vivavoce.features.credits import EntryKind, Presentation, interview_price
from vivavoce.kernel.errors import CreditsError
from vivavoce.kernel.ids import new_id


@pytest.mark.parametrize(
    ("presentation", "recording", "session", "minutes", "price"),
    [
        (Presentation.VOICE, None, None, 20, "1"),
        (Presentation.AVATAR, None, None, 20, "2.5"),
        (Presentation.AVATAR_EARLY_STOP, None, None, 1, "1.5"),
        (Presentation.AVATAR, "audio_all", None, 20, "2.6"),
        (Presentation.AVATAR, "audio_first_5_answers", "audio_all", 20, "2.8"),
        (Presentation.AVATAR, "video_first_5_answers", None, 20, "2.75"),
        (Presentation.AVATAR, "video_all", "video_all", 30, "6.3"),
        (Presentation.VOICE, None, None, 20.5, "2"),
        (Presentation.VOICE, None, None, 45, "3"),
        (Presentation.VOICE, None, None, 60, "4"),
        (Presentation.VOICE, None, None, 60.1, "5"),
    ],
)
def test_price(presentation: Presentation, recording: str, session: str, minutes: float, price: str) -> None:
    found = interview_price(
        presentation, recording=recording, recording_full_session=session, max_duration_minutes=minutes
    )
    assert found == Decimal(price)


async def test_an_object_is_charged_once_per_kind(world: World) -> None:
    object_id = new_id()

    async def charge(kind: EntryKind, amount: str) -> bool:
        async with world.database.merchant(world.merchant_id) as session:
            return await credits.charge(session, world.merchant_id, kind, object_id, Decimal(amount), note="test")

    assert sorted(await asyncio.gather(*(charge(EntryKind.INTERVIEW, "2.5") for _ in range(3)))) == [False, False, True]
    assert await charge(EntryKind.PRE_SCREENING, "0.25")
    async with world.database.merchant(world.merchant_id) as session:
        lines = await credits.entries(session, world.merchant_id)
        assert (await credits.balance(session, world.merchant_id)).used == Decimal("2.75")
    assert [(line.kind, line.amount) for line in lines] == [
        (EntryKind.PRE_SCREENING, Decimal("0.25")),
        (EntryKind.INTERVIEW, Decimal("2.5")),
    ]
    async with world.database.merchant(await new_merchant(world.database)) as session:
        assert (await session.execute(text("select count(*) from credit_entry"))).scalar() == 0


@pytest.mark.parametrize("change", ["update credit_entry set amount = 0", "delete from credit_entry"])
async def test_the_ledger_is_append_only(world: World, change: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        async with world.database.platform() as session:
            await session.execute(text(change))


async def test_without_a_limit_everything_is_enough_and_with_one_the_rest_is_told(world: World) -> None:
    async with world.database.merchant(world.merchant_id) as session:
        await credits.ensure_enough(session, world.merchant_id, Decimal(10**6))
        await credits.set_limit(session, world.merchant_id, Decimal(10))
        await credits.charge(session, world.merchant_id, EntryKind.INTERVIEW, new_id(), Decimal("7.5"))
        await credits.ensure_enough(session, world.merchant_id, Decimal("2.5"))
        with pytest.raises(CreditsError) as refused:
            await credits.ensure_enough(session, world.merchant_id, Decimal(100))
        assert refused.value.error.startswith("This needs 100 credits and 2.5 of 10 are left: 97.5 are missing.")
        await credits.set_limit(session, world.merchant_id, None)
        await credits.ensure_enough(session, world.merchant_id, Decimal(100))
        assert (await credits.balance(session, world.merchant_id)).left is None
