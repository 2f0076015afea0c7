"""Requests that Schemathesis makes from the OpenAPI document, each answer held against the document."""

from __future__ import annotations

import re
from typing import Any

import pytest
import schemathesis
from schemathesis import Case
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig

from tests.contract.seeds import ENROL
from tests.contract.support import Api, ContractServer
from vivavoce.entry.http import create_app

MOST_EXAMPLES = 15
# U+0000 is refused everywhere (test_envelope.py): PostgreSQL can't keep it. A pattern at each string would be noise.
CONFIG = SchemathesisConfig.from_dict(
    {
        "seed": 20_261_122,
        "generation": {
            "max-examples": MOST_EXAMPLES,
            "deterministic": True,
            "no-shrink": True,
            "database": "none",
            "allow-x00": False,
        },
        "phases": {"stateful": {"enabled": False}},
        "request-timeout": 30,
        # A list that is too long may make the body too large, too.
        "checks": {"negative_data_rejection": {"expected-statuses": [400, 401, 403, 404, 405, 409, 413, 422]}},
    }
)
API = schemathesis.openapi.from_dict(create_app(None).openapi(), config=CONFIG)
FUNCTIONS = API.include(path_regex="^/functions/v1/")
ROOM = API.include(path_regex="^/room/v1/")

CHECKED = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
        "positive_data_acceptance",
    ]
)


ACCEPTANCE = CHECKS.get_by_names(["positive_data_acceptance"])

NUMERIC = re.compile(r"[+-]?[\d.]+([eE][+-]?\d+)?")
BEYOND_THE_DOCUMENT = {
    "interview_template_id": "the template must be there",
    "knowledge_base_store_id": "the store must be there, and one interview_type needs it",
    "custom_scoring": "known keys have shapes; unknown ones are free, so the document lets any object pass",
    "additional_context": "64 KiB and 32 levels have no word in JSON Schema",
    "status": "status or is_embedded is required: each alone is optional",
    **dict.fromkeys(
        ("position_name", "position_location", "position_country_code", "mojito_language_code"),
        "required when no position is given or found; a country is one of 249 codes, in any case",
    ),
    "candidate_email": "format: email says less than the mail standards do",
    "candidate_country_code": "one of 249 codes, in any case",
    "candidate_linkedin_url": "an address, with or without https://",
    "cover_image_url": "https alone; format: uri has no word for it",
    "file": "must be a document, in base64 where the body is JSON",
    "questions.N.question": "no question stands twice",
    "questions.N.mojito_language_code": "must be the interview's language",
    "questions.N.external_data": "16 KiB and 32 levels have no word in JSON Schema",
    "interview_id": "the room: either interview_id or embed_id",
    **dict.fromkeys(
        ("colours.primary", "colours.on_primary", "colours.text"), "people must be able to tell them apart"
    ),
    "consent.version": "must be the version that was shown",
    "consent.purposes": "must be what the disclosure asks for",
}
"""Fields that a request may be refused for although it fits the document, and why the document can't say so."""


def found_at(given: Any, path: str) -> Any:
    """What stands at a path such as ``questions.0.duration``; None: nothing."""
    for part in path.split("."):
        if isinstance(given, list) and part.isdigit():
            given = given[int(part)] if int(part) < len(given) else None
        else:
            given = given.get(part) if isinstance(given, dict) else None
    return given


def hold(case: Case, url: str, token: str) -> None:
    """Sends a request and holds its answer against the document."""
    response = case.call(base_url=url, headers={"Authorization": f"Bearer {token}"})
    at_fault = response.json().get("name", "") if response.status_code == 422 else ""
    given = {**(case.query or {}), **(case.body if isinstance(case.body, dict) else {})}
    sent = found_at(given, at_fault)
    blank = isinstance(sent, str) and not sent.strip()
    numeric_string = NUMERIC.fullmatch(str(sent)) and (isinstance(sent, str) or at_fault in (case.query or {}))
    # Neither blanks beyond minLength nor the range of a number in a string can be said in JSON Schema.
    excused = blank or numeric_string or re.sub(r"\.\d+\.", ".N.", at_fault) in BEYOND_THE_DOCUMENT
    case.validate_response(response, checks=CHECKED, excluded_checks=ACCEPTANCE if excused else [])


@FUNCTIONS.parametrize()
def test_functions(case: Case, server: ContractServer) -> None:
    hold(case, server.url, server.token())


@ROOM.parametrize()
def test_room(case: Case, server: ContractServer, link_token: str) -> None:
    hold(case, server.url, link_token)


@pytest.fixture(scope="module")
def link_token(owner: Api) -> str:
    """Of a candidate whom nobody has let in yet."""
    made: dict[str, Any] = owner.call("job-interview-create-for-candidate-with-token", ENROL)
    return str(made["interview_url"].partition("/i/")[2])
