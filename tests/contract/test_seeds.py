"""The two endpoints as the public reference shows them: its examples verbatim, by hand and by the official clients."""

from __future__ import annotations

import asyncio
import json
import subprocess
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from supabase import AsyncClient, acreate_client
from supabase.lib.client_options import AsyncClientOptions

from tests.contract.seeds import CREATE, ENROL
from tests.contract.support import DEMO_OWNER, Api, ContractServer, nulls
from tests.contract.typist import Typist
from tests.features.access.test_clients import npm_supabase  # noqa: F401 (a fixture)

CREATE_NAME, ENROL_NAME = "job-interview-create", "job-interview-create-for-candidate-with-token"

MANAGER = {
    "position_name": "Project manager",
    "position_location": "remote",
    "position_country_code": "HR",
    "mojito_language_code": "en",
    "position_external_id": "SEEDS-MANAGER",
    "position_description_long": "You plan sprints and budgets, manage risks and keep stakeholders informed. "
    "Experience with agile delivery, risk management and stakeholder communication is needed.",
    "max_duration": 2,
}
FITTING = """Jane Peterson, senior project manager, Zagreb
Experience
Project manager, Northwind Software, March 2018 - present
- Led agile delivery for a team of eight engineers with Scrum and Kanban, planning sprints and budgets
- Managed risks with a risk register, kept stakeholders informed with weekly reports and workshops
Junior project manager, Blue Harbour, January 2015 - February 2018
- Coordinated suppliers, schedules and stakeholder communication for web projects
Education: Master of Science in Business Informatics, 2014
Skills: Scrum, Kanban, Jira, risk management, stakeholder management, budgeting, agile delivery"""
UNFITTING = """Paul Bakers, pastry cook, Split
Experience
Pastry cook, Sweet Corner, June 2012 - present
- Bake bread, croissants and wedding cakes every morning, decorate them with fondant and fruit
- Clean the ovens and mix the doughs for the next day
Kitchen helper, Hotel Marina, May 2010 - May 2012
- Washed dishes and peeled vegetables
Education: Vocational school for bakers, 2010
Skills: sourdough, puff pastry, chocolate tempering, cake decoration"""


def candidate(email: str, resume: str = FITTING) -> dict[str, Any]:
    """Somebody who applies as a project manager."""
    person = {"candidate_name": "Jane", "candidate_email": email, "candidate_country_code": "HR"}
    return {**person, "candidate_resume": resume, **MANAGER}


def check_created(answer: dict[str, Any]) -> None:
    """Not embedded: an id, and how many questions; eight were asked for."""
    assert set(answer) == {"interview_def_set_id", "questions_generated"}
    assert UUID(answer["interview_def_set_id"]).version == 7
    assert answer["questions_generated"] == 8


def check_enrolled(answer: dict[str, Any]) -> None:
    """A resume of three words can't be judged, so a person looks."""
    ids = {"position_def_set_id", "interview_def_set_id", "profile_interview_id"}
    assert {"status", "interview_url"} | ids == set(answer) - {"reason"}
    assert answer["status"] == "recruiter_action"
    assert all(UUID(answer[name]) for name in ids)
    assert len(answer["interview_url"].partition("/i/")[2]) == 43


def check_stored(owner: Api, created: dict[str, Any]) -> None:
    """What was sent can be read again, each field at its place."""
    stored = owner.call("job-interview-get", {"position_id": created["interview_def_set_id"]})
    assert list(nulls(stored)) == []
    sent = json.loads(CREATE)
    same = {"name", "status", "type", "visibility", "recording", "recording_full_session", "interview_type", "code"}
    same |= {"seniority_level", "result_view", "candidate_video_introduction", "interview_tone", "interview_attempts"}
    same |= {"max_duration", "cover_image_url", "merchant_id", "interview_template_id", "mojito_language_code"}
    assert {name: stored[name] for name in same} == {name: sent[name] for name in same}
    assert stored["interview_location"] == sent["location"]
    assert len(stored["questions"]) == 8
    assert stored["creation_parameters"].items() >= {"instructional_video": True, "interview_length": 8}.items()
    assert {"rapport", "closing"} <= {step["kind"] for step in stored["steps"]}


def test_raw_http(owner: Api) -> None:
    created = owner.call(CREATE_NAME, CREATE)
    check_created(created)
    check_stored(owner, created)
    first, second = (owner.call(ENROL_NAME, ENROL) for _ in range(2))
    check_enrolled(first)
    assert first | {"interview_url": ""} == second | {"interview_url": ""}
    assert first["interview_url"] != second["interview_url"]


def test_embedded_adds_its_two_fields_and_only_then(owner: Api) -> None:
    embedded = {"is_embedded": True}
    created = owner.call(CREATE_NAME, {**json.loads(CREATE), **embedded})
    assert set(created) == {"interview_def_set_id", "questions_generated", "embed_id", "embed_signing_key"}
    enrolled = owner.call(ENROL_NAME, {**json.loads(ENROL), **embedded})
    assert {"embed_id", "embed_signing_key"} < set(enrolled)
    again = owner.call(ENROL_NAME, {**json.loads(ENROL), **embedded})
    assert {again[name] for name in ("embed_id", "embed_signing_key")} == {
        enrolled[name] for name in ("embed_id", "embed_signing_key")
    }
    check_enrolled(owner.call(ENROL_NAME, {**json.loads(ENROL), "is_embedded": False}))


def test_the_position_of_all_zeros_is_unknown(owner: Api) -> None:
    zeros = {"position_def_set_id": "00000000-0000-0000-0000-000000000000"}
    answer = owner.call(ENROL_NAME, {**json.loads(ENROL), **zeros}, status=404)
    assert "position_def_set_id" in answer["error"]


async def test_the_official_python_client(server: ContractServer, owner: Api) -> None:
    async with httpx.AsyncClient(timeout=60) as http:
        options = AsyncClientOptions(auto_refresh_token=False, httpx_client=http)
        client = await acreate_client(server.url, "publishable-key", options)
        await client.auth.sign_in_with_password({"email": DEMO_OWNER, "password": server.password})
        created = await _invoke(client, CREATE_NAME, CREATE)
        check_created(created)
        check_enrolled(await _invoke(client, ENROL_NAME, ENROL))
        await client.auth.sign_out()
    check_stored(owner, created)


async def _invoke(client: AsyncClient, name: str, body: str) -> Any:
    return json.loads(await client.functions.invoke(name, {"body": json.loads(body)}))


async def test_the_official_javascript_client(server: ContractServer, owner: Api, npm_supabase: Path) -> None:  # noqa: F811
    words = (npm_supabase, server.url, DEMO_OWNER, server.password, CREATE, ENROL)
    script = Path(__file__).parent / "seeds.mjs"
    node = await asyncio.create_subprocess_exec("node", script, *words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    printed, complaints = await asyncio.wait_for(node.communicate(), 60)
    assert node.returncode == 0, complaints.decode()
    seen = json.loads(printed)
    check_created(seen["created"])
    check_stored(owner, seen["created"])
    check_enrolled(seen["enrolled"])


@pytest.mark.parametrize(
    ("resume", "status"), [(FITTING, "ai_accept"), (UNFITTING, "ai_reject")], ids=["fits", "does not fit"]
)
def test_what_pre_screening_says(owner: Api, resume: str, status: str) -> None:
    answer = owner.call(ENROL_NAME, candidate(f"{status}@example.com", resume))
    assert answer["status"] == status, answer
    assert ("reason" in answer) == (status == "ai_reject")
    screen = Typist.of(answer["interview_url"]).room("GET", "state")
    expected = {"ai_accept": ("position", None), "ai_reject": ("closed", "rejected")}
    assert (screen["screen"], screen["closed_reason"]) == expected[status]


@pytest.mark.parametrize("decision", ["recruiter_accept", "recruiter_reject"])
@pytest.mark.parametrize("resume", [FITTING, UNFITTING], ids=["after_ai_accept", "after_ai_reject"])
def test_what_a_recruiter_says_stays(owner: Api, decision: str, resume: str) -> None:
    body = candidate(f"{decision}{len(resume)}@example.com", resume)
    before = owner.call(ENROL_NAME, body)
    words = {"decision": decision, "reason": "We talked to her."}
    decided = owner.call("enrolment-decide", {"profile_interview_id": before["profile_interview_id"], **words})
    assert decided["status"] == decision
    after = owner.call(ENROL_NAME, body)
    assert after["status"] == decision
    assert after["profile_interview_id"] == before["profile_interview_id"]
    assert ("reason" in after) == (decision == "recruiter_reject")
    screen = Typist.of(after["interview_url"]).room("GET", "state")["screen"]
    assert screen == {"recruiter_accept": "position", "recruiter_reject": "closed"}[decision]


async def test_already_applied_after_the_last_attempt(owner: Api) -> None:
    body = candidate("done@example.com")
    enrolled = owner.call(ENROL_NAME, body)
    heard = await Typist.of(enrolled["interview_url"]).whole_interview()
    assert heard
    again = owner.call(ENROL_NAME, body)
    assert again["status"] == "already-applied"
    assert again["reason"]
    assert again["profile_interview_id"] == enrolled["profile_interview_id"]
    assert Typist.of(again["interview_url"]).room("GET", "state")["screen"] == "submitted"
