"""``job-interview-create-from-array``: questions word for word, the rest written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.features.support import INTERVIEW, World
from vivavoce.ports.llm.builtin.author import BuiltinAuthor

OWN: list[dict[str, Any]] = [
    {"id": "1", "question": "Which system did you replace last?", "label": "Change", "duration": 180},
    {
        "id": 2,
        "question": "How do you calm an angry customer?",
        "external_id": "q-2",
        "external_data": {"a": [None]},
    },
    {"question": "How was your way here?", "is_without_scoring": True},
]
BODY: dict[str, Any] = {**INTERVIEW, "description": "Keeps projects moving.", "questions": OWN}
PATH = "job-interview-create-from-array"


async def read(world: World, made: Any) -> Any:
    return await world.ok("job-interview-get", {"position_id": made["interview_def_set_id"]})


async def test_questions_are_asked_word_for_word_with_what_belongs_to_them(world: World) -> None:
    made = await world.ok(PATH, BODY)
    assert made["questions_generated"] == 3
    whole = await read(world, made)
    questions = whole["questions"]
    assert [one["question"] for one in questions] == [one["question"] for one in OWN]
    assert (questions[0]["label"], questions[0]["duration"]) == ("Change", 180)
    assert (questions[1]["external_id"], questions[1]["external_data"]) == ("q-2", {"a": [None]})
    assert [one["view"] for one in questions] == ["with listening", "with listening", "without scoring"]
    assert whole["result_scoring"]["question_weights"] == {"default": 1.0, questions[2]["id"]: 0.0}
    assert whole["steps"][0]["kind"] == "welcome"
    assert whole["max_duration"] == 20


async def test_many_questions_get_the_time_that_they_need(world: World) -> None:
    many = [{"question": f"What do you know about part number {n}?"} for n in range(40)]
    whole = await read(world, await world.ok(PATH, BODY | {"questions": many}))
    assert len(whole["questions"]) == 40
    assert whole["max_duration"] == 80


async def test_own_expectations_are_kept_word_for_word(world: World) -> None:
    given = {"strong": ["Led it"], "moderate": ["Took part"], "weak": ["Knows of it", "Asks"]}
    whole = await read(world, await world.ok(PATH, BODY | {"candidate_expectations_json": given}))
    assert whole["candidate_expectations_json"] == given
    assert {finding["code"] for finding in whole["findings"]} >= {"rubric_size"}, "objections are shown, not refused"


async def test_the_builtin_author_says_what_each_is_about(world: World) -> None:
    world.app.state.author = BuiltinAuthor()
    whole = await read(world, await world.ok(PATH, BODY))
    assert [one["question"] for one in whole["questions"]] == [one["question"] for one in OWN]
    customers = whole["questions"][1]
    assert customers["competency"] == "Dealing with the people served"
    assert len(customers["strong_answer"]) >= 3
    assert customers["why"].startswith("Shows")


async def test_what_the_linter_objects_to_is_shown_with_its_question(world: World) -> None:
    world.app.state.author = BuiltinAuthor()
    bad = [*OWN, {"question": "Are you married?"}, {"question": "What do you do and why do you do it?"}]
    whole = await read(world, await world.ok(PATH, BODY | {"questions": bad}))
    ids = {one["question"]: one["id"] for one in whole["questions"]}
    found = {(one["question_id"], one["code"]) for one in whole["findings"] if "question_id" in one}
    assert (ids["Are you married?"], "illegal_topic") in found
    assert (ids["What do you do and why do you do it?"], "double_barrelled") in found
    assert not [id for id, _ in found if id == ids[OWN[0]["question"]]]


async def test_an_author_that_changes_them_is_refused(world: World) -> None:
    def spoiled(draft: Any) -> Any:
        return replace(draft, questions=(replace(draft.questions[0], text="Another?"), *draft.questions[1:]))

    world.author.change = spoiled
    answer = await world.post(PATH, BODY)
    assert (answer.status_code, answer.json()["code"]) == (502, "ai_unusable")


def one(**given: Any) -> dict[str, Any]:
    return {"questions": [{**OWN[0], **given}]}


@pytest.mark.parametrize(
    ("change", "name", "code"),
    [
        ({"questions": []}, "questions", "invalid_field"),
        ({"questions": None}, "questions", "invalid_field"),
        ({"questions": [{"question": f"What is {n}?"} for n in range(41)]}, "questions", "invalid_field"),
        ({"questions": [{"label": "x"}]}, "questions.0.question", "missing_field"),
        ({"questions": [OWN[0], OWN[0]]}, "questions.1.question", "repeated_question"),
        (one(question=" "), "questions.0.question", "invalid_field"),
        (one(is_multiple_choice=True), "questions.0.is_multiple_choice", "unsupported"),
        (one(question_alternatives=["x"]), "questions.0.question_alternatives", "unsupported"),
        (one(duration=5), "questions.0.duration", "invalid_field"),
        (one(mojito_language_code="de"), "questions.0.mojito_language_code", "invalid_field"),
        (one(external_data={"x": "y" * 20_000}), "questions.0.external_data", "invalid_field"),
        ({"candidate_expectations_json": {"strong": ["a"]}}, "candidate_expectations_json.moderate", "missing_field"),
        ({"description": None}, "description", "invalid_field"),
        ({"description": " "}, "description", "invalid_field"),
    ],
)
async def test_bad_input_names_its_field(world: World, change: dict[str, Any], name: str, code: str) -> None:
    answer = await world.post(PATH, BODY | change)
    assert (answer.status_code, answer.json().get("name"), answer.json()["code"]) == (422, name, code)


async def test_the_same_key_makes_one_interview(world: World) -> None:
    one = await world.ok(PATH, BODY, **{"Idempotency-Key": "own-1"})
    assert await world.ok(PATH, BODY, **{"Idempotency-Key": "own-1"}) == one
