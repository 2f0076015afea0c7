"""The table of embed keys. The signing key is kept as it is: an HMAC needs it, and it is shown again on request."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base


class EmbedKey(Base):
    """One per interview. ``interview_id`` has no foreign key: interviews lie above embeds."""

    __tablename__ = "embed_key"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    interview_id: Mapped[UUID] = mapped_column(unique=True)
    signing_key: Mapped[str]
    allowed_origins: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
