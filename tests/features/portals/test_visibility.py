"""Who finds an interview, and who gets in: each visibility, each state, both portals."""

from __future__ import annotations

import statistics
import time
from typing import Any
from uuid import uuid4

import pytest

from tests.features.portals.support import Street
from tests.features.support import new_merchant

ANA, EVE = "ana@example.com", "eve@example.com"
INVITE = {"visibility": "merchant_invite"}


async def names(street: Street, page: str = "portal") -> list[str]:
    answer = await street.get(f"/room/v1/{page}/{await street.slug()}")
    assert answer.status_code == 200, answer.text
    return [interview["name"] for interview in answer.json()["interviews"]]


async def test_the_lists_show_active_public_interviews_each_on_its_portal(street: Street) -> None:
    for name, changes in {
        "Baker": {},
        "Abilities": {"type": "assessment"},
        "Coach": {"type": "coaching"},
        "Draft": {"status": "draft"},
        "Unlisted": {"visibility": "merchant_unlisted"},
        "Invited": INVITE,
    }.items():
        await street.interview(name=name, **changes)
    gone = await street.interview(name="Gone")
    await street.ok("job-interview-set-state", {"position_id": gone, "status": "archived"})
    street.acting(await new_merchant(street.database))
    await street.interview(name="Another's")
    street.acting(street.merchant_id)
    assert await names(street) == ["Abilities", "Baker"]
    assert await names(street, "coach") == ["Coach"]


async def test_nothing_else_is_on_the_list(street: Street) -> None:
    await street.interview(code="SECRET-1", candidate_expectations="Must know the safe's number.")
    found = (await street.get(f"/room/v1/portal/{await street.slug()}")).json()
    assert set(found) == {"company", "interviews"}
    assert set(found["company"]) == {"name", "slug", "logo_url", "colours", "contact_email"}
    assert set(found["interviews"][0]) == {
        "id", "type", "name", "location", "description", "language", "direction", "max_duration_minutes",
    }  # fmt: skip
    assert "SECRET" not in str(found)


@pytest.mark.parametrize("visibility", ["merchant_public", "merchant_unlisted"])
async def test_the_direct_link_shows_the_position_and_lets_in(street: Street, visibility: str) -> None:
    interview_id = await street.interview(visibility=visibility)
    shown = (await street.get(f"/room/v1/portal/{await street.slug()}/{interview_id}")).json()
    assert (shown["position"]["name"], shown["invited_only"]) == ("Project manager", False)
    assert (await street.enter(ANA, interview_id=interview_id))["token"]


async def test_an_invite_only_interview_shows_nothing_and_sends_codes_to_registered_addresses_alone(
    street: Street,
) -> None:
    interview_id = await street.interview(**INVITE)
    user = {"name": "Ana", "email": "Ana@Example.com"}
    registered = await street.ok("job-interview-register-users", {"interview_id": interview_id, "users": [user]})
    shown = (await street.get(f"/room/v1/portal/{await street.slug()}/{interview_id}")).json()
    assert (shown["position"], shown["invited_only"]) == (None, True)
    assert "Project manager" not in str(shown)
    entered = await street.enter(ANA, interview_id=interview_id)
    assert entered["profile_interview_id"] == registered[0]["profile_interview_id"]
    refused = await street.visit("code", {"email": EVE, "interview_id": interview_id})
    assert set(refused) == {"code_id", "expires_at"}
    assert await street.deliver() == []


async def test_who_is_not_invited_gets_the_same_answers(street: Street) -> None:
    interview_id = await street.interview(**INVITE)
    await street.ok("job-interview-register-users", {"interview_id": interview_id, "users": [{"email": ANA}]})
    told: dict[str, list[Any]] = {ANA: [], EVE: []}
    for email in (ANA, EVE):
        asked = await street.client.post("/room/v1/code", json={"email": email, "interview_id": interview_id})
        told[email].append((asked.status_code, sorted(asked.json())))
        if letters := await street.deliver():
            street.postman.letters = [letter for letter in letters if letter.to != ANA]
        guess = {"code_id": asked.json()["code_id"], "code": "000000", "name": "Eve"}
        for _ in range(6):
            answer = await street.client.post("/room/v1/confirm", json=guess)
            told[email].append((answer.status_code, {**answer.json(), "request_id": ""}))
    assert told[ANA] == told[EVE]
    assert await street.count("candidate") == 1


async def test_no_code_whatever_opens_an_invite_only_interview_to_a_stranger(street: Street) -> None:
    """Also not the hash of an empty row."""
    interview_id = await street.interview(**INVITE)
    await street.visit("code", {"email": EVE, "interview_id": interview_id})
    await street.deliver()
    (row,) = await street.rows("select * from one_time_code where merchant_id = :id", id=street.merchant_id)
    assert (row.code_hash, row.may_enter, row.sent_at) == (None, False, None)


async def test_the_answer_takes_the_same_time_for_everybody(street: Street) -> None:
    interview_id = await street.interview(**INVITE)
    known = [f"known{n}@example.com" for n in range(40)]
    users = [{"email": email} for email in known]
    await street.ok("job-interview-register-users", {"interview_id": interview_id, "users": users})
    took: dict[bool, list[float]] = {True: [], False: []}
    for n, email in enumerate(known):
        for invited in (True, False) if n % 2 else (False, True):
            address = email if invited else f"un{email}"
            began = time.perf_counter()
            await street.visit("code", {"email": address, "interview_id": interview_id})
            took[invited].append(time.perf_counter() - began)
    medians = {invited: statistics.median(times) for invited, times in took.items()}
    assert 0.7 < medians[True] / medians[False] < 1.4, medians


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [("draft", "interview_not_open", "not open yet"), ("archived", "interview_closed", "closed")],
)
async def test_what_is_not_active_lets_nobody_in(street: Street, status: str, code: str, said: str) -> None:
    interview_id = await street.interview()
    code_id, digits = await street.code_for(ANA, interview_id=interview_id)
    await street.ok("job-interview-set-state", {"position_id": interview_id, "status": status})
    answer = await street.get(f"/room/v1/portal/{await street.slug()}/{interview_id}")
    refused = await street.visit("code", {"email": ANA, "interview_id": interview_id}, 409)
    late = await street.visit("confirm", {"code_id": code_id, "code": digits, "name": "Ana"}, 409)
    for told in (answer.json(), refused, late):
        assert told["code"] == code
        assert said in told["error"]
    assert await street.count("enrolment") == 0


async def test_coaching_is_on_the_coaching_portal_alone(street: Street) -> None:
    coaching, interview = await street.interview(type="coaching"), await street.interview()
    slug = await street.slug()
    for page, id in (("portal", coaching), ("coach", interview)):
        answer = await street.get(f"/room/v1/{page}/{slug}/{id}")
        assert (answer.status_code, answer.json()["code"]) == (404, "interview_unknown")
    assert (await street.visit("code", {"email": ANA, "interview_id": coaching}, 404))["code"] == "interview_unknown"
    await street.visit("code", {"email": ANA, "interview_id": interview, "portal": "coach"}, 404)
    assert (await street.enter(ANA, interview_id=coaching, portal="coach"))["token"]


async def test_an_interview_is_unknown_under_another_companys_name(street: Street) -> None:
    interview_id = await street.interview()
    other = await new_merchant(street.database)
    street.acting(other)
    slug = await street.slug()
    there, nowhere = [(await street.get(f"/room/v1/portal/{slug}/{id}")).json() for id in (interview_id, str(uuid4()))]
    assert {**there, "request_id": ""} == {**nowhere, "request_id": ""}
    assert (await street.get("/room/v1/portal/no-such-company")).json()["code"] == "portal_unknown"


async def test_a_resume_is_asked_for_where_it_counts(street: Street) -> None:
    interview_id = await street.interview(custom_scoring={"ai_assessment_resume": 0.2})
    shown = (await street.get(f"/room/v1/portal/{await street.slug()}/{interview_id}")).json()
    assert shown["wants_resume"] is True
    code_id, code = await street.code_for(ANA, interview_id=interview_id)
    body = {"code_id": code_id, "code": code, "name": "Ana"}
    refused = await street.visit("confirm", body, 422)
    assert (refused["name"], refused["code"]) == ("resume", "missing_field")
    street.rater.score = 2.0
    entered = await street.visit("confirm", body | {"resume": "Coffee, two years."})
    assert (await street.holder(entered)).status == "ai_reject"
    assert (await street.visit("confirm", body | {"resume": "Coffee."}, 409))["code"] == "code_spent"
    again = await street.enter(ANA, interview_id=interview_id)
    assert again["profile_interview_id"] == entered["profile_interview_id"]


async def test_a_resume_may_be_a_file(street: Street) -> None:
    interview_id = await street.interview(custom_scoring={"ai_assessment_resume": 0.2})
    code_id, code = await street.code_for(ANA, interview_id=interview_id)
    answer = await street.client.post(
        "/room/v1/confirm-with-file",
        data={"code_id": code_id, "code": code, "name": "Ana"},
        files={"file": ("cv.txt", b"Coffee, two years of it, in Zagreb.", "text/plain")},
    )
    assert answer.status_code == 200, answer.text
    assert (await street.holder(answer.json())).status == "ai_accept"


async def test_where_no_resume_counts_none_is_read(street: Street) -> None:
    interview_id = await street.interview()
    code_id, code = await street.code_for(ANA, interview_id=interview_id)
    await street.visit("confirm", {"code_id": code_id, "code": code, "name": "Ana", "resume": "Coffee."})
    assert street.rater.seen == []


@pytest.mark.parametrize(("sent", "kept"), [("  Ana \n Kovač\x07 ", "Ana Kovač"), ("x" * 201, None), (" \x07 ", None)])
async def test_a_name_is_one_line(street: Street, sent: str, kept: str | None) -> None:
    code_id, code = await street.code_for(ANA, interview_id=await street.interview())
    body = {"code_id": code_id, "code": code, "name": sent}
    if kept is None:
        assert (await street.visit("confirm", body, 422))["name"] == "name"
    else:
        entered = await street.visit("confirm", body)
        assert (await street.holder(entered)).candidate_name == kept


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"email": ANA}, "interview_id"),
        ({"email": ANA, "interview_id": str(uuid4()), "embed_id": str(uuid4())}, "interview_id"),
        ({"email": "nobody", "interview_id": str(uuid4())}, "email"),
        ({"email": ANA, "interview_id": "1"}, "interview_id"),
    ],
)
async def test_a_bad_request_names_its_field(street: Street, body: dict[str, Any], name: str) -> None:
    assert (await street.visit("code", body, 422))["name"] == name
