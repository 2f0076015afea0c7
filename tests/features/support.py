"""A small application for the tests of features: routers, a caller that the test chooses, fakes at the ports."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI, Request
from sqlalchemy import text

from vivavoce.features import access, templates
from vivavoce.features.access import Caller, Role
from vivavoce.features.enrolment.api import router as enrolment_router
from vivavoce.features.enrolment.prescreening import router as screening_router
from vivavoce.features.interviews.api import router as interviews_router
from vivavoce.features.knowledge.api import router as knowledge_router
from vivavoce.features.languages.api import router as languages_router
from vivavoce.features.templates.api import router as templates_router
from vivavoce.kernel.database import Database
from vivavoce.kernel.http import install
from vivavoce.kernel.ids import new_id
from vivavoce.kernel.settings import Settings
from vivavoce.ports.llm.port import (
    Brief,
    Draft,
    DraftQuestion,
    PositionToMatch,
    Quote,
    Requirement,
    RequirementFinding,
    ResumeRating,
    Rubric,
    Seniority,
)

BASE = "/functions/v1"


class FakeAuthor:
    """Writes a tidy draft at once; ``error`` is raised instead, ``gate`` holds it back, ``change`` spoils it."""

    def __init__(self) -> None:
        self.briefs: list[Brief] = []
        self.error: Exception | None = None
        self.begun = asyncio.Event()
        self.gate: asyncio.Event | None = None
        self.change: Callable[[Draft], Draft] = lambda draft: draft

    async def write(self, brief: Brief) -> Draft:
        self.briefs.append(brief)
        self.begun.set()
        if self.gate:
            await self.gate.wait()
        if self.error:
            raise self.error
        return self.change(self._draft(brief))

    @staticmethod
    def _draft(brief: Brief) -> Draft:
        texts = brief.own_questions or tuple(
            f"Question {n} about {brief.name}?" for n in range(1, (brief.question_count or 6) + 1)
        )
        questions = tuple(
            DraftQuestion(text, f"competency {n}", "because", ("an example",)) for n, text in enumerate(texts, 1)
        )
        return Draft(
            description=f"{brief.name} at {brief.company}.",
            description_long=brief.description_long or f"# {brief.name}",
            questions=questions,
            rubric=Rubric(
                ("Leads", "Teaches", "Invents"), ("Plans", "Writes", "Ships"), ("Shows up", "Asks", "Learns")
            ),
            seniority=brief.seniority or Seniority.INTERMEDIATE,
            seniority_evidence=() if brief.seniority else (brief.name,),
            welcome=f"Hello {{candidate}}, I'm {brief.interviewer_name}.",
            thank_you="Thank you.",
            rapport="How has your day been?" if brief.include_rapport else None,
            closing="What would you like to ask?" if brief.include_closing else None,
            instructional="Take your time." if brief.include_instructional else None,
            author="fake/1",
        )


class FakeRater:
    """Rates every resume with ``score``, quoting its first word."""

    def __init__(self) -> None:
        self.score: float | None = 7.0
        self.error: Exception | None = None
        self.instructions = False
        self.seen: list[tuple[str, PositionToMatch, date]] = []
        self.change: Callable[[ResumeRating], ResumeRating] = lambda rating: rating

    async def rate_resume(self, resume: str, position: PositionToMatch, today: date) -> ResumeRating:
        self.seen.append((resume, position, today))
        if self.error:
            raise self.error
        first = Quote(resume.split()[0], resume.index(resume.split()[0]), len(resume.split()[0]))
        quote = replace(first, end=first.start + len(first.text))
        return self.change(
            ResumeRating(
                score=self.score,
                not_scored_reason=None if self.score is not None else "The resume is too short to be judged.",
                requirements=(
                    RequirementFinding("Has made coffee", Requirement.MET, (quote,)),
                    RequirementFinding("Speaks Slovak", Requirement.NOT_FOUND),
                ),
                years_of_experience=2.0,
                education=(quote,),
                switching_profession=False,
                instructions=(quote,) if self.instructions else (),
                summary="Made coffee.",
                rater="fake/1",
            )
        )


@dataclass
class World:
    """One merchant, one caller, one application. Tests change ``caller`` to become somebody else."""

    app: FastAPI
    client: httpx2.AsyncClient
    database: Database
    merchant_id: UUID
    author: FakeAuthor
    rater: FakeRater
    caller: Caller
    url: str = "https://talk.example"
    made: dict[str, Any] = field(default_factory=dict)

    async def post(self, path: str, body: Any, **headers: str) -> httpx2.Response:
        return await self.client.post(f"{BASE}/{path}", json=body, headers=headers)

    async def ok(self, path: str, body: Any, **headers: str) -> Any:
        answer = await self.post(path, body, **headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refused(self, path: str, body: Any, status: int, **headers: str) -> dict[str, Any]:
        answer = await self.post(path, body, **headers)
        assert answer.status_code == status, answer.text
        found: dict[str, Any] = answer.json()
        assert found["error"]
        assert found["request_id"]
        return found

    async def count(self, table: str) -> int:
        """Rows of this merchant."""
        async with self.database.merchant(self.merchant_id) as session:
            query = text(f"select count(*) from {table} where merchant_id = :merchant")
            return int((await session.execute(query, {"merchant": self.merchant_id})).scalar_one())

    def becomes(self, role: Role, merchant_id: UUID | None = None, operates: frozenset[UUID] = frozenset()) -> None:
        self.caller = Caller(new_id() if role is not Role.SERVICE else None, role, merchant_id, operates)


def application(world_of: Callable[[], World], database: Database, settings: Settings) -> FastAPI:
    """The app as the composition root builds it, without what lies above enrolment."""
    app = FastAPI()
    install(app)
    for router in (
        languages_router,
        templates_router,
        knowledge_router,
        interviews_router,
        enrolment_router,
        screening_router,
    ):
        app.include_router(router)

    async def identify(_request: Request) -> Caller:
        return world_of().caller

    async def unrated(*_: object) -> None:
        """What lies above has rated nothing."""

    app.state.identify = identify
    app.state.best_share = unrated
    app.state.database = database
    app.state.settings = settings
    return app


async def new_merchant(database: Database, name: str = "Brew & Co") -> UUID:
    merchant_id = new_id()
    async with database.platform() as session:
        await access.create_merchant(session, merchant_id, name)
        await templates.ensure_platform_templates(session)
    return merchant_id


@pytest.fixture
async def world(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """A fresh merchant with its owner signed in."""
    settings = Settings(_env_file=None, data=tmp_path, public_url="https://talk.example")
    merchant_id = await new_merchant(database)
    holder: list[World] = []
    app = application(lambda: holder[0], database, settings)
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="https://talk.example") as client:
        caller = Caller(new_id(), Role.MERCHANT_OWNER, merchant_id)
        made = World(app, client, database, merchant_id, FakeAuthor(), FakeRater(), caller)
        app.state.author, app.state.resume_rater = made.author, made.rater
        holder.append(made)
        yield made


INTERVIEW = {
    "name": "Project manager",
    "location": "remote",
    "interview_template_id": "baa3bf7c-6926-46fd-9005-16738a31f72d",
    "mojito_language_code": "en",
    "status": "active",
    "type": "interview",
    "visibility": "merchant_public",
}
"""The least that ``job-interview-create`` asks for."""

SEED_INTERVIEW = INTERVIEW | {
    "recording": "video_all",
    "recording_full_session": "video_all",
    "interview_type": "pre-screening-with-test-questions",
    "seniority_level": "senior",
    "result_view": "full",
    "candidate_video_introduction": "optional",
    "interview_tone": "professional",
    "interview_length": 8,
    "interview_attempts": 1,
    "max_duration": 30,
    "code": "my code",
    "cover_image_url": "https://example.com/cover.png",
    "merchant_id": "28106cba-1c27-4e53-b149-32113e5e8e31",
    "is_embedded": False,
    "include_rapport_question": True,
    "include_closing_prompt": True,
    "instructional_video": True,
}
"""Every example of the first seed, as it stands."""

SEED_CANDIDATE = {
    "candidate_name": "John",
    "candidate_email": "peterson6@hello.com",
    "candidate_country_code": "HR",
    "candidate_resume": "Curriculum Vitae ...",
    "position_external_id": "JOB-123",
    "interview_template_id": "5d8ea38b-eec4-4866-aa6c-b2ea5bc6e45b",
    "merchant_id": "28106cba-1c27-4e53-b149-32113e5e8e31",
    "position_name": "Entry level coffee boy",
    "position_location": "remote",
    "position_country_code": "SK",
    "mojito_language_code": "en",
    "interview_attempts": 3,
}
"""Every example of the second seed, as it stands, but the position id of zeros."""
