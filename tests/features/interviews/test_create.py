"""``job-interview-create``: HTTP in, HTTP and rows out."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from tests.features.support import INTERVIEW, SEED_INTERVIEW, World, new_merchant
from vivavoce.features import credits, interviews, templates
from vivavoce.features.access import Role
from vivavoce.features.interviews import authoring
from vivavoce.features.templates import Look, NewTemplate
from vivavoce.ports.llm.port import (
    AuthorUnavailableError,
    AuthorUnusableError,
    InterviewType,
    Rubric,
    Seniority,
    Tone,
)

PATH = "job-interview-create"


async def test_the_seed_example_makes_a_whole_interview(world: World) -> None:
    made = await world.ok(PATH, SEED_INTERVIEW)
    assert set(made) == {"interview_def_set_id", "questions_generated"}
    assert made["questions_generated"] == 8
    async with world.database.merchant(world.merchant_id) as session:
        script = await interviews.script_of(session, UUID(made["interview_def_set_id"]))
    assert [step.kind.value for step in script.steps] == [
        "welcome", "instructional", "rapport", *["question"] * 8, "closing", "thank_you",
    ]  # fmt: skip
    assert (script.recording, script.recording_full_session, script.result_view) == ("video_all", "video_all", "full")
    assert (script.tone, script.seniority, script.max_followups) == (Tone.PROFESSIONAL, Seniority.SENIOR, 2)
    assert script.template.look is Look.NOOR
    assert script.questions[0].strong_answer == ("an example",)
    brief = world.author.briefs[0]
    assert (brief.company, brief.interview_type) == (
        "Brew & Co",
        InterviewType.PRE_SCREENING_WITH_TEST_QUESTIONS,
    )
    assert (brief.question_count, brief.max_duration_minutes, brief.interviewer_name) == (8, 30, "Noor")


async def test_the_merchant_of_the_token_counts_and_not_the_one_in_the_body(world: World) -> None:
    other = await new_merchant(world.database)
    made = await world.ok(PATH, INTERVIEW | {"merchant_id": str(other)})
    read = await world.ok("job-interview-get", {"position_id": made["interview_def_set_id"]})
    assert read["merchant_id"] == str(world.merchant_id)


async def test_an_operator_and_the_service_key_act_for_another_merchant(world: World) -> None:
    other = await new_merchant(world.database, "Sub")
    world.becomes(Role.MERCHANT_OWNER, world.merchant_id, frozenset({other}))
    made = await world.ok(PATH, INTERVIEW | {"merchant_id": str(other)})
    world.becomes(Role.SERVICE)
    read = await world.ok("job-interview-get", {"position_id": made["interview_def_set_id"], "merchant_id": str(other)})
    assert read["merchant_id"] == str(other)
    assert (await world.refused(PATH, INTERVIEW, 422))["name"] == "merchant_id"
    assert (await world.refused(PATH, INTERVIEW | {"merchant_id": str(uuid4())}, 422))["name"] == "merchant_id"


@pytest.mark.parametrize("role", [Role.MERCHANT_SELECTION, Role.CANDIDATE, Role.USER])
async def test_who_may_only_read_or_less_is_refused(world: World, role: Role) -> None:
    world.becomes(role, world.merchant_id)
    assert (await world.refused(PATH, INTERVIEW, 403))["code"] == "role_not_permitted"


@pytest.mark.parametrize("name", sorted(INTERVIEW))
async def test_each_required_field_is_required(world: World, name: str) -> None:
    body = {key: value for key, value in INTERVIEW.items() if key != name}
    refusal = await world.refused(PATH, body, 422)
    assert (refusal["name"], refusal["code"]) == (name, "missing_field")
    assert (await world.refused(PATH, body | {name: None}, 422))["name"] == name
    assert (await world.refused(PATH, body | {name: ""}, 422))["name"] == name


WRONG: list[tuple[str, object]] = [
    ("name", 7),
    ("name", "   "),
    ("name", "x" * 501),
    ("name", "a\u0000b"),
    ("location", ["remote"]),
    ("interview_template_id", "5"),
    ("interview_template_id", 5),
    ("interview_template_id", str(uuid4())),
    ("mojito_language_code", "xx"),
    ("mojito_language_code", "EN"),
    ("status", "archived"),
    ("status", True),
    ("type", "persona"),
    ("visibility", "public"),
    ("recording", "video"),
    ("recording_full_session", "video_first_5_answers"),
    ("interview_type", "chat"),
    ("seniority_level", "junior"),
    ("result_view", "all"),
    ("candidate_video_introduction", True),
    ("interview_tone", 3),
    ("interview_length", 0),
    ("interview_length", -1),
    ("interview_length", 41),
    ("interview_length", 2.5),
    ("interview_length", "2.5"),
    ("interview_length", "many"),
    ("interview_length", True),
    ("interview_length", [8]),
    ("interview_attempts", 0),
    ("interview_attempts", 21),
    ("interview_attempts", "x"),
    ("max_duration", 0),
    ("max_duration", 1200),
    ("max_duration", "half an hour"),
    ("max_duration", False),
    ("code", 9),
    ("code", "x" * 201),
    ("cover_image_url", "http://example.com/cover.png"),
    ("cover_image_url", "javascript:alert(1)"),
    ("cover_image_url", "https://"),
    ("cover_image_url", "https://exa mple.com/"),
    ("cover_image_url", 5),
    ("merchant_id", "me"),
    ("knowledge_base_store_id", str(uuid4())),
    ("knowledge_base_store_id", "store"),
    ("description", {"text": "x"}),
    ("description", "x" * 10_001),
    ("description_long", 1),
    ("candidate_expectations", []),
    ("welcome_message", 1),
    ("thank_you_message", "x" * 2_001),
    ("additional_context", "text"),
    ("additional_context", [1]),
    ("additional_context", {"a": "\u0000"}),
    ("additional_context", {"a": "x" * 65_536}),
    ("instructional_video", "yes"),
    ("instructional_video_custom_text", 5),
    ("is_embedded", "true"),
    ("is_embedded", 1),
    ("include_rapport_question", "no"),
    ("include_closing_prompt", 0),
    ("use_enhanced_expectations", "maybe"),
    ("custom_scoring", []),
    ("custom_scoring", "none"),
]


@pytest.mark.parametrize(("name", "value"), WRONG, ids=lambda value: str(value)[:30])
async def test_a_wrong_value_is_refused_by_name(world: World, name: str, value: object) -> None:
    refusal = await world.refused(PATH, INTERVIEW | {name: value}, 422)
    assert refusal["name"] == name
    assert refusal["error"].startswith(name)
    assert world.author.briefs == []
    assert await world.count("interview") == 0


async def test_null_is_not_given(world: World) -> None:
    given = {name: None for name in [*SEED_INTERVIEW, *dict(WRONG)] if name not in INTERVIEW}
    made = await world.ok(PATH, INTERVIEW | given)
    read = await world.ok("job-interview-get", {"position_id": made["interview_def_set_id"]})
    assert made["questions_generated"] == 6
    assert (read["interview_attempts"], read["max_duration"], read["result_view"]) == (1, 20, "minimal")
    assert (read["interview_type"], read["interview_tone"]) == ("pre-screening", "relaxed")
    assert "recording" not in read
    assert None not in read.values()
    assert world.author.briefs[0].question_count is None


async def test_blank_optional_text_and_unknown_keys_count_as_not_given(world: World) -> None:
    extras = {"code": " ", "description_long": "", "welcome_message": "\n", "cover_image_url": "", "colour": "red"}
    made = await world.ok(PATH, INTERVIEW | extras)
    read = await world.ok("job-interview-get", {"position_id": made["interview_def_set_id"]})
    assert "code" not in read
    assert read["interview_description_long"] == "# Project manager"
    assert read["steps"][0]["text"].startswith("Hello")
    assert "colour" not in read["creation_parameters"]


async def test_numeric_strings_are_numbers(world: World) -> None:
    strings = {"interview_length": "5", "interview_attempts": "3", "max_duration": "12.5"}
    made = await world.ok(PATH, INTERVIEW | strings)
    read = await world.ok("job-interview-get", {"position_id": made["interview_def_set_id"]})
    assert (made["questions_generated"], read["interview_attempts"], read["max_duration"]) == (5, 3, 12.5)


@pytest.mark.parametrize(
    ("asked", "minutes", "generated"), [(40, 20, 10), (8, 15, 7), (3, 60, 3), (9, 1, 1), (None, 6, 3), (40, 240, 40)]
)
async def test_questions_are_capped_by_the_time(world: World, asked: int | None, minutes: int, generated: int) -> None:
    made = await world.ok(PATH, INTERVIEW | {"interview_length": asked, "max_duration": minutes})
    assert made["questions_generated"] == generated


async def test_own_messages_replace_the_generated_ones(world: World) -> None:
    own = {
        "welcome_message": "Hi!",
        "thank_you_message": "Bye!",
        "instructional_video": True,
        "instructional_video_custom_text": "Sit down.",
        "include_closing_prompt": False,
    }
    made = await world.ok(PATH, INTERVIEW | own)
    read = await world.ok("job-interview-get", {"position_id": made["interview_def_set_id"]})
    spoken = {step["kind"]: step["text"] for step in read["steps"]}
    assert (spoken["welcome"], spoken["instructional"], spoken["thank_you"]) == ("Hi!", "Sit down.", "Bye!")
    assert "closing" not in spoken


async def test_an_unknown_tone_acts_as_the_default_and_is_kept(world: World) -> None:
    made = await world.ok(PATH, INTERVIEW | {"interview_tone": "Pirate"})
    read = await world.ok("job-interview-get", {"position_id": made["interview_def_set_id"]})
    assert (read["interview_tone"], read["creation_parameters"]["interview_tone"]) == ("relaxed", "Pirate")
    await world.ok(PATH, INTERVIEW | {"interview_tone": "SIMPLE"})
    assert world.author.briefs[-1].tone is Tone.SIMPLE


async def test_an_embed_key_is_made_when_asked_for(world: World) -> None:
    made = await world.ok(PATH, INTERVIEW | {"is_embedded": True})
    assert UUID(made["embed_id"])
    assert made["embed_signing_key"].startswith("emb_")
    assert await world.count("embed_key") == 1


async def test_process_verification_needs_a_store(world: World) -> None:
    body = INTERVIEW | {"interview_type": "process-verification-from-knowledge-base"}
    assert (await world.refused(PATH, body, 422))["name"] == "knowledge_base_store_id"


async def test_a_merchants_own_template_is_its_own(world: World) -> None:
    other = await new_merchant(world.database)
    async with world.database.merchant(other) as session:
        theirs = await templates.add(session, other, NewTemplate("Theirs"))
    async with world.database.merchant(world.merchant_id) as session:
        mine = await templates.add(
            session,
            world.merchant_id,
            NewTemplate("Mine", Look.KENJI, "Ken", max_followups=0, custom_scoring={"max_score": 5}),
        )
    refusal = await world.refused(PATH, INTERVIEW | {"interview_template_id": str(theirs.id)}, 422)
    assert (refusal["name"], refusal["code"]) == ("interview_template_id", "unknown_template")
    made = await world.ok(PATH, INTERVIEW | {"interview_template_id": str(mine.id)})
    read = await world.ok("job-interview-get", {"position_id": made["interview_def_set_id"]})
    assert (read["max_followups"], read["result_scoring"]["max_score"]) == (0, 5)


@pytest.mark.parametrize(
    ("error", "code"),
    [(AuthorUnavailableError("down"), "ai_unavailable"), (AuthorUnusableError("nonsense"), "ai_unusable")],
)
async def test_a_failing_author_leaves_nothing(world: World, error: Exception, code: str) -> None:
    world.author.error = error
    assert (await world.refused(PATH, SEED_INTERVIEW, 502))["code"] == code
    assert [await world.count(table) for table in ("interview", "interview_step", "embed_key")] == [0, 0, 0]


async def test_a_slow_author_is_given_up(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authoring, "AI_LIMIT_S", 0.01)
    world.author.gate = asyncio.Event()
    assert (await world.refused(PATH, INTERVIEW, 504))["code"] == "ai_timeout"
    assert await world.count("interview") == 0


@pytest.mark.parametrize(
    "spoil",
    [
        lambda draft: replace(draft, questions=draft.questions[:2]),
        lambda draft: replace(draft, questions=(*draft.questions[:-1], replace(draft.questions[0], text=" "))),
        lambda draft: replace(draft, rubric=Rubric(("a",), ("b",), ())),
        lambda draft: replace(draft, description=" "),
        lambda draft: replace(draft, closing=None),
    ],
)
async def test_an_unusable_draft_is_refused(world: World, spoil: object) -> None:
    world.author.change = spoil  # type: ignore[assignment]
    assert (await world.refused(PATH, INTERVIEW, 502))["code"] == "ai_unusable"
    assert await world.count("interview") == 0


async def test_the_same_key_and_body_give_the_same_bytes(world: World) -> None:
    body, key = INTERVIEW | {"is_embedded": True}, str(uuid4())
    first = await world.post(PATH, body, **{"Idempotency-Key": key})
    again = await world.post(PATH, body, **{"Idempotency-Key": key})
    assert first.content == again.content
    assert await world.count("interview") == 1
    refusal = await world.refused(PATH, body | {"name": "Other"}, 409, **{"Idempotency-Key": key})
    assert refusal["code"] == "idempotency_key_reused"


async def test_a_key_in_flight_is_refused_and_a_failed_one_given_back(world: World) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    world.author.gate = asyncio.Event()
    first = asyncio.create_task(world.post(PATH, INTERVIEW, **key))
    await asyncio.wait_for(world.author.begun.wait(), 30)
    second = await world.post(PATH, INTERVIEW, **key)
    assert (second.status_code, second.json()["code"]) == (409, "idempotency_key_in_flight")
    assert second.headers["Retry-After"]
    world.author.error = AuthorUnavailableError("down")
    world.author.gate.set()
    assert (await first).status_code == 502
    world.author.error = None
    await world.ok(PATH, INTERVIEW, **key)
    assert await world.count("interview") == 1


async def test_a_merchant_without_credits_is_told_what_is_missing(world: World) -> None:
    async with world.database.merchant(world.merchant_id) as session:
        await credits.set_limit(session, world.merchant_id, credits.PRE_SCREENING)
    refusal = await world.refused(PATH, INTERVIEW, 402)
    assert refusal["code"] == "insufficient_credits"
    assert "2.25 are missing" in refusal["error"]
    assert world.author.briefs == []
    await world.ok(PATH, INTERVIEW | {"status": "draft"})


async def test_another_merchant_sees_nothing_even_without_a_filter(world: World) -> None:
    made = await world.ok(PATH, INTERVIEW | {"is_embedded": True})
    other = await new_merchant(world.database)
    async with world.database.merchant(other) as session:
        for table in ("interview", "interview_step", "embed_key"):
            assert (await session.execute(text(f"select count(*) from {table}"))).scalar() == 0
    world.becomes(Role.MERCHANT_OWNER, other)
    assert (await world.refused("job-interview-get", {"position_id": made["interview_def_set_id"]}, 404))[
        "code"
    ] == "not_found"
