"""Verbs of tasks. They flush; the caller's transaction decides. A candidate's words are kept as she said them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.access import Caller
from vivavoce.features.tasks.models import TaskRow
from vivavoce.kernel.clock import now
from vivavoce.kernel.errors import ConflictError, NotFoundError
from vivavoce.kernel.ids import new_id


class TaskKind(StrEnum):
    """What is waited for."""

    CANDIDATE_QUESTION = "candidate_question"
    PERSON_WANTED = "person_wanted"


class TaskState(StrEnum):
    """Whether somebody has seen to it."""

    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class NewTask:
    """What a candidate waits for. ``turn_id``: the turn in which she said it; None: she pressed a button.

    ``attempt_id`` None: she has not begun. ``question``: her words, verbatim.
    """

    kind: TaskKind
    interview_id: UUID
    enrolment_id: UUID
    attempt_id: UUID | None = None
    turn_id: UUID | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A task as it stands. ``closed_by`` None on a closed one: a service key; ``note``: what came of it."""

    id: UUID
    kind: TaskKind
    state: TaskState
    interview_id: UUID
    enrolment_id: UUID
    attempt_id: UUID | None
    turn_id: UUID | None
    question: str | None
    created_at: datetime
    closed_at: datetime | None
    closed_by: UUID | None
    closed_by_role: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks; None: any."""

    state: TaskState | None = None
    kind: TaskKind | None = None
    interview_id: UUID | None = None


async def add(session: AsyncSession, merchant_id: UUID, task: NewTask) -> UUID:
    """Its id. What was said in one turn is one task, and without a turn one is open at a time, however often added."""
    made = await session.scalar(
        insert(TaskRow)
        .values(
            id=new_id(),
            merchant_id=merchant_id,
            kind=task.kind.value,
            state=TaskState.OPEN.value,
            interview_id=task.interview_id,
            enrolment_id=task.enrolment_id,
            attempt_id=task.attempt_id,
            turn_id=task.turn_id,
            question=task.question,
        )
        .on_conflict_do_nothing()
        .returning(TaskRow.id)
    )
    return made or await _same(session, task)


async def _same(session: AsyncSession, task: NewTask) -> UUID:
    """The task that stood in the way of this one."""
    if task.turn_id is not None:
        same: tuple[ColumnElement[bool], ...] = (
            TaskRow.attempt_id == task.attempt_id,
            TaskRow.turn_id == task.turn_id,
        )
    else:
        same = (
            TaskRow.enrolment_id == task.enrolment_id,
            TaskRow.kind == task.kind.value,
            TaskRow.turn_id.is_(None),
            TaskRow.state == TaskState.OPEN.value,
        )
    return (await session.scalars(select(TaskRow.id).where(*same))).one()


async def list_tasks(
    session: AsyncSession, merchant_id: UUID, wanted: Wanted, limit: int, offset: int
) -> tuple[int, tuple[TaskRecord, ...]]:
    """How many there are, and one page of them, newest first."""
    query = select(TaskRow).where(TaskRow.merchant_id == merchant_id)
    if wanted.state:
        query = query.where(TaskRow.state == wanted.state.value)
    if wanted.kind:
        query = query.where(TaskRow.kind == wanted.kind.value)
    if wanted.interview_id:
        query = query.where(TaskRow.interview_id == wanted.interview_id)
    total = await session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = await session.scalars(query.order_by(TaskRow.id.desc()).limit(limit).offset(offset))
    return total, tuple(_record(row) for row in rows)


async def tasks_of(session: AsyncSession, attempt_id: UUID) -> tuple[TaskRecord, ...]:
    """All tasks of an attempt, in the order in which they came."""
    rows = await session.scalars(select(TaskRow).where(TaskRow.attempt_id == attempt_id).order_by(TaskRow.id))
    return tuple(_record(row) for row in rows)


async def open_of(session: AsyncSession, enrolment_id: UUID, kind: TaskKind) -> TaskRecord | None:
    """The oldest task of an enrolment and kind that waits."""
    mine = (TaskRow.enrolment_id == enrolment_id, TaskRow.kind == kind.value, TaskRow.state == TaskState.OPEN.value)
    row = await session.scalar(select(TaskRow).where(*mine).order_by(TaskRow.id).limit(1))
    return _record(row) if row else None


async def close(
    session: AsyncSession, merchant_id: UUID, task_id: UUID, note: str | None, caller: Caller
) -> TaskRecord:
    """Seen to, by whom and when; closing twice with the same note is once. Raises NotFoundError and ConflictError."""
    query = select(TaskRow).where(TaskRow.id == task_id, TaskRow.merchant_id == merchant_id)
    row = await session.scalar(query.with_for_update())
    if row is None:
        raise NotFoundError("There is no such task.", name="task_id")
    if row.state == TaskState.DONE:
        if note is not None and note != row.note:
            raise ConflictError("Somebody has closed this task already; read what is noted there.", code="task_done")
        return _record(row)
    row.state, row.note, row.closed_at = TaskState.DONE.value, note, now()
    row.closed_by, row.closed_by_role = caller.user_id, caller.role.value
    await session.flush()
    return _record(row)


def _record(row: TaskRow) -> TaskRecord:
    return TaskRecord(
        id=row.id,
        kind=TaskKind(row.kind),
        state=TaskState(row.state),
        interview_id=row.interview_id,
        enrolment_id=row.enrolment_id,
        attempt_id=row.attempt_id,
        turn_id=row.turn_id,
        question=row.question,
        created_at=row.created_at,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        closed_by_role=row.closed_by_role,
        note=row.note,
    )
