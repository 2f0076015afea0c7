"""SQL of enrolments. Reads by the outside world name the merchant; row-level security is the second lock."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.enrolment.models import EnrolmentRow
from vivavoce.features.enrolment.policy import EnrolmentStatus
from vivavoce.kernel.errors import NotFoundError
from vivavoce.kernel.ids import new_id


async def of_candidate(session: AsyncSession, interview_id: UUID, candidate_id: UUID) -> EnrolmentRow | None:
    """The candidate's enrolment in this interview."""
    return await session.scalar(
        select(EnrolmentRow).where(EnrolmentRow.interview_id == interview_id, EnrolmentRow.candidate_id == candidate_id)
    )


async def visible(session: AsyncSession, merchant_id: UUID, enrolment_id: UUID, *, lock: bool = False) -> EnrolmentRow:
    """The merchant's enrolment. Raises NotFoundError."""
    query = select(EnrolmentRow).where(EnrolmentRow.id == enrolment_id, EnrolmentRow.merchant_id == merchant_id)
    return await _one(session, query.with_for_update() if lock else query)


async def by_id(session: AsyncSession, enrolment_id: UUID, *, lock: bool = False) -> EnrolmentRow:
    """The enrolment with an id of ours. Raises NotFoundError."""
    query = select(EnrolmentRow).where(EnrolmentRow.id == enrolment_id)
    return await _one(session, query.with_for_update() if lock else query)


async def _one(session: AsyncSession, query: object) -> EnrolmentRow:
    row: EnrolmentRow | None = await session.scalar(query, execution_options={"populate_existing": True})  # type: ignore[call-overload]
    if row is None:
        raise NotFoundError("There is no such enrolment.")
    return row


async def add(
    session: AsyncSession,
    merchant_id: UUID,
    *,
    interview_id: UUID,
    position_id: UUID | None,
    candidate_id: UUID,
    status: EnrolmentStatus,
    reasons: tuple[str, ...],
    is_test: bool,
) -> EnrolmentRow:
    """Writes a new enrolment."""
    row = EnrolmentRow(
        id=new_id(),
        merchant_id=merchant_id,
        interview_id=interview_id,
        position_id=position_id,
        candidate_id=candidate_id,
        status=status.value,
        reasons=list(reasons),
        is_test=is_test,
        attempts_used=0,
        submitted_attempts=0,
        extra_attempts=0,
    )
    session.add(row)
    await session.flush()
    return row
