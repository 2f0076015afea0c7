"""``Idempotency-Key``: the same key and body within 24 hours gives the first answer again, byte for byte.

The key is claimed in a transaction of its own before the work begins; the answer is kept in the transaction of the
work, so an answer exists exactly when the work does. A failed call gives the key back. A claim whose process died is
taken over after ``CLAIM_S``. Answers hold links and signing keys, so they are kept encrypted with the installation's
secret.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Annotated

from cryptography.fernet import Fernet, InvalidToken
from fastapi import Header, Request, Response
from pydantic import BaseModel
from sqlalchemy import LargeBinary, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.clock import now
from vivavoce.kernel.database import Base, Database, lifted
from vivavoce.kernel.errors import ConflictError, FieldError
from vivavoce.kernel.settings import Settings

KEPT = timedelta(hours=24)
CLAIM_S = 120
HEADER = "idempotency-key"


class IdempotencyKey(Base):
    """One key of one caller on one route; ``answer`` is null while the call is in flight."""

    __tablename__ = "idempotency_key"

    scope: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    body_hash: Mapped[bytes] = mapped_column(LargeBinary)
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    claimed_at: Mapped[datetime]


Keep = Callable[[AsyncSession, BaseModel], Awaitable[None]]
Work = Callable[[Keep], Awaitable[BaseModel]]
"""Does the work and, just before its transaction ends, hands session and answer to the function that it is given."""

KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="The same key and body within 24 hours gives the first answer again and makes nothing new.",
    ),
]
"""Documents the header on a route; ``once`` reads it."""


async def once(database: Database, request: Request, caller: str, work: Work) -> Response:
    """Runs ``work`` unless its answer is already there. Raises ConflictError (409) for a key in flight or reused."""
    key = request.headers.get(HEADER)
    if key is None:
        return _json((await work(_keep_nothing)).model_dump_json(exclude_none=True).encode())
    if not 1 <= len(key) <= 255 or not key.isprintable():
        raise FieldError("Idempotency-Key", "Idempotency-Key must have 1 to 255 printable characters.")
    scope = f"{caller} {request.url.path}"
    vault = _vault(request.app.state.settings)
    kept = await _claim(database, scope, key, hashlib.sha256(await request.body()).digest())
    if kept is not None:
        try:
            return _json(vault.decrypt(kept))
        except InvalidToken:
            raise ConflictError(
                "The first answer to this Idempotency-Key can no longer be read; use a new key.",
                code="idempotency_key_reused",
            ) from None

    async def keep(session: AsyncSession, result: BaseModel) -> None:
        async with lifted(session):
            row = await session.get_one(IdempotencyKey, (scope, key))
            row.answer = vault.encrypt(result.model_dump_json(exclude_none=True).encode())

    try:
        result = await work(keep)
    except BaseException:
        async with database.platform() as session:
            await session.execute(
                delete(IdempotencyKey).where(
                    IdempotencyKey.scope == scope, IdempotencyKey.key == key, IdempotencyKey.answer.is_(None)
                )
            )
        raise
    return _json(result.model_dump_json(exclude_none=True).encode())


async def _keep_nothing(_session: AsyncSession, _answer: BaseModel) -> None:
    return None


async def _claim(database: Database, scope: str, key: str, body_hash: bytes) -> bytes | None:
    """The first answer, or None when the work is now ours."""
    moment = now()
    async with database.platform() as session:
        mine = insert(IdempotencyKey).values(scope=scope, key=key, body_hash=body_hash, claimed_at=moment)
        if (await session.execute(mine.on_conflict_do_nothing().returning(IdempotencyKey.key))).first():
            return None
        row = (
            await session.scalars(
                select(IdempotencyKey).where(IdempotencyKey.scope == scope, IdempotencyKey.key == key).with_for_update()
            )
        ).one_or_none()
        if row is None:
            raise ConflictError("The first call with this Idempotency-Key has just failed; send it again.")
        age = moment - row.claimed_at
        if age > KEPT or (row.answer is None and age > timedelta(seconds=CLAIM_S)):
            row.body_hash, row.answer, row.claimed_at = body_hash, None, moment
            return None
        if row.body_hash != body_hash:
            raise ConflictError(
                "This Idempotency-Key was used with another body; use a new key for a new request.",
                code="idempotency_key_reused",
            )
        if row.answer is None:
            raise ConflictError(
                "A call with this Idempotency-Key is still in flight; ask again in a moment.",
                code="idempotency_key_in_flight",
                headers={"Retry-After": "2"},
            )
        return row.answer


def _vault(settings: Settings) -> Fernet:
    key = hmac.digest(settings.installation_secret, b"idempotency", "sha256")
    return Fernet(base64.urlsafe_b64encode(key))


def _json(body: bytes) -> Response:
    return Response(body, media_type="application/json")


async def forget_old(database: Database) -> None:
    """Deletes keys after their 24 hours."""
    async with database.platform() as session:
        await session.execute(delete(IdempotencyKey).where(IdempotencyKey.claimed_at < now() - KEPT))
