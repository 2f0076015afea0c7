"""Tables of embeds. Signing keys are kept as they are: an HMAC needs them, and they are shown again on request."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, func, true
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base


class EmbedKey(Base):
    """One per interview. ``interview_id`` has no foreign key: interviews lie above embeds."""

    __tablename__ = "embed_key"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    interview_id: Mapped[UUID] = mapped_column(unique=True)
    signing_key: Mapped[str]
    previous_key: Mapped[str | None]
    """Counts beside ``signing_key`` until the next rotation, or until it is dropped."""
    rotated_at: Mapped[datetime | None]
    allowed_origins: Mapped[list[str]] = mapped_column(default=list)
    accepts_v1: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class EmbedSignatureRow(Base):
    """A signature that has opened its one session; forgotten when its time would refuse it anyway."""

    __tablename__ = "embed_signature"

    embed_id: Mapped[UUID] = mapped_column(ForeignKey("embed_key.id", ondelete="cascade"), primary_key=True)
    signature: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
