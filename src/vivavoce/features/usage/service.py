"""Verbs of the record of model calls. They flush; the caller's transaction decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.usage.models import AiCallRow
from vivavoce.kernel.ids import new_id
from vivavoce.ports.llm.port import Call


@dataclass(frozen=True, slots=True)
class Used:
    """One call as it is shown. ``cost_usd`` None: not known."""

    purpose: str
    model: str
    prompt: str
    outcome: str
    requests: int
    input_tokens: int
    output_tokens: int
    cost_usd: float | None
    duration_ms: int
    created_at: datetime


async def record(session: AsyncSession, merchant_id: UUID, calls: Sequence[Call], subject_id: UUID | None) -> None:
    """Keeps calls beside what they made; ``subject_id`` None: they made nothing."""
    for call in calls:
        kept = asdict(call) | {"outcome": call.outcome.value}
        session.add(AiCallRow(id=new_id(), merchant_id=merchant_id, subject_id=subject_id, **kept))
    if calls:
        await session.flush()


async def calls_of(session: AsyncSession, subject_id: UUID) -> tuple[Used, ...]:
    """The calls that something was made with, in their order."""
    rows = await session.scalars(select(AiCallRow).where(AiCallRow.subject_id == subject_id).order_by(AiCallRow.id))
    return tuple(
        Used(
            row.purpose, row.model, row.prompt, row.outcome, row.requests, row.input_tokens, row.output_tokens,
            None if row.cost_usd is None else float(row.cost_usd), row.duration_ms, row.created_at,
        )
        for row in rows
    )  # fmt: skip
