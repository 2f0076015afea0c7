"""Templates and their list."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.features.support import BASE, World, new_merchant
from vivavoce.features import templates
from vivavoce.features.access import Role
from vivavoce.features.templates import DEFAULT_TEMPLATE_ID, DEMO_TEMPLATE_ID, Look, NewTemplate


async def test_the_platforms_four_looks_are_everybodys(world: World) -> None:
    page = (await world.client.get(f"{BASE}/merchant-avatar-list")).json()
    assert {row["look"] for row in page["data"]} == set(Look)
    assert {str(DEFAULT_TEMPLATE_ID), str(DEMO_TEMPLATE_ID)} < {row["id"] for row in page["data"]}
    assert page["pagination"] == {"total": 4, "limit": 50, "offset": 0, "has_more": False}
    assert page == await world.ok("merchant-avatar-list", {})
    assert "merchant_id" not in page["data"][0]


async def test_ensuring_them_twice_changes_nothing(world: World) -> None:
    async with world.database.platform() as session:
        before = (await session.execute(text("select id, updated_at from template where merchant_id is null"))).all()
        await templates.ensure_platform_templates(session)
        after = (await session.execute(text("select id, updated_at from template where merchant_id is null"))).all()
    assert sorted(before) == sorted(after)


async def test_own_ones_are_the_merchants_alone(world: World) -> None:
    async with world.database.merchant(world.merchant_id) as session:
        mine = await templates.add(session, world.merchant_id, NewTemplate("100% ours", Look.TOMAS))
        assert await templates.get_visible(session, world.merchant_id, mine.id) == mine
    page = await world.ok("merchant-avatar-list", {"include_public": False})
    assert [row["name"] for row in page["data"]] == ["100% ours"]
    assert page["data"][0]["merchant_id"] == str(world.merchant_id)
    found = await world.ok("merchant-avatar-list", {"filter_text": "100%", "limit": "1", "status": "active"})
    assert found["pagination"] == {"total": 1, "limit": 1, "offset": 0, "has_more": False}
    assert (await world.ok("merchant-avatar-list", {"filter_text": "_oor"}))["data"] == []
    other = await new_merchant(world.database)
    world.becomes(Role.MERCHANT_SELECTION, other)
    assert (await world.ok("merchant-avatar-list", {"include_public": False}))["data"] == []
    async with world.database.merchant(other) as session:
        assert await templates.get_visible(session, other, mine.id) is None


async def test_an_archived_one_is_no_longer_offered(world: World) -> None:
    async with world.database.merchant(world.merchant_id) as session:
        mine = await templates.add(session, world.merchant_id, NewTemplate("Old"))
        await session.execute(text("update template set status = 'archived' where id = :id"), {"id": mine.id})
    async with world.database.merchant(world.merchant_id) as session:
        assert await templates.get_visible(session, world.merchant_id, mine.id) is None
        assert (await templates.get(session, mine.id)).status == "archived"
    assert (await world.ok("merchant-avatar-list", {}))["pagination"]["total"] == 4
    assert (await world.ok("merchant-avatar-list", {"include_archived": True}))["pagination"]["total"] == 5


async def test_a_merchant_changes_no_platform_template(world: World) -> None:
    async with world.database.merchant(world.merchant_id) as session:
        with pytest.raises(DBAPIError, match="row-level security"):
            await session.execute(text("update template set name = 'x' where merchant_id is null"))


@pytest.mark.parametrize(
    ("name", "value"), [("limit", 0), ("limit", 1001), ("offset", -1), ("status", "gone"), ("include_public", "x")]
)
async def test_a_wrong_filter_is_refused(world: World, name: str, value: object) -> None:
    assert (await world.refused("merchant-avatar-list", {name: value}, 422))["name"] == name
    answer = await world.client.get(f"{BASE}/merchant-avatar-list", params={name: str(value)})
    assert (answer.status_code, answer.json()["name"]) == (422, name)
