"""Verbs of embed keys. They flush; the caller's transaction decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.embeds.models import EmbedKey
from vivavoce.kernel.ids import new_id
from vivavoce.kernel.secret_token import mint


@dataclass(frozen=True, slots=True)
class Embed:
    """``signing_key`` is the key of the HMAC (its UTF-8 bytes), and no part of any address."""

    id: UUID
    merchant_id: UUID
    interview_id: UUID
    signing_key: str = field(repr=False)
    allowed_origins: tuple[str, ...] = ()


def _embed(row: EmbedKey) -> Embed:
    return Embed(row.id, row.merchant_id, row.interview_id, row.signing_key, tuple(row.allowed_origins))


async def ensure(session: AsyncSession, merchant_id: UUID, interview_id: UUID) -> Embed:
    """The interview's embed key, made when there is none. Two calls at once get the same one."""
    fresh = insert(EmbedKey).values(
        id=new_id(), merchant_id=merchant_id, interview_id=interview_id, signing_key=mint("emb_"), allowed_origins=[]
    )
    await session.execute(fresh.on_conflict_do_nothing(index_elements=[EmbedKey.interview_id]))
    row = await session.scalar(
        select(EmbedKey).where(EmbedKey.merchant_id == merchant_id, EmbedKey.interview_id == interview_id)
    )
    assert row is not None
    return _embed(row)


async def find(session: AsyncSession, embed_id: UUID) -> Embed | None:
    """The embed with this id, if the session may see it."""
    row = await session.get(EmbedKey, embed_id)
    return _embed(row) if row else None


async def remove(session: AsyncSession, merchant_id: UUID, interview_id: UUID) -> None:
    """Takes the key away: frames stop working, signatures no longer count."""
    await session.execute(
        delete(EmbedKey).where(EmbedKey.merchant_id == merchant_id, EmbedKey.interview_id == interview_id)
    )
