"""Verbs of the ledger. They flush; the caller's transaction decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.credits.models import CreditAccount, CreditEntry
from vivavoce.kernel.errors import CreditsError
from vivavoce.kernel.ids import new_id


class EntryKind(StrEnum):
    """What credits were used for."""

    INTERVIEW = "interview"
    INTERVIEW_INCOMPLETE = "interview_incomplete"
    PRE_SCREENING = "pre_screening"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger."""

    id: UUID
    kind: EntryKind
    amount: Decimal
    object_id: UUID
    parent_object_id: UUID | None
    note: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Balance:
    """Credits used so far; ``limit`` None: unlimited."""

    used: Decimal
    limit: Decimal | None

    @property
    def left(self) -> Decimal | None:
        """What can still be used; None: unlimited."""
        return None if self.limit is None else max(self.limit - self.used, Decimal(0))


async def charge(
    session: AsyncSession,
    merchant_id: UUID,
    kind: EntryKind,
    object_id: UUID,
    amount: Decimal,
    *,
    parent_object_id: UUID | None = None,
    note: str | None = None,
) -> bool:
    """Writes one line; False when this object was charged for this before (nothing changes then)."""
    line = insert(CreditEntry).values(
        id=new_id(),
        merchant_id=merchant_id,
        kind=kind,
        amount=amount,
        object_id=object_id,
        parent_object_id=parent_object_id,
        note=note,
    )
    written = await session.execute(line.on_conflict_do_nothing().returning(CreditEntry.id))
    return written.first() is not None


async def balance(session: AsyncSession, merchant_id: UUID) -> Balance:
    """Used and limit of a merchant."""
    used = await session.scalar(select(func.sum(CreditEntry.amount)).where(CreditEntry.merchant_id == merchant_id))
    limit = await session.scalar(
        select(CreditAccount.credit_limit).where(CreditAccount.merchant_id == merchant_id),
    )
    return Balance(used=used or Decimal(0), limit=limit)


async def ensure_enough(session: AsyncSession, merchant_id: UUID, needed: Decimal) -> None:
    """Raises CreditsError (402), which says what is missing, when a limit would be passed."""
    present = await balance(session, merchant_id)
    if present.left is None or needed <= present.left:
        return
    raise CreditsError(
        f"This needs {needed:f} credits and {present.left.normalize():f} of {_short(present)} are left: "
        f"{(needed - present.left).normalize():f} are missing. Ask your operator to raise the limit."
    )


def _short(present: Balance) -> str:
    assert present.limit is not None
    return f"{present.limit.normalize():f}"


async def set_limit(session: AsyncSession, merchant_id: UUID, limit: Decimal | None) -> None:
    """Sets how many credits a merchant may use in all; None: unlimited."""
    row = insert(CreditAccount).values(merchant_id=merchant_id, credit_limit=limit)
    await session.execute(
        row.on_conflict_do_update(
            index_elements=[CreditAccount.merchant_id], set_={"credit_limit": limit, "updated_at": func.now()}
        )
    )


async def entries(session: AsyncSession, merchant_id: UUID, *, limit: int = 50, offset: int = 0) -> Sequence[Entry]:
    """The ledger of a merchant, newest first."""
    rows = await session.scalars(
        select(CreditEntry)
        .where(CreditEntry.merchant_id == merchant_id)
        .order_by(CreditEntry.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [
        Entry(row.id, EntryKind(row.kind), row.amount, row.object_id, row.parent_object_id, row.note, row.created_at)
        for row in rows
    ]
