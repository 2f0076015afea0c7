"""What she says she said: a correction stands beside the words that were heard, which never change.

Ratings and their quotes rest on the words as heard (docs/decisions/0010); corrections are for people to read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.features.sessions import store
from vivavoce.features.sessions.events import TurnKind
from vivavoce.features.sessions.models import Turn
from vivavoce.kernel.database import Base
from vivavoce.kernel.errors import NotFoundError

MOST_CHARACTERS = 5_000


class TurnCorrection(Base):
    """Her words for one answer; no row: it stands as it was heard."""

    __tablename__ = "turn_correction"

    turn_id: Mapped[UUID] = mapped_column(ForeignKey("turn.id", ondelete="cascade"), primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id", ondelete="cascade"), index=True)
    text: Mapped[str]
    corrected_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Correction:
    """What she says she said, and when she wrote it."""

    text: str
    corrected_at: datetime


def may_correct(turn: Turn) -> bool:
    """Only her own answers."""
    return turn.speaker == store.CANDIDATE and turn.kind == TurnKind.ANSWER.value


async def corrections_of(session: AsyncSession, attempt_id: UUID) -> Mapping[UUID, Correction]:
    """The corrections of an attempt, by turn."""
    rows = await session.scalars(select(TurnCorrection).where(TurnCorrection.attempt_id == attempt_id))
    return {row.turn_id: Correction(row.text, row.corrected_at) for row in rows}


async def put(
    session: AsyncSession, attempt_id: UUID, turn_id: UUID, text: str, moment: datetime
) -> tuple[Turn, Correction | None]:
    """Keeps her words; blank ones, or those that were heard, take the correction back. Raises NotFoundError."""
    turn = await session.scalar(select(Turn).where(Turn.id == turn_id, Turn.attempt_id == attempt_id))
    if turn is None or not may_correct(turn):
        raise NotFoundError("There is no such answer of yours.", name="turn_id")
    words = text.strip()
    if not words or words == turn.text.strip():
        await session.execute(delete(TurnCorrection).where(TurnCorrection.turn_id == turn_id))
        return turn, None
    row = {"text": words, "corrected_at": moment}
    await session.execute(
        insert(TurnCorrection)
        .values(turn_id=turn_id, merchant_id=turn.merchant_id, attempt_id=attempt_id, **row)
        .on_conflict_do_update(index_elements=["turn_id"], set_=row)
    )
    return turn, Correction(words, moment)
