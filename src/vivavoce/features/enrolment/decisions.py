"""A recruiter's decision on an enrolment: who, when, why; all are kept, the newest counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.access import Caller
from vivavoce.features.enrolment import store
from vivavoce.features.enrolment.models import DecisionRow
from vivavoce.kernel.clock import now
from vivavoce.kernel.ids import new_id


class RecruiterDecision(StrEnum):
    """What a recruiter may decide."""

    ACCEPT = "recruiter_accept"
    REJECT = "recruiter_reject"


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """One decision. ``decided_by`` None: a service key."""

    decision: RecruiterDecision
    previous: str
    reason: str
    decided_by: UUID | None
    decided_by_role: str
    decided_at: datetime


async def decide(
    session: AsyncSession,
    merchant_id: UUID,
    enrolment_id: UUID,
    decision: RecruiterDecision,
    reason: str,
    caller: Caller,
) -> DecisionRecord:
    """Overturns or confirms what was decided before. Raises NotFoundError."""
    row = await store.visible(session, merchant_id, enrolment_id, lock=True)
    kept = DecisionRow(
        id=new_id(),
        merchant_id=merchant_id,
        enrolment_id=row.id,
        previous=row.status,
        decision=decision.value,
        reason=reason,
        decided_by=caller.user_id,
        decided_by_role=caller.role.value,
        decided_at=now(),
    )
    session.add(kept)
    row.status, row.reasons = decision.value, [reason]
    await session.flush()
    return _record(kept)


async def decisions_of(session: AsyncSession, enrolment_id: UUID) -> tuple[DecisionRecord, ...]:
    """All decisions on an enrolment, the newest first."""
    rows = await session.scalars(
        select(DecisionRow).where(DecisionRow.enrolment_id == enrolment_id).order_by(DecisionRow.id.desc())
    )
    return tuple(_record(row) for row in rows)


def _record(row: DecisionRow) -> DecisionRecord:
    return DecisionRecord(
        RecruiterDecision(row.decision), row.previous, row.reason, row.decided_by, row.decided_by_role, row.decided_at
    )
