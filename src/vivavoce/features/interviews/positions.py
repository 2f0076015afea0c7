"""Positions: what candidates are enrolled in. Each holds one interview definition.

A position is the same one when its *identity* is: ``code:<code>`` when it was made with an external code,
``interview:<id>`` around a definition that was made by itself, and otherwise a hash of the fields that describe it,
so that a repeated call finds what the first one made.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.interviews import service, store
from vivavoce.features.interviews.authoring import Plan
from vivavoce.features.interviews.models import InterviewRow
from vivavoce.features.interviews.service import Made
from vivavoce.features.interviews.spec import InterviewSpec
from vivavoce.features.interviews.vocabulary import Status
from vivavoce.kernel.database import lock
from vivavoce.kernel.errors import ConflictError
from vivavoce.kernel.http import canonical
from vivavoce.ports.llm.port import Draft, Kind


@dataclass(frozen=True, slots=True)
class Found:
    """A position that candidates can be enrolled in; ``position_id`` None: a definition nobody has wrapped yet."""

    interview_id: UUID
    position_id: UUID | None


def identity_of(spec: InterviewSpec) -> str:
    """What makes the position of this spec the one it is."""
    if spec.code:
        return f"code:{spec.code}"
    described = [
        " ".join(spec.name.split()).casefold(),
        " ".join(spec.location.split()).casefold(),
        spec.country_code,
        spec.mojito_language_code.value,
        str(spec.interview_template_id),
        spec.seniority_level and spec.seniority_level.value,
        spec.description,
        spec.description_long,
    ]
    return f"described:{hashlib.sha256(canonical(described)).hexdigest()}"


async def by_id(session: AsyncSession, merchant_id: UUID, id: UUID) -> Found | None:
    """The merchant's position, or definition, with this id. Raises ConflictError when it is closed."""
    return _open(await store.visible(session, merchant_id, id))


async def by_code(session: AsyncSession, merchant_id: UUID, code: str) -> Found | None:
    """The position with this code, or the newest definition with it. Raises ConflictError when it is closed."""
    row = await store.by_identity(session, merchant_id, f"code:{code}")
    return _open(row or await store.newest_by_code(session, merchant_id, code))


async def by_spec(session: AsyncSession, merchant_id: UUID, spec: InterviewSpec) -> Found | None:
    """The position that this spec has made before. Raises ConflictError when it is closed."""
    if spec.code:
        return await by_code(session, merchant_id, spec.code)
    return _open(await store.by_identity(session, merchant_id, identity_of(spec)))


def _open(row: InterviewRow | None) -> Found | None:
    if row is None:
        return None
    if row.status == Status.ARCHIVED.value:
        raise ConflictError(
            "This position is archived: publish it again before candidates are enrolled.", code="position_archived"
        )
    if row.type == Kind.COACHING.value:
        raise ConflictError("This is a coaching session: candidates can't be screened for it.", code="coaching")
    return Found(row.id, row.position_id)


async def lock_identity(session: AsyncSession, merchant_id: UUID, identity: str) -> None:
    """Waits until nobody else makes the position with this identity; held until the transaction ends."""
    await lock(session, "position", merchant_id, identity)


async def keep(session: AsyncSession, planned: Plan, draft: Draft, *, made_by: UUID | None) -> Made:
    """Writes a position and its definition. The caller holds ``lock_identity`` and knows that there is none."""
    position_id = await store.add_position(session, planned, identity_of(planned.spec))
    return await service.keep(session, planned, draft, position_id=position_id, made_by=made_by)


async def ensure_position(session: AsyncSession, merchant_id: UUID, interview_id: UUID) -> UUID:
    """The position around a definition, made when there is none. Two calls at once get the same one."""
    identity = f"interview:{interview_id}"
    await lock_identity(session, merchant_id, identity)
    row = await service.find(session, merchant_id, interview_id)
    await session.refresh(row)
    return row.position_id or await store.wrap(session, row, identity)
