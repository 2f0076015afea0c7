"""Merchants do not meet: another's ids are unknown, and only who may acts for another."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx2
import pytest

from tests.contract.conftest import Merchants
from tests.contract.seeds import CREATE, ENROL
from tests.contract.support import DEMO_MERCHANT, Api, ContractServer
from tests.contract.typist import Typist
from vivavoce.features import tasks
from vivavoce.features.access import Role
from vivavoce.features.tasks import NewTask, TaskKind
from vivavoce.kernel.database import Database
from vivavoce.kernel.ids import new_id

ENROL_NAME = "job-interview-create-for-candidate-with-token"
Ids = dict[str, str]


@dataclass(frozen=True)
class Use:
    """A request that carries one id of ours: ``field`` at ``route`` holds our ``kind``."""

    method: str
    route: str
    field: str
    kind: str
    status: int = 404
    with_: Callable[[Ids], dict[str, Any]] = lambda _: {}

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.field} {self.kind}"


def post(route: str, field: str, kind: str, with_: dict[str, Any] | None = None, *, expect: int = 404) -> Use:
    return Use("POST", route, field, kind, expect, lambda _: with_ or {})


def get(route: str, field: str, kind: str) -> Use:
    return Use("GET", route, field, kind)


CREATED, ENROLLED = json.loads(CREATE), json.loads(ENROL)
OWN = {**CREATED, "description": "Keeps projects moving.", "questions": [{"question": "What do you plan first?"}]}
APPLICANT = {
    "candidate_name": "John",
    "candidate_email": "tenants@example.com",
    "candidate_resume": ENROLLED["candidate_resume"],
}
LINK = {"type": "interview-for-profile"}
USES = [
    *(use("job-interview-get", "position_id", kind) for use in (get, post) for kind in ("interview", "position")),
    *(post("job-interview-set-state", "position_id", kind, {"status": "active"}) for kind in ("interview", "position")),
    *(post(ENROL_NAME, "position_def_set_id", kind, ENROLLED) for kind in ("interview", "position")),
    post(
        "enrolment-decide", "profile_interview_id", "enrolment", {"decision": "recruiter_accept", "reason": "Ours now."}
    ),
    Use(
        "POST",
        "job-interview-token",
        "interview_id",
        "interview",
        with_=lambda mine: LINK | {"interview_profile_id": mine["enrolment"]},
    ),
    Use(
        "POST",
        "job-interview-token",
        "interview_profile_id",
        "enrolment",
        with_=lambda mine: LINK | {"interview_id": mine["interview"]},
    ),
    post("job-interview-register-users", "interview_id", "interview", {"users": [{"email": "spy@example.com"}]}),
    *(use("job-interview-details", "interview_result_id", "attempt") for use in (get, post)),
    post("job-interview-create", "interview_template_id", "template", CREATED, expect=422),
    post("job-interview-create", "knowledge_base_store_id", "template", CREATED, expect=422),
    post(ENROL_NAME, "interview_template_id", "template", {**ENROLLED, "position_external_id": "T-1"}, expect=422),
    post("job-interview-create-from-array", "interview_template_id", "template", OWN, expect=422),
    post("job-interview-create-from-array", "knowledge_base_store_id", "store", OWN, expect=422),
    *(post("job-interview-update", "position_id", kind) for kind in ("interview", "position")),
    *(
        Use("POST", "job-interview-update", field, kind, 422, lambda mine: {"position_id": mine["interview"]})
        for field, kind in (("interview_template_id", "template"), ("knowledge_base_store_id", "store"))
    ),
    post("job-interview-pre-screening-api-resume-text", "position_id", "position", APPLICANT),
    *(use("enrolment-screening", "profile_interview_id", "enrolment") for use in (get, post)),
    *(use("knowledge-base-document-list", "knowledge_base_store_id", "store") for use in (get, post)),
    post("knowledge-base-search", "knowledge_base_store_id", "store", {"query": "returns"}),
    post("knowledge-base-store-delete", "knowledge_base_store_id", "store"),
    post("knowledge-base-document-delete", "knowledge_base_id", "document"),
    post("task-close", "task_id", "task"),
    *(use("embed-get", "embed_id", "embed") for use in (get, post)),
    *(post(route, "embed_id", "embed") for route in ("embed-set", "embed-key-rotate")),
]
FILTERS = [
    (method, route, field, kind)
    for method in ("GET", "POST")
    for route, field, kind in [
        ("merchant-result-list", "position_id", "interview"),
        ("merchant-result-list", "profile_interview_id", "enrolment"),
        ("merchant-task-list", "position_id", "interview"),
    ]
]


def belongings(api: Api, *, start: bool = False) -> Ids:
    """A definition, a position, an enrolment and, if started, an attempt of the caller's merchant."""
    email = f"{new_id()}@example.com"
    position = {"position_external_id": f"P-{email}", "is_embedded": True}
    enrolled = api.call(ENROL_NAME, {**ENROLLED, "candidate_email": email, **position})
    ids = {
        "interview": enrolled["interview_def_set_id"],
        "position": enrolled["position_def_set_id"],
        "enrolment": enrolled["profile_interview_id"],
        "embed": enrolled["embed_id"],
    }
    ids["store"] = api.call("knowledge-base-store-create", {"name": "Handbook"})["knowledge_base_store_id"]
    document = {"knowledge_base_store_id": ids["store"], "file": base64.b64encode(b"Goods come back.").decode()}
    ids["document"] = api.call("knowledge-base-document-upload", document)["knowledge_base_id"]
    if start:
        decision = {"decision": "recruiter_accept", "reason": "Yes."}
        api.call("enrolment-decide", {"profile_interview_id": ids["enrolment"], **decision})
        ids["attempt"] = Typist.of(enrolled["interview_url"]).start()["attempt"]["id"]
    return ids


async def waiting(postgres: str, mine: Ids) -> str:
    """A question for a person: no route makes one, but a conversation."""
    database = Database(postgres)
    task = NewTask(TaskKind.CANDIDATE_QUESTION, UUID(mine["interview"]), UUID(mine["enrolment"]), UUID(mine["attempt"]))
    async with database.merchant(DEMO_MERCHANT) as session:
        made = await tasks.add(session, DEMO_MERCHANT, task)
    await database.close()
    return str(made)


@pytest.fixture(scope="module")
async def ours(owner: Api, count: Callable[..., int], own_template: str, postgres: str) -> Ids:
    assert count("template", id=own_template) == 1
    mine = belongings(owner, start=True)
    return mine | {"template": own_template, "task": await waiting(postgres, mine)}


@pytest.fixture(scope="module")
def theirs(other: Api) -> Ids:
    return belongings(other)


def ask(api: Api, use: Use, theirs: Ids, id: str) -> httpx2.Response:
    body = {**use.with_(theirs), use.field: id}
    if use.method == "GET":
        return api.request("GET", f"/functions/v1/{use.route}?{use.field}={id}")
    return api.send(use.route, body)


def without_id(answer: httpx2.Response, id: str) -> Any:
    """An answer as it is for any other id."""
    return {**json.loads(answer.text.replace(id, "<id>")), "request_id": ""}


@pytest.mark.parametrize("use", USES, ids=str)
def test_another_merchants_id_is_unknown(other: Api, ours: Ids, theirs: Ids, use: Use) -> None:
    refused, unknown = (ask(other, use, theirs, id) for id in (ours[use.kind], str(new_id())))
    assert refused.status_code == use.status, refused.text
    assert without_id(refused, ours[use.kind]) == {**unknown.json(), "request_id": ""}
    if use.status == 422:
        assert refused.json()["name"] == use.field


@pytest.mark.parametrize("use", [use for use in USES if use.field != "knowledge_base_store_id"], ids=str)
def test_the_same_id_is_known_to_its_merchant(owner: Api, ours: Ids, use: Use) -> None:
    answer = ask(owner, use, ours, ours[use.kind])
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(("method", "route", "field", "kind"), FILTERS)
def test_another_merchants_id_filters_all_away(
    owner: Api, other: Api, ours: Ids, method: str, route: str, field: str, kind: str
) -> None:
    use = Use(method, route, field, kind)
    assert ask(owner, use, {}, ours[kind]).json()["pagination"]["total"] >= 1
    assert ask(other, use, {}, ours[kind]).json()["pagination"]["total"] == 0


def test_lists_show_the_callers_own(owner: Api, other: Api, ours: Ids) -> None:
    for route, kind, name in (
        ("merchant-avatar-list", "template", "id"),
        ("merchant-result-list", "attempt", "interview_result_id"),
        ("merchant-task-list", "task", "task_id"),
    ):
        mine, others = ({row[name] for row in api.call(route, {"limit": 1000})["data"]} for api in (owner, other))
        assert ours[kind] in mine
        assert ours[kind] not in others


def test_another_merchants_code_finds_nothing(owner: Api, other: Api) -> None:
    made = [api.call(ENROL_NAME, ENROL) for api in (owner, other)]
    for name in ("position_def_set_id", "interview_def_set_id", "profile_interview_id"):
        assert made[0][name] != made[1][name]


def test_this_table_has_every_id_of_the_api(server: ContractServer) -> None:
    document = httpx2.get(f"{server.url}/functions/v1/openapi").json()
    taken = {(use.method, use.route, use.field) for use in USES} | {entry[:3] for entry in FILTERS}
    found = set(uuids(document))
    assert {entry for entry in found if entry[2] != "merchant_id"} == taken


def uuids(document: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Method, route and name of every field of a request that holds an id; the room's callers are no merchant's."""
    for path, methods in document["paths"].items():
        if not path.startswith("/functions/v1/"):
            continue
        for method, operation in methods.items():
            where = (method.upper(), path.removeprefix("/functions/v1/"))
            for parameter in operation.get("parameters", []):
                if '"uuid"' in json.dumps(parameter["schema"]):
                    yield *where, parameter["name"]
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            schema = document["components"]["schemas"].get(body.get("$ref", "").rsplit("/", 1)[-1], {})
            for name, about in schema.get("properties", {}).items():
                if '"uuid"' in json.dumps(about):
                    yield *where, name


@dataclass(frozen=True)
class Acting:
    """Who names which merchant, and whose the definition becomes."""

    role: Role
    own: str | None
    named: str | None
    becomes: str

    def __str__(self) -> str:
        return f"{self.role} of {self.own} names {self.named}"


@pytest.mark.parametrize(
    "acting",
    [
        Acting(Role.ADMIN, None, "other", "other"),
        Acting(Role.ADMIN, "ours", "other", "other"),
        Acting(Role.ADMIN, "ours", None, "ours"),
        Acting(Role.SERVICE, None, "other", "other"),
        Acting(Role.MERCHANT_OWNER, "ours", "sub", "sub"),
        Acting(Role.MERCHANT, "ours", "sub", "sub"),
        Acting(Role.MERCHANT_OWNER, "ours", "other", "ours"),
        Acting(Role.MERCHANT_OWNER, "sub", "ours", "sub"),
        Acting(Role.MERCHANT, "other", "sub", "other"),
        Acting(Role.MERCHANT, "ours", "nobody", "ours"),
    ],
    ids=str,
)
def test_whose_it_becomes(server: ContractServer, merchants: Merchants, acting: Acting) -> None:
    def id_of(who: str | None) -> UUID | None:
        return new_id() if who == "nobody" else getattr(merchants, who) if who else None

    api = server.api(acting.role, id_of(acting.own))
    named = {"merchant_id": str(id_of(acting.named))} if acting.named else {"merchant_id": None}
    made = api.call("job-interview-create", {**CREATED, **named})
    enrolled = api.call(ENROL_NAME, {**ENROLLED, **named})
    reader = server.api(merchant=id_of(acting.becomes))
    for id in (made["interview_def_set_id"], enrolled["interview_def_set_id"]):
        stored = reader.call("job-interview-get", {"position_id": id})
        assert stored["merchant_id"] == str(id_of(acting.becomes))


def test_who_only_reads_does_not_operate(server: ContractServer, merchants: Merchants) -> None:
    made = server.api(merchant=merchants.sub).call("job-interview-create", CREATED)
    wanted = {"position_id": made["interview_def_set_id"], "merchant_id": str(merchants.sub)}
    server.api(Role.MERCHANT_OWNER).call("job-interview-get", wanted)
    server.api(Role.MERCHANT_SELECTION).call("job-interview-get", wanted, status=404)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SERVICE])
@pytest.mark.parametrize("route", ["job-interview-create", ENROL_NAME, "merchant-result-list"])
def test_who_must_name_a_merchant(server: ContractServer, role: Role, route: str) -> None:
    api = server.api(role, None)
    body = {"job-interview-create": CREATED, ENROL_NAME: ENROLLED}.get(route, {})
    assert api.call(route, {**body, "merchant_id": None}, status=422)["name"] == "merchant_id"


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SERVICE])
@pytest.mark.parametrize("route", ["job-interview-create", ENROL_NAME])
def test_a_merchant_that_is_not_there(server: ContractServer, role: Role, route: str) -> None:
    body = {"job-interview-create": CREATED, ENROL_NAME: ENROLLED}[route]
    refused = server.api(role, None).call(route, {**body, "merchant_id": str(new_id())}, status=422)
    assert refused["name"] == "merchant_id"
