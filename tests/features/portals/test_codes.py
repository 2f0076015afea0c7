"""One-time codes: who gets one, what it opens, and what guessing brings."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import pytest

from tests.features.portals.support import Street
from vivavoce.features import portals
from vivavoce.features.languages import LanguageCode
from vivavoce.features.portals.letters import code_letter, texts
from vivavoce.features.portals.policy import LIMITS, TRIES
from vivavoce.ports.mail.port import MailError

ANA = "ana@example.com"


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 10**6:06d}"


async def test_anybody_enters_a_public_interview_with_a_code_and_comes_back_to_the_same_enrolment(
    street: Street,
) -> None:
    interview_id = await street.interview()
    first = await street.enter("Ana@Example.com", interview_id=interview_id)
    assert first["interview_url"] == f"https://talk.example/i/{first['token']}"
    holder = await street.holder(first)
    assert (holder.status, holder.candidate_name, holder.candidate_email) == ("recruiter_accept", "Ana Kovač", ANA)
    again = await street.enter(ANA, interview_id=interview_id)
    assert again["profile_interview_id"] == first["profile_interview_id"]
    assert again["token"] != first["token"]
    assert await street.count("enrolment") == 1


async def test_only_a_keyed_hash_of_the_code_is_kept(street: Street) -> None:
    _, code = await street.code_for(ANA, interview_id=await street.interview())
    (row,) = await street.rows("select * from one_time_code where merchant_id = :id", id=street.merchant_id)
    assert code.encode() not in bytes(row.code_hash)
    assert code not in str(row._asdict())
    jobs = await street.rows("select args::text from procrastinate_jobs where task_name = 'portals.send_code'")
    assert all(ANA not in job.args and code not in job.args for job in jobs)
    assert any(str(row.id) in job.args for job in jobs)


async def test_a_code_works_once_also_for_many_at_once(street: Street) -> None:
    code_id, code = await street.code_for(ANA, interview_id=await street.interview())
    body = {"code_id": code_id, "code": f"{code[:3]} {code[3:]}", "name": "Ana"}
    answers = await asyncio.gather(*(street.client.post("/room/v1/confirm", json=body) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert (await street.visit("confirm", body, 409))["code"] == "code_spent"
    assert await street.count("access_link") == 1


async def test_guessing_ends_after_five_tries_even_with_the_right_code(street: Street) -> None:
    code_id, code = await street.code_for(ANA, interview_id=await street.interview())
    guess = {"code_id": code_id, "code": wrong(code), "name": "Eve"}
    for _ in range(TRIES):
        refused = await street.visit("confirm", guess, 422)
        assert (refused["code"], refused["name"]) == ("code_wrong", "code")
    assert (await street.visit("confirm", guess | {"code": code}, 409))["code"] == "code_spent"
    assert await street.count("enrolment") == 0


async def test_many_guesses_at_once_are_counted_one_by_one(street: Street) -> None:
    code_id, code = await street.code_for(ANA, interview_id=await street.interview())
    bodies = [{"code_id": code_id, "code": f"{(int(code) + n) % 10**6:06d}", "name": "Eve"} for n in range(1, 21)]
    answers = await asyncio.gather(*(street.client.post("/room/v1/confirm", json=body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [409] * 15 + [422] * 5


async def test_a_code_ends_after_ten_minutes(street: Street) -> None:
    code_id, code = await street.code_for(ANA, interview_id=await street.interview())
    await street.write("update one_time_code set expires_at = now() - interval '1 second'")
    refused = await street.visit("confirm", {"code_id": code_id, "code": code, "name": "Ana"}, 409)
    unknown = await street.visit("confirm", {"code_id": str(uuid4()), "code": code, "name": "Ana"}, 409)
    assert {**refused, "request_id": ""} == {**unknown, "request_id": ""}


async def test_the_code_of_one_request_does_not_open_another(street: Street) -> None:
    interview_id = await street.interview()
    mine, code = await street.code_for("eve@example.com", interview_id=interview_id)
    hers, _ = await street.code_for(ANA, interview_id=interview_id)
    assert mine != hers
    await street.visit("confirm", {"code_id": hers, "code": code, "name": "Eve"}, 422)


async def test_codes_are_limited_per_address_wherever_they_are_asked_for(street: Street) -> None:
    ways = [{"interview_id": await street.interview(name=f"Cook {n}")} for n in range(2)]
    most = LIMITS[0].most
    for n in range(most):
        await street.visit("code", {"email": ANA, **ways[n % 2]})
    answer = await street.client.post("/room/v1/code", json={"email": "ANA@example.com", **ways[0]})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 901
    await street.visit("code", {"email": "bea@example.com", **ways[0]})


async def test_limits_hold_for_many_at_once_and_for_one_network(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = {"interview_id": await street.interview()}
    bodies = [{"email": ANA, **way} for _ in range(LIMITS[0].most + 5)]
    answers = await asyncio.gather(*(street.client.post("/room/v1/code", json=body) for body in bodies))
    assert sum(answer.status_code == 200 for answer in answers) == LIMITS[0].most
    few = tuple(limit if limit.scope != "network" else type(limit)("network", 1, limit.window) for limit in LIMITS)
    monkeypatch.setattr("vivavoce.features.portals.codes.LIMITS", few)
    assert (await street.visit("code", {"email": "bea@example.com", **way}, 429))["code"] == "too_many_requests"


async def test_a_letter_that_fails_is_tried_again_and_the_newest_code_counts(street: Street) -> None:
    asked = await street.visit("code", {"email": ANA, "interview_id": await street.interview()})
    street.postman.error = MailError("down")
    with pytest.raises(MailError):
        await street.deliver()
    street.postman.error = None
    assert len(await street.deliver()) == 1
    await portals.send_code(
        street.database, street.postman, street.app.state.settings.installation_secret, asked["code_id"]
    )
    assert len(street.postman.letters) == 1


async def test_old_codes_are_forgotten(street: Street) -> None:
    asked = await street.visit("code", {"email": ANA, "interview_id": await street.interview()})
    await street.write("update one_time_code set created_at = now() - interval '25 hours'")
    await portals.forget_old(street.database)
    assert await street.rows("select 1 from one_time_code where id = :id", id=UUID(asked["code_id"])) == []


async def test_the_letter_is_in_the_language_of_the_interview_and_on_one_subject_line(street: Street) -> None:
    interview_id = await street.interview(mojito_language_code="de", name="Köchin\r\nBcc: all@example.com")
    await street.code_for(ANA, interview_id=interview_id)
    (letter,) = street.postman.letters
    assert letter.language == "de"
    assert "\n" not in letter.subject
    assert "Ihr Einmalcode" in letter.text


def test_every_language_has_its_letter() -> None:
    for language in LanguageCode:
        letter = code_letter("ana@example.com", "012345", "{position}", "100 % {0}", language)
        assert ": 012345\n" in letter.text
        assert "10" in letter.text.split("\n\n")[2]
        assert "{position} – 100 % {0}" in letter.text
    assert set(texts()) == set(LanguageCode)
    assert all(set(own) == {"code", "valid", "unasked"} for own in texts().values())
