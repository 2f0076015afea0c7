"""``job-interview-get`` and ``job-interview-set-state``; the door's script."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from tests.features.support import BASE, INTERVIEW, SEED_INTERVIEW, World, new_merchant
from vivavoce.features import interviews
from vivavoce.features.access import Role
from vivavoce.features.languages import LanguageCode
from vivavoce.features.templates import DEFAULT_TEMPLATE_ID
from vivavoce.kernel.errors import NotFoundError


async def test_everything_that_was_given_is_shown_back(world: World) -> None:
    given = {
        "candidate_expectations": "Has led five people.",
        "additional_context": {"team": {"size": 5, "lead": None}},
        "description": "Short.",
        "description_long": "# Long",
        "use_enhanced_expectations": True,
        "custom_scoring": {"ai_assessment_answer": 0.7, "house": {"a": None}},
    }
    made = await world.ok("job-interview-create", SEED_INTERVIEW | given)
    query = f"{BASE}/job-interview-get?position_id={made['interview_def_set_id']}"
    read = (await world.client.get(query)).json()
    assert read == await world.ok("job-interview-get", {"position_id": made["interview_def_set_id"]})
    as_sent = ("name", "status", "type", "visibility", "code", "cover_image_url", "recording", "recording_full_session",
               "interview_type", "seniority_level", "result_view", "candidate_video_introduction", "interview_attempts",
               "max_duration", "interview_template_id", "mojito_language_code", "candidate_expectations")  # fmt: skip
    assert {name: read[name] for name in as_sent} == {name: (SEED_INTERVIEW | given)[name] for name in as_sent}
    sent = {name: value for name, value in (SEED_INTERVIEW | given).items() if name != "merchant_id"}
    assert {name: read["creation_parameters"][name] for name in sent} == sent
    assert read["description"] == "Project manager at Brew & Co."
    assert read["interview_description_long"] == "# Long"
    assert read["candidate_expectations_json"] == {
        "strong": ["Leads", "Teaches", "Invents"],
        "moderate": ["Plans", "Writes", "Ships"],
        "weak": ["Shows up", "Asks", "Learns"],
    }
    assert read["result_scoring"]["ai_assessment_answer"] == {"weight": 0.7}
    assert read["result_scoring"]["house"] == {"a": None}
    assert read["result_scoring"]["max_retries"] == 1
    assert [question["question"] for question in read["questions"]] == [
        f"Question {n} about Project manager?" for n in range(1, 9)
    ]
    assert UUID(read["questions"][0]["id"])
    assert (read["author"], read["seniority_detected"], read["seniority_evidence"]) == ("fake/1", False, [])
    assert read["speech_language_code"] == "en"


async def test_a_detected_seniority_comes_with_its_evidence(world: World) -> None:
    made = await world.ok("job-interview-create", INTERVIEW)
    read = await world.ok("job-interview-get", {"position_id": made["interview_def_set_id"]})
    assert (read["seniority_level"], read["seniority_detected"]) == ("intermediate", True)
    assert read["seniority_evidence"] == ["Project manager"]
    assert "seniority_level" not in read["creation_parameters"]


async def test_an_unknown_interview_is_404_and_a_bad_id_422(world: World) -> None:
    await world.refused("job-interview-get", {"position_id": str(uuid4())}, 404)
    assert (await world.refused("job-interview-get", {"position_id": "x"}, 422))["name"] == "position_id"
    assert (await world.refused("job-interview-get", {}, 422))["name"] == "position_id"
    assert (await world.client.get(f"{BASE}/job-interview-get")).json()["name"] == "position_id"
    with pytest.raises(NotFoundError):
        async with world.database.merchant(world.merchant_id) as session:
            await interviews.script_of(session, uuid4())


async def test_publish_archive_and_back(world: World) -> None:
    made = await world.ok("job-interview-create", INTERVIEW | {"status": "draft"})
    id = made["interview_def_set_id"]
    for status in ("active", "archived", "draft", "draft"):
        assert await world.ok("job-interview-set-state", {"position_id": id, "status": status}) == {"success": True}
        assert (await world.ok("job-interview-get", {"position_id": id}))["status"] == status


async def test_embedding_is_switched_on_and_off(world: World) -> None:
    id = (await world.ok("job-interview-create", INTERVIEW))["interview_def_set_id"]
    on = await world.ok("job-interview-set-state", {"position_id": id, "is_embedded": True})
    assert on == await world.ok("job-interview-set-state", {"position_id": id, "is_embedded": True})
    assert set(on) == {"success", "embed_id", "embed_signing_key"}
    assert await world.ok("job-interview-set-state", {"position_id": id, "is_embedded": False}) == {"success": True}
    assert await world.count("embed_key") == 0
    fresh = await world.ok("job-interview-set-state", {"position_id": id, "is_embedded": True})
    assert fresh["embed_signing_key"] != on["embed_signing_key"]


async def test_a_state_needs_something_to_change_and_the_right_person(world: World) -> None:
    id = (await world.ok("job-interview-create", INTERVIEW))["interview_def_set_id"]
    assert (await world.refused("job-interview-set-state", {"position_id": id}, 422))["name"] == "status"
    body = {"position_id": id, "status": "archived"}
    assert (await world.refused("job-interview-set-state", body | {"status": "deleted"}, 422))["name"] == "status"
    world.becomes(Role.MERCHANT_SELECTION, world.merchant_id)
    await world.refused("job-interview-set-state", body, 403)
    assert (await world.ok("job-interview-get", {"position_id": id}))["status"] == "active"
    world.becomes(Role.MERCHANT_OWNER, await new_merchant(world.database))
    await world.refused("job-interview-set-state", body, 404)


async def test_create_is_open_to_the_rest_of_the_product(world: World) -> None:
    spec = interviews.InterviewSpec(
        name="Barista",
        location="Zagreb",
        interview_template_id=DEFAULT_TEMPLATE_ID,
        mojito_language_code=LanguageCode.HR,
    )
    made = await interviews.create(world.database, world.author, "other", world.merchant_id, spec)
    async with world.database.merchant(world.merchant_id) as session:
        script = await interviews.script_of(session, made.interview_id)
    assert script.language == "hr"
    assert interviews.price_of(script) == 2.5
