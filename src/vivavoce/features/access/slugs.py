"""Slugs: merchants' names in addresses. All verbs need a platform session.

Whoever took a slug first keeps it for ever: links are printed, and must never lead to another company.
"""

from __future__ import annotations

import re
import unicodedata
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.access.models import MerchantSlug
from vivavoce.kernel.errors import ConflictError, NotFoundError

LONGEST = 60
MOST_OF_ONE_MERCHANT = 20
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe", "ı": "i", "&": " and "})


def slug_from(name: str) -> str:
    """The slug that a name suggests: lower-case ASCII words with hyphens; ``company`` when nothing is left."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain))[:LONGEST].strip("-") or "company"


async def take_first(session: AsyncSession, merchant_id: UUID, name: str) -> None:
    """Gives a new merchant its first slug."""
    wanted = slug_from(name)
    for slug in (wanted, f"{wanted[: LONGEST - 7]}-{merchant_id.hex[-6:]}", merchant_id.hex):
        if await _take(session, merchant_id, slug):
            return


async def take_slug(session: AsyncSession, merchant_id: UUID, slug: str) -> None:
    """Makes a slug the merchant's present one. Raises ConflictError when another has it, or it has too many."""
    if slug not in (mine := await slugs_of(session, merchant_id)) and len(mine) >= MOST_OF_ONE_MERCHANT:
        words = f"A company may have had at most {MOST_OF_ONE_MERCHANT} slugs: take an earlier one."
        raise ConflictError(words, code="slugs_used_up")
    if not await _take(session, merchant_id, slug):
        raise ConflictError("Another company has this slug: choose another one.", name="slug", code="slug_taken")


async def _take(session: AsyncSession, merchant_id: UUID, slug: str) -> bool:
    row = insert(MerchantSlug).values(slug=slug, merchant_id=merchant_id)
    taken = row.on_conflict_do_update(
        index_elements=[MerchantSlug.slug],
        set_={"taken_at": func.clock_timestamp()},
        where=MerchantSlug.merchant_id == merchant_id,
    )
    return (await session.execute(taken.returning(MerchantSlug.slug))).first() is not None


async def slugs_of(session: AsyncSession, merchant_id: UUID) -> list[str]:
    """All slugs of a merchant, the present one first."""
    mine = select(MerchantSlug.slug).where(MerchantSlug.merchant_id == merchant_id)
    return list(await session.scalars(mine.order_by(MerchantSlug.taken_at.desc())))


async def merchant_by_slug(session: AsyncSession, slug: str) -> UUID:
    """The merchant that has this slug, or had it. Raises NotFoundError."""
    mine = select(MerchantSlug.merchant_id).where(MerchantSlug.slug == slug)
    found = await session.scalar(mine) if slug.isprintable() else None
    if found is None:
        raise NotFoundError("There is no such company here. Please check the address.", code="portal_unknown")
    return found
