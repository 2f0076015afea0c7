"""Tables of interview definitions, their steps, and positions."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base


class PositionRow(Base):
    """A position that candidates are enrolled in. ``identity`` says what makes it this one: see ``positions``."""

    __tablename__ = "position"
    __table_args__ = (UniqueConstraint("merchant_id", "identity"), Index(None, "merchant_id", "code"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    identity: Mapped[str]
    code: Mapped[str | None]
    name: Mapped[str]
    location: Mapped[str]
    country_code: Mapped[str | None]
    language: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class InterviewRow(Base):
    """One definition. What was asked for stands in ``creation_parameters``; columns hold what the product acts on."""

    __tablename__ = "interview"
    __table_args__ = (
        CheckConstraint("status in ('draft', 'active', 'archived')", name="status_known"),
        CheckConstraint("attempts between 1 and 20", name="attempts_in_range"),
        CheckConstraint("max_duration_minutes > 0", name="max_duration_positive"),
        Index(None, "merchant_id", "code"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    position_id: Mapped[UUID | None] = mapped_column(ForeignKey("position.id"), unique=True)
    template_id: Mapped[UUID] = mapped_column(ForeignKey("template.id"))
    created_by: Mapped[UUID | None]
    name: Mapped[str]
    location: Mapped[str]
    country_code: Mapped[str | None]
    language: Mapped[str]
    status: Mapped[str]
    type: Mapped[str]
    visibility: Mapped[str]
    recording: Mapped[str | None]
    recording_full_session: Mapped[str | None]
    interview_type: Mapped[str]
    tone: Mapped[str]
    seniority: Mapped[str]
    seniority_detected: Mapped[bool]
    seniority_evidence: Mapped[list[str]]
    result_view: Mapped[str]
    candidate_video_introduction: Mapped[str | None]
    attempts: Mapped[int]
    max_duration_minutes: Mapped[float]
    max_followups: Mapped[int]
    code: Mapped[str | None]
    cover_image_url: Mapped[str | None]
    knowledge_base_store_id: Mapped[UUID | None] = mapped_column(ForeignKey("knowledge_store.id"))
    description: Mapped[str]
    description_long: Mapped[str]
    candidate_expectations: Mapped[str | None]
    rubric: Mapped[dict[str, Any]]
    scoring: Mapped[dict[str, Any]]
    creation_parameters: Mapped[dict[str, Any]]
    author: Mapped[str]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    spoken: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'::jsonb"))
    """The generated spoken texts, for when a text of the merchant's own is taken back."""
    findings: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default=text("'[]'::jsonb"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class StepRow(Base):
    """One step of a definition, in its place."""

    __tablename__ = "interview_step"
    __table_args__ = (UniqueConstraint("interview_id", "place"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interview.id", ondelete="cascade"))
    place: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str]
    competency: Mapped[str | None]
    why: Mapped[str | None]
    strong_answer: Mapped[list[str]]
    minutes: Mapped[float]
    external_id: Mapped[str | None]
    external_data: Mapped[Any | None] = mapped_column(JSONB(none_as_null=True))
