"""Counters that the live interview keeps on an enrolment, and what others ask of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import candidates, screening
from vivavoce.features.candidates import Candidate
from vivavoce.features.enrolment import store
from vivavoce.features.enrolment.models import EnrolmentRow
from vivavoce.kernel.errors import NotFoundError


async def _count(session: AsyncSession, enrolment_id: UUID, **values: Any) -> None:
    changed = await session.execute(
        update(EnrolmentRow).where(EnrolmentRow.id == enrolment_id).values(**values).returning(EnrolmentRow.id)
    )
    if changed.first() is None:
        raise NotFoundError("There is no such enrolment.")


async def record_attempt_started(session: AsyncSession, enrolment_id: UUID) -> None:
    """One more attempt is used."""
    await _count(session, enrolment_id, attempts_used=EnrolmentRow.attempts_used + 1)


async def record_attempt_released(session: AsyncSession, enrolment_id: UUID) -> None:
    """An attempt failed for technical reasons and does not count."""
    await _count(session, enrolment_id, attempts_used=func.greatest(EnrolmentRow.attempts_used - 1, 0))


async def record_submitted(session: AsyncSession, enrolment_id: UUID) -> None:
    """An attempt was handed in."""
    await _count(session, enrolment_id, submitted_attempts=EnrolmentRow.submitted_attempts + 1)


async def allow_another_attempt(session: AsyncSession, enrolment_id: UUID) -> None:
    """One attempt more than the interview gives, on a recruiter's word."""
    await _count(session, enrolment_id, extra_attempts=EnrolmentRow.extra_attempts + 1)


async def candidate_of(session: AsyncSession, enrolment_id: UUID) -> Candidate:
    """The person who is enrolled. Raises NotFoundError."""
    return await candidates.get(session, (await store.by_id(session, enrolment_id)).candidate_id)


async def is_enrolled(session: AsyncSession, merchant_id: UUID, interview_id: UUID, email: str) -> bool:
    """Whether the person with this address (in lower case) is enrolled in this interview."""
    person = await candidates.find(session, merchant_id, email)
    nobody = interview_id  # asked for her, too: the time that it takes must not tell who is known
    return await store.of_candidate(session, interview_id, person.id if person else nobody) is not None


async def resume_score(session: AsyncSession, enrolment_id: UUID) -> float | None:
    """The resume's score from 0 to 10; None: there was none, or it could not be judged."""
    done = await screening.screening_of(session, enrolment_id)
    return done.rating.score if done else None
