"""Tables of the ledger. Entries are only ever added: a trigger refuses everything else."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base


class CreditEntry(Base):
    """One use of credits. At most one per kind and object."""

    __tablename__ = "credit_entry"
    __table_args__ = (
        UniqueConstraint("kind", "object_id"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        Index("ix_credit_entry_merchant_id_created_at", "merchant_id", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"))
    kind: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 4))
    object_id: Mapped[UUID]
    parent_object_id: Mapped[UUID | None]
    note: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class CreditAccount(Base):
    """A merchant's limit; without a row, or with null, there is none."""

    __tablename__ = "credit_account"

    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), primary_key=True)
    credit_limit: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
