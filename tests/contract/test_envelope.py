"""Every kind of refusal over HTTP has the same shape: a sentence, a code, the request's id, and the field at fault."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.contract.seeds import CREATE, ENROL
from tests.contract.support import TIMEOUT_S, Api, ContractServer
from vivavoce.features.access import Role
from vivavoce.kernel.ids import new_id

BASE = "/functions/v1/"
CREATE_PATH = f"{BASE}job-interview-create"
ENROL_PATH = f"{BASE}job-interview-create-for-candidate-with-token"
LEAKS = re.compile(r"Traceback|File \"|\.py\b|Error\(|object at 0x|pydantic|psycopg|sqlalchemy|fastapi", re.IGNORECASE)
DEEP = 5_000


@dataclass(frozen=True)
class Refusal:
    """A request, and what it is refused with. ``role`` None: no token but what ``headers`` say."""

    about: str
    status: int
    code: str
    name: str | None = None
    path: str = CREATE_PATH
    method: str = "POST"
    body: str | bytes = CREATE
    role: Role | None = Role.MERCHANT_OWNER
    headers: dict[str, str] = field(default_factory=dict)
    chunked: bool = False


def created(**changes: Any) -> str:
    """The example of the first endpoint with other values."""
    return json.dumps({**json.loads(CREATE), **changes})


def enrolled(**changes: Any) -> str:
    """The example of the second endpoint with other values."""
    return json.dumps({**json.loads(ENROL), **changes})


def spliced(name: str, raw: str) -> str:
    """The example with one value that no JSON library would write."""
    return created(**{name: "@"}).replace('"@"', raw)


def bearer(token: str) -> dict[str, str]:
    """The header of a token."""
    return {"Authorization": f"Bearer {token}"}


ALG_NONE = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."
BIG = created(description_long="x" * 1_000_001)

CALLERS = [
    Refusal("no token", 401, "no_token", role=None),
    Refusal("another scheme", 401, "no_token", role=None, headers={"Authorization": "Basic b3duZXI6cGFzcw=="}),
    Refusal("garbage", 401, "invalid_token", role=None, headers=bearer("garbage")),
    Refusal("unsigned", 401, "wrong_algorithm", role=None, headers=bearer(ALG_NONE)),
    Refusal("only selects", 403, "role_not_permitted", role=Role.MERCHANT_SELECTION),
    Refusal("candidate", 403, "role_not_permitted", role=Role.CANDIDATE, path=f"{BASE}merchant-result-list", body="{}"),
    Refusal(
        "service key without merchant",
        422,
        "missing_field",
        "merchant_id",
        body=created(merchant_id=None),
        role=Role.SERVICE,
    ),
    Refusal("no link", 401, "unauthorized", role=None, path="/room/v1/ticket", body=""),
    Refusal("unknown link", 404, "link_unknown", role=None, path="/room/v1/ticket", headers=bearer("x" * 43), body=""),
]
BODIES = [
    Refusal("half an object", 400, "invalid_json", body="{"),
    Refusal("words", 400, "invalid_json", body="name=Project manager"),
    Refusal("trailing comma", 400, "invalid_json", body='{"name": "a",}'),
    Refusal("latin-1", 400, "invalid_json", body=created(name="Mañana").replace("\\u00f1", "ñ").encode("latin-1")),
    Refusal("nothing", 422, "invalid_field", body=""),
    Refusal("null", 422, "invalid_field", body="null"),
    Refusal("array", 422, "invalid_field", body=f"[{CREATE}]"),
    Refusal("number", 422, "invalid_field", body="8"),
    Refusal("string", 422, "invalid_field", body='"hello"'),
    Refusal("text/plain, no JSON", 400, "invalid_json", body="hello", headers={"Content-Type": "text/plain"}),
    Refusal("form", 422, "invalid_field", headers={"Content-Type": "application/x-www-form-urlencoded"}),
    Refusal("multipart", 422, "invalid_field", headers={"Content-Type": "multipart/form-data; boundary=b"}),
    Refusal("too large", 413, "body_too_large", body=BIG),
    Refusal("too large, chunked", 413, "body_too_large", body=BIG, chunked=True),
    Refusal("too large to be JSON", 413, "body_too_large", body="[" * 1_000_001),
    Refusal("too large for the second", 413, "body_too_large", path=ENROL_PATH, body=BIG),
    Refusal("deep", 400, "invalid_json", body=spliced("additional_context", "[" * DEEP + "]" * DEEP)),
    Refusal("deep, not closed", 400, "invalid_json", body='{"a":' * DEEP),
]
ROUTES = [
    Refusal("unknown path", 404, "not_found", path=f"{BASE}job-interview-invent"),
    Refusal("NUL in the path", 404, "not_found", path=f"{BASE}%00"),
    Refusal("no path", 404, "not_found", path="/nothing/here", method="GET", body=""),
    Refusal("GET of a verb", 405, "method_not_allowed", method="GET", body=""),
    Refusal("PUT", 405, "method_not_allowed", method="PUT"),
    Refusal("DELETE", 405, "method_not_allowed", method="DELETE", path=f"{BASE}merchant-avatar-list", body=""),
]
FIELDS = [
    Refusal("missing", 422, "missing_field", "name", body="{}"),
    Refusal("null for a required field", 422, "invalid_field", "name", body=created(name=None)),
    Refusal("blank", 422, "invalid_field", "name", body=created(name=" ")),
    Refusal("NUL", 422, "invalid_field", "name", body=created(name="a\0b")),
    Refusal("lone surrogate", 422, "invalid_field", "name", body=created(name="\ud800")),
    Refusal(
        "second of two keys",
        422,
        "invalid_field",
        "name",
        body=CREATE.replace("{", '{"name": "a",', 1)[:-1] + ', "name": ""}',
    ),
    Refusal("no UUID", 422, "invalid_field", "interview_template_id", body=created(interview_template_id="ada")),
    Refusal("no such language", 422, "invalid_field", "mojito_language_code", body=created(mojito_language_code="xx")),
    Refusal("no such status", 422, "invalid_field", "status", body=created(status="archived")),
    Refusal("number of words", 422, "invalid_field", "interview_length", body=created(interview_length="eight")),
    Refusal("fraction", 422, "invalid_field", "interview_length", body=created(interview_length=1.5)),
    Refusal("zero", 422, "invalid_field", "interview_length", body=created(interview_length=0)),
    Refusal("41", 422, "invalid_field", "interview_length", body=created(interview_length=41)),
    Refusal("true for a number", 422, "invalid_field", "interview_attempts", body=created(interview_attempts=True)),
    Refusal("21 attempts", 422, "invalid_field", "interview_attempts", body=created(interview_attempts=21)),
    Refusal("NaN", 422, "invalid_field", "max_duration", body=spliced("max_duration", "NaN")),
    Refusal("infinity", 422, "invalid_field", "max_duration", body=spliced("max_duration", "-Infinity")),
    Refusal("1e400", 422, "invalid_field", "max_duration", body=spliced("max_duration", "1e400")),
    Refusal("300 digits", 422, "invalid_field", "max_duration", body=spliced("max_duration", "9" * 300)),
    Refusal("300 digits as a string", 422, "invalid_field", "max_duration", body=created(max_duration="9" * 300)),
    Refusal("words for a truth", 422, "invalid_field", "is_embedded", body=created(is_embedded="yes")),
    Refusal(
        "http cover", 422, "invalid_field", "cover_image_url", body=created(cover_image_url="http://example.com/a.png")
    ),
    Refusal(
        "script cover", 422, "invalid_field", "cover_image_url", body=created(cover_image_url="javascript:alert(1)")
    ),
    Refusal("list for an object", 422, "invalid_field", "additional_context", body=created(additional_context=[1])),
    Refusal(
        "NUL in an object", 422, "invalid_field", "additional_context", body=created(additional_context={"a": ["\0"]})
    ),
    Refusal("NUL in a key", 422, "invalid_field", "additional_context", body=created(additional_context={"\0": 1})),
    Refusal(
        "surrogate in an object",
        422,
        "invalid_field",
        "additional_context",
        body=created(additional_context={"a": "\udfff"}),
    ),
    Refusal("NaN in an object", 422, "invalid_field", "custom_scoring", body=spliced("custom_scoring", '{"a": NaN}')),
    Refusal(
        "400 digits in an object",
        422,
        "invalid_field",
        "custom_scoring",
        body=spliced("custom_scoring", f'{{"a": {"9" * 400}}}'),
    ),
    Refusal(
        "33 levels",
        422,
        "invalid_field",
        "additional_context",
        body=spliced("additional_context", '{"a":' * 40 + "1" + "}" * 40),
    ),
    Refusal("65 KiB", 422, "invalid_field", "additional_context", body=created(additional_context={"a": "x" * 65_536})),
    Refusal(
        "unknown template",
        422,
        "unknown_template",
        "interview_template_id",
        body=created(interview_template_id=str(new_id())),
    ),
    Refusal(
        "no e-mail address",
        422,
        "invalid_field",
        "candidate_email",
        path=ENROL_PATH,
        body=enrolled(candidate_email="john"),
    ),
    Refusal(
        "no country",
        422,
        "invalid_field",
        "candidate_country_code",
        path=ENROL_PATH,
        body=enrolled(candidate_country_code="XX"),
    ),
    Refusal(
        "resume over 200 kB",
        422,
        "invalid_field",
        "candidate_resume",
        path=ENROL_PATH,
        body=enrolled(candidate_resume="ä" * 100_001),
    ),
    Refusal(
        "no position",
        422,
        "missing_field",
        "position_name",
        path=ENROL_PATH,
        body=enrolled(position_name=None, position_external_id=None),
    ),
    Refusal(
        "unknown position",
        404,
        "not_found",
        "position_def_set_id",
        path=ENROL_PATH,
        body=enrolled(position_def_set_id=str(new_id())),
    ),
    Refusal("long key", 422, "invalid_field", "Idempotency-Key", headers={"Idempotency-Key": "k" * 256}),
]
QUERIES = [
    Refusal("no id", 422, "missing_field", "position_id", path=f"{BASE}job-interview-get", method="GET", body=""),
    Refusal(
        "id of words",
        422,
        "invalid_field",
        "position_id",
        path=f"{BASE}job-interview-get?position_id=a",
        method="GET",
        body="",
    ),
    Refusal(
        "NUL in a query",
        422,
        "invalid_field",
        "filter_text",
        path=f"{BASE}merchant-avatar-list?filter_text=%00",
        method="GET",
        body="",
    ),
    Refusal(
        "limit 0", 422, "invalid_field", "limit", path=f"{BASE}merchant-avatar-list?limit=0", method="GET", body=""
    ),
    Refusal("limit 1001", 422, "invalid_field", "limit", path=f"{BASE}merchant-result-list", body='{"limit": 1001}'),
    Refusal(
        "huge offset",
        422,
        "invalid_field",
        "offset",
        path=f"{BASE}merchant-result-list",
        body=f'{{"offset": {10**30}}}',
    ),
]


def send(server: ContractServer, case: Refusal) -> httpx2.Response:
    """The answer to a case."""
    headers = {"Content-Type": "application/json", **case.headers}
    if case.role:
        headers |= bearer(server.token(case.role, None if case.role is Role.SERVICE else server.merchant))
    body = case.body.encode() if isinstance(case.body, str) else case.body
    content = parts(body) if case.chunked else body
    return httpx2.request(case.method, f"{server.url}{case.path}", content=content, headers=headers, timeout=TIMEOUT_S)


def parts(body: bytes) -> Iterator[bytes]:
    """The body in pieces: a length is then not announced."""
    for at in range(0, len(body), 65_536):
        yield body[at : at + 65_536]


@pytest.mark.parametrize("case", [*CALLERS, *BODIES, *ROUTES, *FIELDS, *QUERIES], ids=lambda case: case.about)
def test_a_refusal(server: ContractServer, repository: Path, case: Refusal) -> None:
    answer = send(server, case)
    assert answer.headers["content-type"] == "application/json", answer.text
    body = answer.json()
    assert (answer.status_code, body["code"], body.get("name")) == (case.status, case.code, case.name), body
    check_shape(body, answer, case)
    documented = repository / "docs" / "errors.md"
    if documented.exists():
        assert f"`{body['code']}`" in documented.read_text(), f"{body['code']} is not in docs/errors.md"


def check_shape(body: dict[str, Any], answer: httpx2.Response, case: Refusal) -> None:
    """One envelope: four keys at most, a whole sentence, nothing of our insides."""
    assert {"error", "code", "request_id"} <= set(body) <= {"error", "code", "request_id", "name"}
    assert re.fullmatch(r"[a-z][a-z0-9_]*", body["code"])
    assert body["request_id"] == answer.headers["x-request-id"]
    assert re.fullmatch(r"\S.{10,400}[.!?]", body["error"]), body["error"]
    assert not LEAKS.search(answer.text), answer.text
    if case.name:
        assert case.name in body["error"]
    if case.status == 401:
        assert answer.headers["www-authenticate"].startswith("Bearer")
    if case.status == 405:
        assert answer.headers["allow"]


def test_no_two_cases_are_the_same() -> None:
    cases = [replace(case, about="", headers={}) for case in (*BODIES, *FIELDS, *QUERIES) if not case.headers]
    assert all(case not in cases[:at] for at, case in enumerate(cases))


@pytest.mark.parametrize("name", ["description", "interview_tone", "code", "welcome_message"])
def test_blank_and_null_are_not_given(owner: Api, name: str) -> None:
    for nothing in (None, "", "  "):
        owner.call("job-interview-create", created(**{name: nothing}))


def test_numbers_in_strings_and_unknown_keys_are_fine(owner: Api) -> None:
    body = created(interview_length="8", max_duration="30", interview_attempts="2.0", brand_new={"a": [None]})
    made = owner.call("job-interview-create", body)
    stored = owner.call("job-interview-get", {"position_id": made["interview_def_set_id"]})
    assert (len(stored["questions"]), stored["max_duration"], stored["interview_attempts"]) == (8, 30, 2)
