"""Tables of enrolments, of people's decisions on them, and of the links that open them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base


class EnrolmentRow(Base):
    """A candidate in an interview. ``status`` is what was decided; ``already-applied`` follows from the counters."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("interview_id", "candidate_id"),
        CheckConstraint(
            "status in ('ai_accept', 'recruiter_accept', 'recruiter_action', 'ai_reject', 'recruiter_reject')",
            name="status_known",
        ),
        CheckConstraint("attempts_used >= 0 and submitted_attempts >= 0", name="counters_not_negative"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interview.id"))
    position_id: Mapped[UUID | None] = mapped_column(ForeignKey("position.id"), index=True)
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"), index=True)
    status: Mapped[str]
    reasons: Mapped[list[str]]
    is_test: Mapped[bool]
    attempts_used: Mapped[int] = mapped_column(default=0)
    submitted_attempts: Mapped[int] = mapped_column(default=0)
    extra_attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class DecisionRow(Base):
    """One decision of a person; all are kept, the newest counts."""

    __tablename__ = "enrolment_decision"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id", ondelete="cascade"), index=True)
    previous: Mapped[str]
    decision: Mapped[str]
    reason: Mapped[str]
    decided_by: Mapped[UUID | None]
    decided_by_role: Mapped[str]
    decided_at: Mapped[datetime]


class AccessLinkRow(Base):
    """One link that was handed out; only the hash of its token is kept."""

    __tablename__ = "access_link"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id", ondelete="cascade"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
