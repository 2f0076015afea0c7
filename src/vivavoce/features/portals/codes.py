"""One-time codes: six digits by mail, ten minutes, five tries. Only a keyed hash is kept.

Asking does the same work for every address and answers the same: a job makes and sends the code later, and only for
whoever may enter. Nobody learns from answer or time who is registered.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import access, interviews
from vivavoce.features.portals import letters
from vivavoce.features.portals.models import OneTimeCode
from vivavoce.features.portals.policy import CODE_LIFE, KEPT, LIMITS, TRIES, Limit
from vivavoce.kernel.clock import now
from vivavoce.kernel.database import Database, lock
from vivavoce.kernel.errors import ConflictError, FieldError, TooManyError
from vivavoce.kernel.ids import new_id
from vivavoce.kernel.jobs import defer
from vivavoce.ports.mail.port import Mailer

SEND_CODE = "portals.send_code"


@dataclass(frozen=True, slots=True)
class Asked:
    """A code that was asked for: of whom, for what, by which way, from where."""

    merchant_id: UUID
    interview_id: UUID
    portal: str | None
    embed_id: UUID | None
    email: str
    network: str
    may_enter: bool


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Somebody has shown that an address is hers. The code is not spent yet: see ``spend``."""

    code_id: UUID
    merchant_id: UUID
    interview_id: UUID
    portal: str | None
    embed_id: UUID | None
    email: str


async def ask(session: AsyncSession, secret: bytes, asked: Asked) -> tuple[UUID, datetime]:
    """Keeps the request and has a code sent; gives its id and its end. Needs a platform session.

    Raises TooManyError.
    """
    await lock(session, "one-time code", asked.email)
    moment, network = now(), _keyed(secret, "network", asked.network)[:16]
    scopes: dict[str, object] = {"email": asked.email, "network": network, "interview_id": asked.interview_id}
    for limit in LIMITS:
        await _within(session, limit, scopes[limit.scope], moment)
    row = OneTimeCode(
        id=new_id(),
        merchant_id=asked.merchant_id,
        interview_id=asked.interview_id,
        portal=asked.portal,
        embed_id=asked.embed_id,
        email=asked.email,
        network=network,
        may_enter=asked.may_enter,
        created_at=moment,
        expires_at=moment + CODE_LIFE,
    )
    session.add(row)
    await session.flush()
    await defer(session, SEND_CODE, code_id=str(row.id))
    return row.id, row.expires_at


async def _within(session: AsyncSession, limit: Limit, value: object, moment: datetime) -> None:
    same = getattr(OneTimeCode, limit.scope) == value
    nth = select(OneTimeCode.created_at).where(same).order_by(OneTimeCode.created_at.desc())
    oldest = await session.scalar(nth.offset(limit.most - 1).limit(1))
    if oldest is not None and (wait := oldest + limit.window - moment).total_seconds() > 0:
        words = "Too many codes have been asked for. Please wait a while before you ask for another one."
        raise TooManyError(words, retry_after_s=int(wait.total_seconds()) + 1)


async def send_code(database: Database, mailer: Mailer, secret: bytes, code_id: str) -> None:
    """A job: makes the code and sends it. Run again before it is noted as sent, it sends a fresh one, which counts.

    Raises MailError.
    """
    digits = f"{secrets.randbelow(10**6):06d}"
    async with database.platform() as session:
        row = await session.get(OneTimeCode, UUID(code_id), with_for_update=True)
        if row is None or not row.may_enter or row.sent_at is not None or row.expires_at <= now():
            return
        row.code_hash = _keyed(secret, code_id, digits)
        interview = await interviews.script_of(session, row.interview_id)
        company = await access.merchant_name(session, row.merchant_id)
        letter = letters.code_letter(row.email, digits, interview.name, company, interview.language)
    await mailer.send(letter)
    async with database.platform() as session:
        await session.execute(update(OneTimeCode).where(OneTimeCode.id == UUID(code_id)).values(sent_at=now()))


async def confirm(database: Database, secret: bytes, code_id: UUID, digits: str) -> Confirmed:
    """Whose code this is. Every call is a try, also one that fails later: it is counted before anything is compared.

    Raises ConflictError (``code_spent``: unknown, too old, used, or tried too often) and FieldError (``code_wrong``).
    """
    row = OneTimeCode
    live = (row.id == code_id, row.used_at.is_(None), row.expires_at > now(), row.tries < TRIES)
    async with database.platform() as session:
        tried = update(row).where(*live).values(tries=row.tries + 1).returning(row)
        found = (await session.scalars(tried)).one_or_none()
    if found is None:
        raise spent()
    right = hmac.compare_digest(_keyed(secret, str(code_id), digits), found.code_hash or bytes(32))
    if not (right and found.may_enter):
        words = "code is not the one in the letter. Please look again, or ask for a new one."
        raise FieldError("code", words, code="code_wrong")
    return Confirmed(found.id, found.merchant_id, found.interview_id, found.portal, found.embed_id, found.email)


async def spend(session: AsyncSession, code_id: UUID) -> None:
    """Uses a confirmed code up, in the transaction of what it was for. Raises ConflictError when it is used already."""
    mine = update(OneTimeCode).where(OneTimeCode.id == code_id, OneTimeCode.used_at.is_(None))
    if (await session.execute(mine.values(used_at=now()).returning(OneTimeCode.id))).first() is None:
        raise spent()


def spent() -> ConflictError:
    """The refusal of a code that opens nothing any more."""
    return ConflictError("This code is no longer good. Please ask for a new one.", code="code_spent")


async def forget_old(database: Database) -> None:
    """A periodic job: deletes codes that no limit counts any more."""
    async with database.platform() as session:
        await session.execute(delete(OneTimeCode).where(OneTimeCode.created_at < now() - KEPT))


def _keyed(secret: bytes, *parts: str) -> bytes:
    """Six digits have too few values for a plain hash; what keys it does not lie in the database."""
    return hmac.digest(secret, _joined(("one-time code", *parts)), "sha256")


def _joined(parts: Sequence[str]) -> bytes:
    return "\x00".join(parts).encode()
