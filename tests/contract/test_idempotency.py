"""``Idempotency-Key`` over HTTP, and calls at the same moment with and without it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from tests.contract.seeds import CREATE, ENROL
from tests.contract.support import Api
from vivavoce.kernel.ids import new_id

CREATE_NAME, ENROL_NAME = "job-interview-create", "job-interview-create-for-candidate-with-token"
KEY = "Idempotency-Key"
Count = Callable[..., int]


def with_changes(body: str, **changes: Any) -> str:
    """The example with other values."""
    return json.dumps({**json.loads(body), **changes})


def at_once(calls: int, send: Callable[[], httpx2.Response]) -> list[httpx2.Response]:
    """The answers to calls that leave at the same moment."""
    barrier = threading.Barrier(calls)

    def one(_: int) -> httpx2.Response:
        barrier.wait(30)
        return send()

    with ThreadPoolExecutor(calls) as pool:
        return list(pool.map(one, range(calls)))


@pytest.mark.parametrize(("name", "body"), [(CREATE_NAME, CREATE), (ENROL_NAME, ENROL)], ids=["create", "enrol"])
class TestOneKey:
    """The same for both endpoints."""

    def test_the_same_body_gets_the_first_answer_byte_for_byte(self, owner: Api, name: str, body: str) -> None:
        key = {KEY: str(new_id())}
        first, second = (owner.send(name, body, **key) for _ in range(2))
        assert (first.status_code, second.status_code) == (200, 200)
        assert first.content == second.content
        assert first.headers["content-type"] == second.headers["content-type"]
        assert first.headers["x-request-id"] != second.headers["x-request-id"]
        fresh = owner.send(name, body, **{KEY: str(new_id())})
        assert fresh.content != first.content

    def test_another_body_is_refused(self, owner: Api, name: str, body: str) -> None:
        key = {KEY: str(new_id())}
        owner.call(name, body, **key)
        refused = owner.call(name, with_changes(body, max_duration=31), status=409, **key)
        assert refused["code"] == "idempotency_key_reused"

    def test_a_failed_call_gives_the_key_back(self, owner: Api, name: str, body: str) -> None:
        key = {KEY: str(new_id())}
        unknown = str(new_id())
        refused = with_changes(body, interview_template_id=unknown, position_external_id=unknown)
        assert owner.call(name, refused, status=422, **key)["name"] == "interview_template_id"
        owner.call(name, body, **key)

    @pytest.mark.parametrize("key", ["", "x" * 256, "tab\there"], ids=["empty", "long", "unprintable"])
    def test_a_key_that_is_none(self, owner: Api, name: str, body: str, key: str) -> None:
        refused = owner.call(name, body, status=422, **{KEY: key})
        assert refused["name"] == KEY

    def test_two_at_once(self, owner: Api, count: Count, name: str, body: str) -> None:
        code = str(new_id())
        mine = with_changes(body, **{"code" if name == CREATE_NAME else "position_external_id": code})
        key = {KEY: str(new_id())}
        answers = at_once(2, lambda: owner.send(name, mine, **key))
        good = [answer for answer in answers if answer.status_code == 200]
        assert good
        for refused in (answer for answer in answers if answer.status_code != 200):
            assert refused.status_code == 409
            assert refused.json()["code"] == "idempotency_key_in_flight"
            assert int(refused.headers["retry-after"]) > 0
        assert len({answer.content for answer in good}) == 1
        assert owner.send(name, mine, **key).content == good[0].content
        assert count("interview", code=code) == 1


def test_the_key_is_the_callers_own(owner: Api, other: Api) -> None:
    key = {KEY: str(new_id())}
    ours = owner.call(CREATE_NAME, CREATE, **key)
    theirs = other.call(CREATE_NAME, CREATE.replace("my code", "their code"), **key)
    assert ours["interview_def_set_id"] != theirs["interview_def_set_id"]


@pytest.mark.parametrize("calls", [2, 5])
def test_identical_enrolments_at_once_without_a_key_are_one(owner: Api, count: Count, calls: int) -> None:
    code = str(new_id())
    body = with_changes(ENROL, position_external_id=code, candidate_email=f"{code}@example.com")
    answers = at_once(calls, lambda: owner.send(ENROL_NAME, body))
    assert [answer.status_code for answer in answers] == [200] * calls, [answer.text for answer in answers]
    made = [answer.json() for answer in answers]
    for name in ("profile_interview_id", "position_def_set_id", "interview_def_set_id"):
        assert len({answer[name] for answer in made}) == 1
    assert len({answer["interview_url"] for answer in made}) == calls
    (position_id,) = {answer["position_def_set_id"] for answer in made}
    (interview_id,) = {answer["interview_def_set_id"] for answer in made}
    assert count("position", code=code) == count("interview", position_id=position_id) == 1
    assert count("enrolment", interview_id=interview_id) == 1
