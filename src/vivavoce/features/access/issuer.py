"""The built-in issuer: signs people in with a password and keeps their sessions.

Access tokens live an hour; a refresh token buys the next one and is used up by it. A used one that comes back after
``GRACE`` has been stolen, or its thief was first: the session ends for both (RFC 9700, section 4.14.2).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.access import passwords
from vivavoce.features.access.attempts import Attempts
from vivavoce.features.access.gotrue import AuthError, invalid_credentials, session_json
from vivavoce.features.access.keys import OwnKeys
from vivavoce.features.access.models import AppUser, AuthSession, RefreshToken
from vivavoce.features.access.service import find_user, is_signed_in
from vivavoce.features.access.verifier import AUTHENTICATED, Verifier
from vivavoce.kernel import secret_token
from vivavoce.kernel.clock import now
from vivavoce.kernel.database import Database
from vivavoce.kernel.ids import new_id

ACCESS_LIFETIME_S = 3600
REFRESH_LIFETIME = timedelta(days=30)
GRACE = timedelta(seconds=10)
"""Two tabs, or a lost answer, may use the same refresh token within this time."""

Scope = Literal["global", "local", "others"]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person with a live session; a token from the command line has none."""

    user: AppUser
    session_id: UUID | None


class Issuer:
    """The verbs behind ``/auth/v1``. Each opens its own transaction."""

    def __init__(self, keys: OwnKeys, verifier: Verifier, database: Database) -> None:
        self.keys = keys
        self._verifier = verifier
        self._database = database
        self._attempts = Attempts()

    async def claims(self, token: str) -> dict[str, Any]:
        """The claims of one of our tokens. Raises UnauthorizedError."""
        return await self._verifier.claims(token)

    async def sign_in(self, email: str, password: str, address: str) -> Any:
        """A new session. Raises AuthError: 400 for wrong credentials, 429 after too many."""
        email = email.strip().lower()
        wait_s = self._attempts.begin(email, address, asyncio.get_running_loop().time())
        if wait_s:
            raise AuthError(
                429, "over_request_rate_limit", "Request rate limit reached", headers={"Retry-After": str(wait_s)}
            )
        async with self._database.platform() as session:
            user = await find_user(session, email)
        seen_hash = user.password_hash if user else None
        fits = await passwords.verify(seen_hash, password[: passwords.MOST_CHARS + 1])
        if not fits or user is None:
            raise invalid_credentials()
        async with self._database.platform() as session:
            user = await session.get(AppUser, user.id, with_for_update=True)
            if user is None or user.password_hash != seen_hash:  # changed while we computed
                raise invalid_credentials()
            user.last_sign_in_at = now()
            held = AuthSession(id=new_id(), user_id=user.id)
            session.add(held)
            await session.flush()
            answer = await self._grant(session, user, held.id)
        self._attempts.succeeded(email, address)
        return answer

    async def refresh(self, token: str) -> Any:
        """The next access token of a session, and the next refresh token. Raises AuthError."""
        moment = now()
        async with self._database.platform() as session:
            granted = await self._rotate(session, secret_token.digest(token), moment)
        # Raised after the transaction, so that the end of a stolen session is kept.
        if granted == "unknown":
            raise AuthError(400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found")
        if granted == "reused":
            raise AuthError(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used")
        return granted

    async def _rotate(self, session: AsyncSession, digest: bytes, moment: datetime) -> Any:
        session_id = await session.scalar(select(RefreshToken.session_id).where(RefreshToken.hash == digest))
        # The session is locked before its tokens, as signing out does: the other order could deadlock.
        held = await session.get(AuthSession, session_id, with_for_update=True) if session_id else None
        row = await session.get(RefreshToken, digest) if held else None
        if held is None or row is None or row.expires_at <= moment:
            return "unknown"
        if row.used_at is None:
            row.used_at = moment
        elif moment - row.used_at > GRACE:
            await session.execute(delete(AuthSession).where(AuthSession.id == held.id))
            return "reused"
        return await self._grant(session, await session.get_one(AppUser, held.user_id), held.id)

    async def _grant(self, session: AsyncSession, user: AppUser, session_id: UUID) -> Any:
        moment = now()
        token = secret_token.mint()
        session.add(
            RefreshToken(hash=secret_token.digest(token), session_id=session_id, expires_at=moment + REFRESH_LIFETIME)
        )
        await session.flush()
        expires_at = int(moment.timestamp()) + ACCESS_LIFETIME_S
        claims = self._claims(user, session_id, moment, expires_at)
        return session_json(self.keys.sign(claims), token, expires_at, ACCESS_LIFETIME_S, user)

    def _claims(self, user: AppUser, session_id: UUID, moment: datetime, expires_at: int) -> dict[str, Any]:
        issued_at = int(moment.timestamp())
        return {
            "iss": self._verifier.issuer,
            "aud": self._verifier.audience or AUTHENTICATED,
            "sub": str(user.id),
            "iat": issued_at,
            "exp": expires_at,
            "email": user.email,
            "phone": "",
            "role": AUTHENTICATED,
            "aal": "aal1",
            "amr": [{"method": "password", "timestamp": issued_at}],
            "session_id": str(session_id),
            "is_anonymous": False,
            "app_metadata": user.app_metadata,
            "user_metadata": user.user_metadata,
        }

    async def signed_in(self, user_id: UUID | None, session_id: UUID | None) -> SignedIn:
        """The person of a verified token. Raises AuthError (403) when the session or the user is gone."""
        async with self._database.platform() as session:
            if session_id and not await is_signed_in(session, session_id, user_id):
                words = "Session from session_id claim in JWT does not exist"
                raise AuthError(403, "session_not_found", words)
            user = await session.get(AppUser, user_id) if user_id else None
        if user is None:
            raise AuthError(403, "user_not_found", "User from sub claim in JWT does not exist")
        return SignedIn(user, session_id)

    async def sign_out(self, who: SignedIn, scope: Scope) -> None:
        """Ends all sessions of the person, this one, or all but this one."""
        ended = delete(AuthSession).where(AuthSession.user_id == who.user.id)
        if scope == "local":
            ended = ended.where(AuthSession.id == who.session_id)
        elif scope == "others" and who.session_id is not None:
            ended = ended.where(AuthSession.id != who.session_id)
        async with self._database.platform() as session:
            await session.execute(ended)
