"""The table of calls to language models. No text of a prompt or an answer is kept here."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Numeric, func
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base


class AiCallRow(Base):
    """One run of a model with its repairs. ``subject_id``: what was made with it; null when nothing was."""

    __tablename__ = "ai_call"
    __table_args__ = (Index("ix_ai_call_merchant_id_created_at", "merchant_id", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"))
    subject_id: Mapped[UUID | None] = mapped_column(index=True)
    purpose: Mapped[str]
    model: Mapped[str]
    host: Mapped[str]
    prompt: Mapped[str]
    prompt_sha256: Mapped[str]
    outcome: Mapped[str]
    requests: Mapped[int]
    input_tokens: Mapped[int]
    output_tokens: Mapped[int]
    cost_usd: Mapped[Decimal | None] = mapped_column(Numeric(12, 6))
    duration_ms: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
