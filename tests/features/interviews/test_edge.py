"""What no client should send: it is refused by name, or survives, and never breaks anything."""

from __future__ import annotations

import json

import pytest

from tests.features.support import BASE, INTERVIEW, World


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ('"interview_length": 1e999', "interview_length"),
        ('"interview_length": NaN', "interview_length"),
        ('"max_duration": "1e99"', "max_duration"),
        ('"max_duration": Infinity', "max_duration"),
        ('"additional_context": {"a": NaN}', "additional_context"),
        ('"additional_context": {"a": 1' + "0" * 400 + "}", "additional_context"),
        ('"additional_context": ' + '{"a":' * 40 + "1" + "}" * 40, "additional_context"),
        ('"custom_scoring": {"a\\u0000": 1}', "custom_scoring"),
        ('"custom_scoring": {"max_score": 1' + "0" * 299 + "}", "custom_scoring.max_score"),
        ('"welcome_message": "\\ud800"', "welcome_message"),
        ('"cover_image_url": "https://[::1"', "cover_image_url"),
    ],
)
async def test_strange_values_are_refused_by_name(world: World, raw: str, name: str) -> None:
    body = json.dumps(INTERVIEW)[:-1] + f", {raw}}}"
    answer = await world.client.post(
        f"{BASE}/job-interview-create", content=body, headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json().get("name")) == (422, name), answer.text


@pytest.mark.parametrize(
    "body", ["", "[]", "null", '"x"', "{", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")]
)
async def test_what_is_no_object_is_refused(world: World, body: str) -> None:
    answer = await world.client.post(
        f"{BASE}/job-interview-create", content=body.encode(), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code in (400, 422)
    assert answer.json()["error"]


async def test_text_of_any_script_survives(world: World) -> None:
    name = "مدير مشروع 🧑‍🍳 \u202eoff\u202c <script>alert(1)</script> '; drop table interview; --"
    made = await world.ok("job-interview-create", INTERVIEW | {"name": name, "mojito_language_code": "ar"})
    assert (await world.ok("job-interview-get", {"position_id": made["interview_def_set_id"]}))["name"] == name
