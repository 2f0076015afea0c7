"""Table of ratings: one row per attempt, version of the rater and transcript."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base


class Evaluation(Base):
    """What a rater found; rows are added, never changed."""

    __tablename__ = "evaluation"
    __table_args__ = (UniqueConstraint("attempt_id", "rater", "transcript_sha256"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(index=True)
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"))
    rater: Mapped[str]
    transcript_sha256: Mapped[str] = mapped_column(server_default="")
    """Of what was read: the ids and texts of the turns. Empty: from before it was kept."""
    overall: Mapped[float | None]
    max_score: Mapped[float]
    components: Mapped[list[dict[str, Any]]]
    answers: Mapped[list[dict[str, Any]]]
    requirements: Mapped[list[dict[str, Any]]]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
