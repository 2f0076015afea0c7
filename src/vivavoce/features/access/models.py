"""Tables of merchants and their users."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base


class Merchant(Base):
    """A company; ``operator_id`` is the merchant that operates it, if another does."""

    __tablename__ = "merchant"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    operator_id: Mapped[UUID | None] = mapped_column(ForeignKey("merchant.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
