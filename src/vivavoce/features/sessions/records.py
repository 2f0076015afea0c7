"""What others may read of an attempt: frozen copies, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.interviews import Terms
from vivavoce.features.sessions import store
from vivavoce.features.sessions.corrections import Correction, corrections_of
from vivavoce.features.sessions.events import TurnKind
from vivavoce.features.sessions.models import Attempt, Turn
from vivavoce.features.sessions.script import Script, StepKind
from vivavoce.kernel.errors import NotFoundError
from vivavoce.ports.llm.port import Answered, Said


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One thing said; ``at_ms`` since the attempt began. ``recovered``: its words were made out afterwards."""

    id: UUID
    number: int
    speaker: str
    kind: str
    text: str
    step_id: str
    question_number: int | None
    at_ms: int
    heard_ms: int | None = None
    """How much of an interrupted line of the interviewer was heard."""
    recovered: bool = False
    correction: Correction | None = None
    """What she says she said; ``text`` stays what was heard, and is what is rated."""


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """An attempt, as far as it goes; ``state`` is one of the attempt states of docs/wire.md."""

    id: UUID
    merchant_id: UUID
    enrolment_id: UUID
    interview_id: UUID
    number: int
    state: str
    mode: str
    is_test: bool
    end_reason: str | None
    spent_ms: int
    feedback: dict[str, Any] | None
    consent: dict[str, Any]
    started_at: datetime
    ended_at: datetime | None
    submitted_at: datetime | None
    script: Script
    terms: Terms | None


def _record(row: Attempt) -> AttemptRecord:
    return AttemptRecord(
        id=row.id,
        merchant_id=row.merchant_id,
        enrolment_id=row.enrolment_id,
        interview_id=row.interview_id,
        number=row.number,
        state=row.state,
        mode=row.mode,
        is_test=row.is_test,
        end_reason=row.end_reason,
        spent_ms=row.spent_ms,
        feedback=row.feedback,
        consent=row.consent,
        started_at=row.started_at,
        ended_at=row.ended_at,
        submitted_at=row.submitted_at,
        script=Script.from_json(row.script),
        terms=Terms.from_json(row.terms),
    )


def _turn(row: Turn, correction: Correction | None = None) -> TurnRecord:
    return TurnRecord(
        id=row.id,
        number=row.number,
        speaker=row.speaker,
        kind=row.kind,
        text=row.text,
        step_id=row.step_id,
        question_number=row.question_number,
        at_ms=row.at_ms,
        heard_ms=row.heard_ms,
        recovered=row.recovered,
        correction=correction,
    )


async def find_attempt(session: AsyncSession, attempt_id: UUID) -> AttemptRecord:
    """Raises NotFoundError."""
    row = await store.attempt(session, attempt_id)
    if row is None:
        raise NotFoundError("There is no such interview result.", name="interview_result_id")
    return _record(row)


async def transcript_of(session: AsyncSession, attempt_id: UUID) -> list[TurnRecord]:
    """All that was said, in order."""
    corrected = await corrections_of(session, attempt_id)
    return [_turn(row, corrected.get(row.id)) for row in await store.turns_of(session, attempt_id)]


async def list_attempts(
    session: AsyncSession,
    merchant_id: UUID,
    *,
    interview_id: UUID | None = None,
    enrolment_id: UUID | None = None,
    limit: int = 50,
    offset: int = 0,
) -> tuple[list[AttemptRecord], int]:
    """A page of a merchant's attempts, the newest first, and how many there are in all."""
    query = select(Attempt).where(Attempt.merchant_id == merchant_id)
    if interview_id:
        query = query.where(Attempt.interview_id == interview_id)
    if enrolment_id:
        query = query.where(Attempt.enrolment_id == enrolment_id)
    total = await session.scalar(select(func.count()).select_from(query.subquery()))
    rows = await session.scalars(query.order_by(Attempt.id.desc()).limit(limit).offset(offset))
    return [_record(row) for row in rows], total or 0


def answers_of(script: Script, transcript: list[TurnRecord]) -> tuple[Answered, ...]:
    """The scored questions that were asked, each with all that was said to it; rapport and closing are not scored."""
    asked = {turn.step_id for turn in transcript if turn.kind == TurnKind.QUESTION}
    return tuple(
        Answered(
            question_id=step.id,
            question=step.text,
            competency=step.competency,
            strong_answer=step.strong_answer,
            said=tuple(
                Said(str(turn.id), turn.text)
                for turn in transcript
                if turn.step_id == step.id and turn.kind == TurnKind.ANSWER
            ),
        )
        for step in script.steps
        if step.kind is StepKind.QUESTION and step.id in asked
    )
