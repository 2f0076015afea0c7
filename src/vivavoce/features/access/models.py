"""Tables of merchants, of their users, and of what the built-in issuer has handed out.

Users, sessions and refresh tokens belong to the platform: the policies below let a merchant's transaction see none.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, func, text
from sqlalchemy.orm import Mapped, mapped_column

from vivavoce.kernel.database import Base, platform_only


class Merchant(Base):
    """A company; ``operator_id`` is the merchant that operates it, if another does."""

    __tablename__ = "merchant"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    operator_id: Mapped[UUID | None] = mapped_column(ForeignKey("merchant.id"), index=True)
    branding: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'::jsonb"))
    """How its public pages look: ``name``, ``logo_url``, ``colours``; what is missing is ours."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class MerchantSlug(Base):
    """A merchant's name in addresses. The one taken last is the present one; the others stay its own."""

    __tablename__ = "merchant_slug"

    slug: Mapped[str] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id", ondelete="cascade"), index=True)
    taken_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())


class AppUser(Base):
    """Somebody who signs in with a password. Rights live in ``app_metadata``; ``user_metadata`` decides nothing."""

    __tablename__ = "app_user"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    """In lower case."""
    password_hash: Mapped[str]
    """Argon2id, in its own text form with parameters and salt."""
    app_metadata: Mapped[dict[str, Any]]
    user_metadata: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())
    last_sign_in_at: Mapped[datetime | None]


class AuthSession(Base):
    """One sign-in on one device. Signing out, and a refresh token that is used twice, delete it."""

    __tablename__ = "auth_session"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("app_user.id", ondelete="cascade"), index=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class RefreshToken(Base):
    """Buys one new access token; used ones stay until they expire, so that their theft is noticed."""

    __tablename__ = "refresh_token"

    hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    """SHA-256 of the token."""
    session_id: Mapped[UUID] = mapped_column(ForeignKey("auth_session.id", ondelete="cascade"), index=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


_CURRENT = "current_setting('app.merchant', true)"

MERCHANT_POLICY: tuple[str, ...] = (
    "alter table merchant enable row level security",
    "alter table merchant force row level security",
    "drop policy if exists merchant_sees on merchant",
    "drop policy if exists platform_writes on merchant",
    f"create policy merchant_sees on merchant for select using ({_CURRENT} in (id::text, operator_id::text))",
    f"create policy platform_writes on merchant using ({_CURRENT} = '*') with check ({_CURRENT} = '*')",
)
"""A merchant sees itself and those that it operates; only the platform writes."""

PLATFORM_POLICY: tuple[str, ...] = tuple(
    statement for table in ("app_user", "auth_session", "refresh_token") for statement in platform_only(table)
)
"""Passwords and sessions are seen by the platform alone."""
