"""The table of pre-screenings: what was read, what was found, which version said so."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, func, text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from vivavoce.kernel.database import Base


class ScreeningRow(Base):
    """One resume, rated once. Offsets of quotes count in ``resume``; ``score`` null: not assessed, never 0."""

    __tablename__ = "screening"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    enrolment_id: Mapped[UUID] = mapped_column(unique=True)
    resume: Mapped[str]
    verdict: Mapped[str]
    reasons: Mapped[list[str]]
    score: Mapped[float | None]
    spread: Mapped[float | None]
    not_scored_reason: Mapped[str | None]
    reject_below: Mapped[float]
    accept_from: Mapped[float]
    requirements: Mapped[list[dict[str, Any]]]
    years_of_experience: Mapped[float | None]
    education: Mapped[list[dict[str, Any]]]
    switching_profession: Mapped[bool | None]
    hidden: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default=text("'[]'::jsonb"))
    instructions: Mapped[list[dict[str, Any]]]
    summary: Mapped[str]
    rater: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ResumeFileRow(Base):
    """A resume as it came, when it came as a file."""

    __tablename__ = "resume_file"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    screening_id: Mapped[UUID] = mapped_column(ForeignKey("screening.id"), unique=True)
    name: Mapped[str | None]
    media_type: Mapped[str | None]
    content: Mapped[bytes] = deferred(mapped_column(nullable=False))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
