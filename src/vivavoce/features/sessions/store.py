"""SQL of attempts, their logs and turns. Callers hold a session that sees one merchant (or the platform's)."""

from __future__ import annotations

from datetime import datetime
from heapq import merge
from uuid import UUID, uuid5

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.sessions import events
from vivavoce.features.sessions.events import Event, Keep, Say
from vivavoce.features.sessions.models import Attempt, RoomTicket, SessionEvent, Turn
from vivavoce.features.sessions.script import Script
from vivavoce.features.sessions.state import State

INTERVIEWER, CANDIDATE = "interviewer", "candidate"


def turn_id(attempt_id: UUID, number: int) -> UUID:
    """The id of a turn follows from its attempt and number, so a repeated write is the same row."""
    return uuid5(attempt_id, f"turn {number}")


def turn_of(attempt_id: UUID, merchant_id: UUID, script: Script, action: Say | Keep) -> Turn:
    """The row of something said."""
    said = isinstance(action, Say)
    step = script.steps[max(action.step, 0)]
    return Turn(
        id=turn_id(attempt_id, action.turn),
        merchant_id=merchant_id,
        attempt_id=attempt_id,
        number=action.turn,
        speaker=INTERVIEWER if said else CANDIDATE,
        kind=action.kind.value,
        text=action.text,
        step_id=step.id,
        question_number=script.question_number(action.step),
        at_ms=action.at_ms,
    )


_TURN = [column.name for column in Turn.__table__.columns if column.name not in ("heard_ms", "recovered")]
_SEEN = (
    update(Attempt)
    .where(Attempt.id == bindparam("attempt_id"))
    .values(
        last_seen_at=bindparam("moment"), spent_ms=bindparam("spent"), mode=bindparam("how"), pace=bindparam("speed")
    )
)


async def append(
    session: AsyncSession, attempt_id: UUID, merchant_id: UUID, seq: int, happened: list[Event], turns: list[Turn]
) -> None:
    """The next lines of the log, and turns. The key (attempt, seq) refuses a second writer."""
    base = {"attempt_id": attempt_id, "merchant_id": merchant_id}
    named = [(number, event, *events.to_json(event)) for number, event in enumerate(happened, seq)]
    lines = [{**base, "seq": n, "at_ms": event.at_ms, "kind": kind, "fields": of} for n, event, kind, of in named]
    connection = await session.connection()
    await connection.execute(insert(SessionEvent), lines)
    if turns:
        rows = [{name: getattr(turn, name) for name in _TURN} for turn in turns]
        await connection.execute(insert(Turn), rows)


async def seen(session: AsyncSession, attempt_id: UUID, moment: datetime, state: State, at_ms: int) -> None:
    """She was on the line at ``moment``."""
    how = "text" if state.typing else "voice"
    values = {"attempt_id": attempt_id, "moment": moment, "spent": state.spent_at(at_ms), "how": how}
    await (await session.connection()).execute(_SEEN, {**values, "speed": state.pace or None})


async def log_of(session: AsyncSession, attempt_id: UUID) -> list[Event]:
    """The whole log, in order."""
    rows = await session.execute(
        select(SessionEvent.kind, SessionEvent.fields)
        .where(SessionEvent.attempt_id == attempt_id)
        .order_by(SessionEvent.seq)
    )
    return [events.from_json(kind, fields) for kind, fields in rows]


async def turns_of(session: AsyncSession, attempt_id: UUID) -> list[Turn]:
    """All that was said, in order; what was made out later stands where it was said."""
    rows = (await session.scalars(select(Turn).where(Turn.attempt_id == attempt_id).order_by(Turn.number))).all()
    late = sorted((row for row in rows if row.recovered), key=lambda row: row.at_ms)
    return list(merge(late, (row for row in rows if not row.recovered), key=lambda row: row.at_ms))


async def cut_short(session: AsyncSession, attempt_id: UUID, turn: int, heard_ms: int) -> None:
    """Of this turn of the interviewer only the beginning was heard."""
    spoken = (Turn.attempt_id == attempt_id, Turn.number == turn, Turn.speaker == INTERVIEWER)
    await session.execute(update(Turn).where(*spoken).values(heard_ms=heard_ms))


async def attempt(session: AsyncSession, attempt_id: UUID, *, lock: bool = False) -> Attempt | None:
    """One attempt."""
    query = select(Attempt).where(Attempt.id == attempt_id)
    return await session.scalar(query.with_for_update() if lock else query)


async def attempts_of(session: AsyncSession, enrolment_id: UUID, *, lock: bool = False) -> list[Attempt]:
    """The attempts of an enrolment, the newest first."""
    query = select(Attempt).where(Attempt.enrolment_id == enrolment_id).order_by(Attempt.number.desc())
    return list(await session.scalars(query.with_for_update() if lock else query))


async def take_ticket(session: AsyncSession, hashed: bytes, moment: datetime) -> UUID | None:
    """The attempt that a ticket opens; the ticket is used up."""
    found = await session.scalar(
        delete(RoomTicket)
        .where(RoomTicket.hash == hashed, RoomTicket.expires_at > moment)
        .returning(RoomTicket.attempt_id)
    )
    await session.execute(delete(RoomTicket).where(RoomTicket.expires_at <= moment))
    return found


async def silent_since(session: AsyncSession, moment: datetime) -> list[Attempt]:
    """Open attempts that nobody has been seen in since ``moment``."""
    query = select(Attempt).where(Attempt.state == "started", Attempt.last_seen_at < moment)
    return list(await session.scalars(query.with_for_update(skip_locked=True)))


async def next_number(session: AsyncSession, enrolment_id: UUID) -> int:
    """The number of an enrolment's next attempt, from 1."""
    highest = await session.scalar(select(func.max(Attempt.number)).where(Attempt.enrolment_id == enrolment_id))
    return (highest or 0) + 1
