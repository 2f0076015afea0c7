"""What anybody may know of a merchant's public interviews."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.interviews.models import InterviewRow
from vivavoce.features.interviews.vocabulary import Status, Visibility
from vivavoce.features.languages import LanguageCode
from vivavoce.ports.llm.port import Kind

MOST = 1000


@dataclass(frozen=True, slots=True)
class Advert:
    """One interview on a public list."""

    id: UUID
    type: Kind
    name: str
    location: str
    description: str
    language: LanguageCode
    max_duration_minutes: float


async def adverts(session: AsyncSession, merchant_id: UUID, types: Collection[Kind]) -> list[Advert]:
    """The merchant's active, public interviews of these types, by name; at most ``MOST``."""
    row = InterviewRow
    query = select(
        row.id, row.type, row.name, row.location, row.description, row.language, row.max_duration_minutes
    ).where(
        row.merchant_id == merchant_id,
        row.status == Status.ACTIVE.value,
        row.visibility == Visibility.PUBLIC.value,
        row.type.in_([kind.value for kind in types]),
    )
    found = await session.execute(query.order_by(row.name, row.id).limit(MOST))
    return [
        Advert(id, Kind(type), name, location, description, LanguageCode(language), minutes)
        for id, type, name, location, description, language, minutes in found
    ]
