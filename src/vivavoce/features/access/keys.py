"""Where the keys come from that tokens are verified with: a shared secret, a JWKS address, or our own folder.

The key decides the algorithm, never the token: an RSA key means RS256, a P-256 key ES256, the secret HS256 (RFC 8725,
section 3.1). A set of public keys never holds a secret, so a public key can't be passed off as one.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import httpx2
import jwt
import structlog
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from vivavoce.kernel.errors import ProblemError
from vivavoce.kernel.http import canonical
from vivavoce.kernel.settings import keep_secret

log = structlog.get_logger(__name__)

FRESH_S = 600.0
"""A fetched key set is asked for again after this time, so that a withdrawn key stops counting."""
ASK_AGAIN_S = 60.0
"""The least time between two fetches while there are keys, whatever tokens arrive."""
FIRST_RETRY_S = 5.0
"""The same while there are none yet."""
FETCH_TIMEOUT_S = 5.0
LEAST_RSA_BITS = 2048
LEAST_SECRET_BYTES = 32  # RFC 7518, section 3.2


class KeysUnavailableError(ProblemError):
    """The key set was never reached, so nobody can be verified."""

    status, code = 503, "token_keys_unavailable"


@dataclass(frozen=True, slots=True)
class Key:
    """What verifies a signature, and by which algorithm alone."""

    kid: str | None
    algorithm: str
    material: Any


class KeySource(Protocol):
    """Finds the key that a token names."""

    algorithms: tuple[str, ...]

    async def find(self, kid: str | None) -> Key | None:
        """The key; None when there is no such key. Raises KeysUnavailableError."""
        ...

    async def close(self) -> None:
        """Ends what runs in the background."""
        ...


class SharedSecret:
    """One HS256 secret; it has no name, so every ``kid`` is it."""

    algorithms: tuple[str, ...] = ("HS256",)

    def __init__(self, secret: str) -> None:
        """Raises ValueError for a secret that could be guessed from one token."""
        if len(secret.encode()) < LEAST_SECRET_BYTES:
            raise ValueError(f"SUPABASE_JWT_SECRET must have at least {LEAST_SECRET_BYTES} bytes (RFC 7518, 3.2).")
        self._key = Key(None, "HS256", secret.encode())

    async def find(self, kid: str | None) -> Key:
        """The secret."""
        return self._key

    def sign(self, claims: dict[str, Any]) -> str:
        """A JWT of these claims."""
        return jwt.encode(claims, self._key.material, algorithm="HS256")

    async def close(self) -> None:
        """Nothing runs."""


def public_keys(document: Any) -> list[Key]:
    """The usable signature keys of a JWKS (RFC 7517); others, secrets above all, are passed over."""
    listed = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        raise ValueError("the answer is not a JSON Web Key Set")
    return [key for jwk in listed if isinstance(jwk, dict) and (key := _public_key(jwk)) is not None]


def _public_key(jwk: dict[str, Any]) -> Key | None:
    algorithm, members = {"EC": ("ES256", "crv x y"), "RSA": ("RS256", "n e")}.get(str(jwk.get("kty")), (None, ""))
    if algorithm is None or jwk.get("alg", algorithm) != algorithm or jwk.get("use", "sig") != "sig":
        return None
    if algorithm == "ES256" and jwk.get("crv") != "P-256":
        return None
    public = {name: jwk[name] for name in ("kty", *members.split()) if name in jwk}
    try:
        material = jwt.PyJWK(public, algorithm).key
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError):
        return None
    if algorithm == "RS256" and material.key_size < LEAST_RSA_BITS:
        return None
    kid = jwk.get("kid")
    return Key(kid if isinstance(kid, str) else None, algorithm, material)


def _select(keys: Iterable[Key], kid: str | None) -> Key | None:
    keys = list(keys)
    if kid is None:  # RFC 7515 makes `kid` optional; without it only a lone key is meant for certain
        return keys[0] if len(keys) == 1 else None
    return next((key for key in keys if key.kid == kid), None)


class JwksKeys:
    """The keys at a JWKS address, cached. A set that was once fetched serves on while the address is down."""

    algorithms: tuple[str, ...] = ("ES256", "RS256")

    def __init__(self, url: str, client: httpx2.AsyncClient, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.url = url
        self._client = client
        self._clock = clock
        self._keys: list[Key] | None = None
        self._fetched_at = 0.0
        self._asked_at: float | None = None
        self._asking = asyncio.Lock()
        self._down = False
        self._behind: asyncio.Task[None] | None = None

    async def find(self, kid: str | None) -> Key | None:
        """The key named ``kid``. Raises KeysUnavailableError when no set was ever fetched."""
        if self._keys is None or self._clock() - self._fetched_at > FRESH_S:
            await self._refresh()
        if self._keys is None:
            raise KeysUnavailableError(
                "Your token can't be verified just now: the signing keys are out of reach. Try again in a moment.",
                headers={"Retry-After": f"{FIRST_RETRY_S:.0f}"},
            )
        found = _select(self._keys, kid)
        if found is None:
            await self._ask()
            found = _select(self._keys, kid)
        return found

    async def _refresh(self) -> None:
        if self._keys is None or not self._down:
            await self._ask()
        elif self._behind is None or self._behind.done():
            # The address was down a minute ago: nobody waits for it again, the old keys serve meanwhile.
            self._behind = asyncio.create_task(self._ask(), name="jwks")

    async def close(self) -> None:
        """Ends a fetch that is under way."""
        if self._behind is not None:
            self._behind.cancel()
            await asyncio.wait([self._behind])

    async def _ask(self) -> None:
        async with self._asking:
            pause = FIRST_RETRY_S if self._keys is None else ASK_AGAIN_S
            if self._asked_at is not None and self._clock() - self._asked_at < pause:
                return
            self._asked_at, self._down = self._clock(), True
            try:
                answer = await self._client.get(self.url, timeout=FETCH_TIMEOUT_S)
                answer.raise_for_status()
                keys = public_keys(answer.json())
            except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, RecursionError) as error:
                log.warning("jwks.unreachable", url=self.url, reason=str(error), stale_keys=len(self._keys or ()))
                return
            if not keys:
                log.warning("jwks.empty", url=self.url, hint="a project with a legacy secret needs SUPABASE_JWT_SECRET")
            self._keys, self._fetched_at, self._down = keys, self._clock(), False


class OwnKeys:
    """The built-in issuer's ES256 keys.

    ``<folder>/issuer.pem`` signs and is made on first use (mode 0600). To rotate, rename it to ``issuer-<date>.pem``
    and restart: a fresh one signs, the old one still verifies until its file is removed.
    """

    algorithms: tuple[str, ...] = ("ES256",)

    def __init__(self, folder: Path) -> None:
        self._private = _load(keep_secret(folder / "issuer.pem", _fresh_pem()))
        retired = [_load(path.read_bytes()) for path in sorted(folder.glob("issuer-*.pem"))]
        self.jwks = {"keys": [_jwk(key.public_key()) for key in [self._private, *retired]]}
        self.kid: str = self.jwks["keys"][0]["kid"]
        self._keys = public_keys(self.jwks)

    async def find(self, kid: str | None) -> Key | None:
        """The key named ``kid``."""
        return _select(self._keys, kid)

    async def close(self) -> None:
        """Nothing runs."""

    def sign(self, claims: dict[str, Any]) -> str:
        """A JWT of these claims."""
        return jwt.encode(claims, self._private, algorithm="ES256", headers={"kid": self.kid})


def _fresh_pem() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _load(pem: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("The issuer's key must be an elliptic-curve key on P-256.")
    return key


def _jwk(key: ec.EllipticCurvePublicKey) -> dict[str, Any]:
    numbers = key.public_numbers()
    point = {"crv": "P-256", "kty": "EC", "x": _b64(numbers.x.to_bytes(32)), "y": _b64(numbers.y.to_bytes(32))}
    thumbprint = _b64(hashlib.sha256(canonical(point)).digest())  # RFC 7638
    return {**point, "kid": thumbprint, "alg": "ES256", "use": "sig", "key_ops": ["verify"], "ext": True}


def _b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
