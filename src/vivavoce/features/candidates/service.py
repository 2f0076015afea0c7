"""Verbs of candidates. They flush; the caller's transaction decides."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.candidates.models import CandidateRow
from vivavoce.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class NewCandidate:
    """What a call says of a person; None: not said. ``email`` in lower case (see ``EmailAddress``)."""

    name: str
    email: str
    country_code: str | None = None
    external_id: str | None = None
    linkedin_url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A profile."""

    id: UUID
    merchant_id: UUID
    name: str
    email: str
    country_code: str | None
    external_id: str | None
    linkedin_url: str | None
    language: str | None


def _candidate(row: CandidateRow) -> Candidate:
    return Candidate(
        id=row.id,
        merchant_id=row.merchant_id,
        name=row.name,
        email=row.email,
        country_code=row.country_code,
        external_id=row.external_id,
        linkedin_url=row.linkedin_url,
        language=row.language,
    )


async def resolve(session: AsyncSession, merchant_id: UUID, person: NewCandidate) -> Candidate:
    """The merchant's profile of this person, made or brought up to date; what was not said stays as it is."""
    said = {
        "name": person.name,
        "country_code": person.country_code,
        "external_id": person.external_id,
        "linkedin_url": person.linkedin_url,
        "language": person.language,
    }
    row = insert(CandidateRow).values(id=new_id(), merchant_id=merchant_id, email=person.email, **said)
    told = {key: value for key, value in said.items() if value is not None}
    upsert = row.on_conflict_do_update(
        index_elements=[CandidateRow.merchant_id, CandidateRow.email], set_=told | {"updated_at": func.now()}
    ).returning(CandidateRow)
    found = await session.scalars(upsert, execution_options={"populate_existing": True})
    return _candidate(found.one())


async def find(session: AsyncSession, merchant_id: UUID, email: str) -> Candidate | None:
    """The merchant's profile of the person with this address (in lower case)."""
    row = await session.scalar(
        select(CandidateRow).where(CandidateRow.merchant_id == merchant_id, CandidateRow.email == email)
    )
    return _candidate(row) if row else None


async def get(session: AsyncSession, candidate_id: UUID) -> Candidate:
    """The profile with this id. Raises NoResultFound when the session does not see it."""
    return _candidate(await session.get_one(CandidateRow, candidate_id))
