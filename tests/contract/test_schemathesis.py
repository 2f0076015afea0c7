"""Requests that Schemathesis makes from the OpenAPI document, each answer held against the document."""

from __future__ import annotations

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
CONFIG = SchemathesisConfig.from_dict(
    {
        "seed": 20_261_122,
        "generation": {"max-examples": MOST_EXAMPLES, "deterministic": True, "no-shrink": True, "database": "none"},
        "phases": {"stateful": {"enabled": False}},
        "request-timeout": 30,
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


@FUNCTIONS.parametrize()
def test_functions(case: Case, server: ContractServer) -> None:
    case.call_and_validate(base_url=server.url, headers={"Authorization": f"Bearer {server.token()}"}, checks=CHECKED)


@ROOM.parametrize()
def test_room(case: Case, server: ContractServer, link_token: str) -> None:
    case.call_and_validate(base_url=server.url, headers={"Authorization": f"Bearer {link_token}"}, checks=CHECKED)


@pytest.fixture(scope="module")
def link_token(owner: Api) -> str:
    """Of a candidate whom nobody has let in yet."""
    made: dict[str, Any] = owner.call("job-interview-create-for-candidate-with-token", ENROL)
    return str(made["interview_url"].partition("/i/")[2])
