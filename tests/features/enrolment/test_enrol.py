"""``job-interview-create-for-candidate-with-token``: HTTP in, HTTP and rows out."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from tests.features.support import INTERVIEW, SEED_CANDIDATE, World, new_merchant
from vivavoce.features import credits, enrolment, interviews, screening
from vivavoce.features.access import Role
from vivavoce.ports.llm.port import AuthorUnavailableError, AuthorUnusableError, Quote

PATH = "job-interview-create-for-candidate-with-token"
TABLES = (
    "position",
    "interview",
    "interview_step",
    "candidate",
    "enrolment",
    "screening",
    "access_link",
    "credit_entry",
)


async def rows(world: World) -> dict[str, int]:
    return {table: await world.count(table) for table in TABLES}


async def test_the_seed_example_makes_position_interview_and_enrolment(world: World) -> None:
    made = await world.ok(PATH, SEED_CANDIDATE)
    assert set(made) == {
        "status", "interview_url", "position_def_set_id", "interview_def_set_id", "profile_interview_id",
    }  # fmt: skip
    assert made["status"] == "ai_accept"
    token = made["interview_url"].removeprefix("https://talk.example/i/")
    assert len(token) == 43
    async with world.database.platform() as session:
        kept = (
            await session.execute(
                text("select token_hash from access_link where merchant_id = :m"), {"m": world.merchant_id}
            )
        ).scalar_one()
        assert kept == hashlib.sha256(token.encode()).digest()
        holder = await enrolment.open_link(session, token)
        script = await interviews.script_of(session, holder.interview_id)
    assert (holder.candidate_name, holder.candidate_email) == ("John", "peterson6@hello.com")
    assert (holder.attempts_allowed, holder.attempts_used, holder.is_test) == (3, 0, False)
    assert (script.code, script.country_code, script.visibility, script.type) == (
        "JOB-123", "SK", "merchant_invite", "interview",
    )  # fmt: skip
    assert world.author.briefs[0].country_code == "SK"
    read = await world.ok("job-interview-get", {"position_id": made["position_def_set_id"]})
    assert read["interview_def_set_id"] == made["interview_def_set_id"]
    assert read["creation_parameters"]["interview_attempts"] == 3


async def test_the_position_of_zeros_is_unknown(world: World) -> None:
    body = SEED_CANDIDATE | {"position_def_set_id": "00000000-0000-0000-0000-000000000000"}
    assert (await world.refused(PATH, body, 404))["name"] == "position_def_set_id"
    assert sum((await rows(world)).values()) == 0


@pytest.mark.parametrize(
    ("score", "instructions", "status"),
    [
        (6.0, False, "ai_accept"),
        (5.9, False, "recruiter_action"),
        (3.0, False, "recruiter_action"),
        (2.9, False, "ai_reject"),
        (None, False, "recruiter_action"),
        (9.0, True, "recruiter_action"),
        (1.0, True, "ai_reject"),
    ],
)
async def test_pre_screening_decides(world: World, score: float | None, instructions: bool, status: str) -> None:
    world.rater.score, world.rater.instructions = score, instructions
    made = await world.ok(PATH, SEED_CANDIDATE)
    assert made["status"] == status
    assert ("reason" in made) == (status == "ai_reject")
    if status == "ai_reject":
        assert "“Curriculum”" in made["reason"]
        assert "Speaks Slovak" in made["reason"]
    async with world.database.merchant(world.merchant_id) as session:
        kept = await screening.screening_of(session, UUID(made["profile_interview_id"]))
        spent = await credits.balance(session, world.merchant_id)
        assert await enrolment.resume_score(session, UUID(made["profile_interview_id"])) == score
    assert kept is not None
    assert (kept.rating.score, kept.rating.rater, kept.resume.text) == (score, "fake/1", "Curriculum Vitae ...")
    assert spent.used == (0 if score is None else Decimal("0.25"))


async def test_reject_below_zero_never_rejects(world: World) -> None:
    world.rater.score = 0
    made = await world.ok(PATH, SEED_CANDIDATE | {"custom_scoring": {"ai_assessment_resume": {"reject_below": 0}}})
    assert made["status"] == "recruiter_action"


@pytest.mark.parametrize("decision", ["recruiter_accept", "recruiter_reject"])
async def test_a_recruiter_overturns(world: World, decision: str) -> None:
    world.rater.score = 1 if decision == "recruiter_accept" else 9
    made = await world.ok(PATH, SEED_CANDIDATE)
    world.becomes(Role.MERCHANT_SELECTION, world.merchant_id)
    body = {"profile_interview_id": made["profile_interview_id"], "decision": decision, "reason": "I know better."}
    decided = await world.ok("enrolment-decide", body)
    assert (decided["status"], decided["decided_by"]) == (decision, str(world.caller.user_id))
    world.becomes(Role.MERCHANT, world.merchant_id)
    again = await world.ok(PATH, SEED_CANDIDATE)
    assert again["status"] == decision
    assert again.get("reason") == ("I know better." if decision == "recruiter_reject" else None)
    async with world.database.merchant(world.merchant_id) as session:
        history = await enrolment.decisions_of(session, UUID(made["profile_interview_id"]))
        screened = await screening.screening_of(session, UUID(made["profile_interview_id"]))
    assert [(record.decision, record.previous) for record in history] == [(decision, made["status"])]
    assert screened is not None
    assert screened.decision.verdict == made["status"]


async def test_already_applied_when_submitted_and_no_attempt_is_left(world: World) -> None:
    body = SEED_CANDIDATE | {"interview_attempts": 2}
    id = UUID((await world.ok(PATH, body))["profile_interview_id"])
    for used, status in [(1, "ai_accept"), (2, "already-applied")]:
        async with world.database.merchant(world.merchant_id) as session:
            await enrolment.record_attempt_started(session, id)
            await enrolment.record_submitted(session, id)
        assert (await world.ok(PATH, body))["status"] == status, used
    assert "already" in (await world.ok(PATH, body))["reason"]
    async with world.database.merchant(world.merchant_id) as session:
        await enrolment.allow_another_attempt(session, id)
    assert (await world.ok(PATH, body))["status"] == "ai_accept"
    async with world.database.merchant(world.merchant_id) as session:
        await enrolment.record_attempt_started(session, id)
        await enrolment.record_attempt_released(session, id)
    assert (await world.ok(PATH, body))["status"] == "ai_accept"


async def test_calling_again_changes_nothing_but_the_link(world: World) -> None:
    first = await world.ok(PATH, SEED_CANDIDATE)
    world.rater.score = 1
    again = await world.ok(
        PATH, SEED_CANDIDATE | {"candidate_email": "Peterson6@HELLO.com", "candidate_name": "John P."}
    )
    assert again["interview_url"] != first["interview_url"]
    assert again | {"interview_url": ""} == first | {"interview_url": ""}
    assert len(world.author.briefs) == len(world.rater.seen) == 1
    found = await rows(world)
    assert [found[table] for table in TABLES if table != "interview_step"] == [1, 1, 1, 1, 1, 2, 1]
    async with world.database.merchant(world.merchant_id) as session:
        assert (await enrolment.candidate_of(session, UUID(first["profile_interview_id"]))).name == "John P."


async def test_without_a_code_the_same_description_is_the_same_position(world: World) -> None:
    body = {key: value for key, value in SEED_CANDIDATE.items() if key != "position_external_id"}
    first = await world.ok(PATH, body)
    again = await world.ok(PATH, body | {"candidate_email": "b@hello.com", "position_name": " entry  level Coffee boy"})
    other = await world.ok(PATH, body | {"position_location": "Zagreb"})
    assert again["position_def_set_id"] == first["position_def_set_id"]
    assert other["position_def_set_id"] != first["position_def_set_id"]
    assert other["profile_interview_id"] != first["profile_interview_id"]


@pytest.mark.parametrize("code", ["JOB-123", None])
async def test_simultaneous_calls_make_one_of_everything(world: World, code: str | None) -> None:
    body = SEED_CANDIDATE | {"position_external_id": code, "is_embedded": True}
    answers = await asyncio.gather(*(world.ok(PATH, body) for _ in range(4)))
    keys = (
        "status",
        "position_def_set_id",
        "interview_def_set_id",
        "profile_interview_id",
        "embed_id",
        "embed_signing_key",
    )
    assert len({tuple(answer[key] for key in keys) for answer in answers}) == 1
    assert len({answer["interview_url"] for answer in answers}) == 4
    found = await rows(world)
    assert [found[table] for table in ("position", "interview", "candidate", "enrolment", "credit_entry")] == [1] * 5


async def test_simultaneous_candidates_share_one_position(world: World) -> None:
    bodies = [SEED_CANDIDATE | {"candidate_email": f"c{n}@hello.com"} for n in range(3)]
    answers = await asyncio.gather(*(world.ok(PATH, body) for body in bodies))
    assert len({answer["position_def_set_id"] for answer in answers}) == 1
    assert len({answer["profile_interview_id"] for answer in answers}) == 3
    found = await rows(world)
    assert (found["position"], found["interview"], found["enrolment"], found["screening"]) == (1, 1, 3, 3)


@pytest.mark.parametrize(
    "name", ["position_name", "position_location", "position_country_code", "mojito_language_code"]
)
async def test_a_position_to_be_made_needs_its_fields(world: World, name: str) -> None:
    for absent in ({name: None}, {name: ""} if name != "mojito_language_code" else {}):
        body = {key: value for key, value in SEED_CANDIDATE.items() if key != name} | absent
        refusal = await world.refused(PATH, body, 422)
        assert (refusal["name"], refusal["code"]) == (name, "missing_field")
    nothing = {key: value for key, value in SEED_CANDIDATE.items() if not key.startswith(("position", "mojito"))}
    assert (await world.refused(PATH, nothing, 422))["name"] == "position_name"


async def test_a_known_position_needs_none_of_them(world: World) -> None:
    first = await world.ok(PATH, SEED_CANDIDATE)
    person = {key: value for key, value in SEED_CANDIDATE.items() if key.startswith("candidate")}
    by_code = person | {"candidate_email": "b@hello.com", "position_external_id": "JOB-123"}
    by_id = person | {"candidate_email": "c@hello.com", "position_def_set_id": first["position_def_set_id"]}
    settings = {"interview_attempts": 20, "max_duration": 60, "custom_scoring": {"max_score": 3}}
    for body in (by_code, by_id):
        made = await world.ok(PATH, body | settings)
        assert made["position_def_set_id"] == first["position_def_set_id"]
    read = await world.ok("job-interview-get", {"position_id": first["position_def_set_id"]})
    assert (read["interview_attempts"], read["max_duration"]) == (3, 20)
    assert read["result_scoring"]["max_score"] == 10


@pytest.mark.parametrize("by", ["position_external_id", "position_def_set_id"])
async def test_an_interview_made_by_itself_is_found_by_its_code_or_id(world: World, by: str) -> None:
    made = await world.ok("job-interview-create", INTERVIEW | {"code": "my code"})
    person = {key: value for key, value in SEED_CANDIDATE.items() if key.startswith("candidate")}
    value = "my code" if by == "position_external_id" else made["interview_def_set_id"]
    answers = await asyncio.gather(*(world.ok(PATH, person | {by: value}) for _ in range(2)))
    assert {answer["interview_def_set_id"] for answer in answers} == {made["interview_def_set_id"]}
    assert len({answer["position_def_set_id"] for answer in answers}) == 1
    assert len(world.author.briefs) == 1


async def test_an_archived_position_takes_nobody(world: World) -> None:
    made = await world.ok(PATH, SEED_CANDIDATE)
    await world.ok("job-interview-set-state", {"position_id": made["position_def_set_id"], "status": "archived"})
    body = SEED_CANDIDATE | {"candidate_email": "b@hello.com"}
    assert (await world.refused(PATH, body, 409))["code"] == "position_archived"


async def test_a_coaching_session_screens_nobody(world: World) -> None:
    made = await world.ok("job-interview-create", INTERVIEW | {"type": "coaching", "code": "practice"})
    body = SEED_CANDIDATE | {"position_def_set_id": made["interview_def_set_id"]}
    assert (await world.refused(PATH, body, 409))["code"] == "coaching"


async def test_another_merchants_position_is_unknown_and_its_code_free(world: World) -> None:
    made = await world.ok(PATH, SEED_CANDIDATE)
    other = await new_merchant(world.database)
    world.becomes(Role.MERCHANT_OWNER, other)
    await world.refused(PATH, SEED_CANDIDATE | {"position_def_set_id": made["position_def_set_id"]}, 404)
    await world.refused("job-interview-get", {"position_id": made["position_def_set_id"]}, 404)
    decide = {"profile_interview_id": made["profile_interview_id"], "decision": "recruiter_accept", "reason": "x"}
    await world.refused("enrolment-decide", decide, 404)
    theirs = await world.ok(PATH, SEED_CANDIDATE)
    assert theirs["position_def_set_id"] != made["position_def_set_id"]
    async with world.database.merchant(other) as session:
        for table in TABLES:
            seen = await session.execute(text(f"select count(*) from {table} where merchant_id <> :m"), {"m": other})
            assert seen.scalar() == 0, table


WRONG: list[tuple[str, object]] = [
    ("candidate_name", None),
    ("candidate_name", " "),
    ("candidate_name", 5),
    ("candidate_email", None),
    ("candidate_email", ""),
    ("candidate_email", "John"),
    ("candidate_email", "john@"),
    ("candidate_email", "a{b@c"),
    ("candidate_country_code", None),
    ("candidate_country_code", "Croatia"),
    ("candidate_country_code", "UK"),
    ("candidate_country_code", "EU"),
    ("candidate_resume", None),
    ("candidate_resume", " \n"),
    ("candidate_resume", "é" * 100_001),
    ("candidate_resume", {"text": "x"}),
    ("position_def_set_id", "JOB-123"),
    ("position_external_id", 123),
    ("position_name", 1),
    ("position_location", {}),
    ("position_country_code", "XX"),
    ("mojito_language_code", "pt-BR"),
    ("interview_template_id", "default"),
    ("interview_template_id", str(uuid4())),
    ("merchant_id", 5),
    ("position_description", 5),
    ("position_description_long", []),
    ("candidate_external_id", 7),
    ("candidate_linkedin_url", "javascript:alert(1)"),
    ("candidate_linkedin_url", "john"),
    ("candidate_video_introduction", "hidden"),
    ("interview_attempts", 0),
    ("interview_attempts", 21),
    ("seniority_level", "boss"),
    ("result_view", "score"),
    ("custom_scoring", 1),
    ("use_enhanced_expectations", "x"),
    ("include_rapport_question", 1),
    ("include_closing_prompt", "true"),
    ("instructional_video", "no"),
    ("instructional_video_custom_text", 1),
    ("welcome_message", 1),
    ("thank_you_message", 1),
    ("max_duration", -5),
    ("is_embedded", "yes"),
]


@pytest.mark.parametrize(("name", "value"), WRONG, ids=lambda value: str(value)[:30])
async def test_a_wrong_value_is_refused_by_name(world: World, name: str, value: object) -> None:
    refusal = await world.refused(PATH, SEED_CANDIDATE | {name: value}, 422)
    assert refusal["name"] == name
    assert refusal["error"].startswith(name)
    assert world.author.briefs == []


async def test_null_is_not_given_and_unknown_keys_are_ignored(world: World) -> None:
    required = ("candidate_name", "candidate_email", "candidate_country_code", "candidate_resume", "position_name",
                "position_location", "position_country_code", "mojito_language_code")  # fmt: skip
    given: dict[str, Any] = {name: None for name in dict(WRONG) if name not in required}
    made = await world.ok(PATH, SEED_CANDIDATE | given | {"extra": 1, "candidate_linkedin_url": ""})
    read = await world.ok("job-interview-get", {"position_id": made["interview_def_set_id"]})
    assert (read["result_view"], read["interview_attempts"]) == ("minimal", 1)
    assert read["interview_template_id"] == "5d8ea38b-eec4-4866-aa6c-b2ea5bc6e45b"


async def test_what_is_said_of_the_candidate_is_kept(world: World) -> None:
    said = {
        "candidate_country_code": "hr",
        "candidate_external_id": "C-1",
        "candidate_linkedin_url": "linkedin.com/in/j",
    }
    made = await world.ok(PATH, SEED_CANDIDATE | said)
    await world.ok(PATH, SEED_CANDIDATE)
    async with world.database.merchant(world.merchant_id) as session:
        person = await enrolment.candidate_of(session, UUID(made["profile_interview_id"]))
    assert (person.country_code, person.external_id) == ("HR", "C-1")
    assert (person.linkedin_url, person.language) == ("https://linkedin.com/in/j", "en")


@pytest.mark.parametrize("at", ["author", "rater"])
@pytest.mark.parametrize(
    ("error", "code"), [(AuthorUnavailableError("x"), "ai_unavailable"), (AuthorUnusableError("x"), "ai_unusable")]
)
async def test_a_failing_ai_leaves_nothing(world: World, at: str, error: Exception, code: str) -> None:
    getattr(world, at).error = error
    assert (await world.refused(PATH, SEED_CANDIDATE, 502))["code"] == code
    assert sum((await rows(world)).values()) == 0


async def test_a_rating_without_true_quotes_is_refused(world: World) -> None:
    for spoil in (
        lambda rating: replace(rating, education=(Quote("PhD", 0, 3),)),
        lambda rating: replace(rating, requirements=(replace(rating.requirements[0], quotes=()),)),
        lambda rating: replace(rating, score=11.0),
    ):
        world.rater.change = spoil
        assert (await world.refused(PATH, SEED_CANDIDATE, 502))["code"] == "ai_unusable"
    assert sum((await rows(world)).values()) == 0


async def test_the_same_key_gives_the_same_link(world: World) -> None:
    key = {"Idempotency-Key": "k-1"}
    first = await world.post(PATH, SEED_CANDIDATE, **key)
    again = await world.post(PATH, SEED_CANDIDATE, **key)
    assert first.content == again.content
    assert await world.count("access_link") == 1
    assert (await world.refused(PATH, SEED_CANDIDATE | {"candidate_name": "J"}, 409, **key))[
        "code"
    ] == "idempotency_key_reused"


async def test_a_merchant_without_credits_enrols_nobody(world: World) -> None:
    async with world.database.merchant(world.merchant_id) as session:
        await credits.set_limit(session, world.merchant_id, Decimal("2.5"))
    await world.ok("job-interview-create", INTERVIEW | {"code": "JOB-123"})
    assert "0.25 are missing" in (await world.refused(PATH, SEED_CANDIDATE, 402))["error"]
    assert world.rater.seen == []
    assert await world.count("enrolment") == 0
