"""The journal of one attempt in the database: its log, its turns, and what follows from them, in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import tasks
from vivavoce.features.sessions import kept_sound, service, store, wire
from vivavoce.features.sessions.events import Action, CutShort, Event, Finish, Keep, NoteQuestion, Say
from vivavoce.features.sessions.models import Attempt
from vivavoce.features.sessions.runner import FencedError
from vivavoce.features.sessions.script import Script
from vivavoce.features.sessions.state import State
from vivavoce.kernel.clock import now
from vivavoce.kernel.database import Database
from vivavoce.ports.speech.port import Samples


class DatabaseJournal:
    """Serves ``runner.Journal``."""

    def __init__(self, database: Database, attempt_id: UUID, merchant_id: UUID, script: Script) -> None:
        self._script = script
        self._database = database
        self._attempt_id = attempt_id
        self._merchant_id = merchant_id

    async def write(
        self, seq: int, happened: list[Event], actions: tuple[Action, ...], state: State
    ) -> list[dict[str, Any]]:
        """Log lines from ``seq`` on, turns, and the end if it is one. Raises FencedError."""
        moment = now()
        turns = [
            store.turn_of(self._attempt_id, self._merchant_id, self._script, action)
            for action in actions
            if isinstance(action, Say | Keep)
        ]
        try:
            async with self._database.merchant(self._merchant_id) as session:
                await store.append(session, self._attempt_id, self._merchant_id, seq, happened, turns)
                await store.seen(session, self._attempt_id, moment, state, happened[-1].at_ms)
                for action in actions:
                    if isinstance(action, Finish | CutShort | NoteQuestion):
                        await self._note(session, action, moment)
        except IntegrityError as error:
            raise FencedError from error
        return [wire.turn(turn) for turn in turns]

    async def _note(self, session: AsyncSession, action: Action, moment: datetime) -> None:
        attempt = await store.attempt(session, self._attempt_id, lock=True)
        assert attempt is not None
        await _note(session, attempt, action, moment)

    async def keep_sound(self, segment: int, step_id: str, at_ms: int, samples: Samples) -> None:
        """Keeps the sound of a segment that could not be transcribed. Never raises."""
        unheard = kept_sound.Unheard(segment, step_id, at_ms, samples)
        await kept_sound.keep(self._database, self._attempt_id, self._merchant_id, unheard)


async def _note(session: AsyncSession, attempt: Attempt, action: Action, moment: datetime) -> None:
    match action:
        case Finish() if attempt.state == "started":
            in_vain = await kept_sound.spoke_in_vain(session, attempt.id)
            await service.finish(session, attempt, action.reason, moment, in_vain=in_vain)
        case CutShort():
            await store.cut_short(session, attempt.id, action.turn, action.heard_ms)
        case NoteQuestion():
            task = tasks.NewTask(
                kind=tasks.TaskKind.CANDIDATE_QUESTION,
                interview_id=attempt.interview_id,
                enrolment_id=attempt.enrolment_id,
                attempt_id=attempt.id,
                turn_id=store.turn_id(attempt.id, action.turn),
                question=action.question,
            )
            await tasks.add(session, attempt.merchant_id, task)
