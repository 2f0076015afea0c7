"""``job-interview-update`` and ``merchant-interview-list``."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.features.support import BASE, INTERVIEW, World, new_merchant
from vivavoce.features.access import Role
from vivavoce.features.interviews.questions_diff import Standing, diff
from vivavoce.features.interviews.spec import OwnQuestion
from vivavoce.kernel.ids import new_id
from vivavoce.ports.llm.builtin.author import BuiltinAuthor

ASKED = {"interview_length": 4, "instructional_video": True, "include_rapport_question": True}


@pytest.fixture
async def interview(world: World) -> str:
    world.app.state.author = BuiltinAuthor()
    return str((await world.ok("job-interview-create", {**INTERVIEW, **ASKED}))["interview_def_set_id"])


async def read(world: World, id: str) -> Any:
    return await world.ok("job-interview-get", {"position_id": id})


async def update(world: World, id: str, **changes: Any) -> Any:
    return await world.ok("job-interview-update", {"position_id": id, **changes})


def texts(whole: Any, kind: str) -> list[str]:
    return [step["text"] for step in whole["steps"] if step["kind"] == kind]


async def test_what_is_sent_changes_and_the_rest_stays(world: World, interview: str) -> None:
    before = await read(world, interview)
    done = await update(
        world, interview, name="Head of projects", code="x-1", max_duration="30", interview_attempts=3,
        recording="audio_all", result_view="full", max_followups=0, description="New.",
        welcome_message="Hello there.", custom_scoring={"ai_assessment_answer": 0.9},
    )  # fmt: skip
    assert done == {"success": True, "version": 2}
    after = await read(world, interview)
    assert (after["name"], after["code"], after["max_duration"], after["interview_attempts"]) == (
        "Head of projects", "x-1", 30, 3,
    )  # fmt: skip
    assert (after["recording"], after["result_view"], after["max_followups"]) == ("audio_all", "full", 0)
    assert texts(after, "welcome") == ["Hello there."]
    assert after["result_scoring"]["ai_assessment_answer"] == {"weight": 0.9}
    assert after["result_scoring"]["ai_assessment_session"] == before["result_scoring"]["ai_assessment_session"]
    same = (
        "questions",
        "interview_location",
        "visibility",
        "interview_description_long",
        "candidate_expectations_json",
    )
    assert {name: after[name] for name in same} == {name: before[name] for name in same}


async def test_null_clears_what_can_be_cleared(world: World, interview: str) -> None:
    generated = texts(await read(world, interview), "welcome")
    await update(world, interview, code="x", welcome_message="Hi.", recording="audio_all", max_duration=40)
    await update(world, interview, code=None, welcome_message=None, recording=None, max_duration=None)
    after = await read(world, interview)
    assert "code" not in after
    assert "recording" not in after
    assert after["max_duration"] == 20
    assert texts(after, "welcome") == generated
    for name in ("name", "description", "questions", "status"):
        answer = await world.post("job-interview-update", {"position_id": interview, name: None})
        assert (answer.status_code, answer.json()["name"]) == (422, name)


async def test_questions_are_kept_replaced_added_and_taken_out(world: World, interview: str) -> None:
    before = (await read(world, interview))["questions"]
    given = [
        {"question": "Which tool did you choose last, and for which reason?", "external_id": "new"},
        {"id": before[1]["id"], "question": before[1]["question"]},
        {"id": before[0]["id"], "question": "How do you plan a project that nobody has done before?"},
        {"question": before[2]["question"], "is_without_scoring": True},
    ]
    done = await update(world, interview, questions=given)
    found = done["questions_diff"]
    assert sorted(found["kept"]) == sorted([before[1]["id"], before[2]["id"]])
    assert found["removed"] == [before[3]["id"]]
    assert [one["from"] for one in found["replaced"]] == [before[0]["id"]]
    assert len(found["added"]) == 1
    after = await read(world, interview)
    assert [one["id"] for one in after["questions"]] == found["question_ids"]
    assert [one["question"] for one in after["questions"]] == [one["question"] for one in given]
    assert after["questions"][2]["competency"] == before[0]["competency"], "what is not said anew is carried on"
    assert after["questions"][3]["view"] == "without scoring"
    assert [step["kind"] for step in after["steps"]] == [
        "welcome", "instructional", "rapport", *["question"] * 4, "closing", "thank_you",
    ]  # fmt: skip
    again = await update(world, interview, questions=[{"external_id": "new", "question": given[0]["question"]}])
    assert again["questions_diff"]["kept"] == found["added"]


async def test_an_illegal_question_is_found_at_once(world: World, interview: str) -> None:
    await update(world, interview, questions=[{"question": "Do you plan to have children?"}])
    whole = await read(world, interview)
    assert {"illegal_topic", "closed"} <= {one["code"] for one in whole["findings"]}
    await update(world, interview, questions=[{"question": "Which project are you proud of?"}])
    assert (await read(world, interview))["findings"] == []


async def test_the_rubric_is_given_or_written_anew(world: World, interview: str) -> None:
    given = {"strong": ["A one", "A two", "A six"], "moderate": ["B one", "B two", "B six"], "weak": ["C", "D", "E"]}
    await update(world, interview, candidate_expectations_json=given)
    assert (await read(world, interview))["candidate_expectations_json"] == given
    await update(
        world, interview, candidate_expectations="Has negotiated with suppliers in Japan.",
        regenerate_candidate_expectations=True,
    )  # fmt: skip
    whole = await read(world, interview)
    assert "suppliers in Japan" in str(whole["candidate_expectations_json"])
    assert whole["candidate_expectations"] == "Has negotiated with suppliers in Japan."


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"mojito_language_code": "de"}, "mojito_language_code"),
        ({"interview_template_id": str(uuid4())}, "interview_template_id"),
        ({"knowledge_base_store_id": str(uuid4())}, "knowledge_base_store_id"),
        ({"custom_scoring": {"max_score": -1}}, "custom_scoring.max_score"),
        ({"questions": []}, "questions"),
        ({"max_duration": 0}, "max_duration"),
        ({"questions": [{"question": "What?", "is_conditional": True}]}, "questions.0.is_conditional"),
    ],
)
async def test_bad_input_changes_nothing(world: World, interview: str, change: dict[str, Any], name: str) -> None:
    before = await read(world, interview)
    answer = await world.post("job-interview-update", {"position_id": interview, "name": "Changed", **change})
    assert (answer.status_code, answer.json()["name"]) == (422, name)
    assert await read(world, interview) == before


async def test_an_empty_update_is_no_new_version(world: World, interview: str) -> None:
    assert await update(world, interview) == {"success": True, "version": 1}


async def test_another_merchants_is_not_found(world: World, interview: str) -> None:
    before = await read(world, interview)
    mine = world.merchant_id
    world.becomes(Role.MERCHANT_OWNER, await new_merchant(world.database))
    await world.refused("job-interview-update", {"position_id": interview, "name": "x"}, 404)
    assert (await world.ok("merchant-interview-list", {}))["data"] == []
    world.becomes(Role.MERCHANT_SELECTION, mine)
    await world.refused("job-interview-update", {"position_id": interview, "name": "x"}, 403)
    world.becomes(Role.MERCHANT_OWNER, mine)
    assert await read(world, interview) == before


async def test_the_list_shows_what_there_is(world: World) -> None:
    for name, type in (("Cook", "interview"), ("Waiter", "interview"), ("Practice", "coaching")):
        await world.ok("job-interview-create", {**INTERVIEW, "name": name, "type": type, "code": f"c-{name}"})
    page = await world.ok("merchant-interview-list", {})
    assert [row["name"] for row in page["data"]] == ["Practice", "Waiter", "Cook"]
    assert page["pagination"]["total"] == 3
    assert page["data"][0]["questions"] == 6
    assert [row["name"] for row in (await world.ok("merchant-interview-list", {"type": "coaching"}))["data"]] == [
        "Practice"
    ]
    assert [row["name"] for row in (await world.ok("merchant-interview-list", {"filter_text": "c-wai"}))["data"]] == [
        "Waiter"
    ]
    first = page["data"][2]["id"]
    await world.ok("job-interview-update", {"position_id": first, "status": "archived"})
    assert (await world.ok("merchant-interview-list", {}))["pagination"]["total"] == 2
    archived = await world.client.get(f"{BASE}/merchant-interview-list?status=archived&limit=1")
    assert [row["id"] for row in archived.json()["data"]] == [first]
    await world.ok("job-interview-update", {"position_id": first, "status": "active"})
    assert (await world.ok("merchant-interview-list", {"limit": 1}))["data"][0]["id"] == first, "newest-updated first"


def test_matching_goes_by_reference_then_id_then_words() -> None:
    a, b, c = (Standing(new_id(), text, ref) for text, ref in (("One?", "r1"), ("Two?", None), ("Three?", None)))
    given = [
        OwnQuestion("Four?", id=str(a.id)),
        OwnQuestion("Five?", external_id="r1"),
        OwnQuestion("Three?"),
        OwnQuestion("Three, again?", id=str(c.id)),
        OwnQuestion("  Two? "),
    ]
    found = diff(given, [a, b, c])
    assert [old for _, old, _ in found.placed] == [None, a.id, None, c.id, b.id]
    assert found.removed == ()
    assert found.kept == (b.id,)
    assert found.replaced == (a.id, c.id)
    assert diff([OwnQuestion("Two?")], [a, b, c]).removed == (a.id, c.id)
