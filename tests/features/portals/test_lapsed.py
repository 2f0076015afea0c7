"""A link that opens nothing any more, and the way to another one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.features.portals.support import Street
from vivavoce.features import enrolment

ANA = "ana@example.com"


async def state(street: Street, token: str) -> dict[str, Any]:
    answer = await street.client.get("/room/v1/state", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


async def expire(street: Street, entered: dict[str, Any]) -> None:
    async with street.database.platform() as session:
        await enrolment.revoke_links(session, UUID(entered["profile_interview_id"]))


@pytest.mark.parametrize(
    ("portal", "changes", "page"),
    [("interview", {"mojito_language_code": "de"}, "m"), ("coach", {"type": "coaching"}, "coach")],
)
async def test_who_held_a_link_gets_another_one_by_a_code(
    street: Street, portal: str, changes: dict[str, Any], page: str
) -> None:
    interview_id = await street.interview(**changes)
    await street.ok("merchant-portal-set", {"contact_email": "jobs@example.com"})
    entered = await street.enter(ANA, interview_id=interview_id, portal=portal)
    await expire(street, entered)
    shown = await state(street, entered["token"])
    assert (shown["screen"], shown["closed_reason"]) == ("closed", "revoked")
    assert shown["company"]["contact_email"] == "jobs@example.com"
    assert shown["language"] == changes.get("mojito_language_code", "en")
    assert shown["way_in"] == f"/{page}/{await street.slug()}/{interview_id}"
    assert (shown["position"], shown["candidate"], shown["attempt"]) == (None, None, None)
    again = await street.enter(ANA, interview_id=interview_id, portal=portal)
    assert again["profile_interview_id"] == entered["profile_interview_id"]


async def test_no_way_leads_into_a_closed_interview(street: Street) -> None:
    interview_id = await street.interview()
    entered = await street.enter(ANA, interview_id=interview_id)
    await expire(street, entered)
    await street.ok("job-interview-set-state", {"position_id": interview_id, "status": "archived"})
    shown = await state(street, entered["token"])
    assert (shown["closed_reason"], shown["way_in"]) == ("revoked", None)


async def test_a_link_that_never_was_tells_nothing(street: Street) -> None:
    shown = await state(street, "nothing")
    assert (shown["closed_reason"], shown["company"], shown["way_in"]) == ("unknown", None, None)
