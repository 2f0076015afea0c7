"""Tables of attempts: what was agreed, what happened, what was said."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, false, func, text
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base


class Attempt(Base):
    """One run of an interview; ``script`` is frozen at its start."""

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "number"),
        Index("ix_attempt_open", "last_seen_at", postgresql_where="state = 'started'"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(index=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interview.id"), index=True)
    number: Mapped[int]
    state: Mapped[str]
    mode: Mapped[str]
    is_test: Mapped[bool]
    script: Mapped[dict[str, Any]]
    terms: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'::jsonb"))
    """What it is judged and charged by, frozen too: version, rubric, scoring, price. Empty: from before versions."""
    consent: Mapped[dict[str, Any]]
    feedback: Mapped[dict[str, Any] | None]
    end_reason: Mapped[str | None]
    spent_ms: Mapped[int] = mapped_column(server_default="0")
    pace: Mapped[str | None]
    """Her choice; null: the template's."""
    extra_time: Mapped[bool] = mapped_column(default=False, server_default=false())
    """She wants more time, and says no reason. For the conversation alone: nothing that a recruiter reads shows it."""
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]


class SessionEvent(Base):
    """The log of an attempt: replaying it gives the conversation's state."""

    __tablename__ = "session_event"

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID]
    at_ms: Mapped[int]
    kind: Mapped[str]
    fields: Mapped[dict[str, Any]]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Turn(Base):
    """One thing said, by whom, and at which step."""

    __tablename__ = "turn"
    __table_args__ = (UniqueConstraint("attempt_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID]
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"))
    number: Mapped[int]
    speaker: Mapped[str]
    kind: Mapped[str]
    text: Mapped[str]
    step_id: Mapped[str]
    question_number: Mapped[int | None]
    at_ms: Mapped[int]
    heard_ms: Mapped[int | None]
    """How much of an interrupted line of the interviewer was heard; null: all of it."""
    recovered: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Made out later, from sound that could not be transcribed at first."""


class RoomTicket(Base):
    """Opens one WebSocket, once, within a minute."""

    __tablename__ = "room_ticket"

    hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    merchant_id: Mapped[UUID]
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"))
    expires_at: Mapped[datetime]
