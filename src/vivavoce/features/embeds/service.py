"""Verbs of embeds. They flush; the caller's transaction decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.embeds.models import EmbedKey, EmbedSignatureRow
from vivavoce.features.embeds.signatures import CLOCK_SKEW_S, SignedQuery, Visitor, verify
from vivavoce.kernel.clock import now
from vivavoce.kernel.database import Database
from vivavoce.kernel.errors import ForbiddenError, NotFoundError
from vivavoce.kernel.ids import new_id
from vivavoce.kernel.secret_token import mint

UNKNOWN = "There is no embed with this embed_id."


@dataclass(frozen=True, slots=True)
class Embed:
    """``signing_key`` is the key of the HMAC (its UTF-8 bytes), and no part of any address.

    ``allowed_origins`` empty: any page may frame it.
    """

    id: UUID
    merchant_id: UUID
    interview_id: UUID
    signing_key: str = field(repr=False)
    allowed_origins: tuple[str, ...] = ()
    previous_key: str | None = field(default=None, repr=False)
    rotated_at: datetime | None = None
    accepts_v1: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that count, the newest first."""
        return (self.signing_key, self.previous_key) if self.previous_key else (self.signing_key,)

    @property
    def frame_ancestors(self) -> str:
        """The pages that may frame it, as the directive of a Content-Security-Policy has them."""
        return " ".join(self.allowed_origins) or "*"


def _embed(row: EmbedKey) -> Embed:
    return Embed(
        id=row.id,
        merchant_id=row.merchant_id,
        interview_id=row.interview_id,
        signing_key=row.signing_key,
        allowed_origins=tuple(row.allowed_origins),
        previous_key=row.previous_key,
        rotated_at=row.rotated_at,
        accepts_v1=row.accepts_v1,
    )


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


async def visible(session: AsyncSession, merchant_id: UUID, embed_id: UUID) -> Embed:
    """The merchant's embed. Raises NotFoundError."""
    return _embed(await _row(session, merchant_id, embed_id, lock=False))


async def _row(session: AsyncSession, merchant_id: UUID, embed_id: UUID, *, lock: bool = True) -> EmbedKey:
    mine = select(EmbedKey).where(EmbedKey.id == embed_id, EmbedKey.merchant_id == merchant_id)
    row = await session.scalar(mine.with_for_update() if lock else mine)
    if row is None:
        raise NotFoundError(UNKNOWN, name="embed_id")
    return row


async def rotate(session: AsyncSession, merchant_id: UUID, embed_id: UUID, *, keep_previous: bool) -> Embed:
    """A fresh signing key; the one before counts on if it is kept, any older one no longer. Raises NotFoundError."""
    row = await _row(session, merchant_id, embed_id)
    row.previous_key = row.signing_key if keep_previous else None
    row.signing_key, row.rotated_at = mint("emb_"), now()
    await session.flush()
    return _embed(row)


async def change(
    session: AsyncSession,
    merchant_id: UUID,
    embed_id: UUID,
    *,
    allowed_origins: tuple[str, ...] | None = None,
    accepts_v1: bool | None = None,
    drop_previous_key: bool = False,
) -> Embed:
    """Changes what is given; None leaves as it is. Raises NotFoundError."""
    row = await _row(session, merchant_id, embed_id)
    if allowed_origins is not None:
        row.allowed_origins = list(allowed_origins)
    if accepts_v1 is not None:
        row.accepts_v1 = accepts_v1
    if drop_previous_key:
        row.previous_key = None
    await session.flush()
    return _embed(row)


async def admit(session: AsyncSession, embed: Embed, query: SignedQuery) -> Visitor:
    """The visitor whom the host page has signed; a signature with a time opens one session.

    Raises ForbiddenError (``signature_wrong``, ``signature_expired``, ``signature_used``, ``signature_v1_off``) and
    FieldError. What was spent comes back if the caller's transaction fails.
    """
    visitor = verify(query, embed.keys, now().timestamp(), accepts_v1=embed.accepts_v1)
    if query.ts is not None:
        await _spend(session, embed, query.signature, query.ts)
    return visitor


async def _spend(session: AsyncSession, embed: Embed, signature: str, ts: int) -> None:
    row = insert(EmbedSignatureRow).values(
        embed_id=embed.id,
        signature=bytes.fromhex(signature),
        merchant_id=embed.merchant_id,
        expires_at=datetime.fromtimestamp(ts, UTC) + timedelta(seconds=2 * CLOCK_SKEW_S),
    )
    spent = await session.execute(row.on_conflict_do_nothing().returning(EmbedSignatureRow.signature))
    if spent.first() is None:
        words = "This page has been opened with this signature already. Please go back and open it again."
        raise ForbiddenError(words, code="signature_used")


async def remove(session: AsyncSession, merchant_id: UUID, interview_id: UUID) -> None:
    """Takes the key away: frames stop working, signatures no longer count."""
    await session.execute(
        delete(EmbedKey).where(EmbedKey.merchant_id == merchant_id, EmbedKey.interview_id == interview_id)
    )


async def forget_expired(database: Database) -> None:
    """A periodic job: deletes spent signatures that their time refuses anyway."""
    async with database.platform() as session:
        await session.execute(delete(EmbedSignatureRow).where(EmbedSignatureRow.expires_at < now()))
