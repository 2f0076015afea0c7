"""Turns a bearer token into what it says, or refuses it. Knows keys and claims; no database and no HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx2
import jwt

from vivavoce.features.access.caller import Role
from vivavoce.features.access.keys import JwksKeys, Key, KeySource, OwnKeys, SharedSecret
from vivavoce.kernel.errors import ForbiddenError, UnauthorizedError
from vivavoce.kernel.settings import Settings

ANY_AUDIENCE = "any"
AUTHENTICATED = "authenticated"
"""The audience and the ``role`` of everybody who has signed in at Supabase."""
TOKEN_LIMIT_CHARS = 16_384

_SENTENCES: tuple[tuple[type[jwt.PyJWTError], str, str], ...] = (
    (jwt.ExpiredSignatureError, "token_expired", "Your token has expired: refresh it or sign in again."),
    (jwt.ImmatureSignatureError, "token_not_yet_valid", "Your token is not valid yet: check its nbf and your clock."),
    (
        jwt.InvalidAudienceError,
        "wrong_audience",
        "Your token is meant for another audience: its aud must be “{audience}” (VIVAVOCE_JWT_AUDIENCE).",
    ),
    (
        jwt.InvalidIssuerError,
        "wrong_issuer",
        "Your token comes from another issuer than this server trusts: sign in where this server's users do.",
    ),
    (
        jwt.InvalidAlgorithmError,
        "wrong_algorithm",
        "Your token is not signed the way this server requires ({algorithms}): sign in again to get one that is.",
    ),
    (
        jwt.InvalidSignatureError,
        "bad_signature",
        "Your token's signature does not fit this server's keys: sign in again.",
    ),
)


def unauthorized(error: str, code: str = "unauthorized") -> UnauthorizedError:
    """A 401 that names the scheme, as RFC 9110, section 11.6.1, asks."""
    return UnauthorizedError(error, code=code, headers={"WWW-Authenticate": "Bearer"})


class Verifier:
    """Checks signature, ``exp`` (required), ``nbf``, ``aud`` and ``iss`` (unless None), with one source of keys."""

    def __init__(self, source: KeySource, *, issuer: str | None, audience: str | None) -> None:
        self.source = source
        self.issuer = issuer
        self.audience = audience

    async def claims(self, token: str) -> dict[str, Any]:
        """The claims of a valid token. Raises UnauthorizedError, and KeysUnavailableError."""
        if len(token) > TOKEN_LIMIT_CHARS:
            raise unauthorized(f"Your token is longer than {TOKEN_LIMIT_CHARS:,} characters.", "invalid_token")
        try:
            header = jwt.get_unverified_header(token)
            if header.get("alg") not in self.source.algorithms:
                raise jwt.InvalidAlgorithmError
            key = await self.source.find(header.get("kid"))
            if key is None:
                raise jwt.InvalidSignatureError
            return self._decode(token, key)
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise self._refusal(error) from None

    def _decode(self, token: str, key: Key) -> dict[str, Any]:
        return jwt.decode(
            token,
            key.material,
            algorithms=[key.algorithm],
            audience=self.audience,
            issuer=self.issuer,
            options={
                "require": ["exp"] + (["aud"] if self.audience else []) + (["iss"] if self.issuer else []),
                "verify_aud": self.audience is not None,
                "verify_iss": self.issuer is not None,
                "verify_iat": False,  # says when, not whether; a clock some seconds ahead must lock nobody out
                "verify_jti": False,
                "verify_sub": False,  # `who` does
            },
        )

    def _refusal(self, error: Exception) -> UnauthorizedError:
        missing = error.claim if isinstance(error, jwt.MissingRequiredClaimError) else None
        if missing == "exp":
            return unauthorized("Your token never expires: it must have an exp.", "invalid_token")
        if missing:
            error = {"aud": jwt.InvalidAudienceError, "iss": jwt.InvalidIssuerError}[missing]()
        for kind, code, sentence in _SENTENCES:
            if isinstance(error, kind):
                words = {"audience": self.audience, "algorithms": " or ".join(self.source.algorithms)}
                return unauthorized(sentence.format(**words), code)
        return unauthorized(
            "Your token can't be read: send the access token of your session as “Authorization: Bearer <token>”.",
            "invalid_token",
        )


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a token names. ``session_id`` only when the issuer keeps sessions."""

    user_id: UUID | None
    role: Role
    merchant_id: UUID | None
    session_id: UUID | None


def who(claims: dict[str, Any]) -> Identity:
    """Reads verified claims: ``sub``, ``role`` and ``app_metadata``. ``user_metadata`` is its owner's to edit: unread.

    Raises UnauthorizedError for claims that name nobody and ForbiddenError for roles that are not ours.
    """
    kind = claims.get("role")
    if kind == "anon" or claims.get("is_anonymous"):
        raise unauthorized("You are not signed in: sign in and send your session's access token.", "not_signed_in")
    granted = claims.get("app_metadata")
    if granted is None:
        granted = {}
    if not isinstance(granted, dict):
        raise unauthorized("Your token's app_metadata must be an object.", "invalid_token")
    service = kind == Role.SERVICE.value
    if not service and kind != AUTHENTICATED:
        raise ForbiddenError("Your token's role must be “authenticated” or “service_role”.", code="role_not_permitted")
    user_id = _uuid(claims.get("sub"), "sub")
    if user_id is None and not service:
        raise unauthorized("Your token names no user: its sub must be a UUID.", "invalid_token")
    return Identity(
        user_id=user_id,
        role=Role.SERVICE if service else _granted_role(granted.get("role")),
        merchant_id=_uuid(granted.get("merchant_id"), "app_metadata.merchant_id"),
        session_id=_uuid(claims.get("session_id"), "session_id"),
    )


def _granted_role(said: Any) -> Role:
    if said is None:
        return Role.USER
    allowed = [role.value for role in Role if role is not Role.SERVICE]
    if said not in allowed:
        raise ForbiddenError(
            f"Your token's app_metadata.role must be one of: {', '.join(allowed)}.", code="role_not_permitted"
        )
    return Role(said)


def _uuid(said: Any, claim: str) -> UUID | None:
    if said is None or said == "":
        return None
    try:
        return UUID(said)
    except (ValueError, AttributeError, TypeError):
        raise unauthorized(f"Your token's {claim} must be a UUID.", "invalid_token") from None


def own_issuer(settings: Settings) -> str:
    """The ``iss`` of the built-in issuer. It has no port, so that a token outlives a move to another one."""
    return settings.jwt_issuer or f"{settings.public_url or 'http://127.0.0.1'}/auth/v1"


def is_foreign(settings: Settings) -> bool:
    """Whether tokens come from elsewhere, so that the built-in issuer is off."""
    return bool(settings.jwt_secret or settings.jwks_url or settings.supabase_url)


def audience(settings: Settings) -> str | None:
    """The required ``aud``; None when the check is switched off."""
    return None if settings.jwt_audience == ANY_AUDIENCE else settings.jwt_audience


def foreign_verifier(settings: Settings, client: httpx2.AsyncClient) -> Verifier:
    """The one verifier of tokens that others issue: the shared secret alone if there is one, else the key set."""
    source: KeySource
    if settings.jwt_secret:
        source = SharedSecret(settings.jwt_secret.get_secret_value())
    else:
        source = JwksKeys(settings.jwks_url or f"{settings.supabase_url}/auth/v1/.well-known/jwks.json", client)
    return Verifier(source, issuer=settings.jwt_issuer, audience=audience(settings))


def own_verifier(settings: Settings, keys: OwnKeys) -> Verifier:
    """The verifier of the built-in issuer's tokens."""
    return Verifier(keys, issuer=own_issuer(settings), audience=audience(settings))
