"""A candidate in the room, over HTTP: begins, has said things, is rated as the test wants it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx2

from tests.features.support import INTERVIEW, World
from vivavoce.features import evaluation
from vivavoce.features.results.api import router as results_router
from vivavoce.features.results.room_api import router as room_router
from vivavoce.features.sessions import service, store
from vivavoce.features.sessions.api import router as sessions_router
from vivavoce.features.sessions.events import EndReason, Keep, Say, TurnKind
from vivavoce.features.sessions.script import Script, StepKind
from vivavoce.kernel.clock import now
from vivavoce.kernel.ids import new_id
from vivavoce.ports.llm.port import (
    Answered,
    AnswerRating,
    ConversationRating,
    RequirementStanding,
    Rubric,
    Standing,
    TurnQuote,
)

SAID = ("I moved two milestones and told the board.", "I wrote a test first.", "We met every Friday.")
RATIONALE = "Gives own steps. Not said: the outcome."


class Deaf:
    """Nobody speaks in these tests."""

    def hears(self, language: str) -> bool:
        return False

    def split(self, text: str) -> tuple[str, ...]:
        return (text,)


def furnish(world: World) -> None:
    """The room's routes, as the composition root wires them."""
    for router in (sessions_router, room_router, results_router):
        world.app.include_router(router)
    world.app.state.voice = Deaf()
    world.app.state.render_ahead = lambda *_: None
    world.app.state.best_share = evaluation.best_share


@dataclass(frozen=True)
class FixedRater:
    """Rates the answers in their order; a string is a reason why one is not assessed."""

    scores: tuple[float | str, ...]

    async def rate_conversation(self, answers: tuple[Answered, ...], rubric: Rubric) -> ConversationRating:
        ratings = tuple(self._rating(one, score) for one, score in zip(answers, self.scores, strict=True))
        quoted = tuple(rating.evidence for rating in ratings if rating.evidence)
        standings = (
            RequirementStanding(rubric.strong[0], "strong", Standing.CONFIRMED, quoted[0] if quoted else ()),
            RequirementStanding(rubric.strong[1], "strong", Standing.REJECTED, quoted[0] if quoted else ()),
            RequirementStanding(rubric.moderate[0], "moderate", Standing.NOT_DISCUSSED),
        )
        return ConversationRating(ratings, standings, 8.0 if quoted else None, "fixed/1")

    @staticmethod
    def _rating(one: Answered, score: float | str) -> AnswerRating:
        if isinstance(score, str):
            return AnswerRating(one.question_id, None, score, (), RATIONALE)
        said = one.said[0]
        return AnswerRating(
            one.question_id, score, None, (TurnQuote(said.turn_id, said.text, 0, len(said.text)),), RATIONALE
        )


@dataclass
class Seat:
    """She holds one link."""

    world: World
    token: str
    interview_id: str
    enrolment_id: str

    async def ask(self, method: str, path: str, body: Any = None) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return await self.world.client.request(method, f"/room/v1/{path}", json=body, headers=headers)

    async def room(self, method: str, path: str, body: Any = None) -> Any:
        answer = await self.ask(method, path, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def result(self, language: str = "en") -> Any:
        return await self.room("GET", f"result?language={language}")

    async def begin(self) -> httpx2.Response:
        version = (await self.room("GET", "state"))["disclosure"]["version"]
        consent = {"version": version, "purposes": ["interview"]}
        return await self.ask("POST", "start", {"consent": consent, "mode": "text"})

    async def talk(self, *said: str | None) -> UUID:
        """An attempt from its beginning to the end of the conversation; None: she says nothing to that question."""
        started = await self.begin()
        assert started.status_code == 200, started.text
        attempt_id = UUID(started.json()["attempt"]["id"])
        async with self.world.database.merchant(self.world.merchant_id) as session:
            attempt = await store.attempt(session, attempt_id)
            assert attempt
            script = Script.from_json(attempt.script)
            session.add_all(
                store.turn_of(attempt_id, self.world.merchant_id, script, action) for action in _actions(script, said)
            )
            await session.flush()
            await service.finish(session, attempt, EndReason.COMPLETED, now())
        return attempt_id

    async def rate(self, attempt_id: UUID, *scores: float | str) -> None:
        ids = {"attempt_id": str(attempt_id), "merchant_id": str(self.world.merchant_id)}
        await evaluation.rate_attempt(self.world.database, FixedRater(scores), **ids)


def _actions(script: Script, said: tuple[str | None, ...]) -> list[Say | Keep]:
    questions = [at for at, step in enumerate(script.steps) if step.kind is StepKind.QUESTION]
    actions: list[Say | Keep] = []
    for at, words in zip(questions, said, strict=False):
        turn, ms = len(actions) + 1, 10_000 * (len(actions) + 1)
        actions.append(Say(turn, turn, TurnKind.QUESTION, script.steps[at].text, at, ms))
        if words:
            actions.append(Keep(turn + 1, words, at, ms + 5_000))
    return actions


async def seated(world: World, **settings: Any) -> Seat:
    """Somebody who is let into an interview with these settings."""
    made = await world.ok("job-interview-create", INTERVIEW | {"interview_length": 3} | settings)
    user = {"name": "Ann Lee", "email": f"{new_id()}@hello.com"}
    body = {"interview_id": made["interview_def_set_id"], "users": [user]}
    (let_in,) = await world.ok("job-interview-register-users", body)
    token = let_in["interview_url"].rsplit("/", 1)[1]
    return Seat(world, token, made["interview_def_set_id"], let_in["profile_interview_id"])
