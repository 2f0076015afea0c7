"""Tables of recordings. The bytes lie in the blob store, under a key that follows from the ids."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, func, text
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base


class RecordingRow(Base):
    """One recording. An attempt has at most one that she kept, and one that is on its way."""

    __tablename__ = "recording"
    __table_args__ = (
        CheckConstraint("kind in ('introduction')", name="kind_known"),
        CheckConstraint("(kept_at is null) = (seconds is null)", name="kept_has_a_length"),
        Index("ix_recording_kept", "attempt_id", "kind", unique=True, postgresql_where=text("kept_at is not null")),
        Index("ix_recording_unfinished", "created_at", postgresql_where=text("kept_at is null")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"), index=True)
    """Does not cascade: ``erase_attempt`` first, or the files would stay behind with nobody who knows of them."""
    kind: Mapped[str]
    content_type: Mapped[str | None]
    """By the file's own first bytes; null until they are here."""
    seconds: Mapped[float | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    kept_at: Mapped[datetime | None]
    """When she said that this is the one; null: on its way."""


class RecordingChunkRow(Base):
    """One piece of a recording, counted from 0; all pieces in order are the file."""

    __tablename__ = "recording_chunk"

    recording_id: Mapped[UUID] = mapped_column(ForeignKey("recording.id", ondelete="cascade"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    size_bytes: Mapped[int]
