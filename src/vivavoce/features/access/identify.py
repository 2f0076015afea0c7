"""Who sends this request: the token of its ``Authorization`` header, verified, with what the database adds.

``Access`` is made once per process by the composition root; it holds the one verifier in force and, when that is our
own, the built-in issuer.
"""

from __future__ import annotations

from uuid import UUID

import httpx2
from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.access import service
from vivavoce.features.access.caller import Caller, Role
from vivavoce.features.access.issuer import Issuer
from vivavoce.features.access.keys import OwnKeys
from vivavoce.features.access.verifier import (
    Identity,
    Verifier,
    foreign_verifier,
    is_foreign,
    own_verifier,
    unauthorized,
    who,
)
from vivavoce.kernel.database import Database
from vivavoce.kernel.settings import Settings

OPERATORS = frozenset({Role.MERCHANT_OWNER, Role.MERCHANT, Role.ADMIN})
"""Roles that may act for the merchants which theirs operates."""


def bearer(request: Request) -> str:
    """The token of the request. Raises UnauthorizedError."""
    sent = request.headers.getlist("authorization")
    scheme, _, token = sent[0].partition(" ") if len(sent) == 1 else ("", "", "")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or " " in token:
        raise unauthorized("Sign in, and send your access token as “Authorization: Bearer <token>”.", "no_token")
    return token


class Access:
    """Verifies callers. Close it at the end of the process."""

    def __init__(self, settings: Settings, database: Database) -> None:
        """Raises ValueError when the configured secret is too short."""
        self._database = database
        self._client = httpx2.AsyncClient(follow_redirects=False)
        self.verifier: Verifier
        self.issuer: Issuer | None = None
        if is_foreign(settings):
            self.verifier = foreign_verifier(settings, self._client)
        else:
            keys = OwnKeys(settings.data / "keys")
            self.verifier = own_verifier(settings, keys)
            self.issuer = Issuer(keys, self.verifier, database)

    async def identify(self, request: Request) -> Caller:
        """The caller of the request. Raises UnauthorizedError, ForbiddenError, KeysUnavailableError."""
        return await self.identify_token(bearer(request))

    async def identify_token(self, token: str) -> Caller:
        """The same for a token that came another way."""
        named = who(await self.verifier.claims(token))
        session_id = named.session_id if self.issuer else None
        operator = named.merchant_id if named.role in OPERATORS else None
        operates: frozenset[UUID] = frozenset()
        if session_id or operator:
            async with self._database.platform() as session:
                if session_id and named.user_id:
                    await _require_session(session, named)
                if operator:
                    operates = frozenset(found.id for found in await service.sub_merchants(session, operator))
        return Caller(named.user_id, named.role, named.merchant_id, operates)

    async def close(self) -> None:
        """Gives back the connections to the JWKS address."""
        await self.verifier.source.close()
        await self._client.aclose()


async def _require_session(session: AsyncSession, named: Identity) -> None:
    if not await service.is_signed_in(session, named.session_id, named.user_id):
        raise unauthorized("You have signed out: sign in again.", "session_ended")
