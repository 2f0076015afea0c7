"""The table of templates. A row without a merchant is the platform's: everybody sees it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base


class TemplateRow(Base):
    """One template."""

    __tablename__ = "template"
    __table_args__ = (
        CheckConstraint("look in ('ada', 'noor', 'kenji', 'tomas')", name="look_known"),
        CheckConstraint("status in ('active', 'draft', 'archived')", name="status_known"),
        CheckConstraint("max_followups >= 0", name="max_followups_not_negative"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID | None] = mapped_column(ForeignKey("merchant.id"), index=True)
    name: Mapped[str]
    look: Mapped[str]
    interviewer_name: Mapped[str]
    voice: Mapped[str]
    background: Mapped[str]
    pace: Mapped[str]
    max_followups: Mapped[int]
    custom_scoring: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
