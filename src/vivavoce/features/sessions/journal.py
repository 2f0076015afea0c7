"""The journal of one attempt in the database: its log, its turns, and what follows from them, in one transaction."""

from __future__ import annotations

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

    def __init__(self, database: Database, attempt_id: UUID, merchant_id: UUID) -> None:
        self._database = database
        self._attempt_id = attempt_id
        self._merchant_id = merchant_id

    async def write(self, seq: int, event: Event, actions: tuple[Action, ...], state: State) -> list[dict[str, Any]]:
        """Log line, turns, and the end if it is one. Raises FencedError."""
        moment = now()
        try:
            async with self._database.merchant(self._merchant_id) as session:
                attempt = await store.attempt(session, self._attempt_id, lock=True)
                assert attempt is not None
                script = Script.from_json(attempt.script)
                store.append_event(session, attempt, seq, event)
                attempt.last_seen_at, attempt.spent_ms = moment, state.spent_at(event.at_ms)
                attempt.mode, attempt.pace = "text" if state.typing else "voice", state.pace or None
                turns = [
                    store.turn_of(attempt.id, attempt.merchant_id, script, action)
                    for action in actions
                    if isinstance(action, Say | Keep)
                ]
                session.add_all(turns)
                for action in actions:
                    if isinstance(action, Finish) and attempt.state == "started":
                        await service.finish(session, attempt, action.reason, moment)
                    else:
                        await _note(session, attempt, action)
        except IntegrityError as error:
            raise FencedError from error
        return [wire.turn(turn) for turn in turns]

    async def keep_sound(self, segment: int, step_id: str, at_ms: int, samples: Samples) -> None:
        """Keeps the sound of a segment that could not be transcribed. Never raises."""
        unheard = kept_sound.Unheard(segment, step_id, at_ms, samples)
        await kept_sound.keep(self._database, self._attempt_id, self._merchant_id, unheard)


async def _note(session: AsyncSession, attempt: Attempt, action: Action) -> None:
    match action:
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
