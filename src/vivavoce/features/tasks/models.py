"""Table of tasks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base

WITHOUT_TURN = text("turn_id is null and state = 'open'")


class TaskRow(Base):
    """Something that waits for a person. What was said makes one task; what was not said, one at a time."""

    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint("kind in ('candidate_question', 'person_wanted')", name="kind_known"),
        CheckConstraint("state in ('open', 'done')", name="state_known"),
        CheckConstraint("(state = 'done') = (closed_at is not null)", name="done_has_a_time"),
        UniqueConstraint("attempt_id", "turn_id"),
        Index("ix_task_open_without_turn", "enrolment_id", "kind", unique=True, postgresql_where=WITHOUT_TURN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    kind: Mapped[str]
    state: Mapped[str]
    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interview.id", ondelete="cascade"), index=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id", ondelete="cascade"))
    attempt_id: Mapped[UUID | None] = mapped_column(ForeignKey("attempt.id", ondelete="cascade"))
    turn_id: Mapped[UUID | None]
    question: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None]
    closed_by_role: Mapped[str | None]
    note: Mapped[str | None]
