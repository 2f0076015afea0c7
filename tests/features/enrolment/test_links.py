"""Links and registrations: who is let in, by which token, for how long."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests.features.support import INTERVIEW, SEED_CANDIDATE, World, new_merchant
from vivavoce.features import enrolment
from vivavoce.features.access import Role
from vivavoce.features.enrolment.links import LINK_LIFE
from vivavoce.kernel.clock import now
from vivavoce.kernel.errors import ForbiddenError, NotFoundError

PATH = "job-interview-create-for-candidate-with-token"


def token_of(url: str) -> str:
    return url.rsplit("/", 1)[1]


async def test_a_link_ends_after_thirty_days_or_when_it_is_revoked(world: World) -> None:
    made = await world.ok(PATH, SEED_CANDIDATE)
    token = token_of(made["interview_url"])
    async with world.database.platform() as session:
        with pytest.raises(NotFoundError) as unknown:
            await enrolment.open_link(session, "\ud800" + token)
        soon = now() + LINK_LIFE
        assert (await enrolment.open_link(session, token, moment=soon - timedelta(minutes=1))).enrolment_id
        with pytest.raises(ForbiddenError) as expired:
            await enrolment.open_link(session, token, moment=soon)
        await enrolment.revoke_links(session, UUID(made["profile_interview_id"]))
        with pytest.raises(ForbiddenError) as revoked:
            await enrolment.open_link(session, token)
    assert [error.value.code for error in (unknown, expired, revoked)] == [
        "link_unknown", "link_expired", "link_revoked",
    ]  # fmt: skip
    fresh = await world.ok(PATH, SEED_CANDIDATE)
    async with world.database.platform() as session:
        assert (await enrolment.open_link(session, token_of(fresh["interview_url"]))).reasons


async def test_people_are_registered_row_by_row(world: World) -> None:
    made = await world.ok("job-interview-create", INTERVIEW | {"status": "draft"})
    users = [
        {"name": "Ann", "email": "Ann@hello.com", "external_id": "A"},
        {"email": "nobody"},
        {},
        {"email": "ann@hello.com"},
    ]
    found = await world.ok(
        "job-interview-register-users",
        {"interview_id": made["interview_def_set_id"], "users": users, "is_test": True},
    )
    assert [row["result"].split(":")[0] for row in found] == ["ok", "Error", "Error", "ok"]
    assert found[0]["profile_interview_id"] == found[3]["profile_interview_id"]
    assert "interview_url" not in found[1]
    async with world.database.platform() as session:
        holder = await enrolment.open_link(session, token_of(found[0]["interview_url"]))
    assert (holder.status, holder.is_test, holder.position_id) == ("recruiter_accept", True, None)
    assert (holder.candidate_email, holder.candidate_language) == ("ann@hello.com", "en")


async def test_registering_refuses_strangers_and_closed_interviews(world: World) -> None:
    made = await world.ok("job-interview-create", INTERVIEW)
    body = {"interview_id": made["interview_def_set_id"], "users": [{"email": "a@hello.com"}]}
    path = "job-interview-register-users"
    assert (await world.refused(path, body | {"users": []}, 422))["name"] == "users"
    await world.refused(path, body | {"interview_id": str(uuid4())}, 404)
    await world.ok("job-interview-set-state", {"position_id": made["interview_def_set_id"], "status": "archived"})
    assert (await world.ok(path, body))[0]["result"].startswith("Error: This interview is archived")
    world.becomes(Role.MERCHANT_SELECTION, world.merchant_id)
    await world.refused(path, body, 403)


async def test_a_token_is_an_address_as_a_json_string(world: World) -> None:
    enrolled = await world.ok(PATH, SEED_CANDIDATE)
    other = await world.ok("job-interview-create", INTERVIEW)
    body = {
        "type": "interview-for-profile",
        "interview_profile_id": enrolled["profile_interview_id"],
        "interview_id": enrolled["position_def_set_id"],
    }
    url = await world.ok("job-interview-token", body)
    async with world.database.platform() as session:
        holder = await enrolment.open_link(session, token_of(url))
        assert str(holder.enrolment_id) == enrolled["profile_interview_id"]
    moved = await world.ok("job-interview-token", body | {"interview_id": other["interview_def_set_id"]})
    async with world.database.platform() as session:
        holder = await enrolment.open_link(session, token_of(moved))
    assert (str(holder.interview_id), holder.candidate_name) == (other["interview_def_set_id"], "John")
    await world.refused("job-interview-token", body | {"interview_profile_id": str(uuid4())}, 404)
    assert (await world.refused("job-interview-token", body | {"type": "x"}, 422))["name"] == "type"
    world.becomes(Role.MERCHANT_OWNER, await new_merchant(world.database))
    await world.refused("job-interview-token", body, 404)


async def test_inviting_somebody_who_was_declined_lets_nobody_in(world: World) -> None:
    world.rater.score = 0
    enrolled = await world.ok(PATH, SEED_CANDIDATE)
    users = [{"email": SEED_CANDIDATE["candidate_email"]}]
    body = {"interview_id": enrolled["interview_def_set_id"], "users": users}
    row = (await world.ok("job-interview-register-users", body))[0]
    async with world.database.platform() as session:
        assert (await enrolment.open_link(session, token_of(row["interview_url"]))).status == "ai_reject"


@pytest.mark.parametrize(
    ("name", "value"), [("decision", "ai_accept"), ("reason", " "), ("reason", None), ("reason", "x" * 2001)]
)
async def test_a_decision_needs_its_words(world: World, name: str, value: object) -> None:
    made = await world.ok(PATH, SEED_CANDIDATE)
    body = {"profile_interview_id": made["profile_interview_id"], "decision": "recruiter_accept", "reason": "fine"}
    assert (await world.refused("enrolment-decide", body | {name: value}, 422))["name"] == name


async def test_a_service_key_decides_without_a_user(world: World) -> None:
    made = await world.ok(PATH, SEED_CANDIDATE)
    world.becomes(Role.SERVICE)
    body = {"profile_interview_id": made["profile_interview_id"], "decision": "recruiter_accept", "reason": "fine"}
    assert (await world.refused("enrolment-decide", body, 422))["name"] == "merchant_id"
    assert "decided_by" not in await world.ok("enrolment-decide", body | {"merchant_id": str(world.merchant_id)})


async def test_an_invited_person_who_applies_keeps_her_enrolment(world: World) -> None:
    made = await world.ok("job-interview-create", INTERVIEW | {"code": "JOB-123"})
    users = [{"email": SEED_CANDIDATE["candidate_email"]}]
    body = {"interview_id": made["interview_def_set_id"], "users": users}
    invited = (await world.ok("job-interview-register-users", body))[0]
    applied = await world.ok(PATH, SEED_CANDIDATE)
    assert applied["status"] == "recruiter_accept"
    assert applied["profile_interview_id"] == invited["profile_interview_id"]
    assert applied["position_def_set_id"]
    assert world.rater.seen == []
