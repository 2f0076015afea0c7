"""The verbs on merchants, users and sessions. They flush; the edge commits. Sessions here see the whole platform."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.access import passwords, slugs
from vivavoce.features.access.caller import Role
from vivavoce.features.access.keys import OwnKeys, SharedSecret
from vivavoce.features.access.models import AppUser, AuthSession, Merchant, RefreshToken
from vivavoce.features.access.verifier import ANY_AUDIENCE, AUTHENTICATED, own_issuer
from vivavoce.kernel.clock import now
from vivavoce.kernel.database import Database
from vivavoce.kernel.errors import ConflictError, FieldError, NotFoundError
from vivavoce.kernel.ids import new_id
from vivavoce.kernel.settings import Settings

IDLE_SESSIONS_KEPT = timedelta(days=1)
"""A session without a live refresh token goes after this time; its last access token has expired long before."""

EMAIL_LIMIT_CHARS = 254  # RFC 5321
_EMAIL = re.compile(r"[^\s@\x00-\x20\x7f\ud800-\udfff]+@[^\s@\x00-\x20\x7f\ud800-\udfff]+")
"""An account is a name here, nothing is sent to it: anna@localhost and anna@office.local are as good as others."""


async def create_merchant(session: AsyncSession, id: UUID, name: str, operator_id: UUID | None = None) -> Merchant:
    """A new merchant. Raises ConflictError when the id is taken and FieldError for an unknown operator."""
    if not name.strip():
        raise FieldError("name", "name must not be empty.")
    if operator_id is not None and await session.get(Merchant, operator_id) is None:
        raise FieldError("operator_id", "operator_id names no merchant.")
    row = {"id": id, "name": name, "operator_id": operator_id}
    made: Merchant | None = await session.scalar(
        insert(Merchant).values(row).on_conflict_do_nothing().returning(Merchant)
    )
    if made is None:
        raise ConflictError(f"There is a merchant {id} already.", code="merchant_exists")
    await slugs.take_first(session, id, name)
    return made


async def ensure_merchant(session: AsyncSession, id: UUID, name: str, operator_id: UUID | None = None) -> Merchant:
    """The merchant, made if there is none; one that exists is left as it is."""
    return await session.get(Merchant, id) or await create_merchant(session, id, name, operator_id)


async def find_merchant(session: AsyncSession, merchant_id: UUID) -> Merchant:
    """The merchant. Raises NotFoundError."""
    found = await session.get(Merchant, merchant_id)
    if found is None:
        raise NotFoundError("There is no such merchant.", code="merchant_not_found")
    return found


async def merchant_name(session: AsyncSession, merchant_id: UUID) -> str:
    """The merchant's name, as people read it. Raises NotFoundError."""
    return (await find_merchant(session, merchant_id)).name


async def set_branding(session: AsyncSession, merchant_id: UUID, branding: dict[str, Any]) -> None:
    """Keeps how a merchant's public pages look; needs a platform session. Raises NotFoundError."""
    (await find_merchant(session, merchant_id)).branding = branding
    await session.flush()


async def sub_merchants(session: AsyncSession, merchant_id: UUID) -> Sequence[Merchant]:
    """The merchants that this one operates, by name."""
    return (
        await session.scalars(
            select(Merchant).where(Merchant.operator_id == merchant_id).order_by(Merchant.name, Merchant.id)
        )
    ).all()


def normal_email(email: str) -> str:
    """The address as it is kept and compared. Raises FieldError."""
    address = unicodedata.normalize("NFC", email.strip()).lower()
    if len(address) > EMAIL_LIMIT_CHARS or not _EMAIL.fullmatch(address):
        raise FieldError("email", "email must be an e-mail address, such as anna@example.com.")
    return address


async def find_user(session: AsyncSession, email: str) -> AppUser | None:
    """The user with this address, in any case; None for what is no address, too."""
    try:
        address = normal_email(email)
    except FieldError:
        return None
    return await session.scalar(select(AppUser).where(AppUser.email == address))


async def create_user(
    session: AsyncSession,
    email: str,
    password: str,
    role: Role,
    merchant_id: UUID | None,
    *,
    user_id: UUID | None = None,
    user_metadata: dict[str, Any] | None = None,
) -> AppUser:
    """A new user. Raises FieldError for a bad address, password, role or merchant, ConflictError for a known one."""
    address = normal_email(email)
    if role is Role.SERVICE:
        raise FieldError("role", "role service_role belongs to a service key, not to a person.")
    if merchant_id is not None and await session.get(Merchant, merchant_id) is None:
        raise FieldError("merchant_id", "merchant_id names no merchant.")
    granted: dict[str, Any] = {"provider": "email", "providers": ["email"], "role": role.value}
    if merchant_id is not None:
        granted["merchant_id"] = str(merchant_id)
    row = {
        "id": user_id or new_id(),
        "email": address,
        "password_hash": await _hash(password),
        "app_metadata": granted,
        "user_metadata": user_metadata or {},
    }
    made: AppUser | None = await session.scalar(insert(AppUser).values(row).on_conflict_do_nothing().returning(AppUser))
    if made is None:
        raise ConflictError("There is a user with this e-mail address already.", code="email_exists")
    return made


async def ensure_user(
    session: AsyncSession, email: str, password: str, role: Role, merchant_id: UUID | None
) -> AppUser:
    """The user with this address, made if there is none; one that exists is left as they are."""
    return await find_user(session, normal_email(email)) or await create_user(
        session, email, password, role, merchant_id
    )


async def set_password(session: AsyncSession, email: str, password: str) -> AppUser:
    """Changes a password and signs the user out everywhere. Raises NotFoundError, FieldError."""
    user = await find_user(session, email)
    if user is None:
        raise NotFoundError("There is no user with this e-mail address.", code="user_not_found")
    user.password_hash = await _hash(password)
    user.updated_at = now()
    await session.execute(delete(AuthSession).where(AuthSession.user_id == user.id))
    await session.flush()
    return user


async def _hash(password: str) -> str:
    if not passwords.LEAST_CHARS <= len(password) <= passwords.MOST_CHARS:
        words = f"password must have {passwords.LEAST_CHARS} to {passwords.MOST_CHARS:,} characters."
        raise FieldError("password", words, code="weak_password")
    return await passwords.hash_password(password)


async def is_signed_in(session: AsyncSession, session_id: UUID | None, user_id: UUID | None) -> bool:
    """Whether this session of this user has not ended."""
    mine = select(AuthSession.id).where(AuthSession.id == session_id, AuthSession.user_id == user_id)
    return await session.scalar(mine) is not None


async def forget_expired(database: Database) -> None:
    """A periodic job: deletes refresh tokens after their time, and sessions that have none left."""
    moment = now()
    left = exists().where(RefreshToken.session_id == AuthSession.id)
    async with database.platform() as session:
        await session.execute(delete(RefreshToken).where(RefreshToken.expires_at < moment))
        await session.execute(
            delete(AuthSession).where(AuthSession.created_at < moment - IDLE_SESSIONS_KEPT, ~left),
            execution_options={"synchronize_session": False},
        )


def mint_token(
    settings: Settings, *, role: Role, merchant_id: UUID | None, user_id: UUID | None = None, lifetime_s: int = 3600
) -> str:
    """A token for the command line and the demo, good until it expires: there is no session to sign out of.

    Signed with the own key, or with the shared secret when there is one. Raises ConflictError when tokens are issued
    elsewhere, ValueError for a secret that is too short.
    """
    if not settings.jwt_secret and (settings.jwks_url or settings.supabase_url):
        raise ConflictError(
            "This installation trusts another issuer's keys, so it can't make tokens itself: get one from that issuer.",
            code="foreign_issuer",
        )
    moment = int(time.time())
    granted: dict[str, Any] = {} if role is Role.SERVICE else {"role": role.value}
    if merchant_id is not None:
        granted["merchant_id"] = str(merchant_id)
    claims: dict[str, Any] = {
        "aud": AUTHENTICATED if settings.jwt_audience == ANY_AUDIENCE else settings.jwt_audience,
        "iss": own_issuer(settings),
        "iat": moment,
        "exp": moment + lifetime_s,
        "role": Role.SERVICE.value if role is Role.SERVICE else AUTHENTICATED,
        "app_metadata": granted,
    }
    if user_id is not None or role is not Role.SERVICE:
        claims["sub"] = str(user_id or new_id())
    if settings.jwt_secret:
        return SharedSecret(settings.jwt_secret.get_secret_value()).sign(claims)
    return OwnKeys(settings.data / "keys").sign(claims)
