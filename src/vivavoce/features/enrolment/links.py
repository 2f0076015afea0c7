"""Links that open an enrolment: 256 random bits, of which only the hash is kept; 30 days; revocable; never logged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import candidates, interviews
from vivavoce.features.enrolment import store
from vivavoce.features.enrolment.models import AccessLinkRow, EnrolmentRow
from vivavoce.features.enrolment.policy import EnrolmentStatus
from vivavoce.kernel import secret_token
from vivavoce.kernel.clock import now
from vivavoce.kernel.errors import ForbiddenError, NotFoundError
from vivavoce.kernel.ids import new_id

LINK_LIFE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Whoever holds a link. ``status`` is one of five: ``already-applied`` is for the caller to see from attempts."""

    enrolment_id: UUID
    merchant_id: UUID
    interview_id: UUID
    position_id: UUID | None
    candidate_id: UUID
    candidate_name: str
    candidate_email: str
    candidate_language: str | None
    status: EnrolmentStatus
    reasons: tuple[str, ...]
    attempts_allowed: int
    attempts_used: int
    submitted_attempts: int
    is_test: bool


async def hand_out(session: AsyncSession, enrolment: EnrolmentRow, base_url: str) -> str:
    """A fresh address for the candidate. Links handed out before stay good."""
    token = secret_token.mint()
    moment = now()
    session.add(
        AccessLinkRow(
            id=new_id(),
            merchant_id=enrolment.merchant_id,
            enrolment_id=enrolment.id,
            token_hash=secret_token.digest(token),
            created_at=moment,
            expires_at=moment + LINK_LIFE,
            revoked_at=None,
        )
    )
    await session.flush()
    return f"{base_url}/i/{token}"


async def open_link(session: AsyncSession, token: str, *, moment: datetime | None = None) -> LinkHolder:
    """Who holds this token; needs a platform session.

    Raises NotFoundError (``link_unknown``) and ForbiddenError (``link_revoked``, ``link_expired``).
    """
    link = await session.scalar(select(AccessLinkRow).where(AccessLinkRow.token_hash == secret_token.digest(token)))
    if link is None:
        raise NotFoundError("This link is not known. Please check that it is complete.", code="link_unknown")
    if link.revoked_at is not None:
        raise ForbiddenError("This link has been withdrawn. Please ask for a new one.", code="link_revoked")
    if link.expires_at <= (moment or now()):
        raise ForbiddenError("This link has expired. Please ask for a new one.", code="link_expired")
    return await holder_of(session, await store.by_id(session, link.enrolment_id))


async def who_held(session: AsyncSession, token: str) -> LinkHolder | None:
    """Whose link this was, also when it opens nothing any more; needs a platform session."""
    link = await session.scalar(select(AccessLinkRow).where(AccessLinkRow.token_hash == secret_token.digest(token)))
    return await holder_of(session, await store.by_id(session, link.enrolment_id)) if link else None


async def holder_of(session: AsyncSession, row: EnrolmentRow) -> LinkHolder:
    """The view of an enrolment that its candidate's pages stand on."""
    person = await candidates.get(session, row.candidate_id)
    attempts = await interviews.attempts_of(session, row.interview_id)
    return LinkHolder(
        enrolment_id=row.id,
        merchant_id=row.merchant_id,
        interview_id=row.interview_id,
        position_id=row.position_id,
        candidate_id=row.candidate_id,
        candidate_name=person.name,
        candidate_email=person.email,
        candidate_language=person.language,
        status=EnrolmentStatus(row.status),
        reasons=tuple(row.reasons),
        attempts_allowed=attempts.allowed + row.extra_attempts,
        attempts_used=row.attempts_used,
        submitted_attempts=row.submitted_attempts,
        is_test=row.is_test,
    )


async def revoke_links(session: AsyncSession, enrolment_id: UUID) -> None:
    """Withdraws all links of an enrolment."""
    await session.execute(
        update(AccessLinkRow)
        .where(AccessLinkRow.enrolment_id == enrolment_id, AccessLinkRow.revoked_at.is_(None))
        .values(revoked_at=now())
    )
