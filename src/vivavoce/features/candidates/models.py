"""The table of candidates' profiles."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base


class CandidateRow(Base):
    """One person, as one merchant knows her; ``email`` is in lower case."""

    __tablename__ = "candidate"
    __table_args__ = (UniqueConstraint("merchant_id", "email"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    email: Mapped[str]
    name: Mapped[str]
    country_code: Mapped[str | None]
    external_id: Mapped[str | None]
    linkedin_url: Mapped[str | None]
    language: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
