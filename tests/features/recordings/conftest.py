"""A candidate at the end of her interview, and the doors that she finds there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import update

from tests.features.recordings.test_policy import WEBM
from tests.features.support import INTERVIEW, World, world
from vivavoce.features import enrolment, evaluation, sessions
from vivavoce.features.recordings import api as recordings_api
from vivavoce.features.results import api as results_api
from vivavoce.features.sessions import api as sessions_api
from vivavoce.features.sessions import disclosure, hand_in_api, service, store
from vivavoce.features.sessions.events import Keep, Say, TurnKind
from vivavoce.features.sessions.models import Attempt
from vivavoce.features.sessions.script import StepKind
from vivavoce.features.sessions.service import Consent
from vivavoce.kernel.clock import now
from vivavoce.kernel.ids import new_id
from vivavoce.ports.blobs.local import LocalBlobs

__all__ = ["world"]

ANSWERS = ("I lead the move to post grass.", "We shipped it in May.")
VIDEO = WEBM + bytes(range(256)) * 400


class Voice:
    """Hears every language, and is never asked to."""

    def hears(self, language: str) -> bool:
        return True


@dataclass
class Candidate:
    """Who holds the link of an attempt whose conversation is over."""

    world: World
    token: str
    attempt_id: UUID
    enrolment_id: UUID

    async def call(self, method: str, path: str, *, status: int = 200, **sent: Any) -> Any:
        answer = await self.world.client.request(
            method, f"/room/v1{path}", headers={"Authorization": f"Bearer {self.token}"}, **sent
        )
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    async def post(self, path: str, body: Any = None, *, status: int = 200) -> Any:
        return await self.call("POST", path, status=status, **({} if body is None else {"json": body}))

    async def chunk(self, recording: str, seq: int, data: bytes, *, status: int = 204) -> Any:
        path = f"/introduction/chunk?recording_id={recording}&seq={seq}"
        return await self.call("PUT", path, status=status, content=data)

    async def begin(self) -> str:
        return str((await self.post("/introduction"))["recording_id"])

    async def keep(self, recording: str, chunks: int, seconds: float = 12.5, *, status: int = 200) -> Any:
        body = {"recording_id": recording, "chunks": chunks, "seconds": seconds}
        return await self.post("/introduction/keep", body, status=status)

    async def introduce(self, video: bytes = VIDEO, size: int = 40_000) -> str:
        """Sends a video in pieces and keeps it."""
        recording = await self.begin()
        cut = [video[at : at + size] for at in range(0, len(video), size)]
        for seq, piece in enumerate(cut):
            await self.chunk(recording, seq, piece)
        await self.keep(recording, len(cut))
        return recording

    async def result(self) -> Any:
        return (await self.call("GET", "/state"))["result"]

    async def details(self) -> Any:
        """As the company reads it."""
        return await self.world.ok("job-interview-details", {"interview_result_id": str(self.attempt_id)})


async def ended(world: World, **settings: Any) -> Candidate:
    """An interview with these settings, a candidate, two answers, and the end."""
    made = await world.ok("job-interview-create", INTERVIEW | settings)
    user = {"name": "Ann Lee", "email": f"{new_id()}@hello.com"}
    body = {"interview_id": made["interview_def_set_id"], "users": [user]}
    (let_in,) = await world.ok("job-interview-register-users", body)
    token = let_in["interview_url"].rsplit("/", 1)[1]
    async with world.database.platform() as session:
        holder = await enrolment.open_link(session, token)
    async with world.database.merchant(holder.merchant_id) as session:
        asked = disclosure.purposes(settings.get("candidate_video_introduction"))
        agreed = tuple(purpose.name for purpose in asked if purpose.required)
        consent = Consent(disclosure.VERSION, agreed)
        attempt = await service.start(session, holder, consent, "voice", now())
        script = (await sessions.find_attempt(session, attempt.id)).script
        first = next(at for at, step in enumerate(script.steps) if step.kind is StepKind.QUESTION)
        said = [
            Say(1, 1, TurnKind.QUESTION, script.steps[first].text, first, 1_000),
            Keep(2, ANSWERS[0], first, 9_000),
            Say(2, 3, TurnKind.QUESTION, script.steps[first + 1].text, first + 1, 10_000),
            Keep(4, ANSWERS[1], first + 1, 15_000),
        ]
        session.add_all(store.turn_of(attempt.id, holder.merchant_id, script, action) for action in said)
        await session.execute(update(Attempt).where(Attempt.id == attempt.id).values(state="completed", ended_at=now()))
        ids = attempt.id, holder.enrolment_id
    return Candidate(world, token, *ids)


@pytest.fixture
def rooms(world: World, tmp_path: Path) -> World:
    """The application with the doors of room, recordings and results."""
    for router in (sessions_api.router, hand_in_api.router, recordings_api.router, results_api.router):
        world.app.include_router(router)
    world.app.state.voice = Voice()
    world.app.state.render_ahead = lambda *_: None
    world.app.state.best_share = evaluation.best_share
    world.app.state.blobs = LocalBlobs(tmp_path / "blobs")
    return world


@pytest.fixture
async def candidate(rooms: World) -> Candidate:
    """In an interview that needs an introduction."""
    return await ended(rooms, candidate_video_introduction="required")


async def video(client: httpx2.AsyncClient, url: str, **headers: str) -> httpx2.Response:
    """What is at an address, without any token."""
    return await client.get(url, headers=headers)
