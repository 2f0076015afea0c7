"""The table of one-time codes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, func
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base


class OneTimeCode(Base):
    """A code that was asked for. Whoever may not enter has one, too, that is never made nor sent."""

    __tablename__ = "one_time_code"
    __table_args__ = (
        CheckConstraint("tries between 0 and 5", name="tries_in_range"),
        Index(None, "email", "created_at"),
        Index(None, "network", "created_at"),
        Index(None, "interview_id", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interview.id", ondelete="cascade"))
    portal: Mapped[str | None]
    embed_id: Mapped[UUID | None]
    email: Mapped[str]
    network: Mapped[bytes] = mapped_column(LargeBinary)
    """A keyed hash of the network address that asked."""
    may_enter: Mapped[bool]
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    """A keyed hash, bound to ``id``; None until the letter is about to be sent."""
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
