"""Issuers for tests: each makes good tokens and knows the verifier that should accept them; and ways to forge."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from vivavoce.features.access.keys import OwnKeys
from vivavoce.features.access.verifier import Verifier, foreign_verifier, own_issuer, own_verifier
from vivavoce.kernel.settings import Settings

USER = UUID("28106cba-1c27-4e53-b149-32113e5e8e31")
MERCHANT = UUID("019aa000-0000-7000-8000-000000000001")
SECRET = "a-shared-secret-with-at-least-32-bytes!"
JWKS_URL = "http://issuer.test/jwks.json"
ISSUER = "http://issuer.test/auth/v1"
KINDS = ("own", "secret", "es256", "rs256")

ES_KEY, OTHER_ES_KEY = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
RSA_KEY, OTHER_RSA_KEY = rsa.generate_private_key(65537, 2048), rsa.generate_private_key(65537, 2048)


def settings_of(data: Path, **given: Any) -> Settings:
    """Settings that the environment does not touch."""
    unset = dict.fromkeys(("supabase_url", "jwks_url", "jwt_secret", "jwt_issuer", "public_url"))
    return Settings(_env_file=None, **{"data": data, "jwt_audience": "authenticated", **unset, **given})


def claims_of(**changed: Any) -> dict[str, Any]:
    """Good claims, with changes; a change to ``...`` takes a claim away."""
    good: dict[str, Any] = {
        "iss": ISSUER,
        "aud": "authenticated",
        "sub": str(USER),
        "iat": int(time.time()),
        "exp": int(time.time()) + 600,
        "role": "authenticated",
        "app_metadata": {"role": "merchant", "merchant_id": str(MERCHANT)},
    }
    return {name: value for name, value in {**good, **changed}.items() if value is not ...}


def es_jwk(key: ec.EllipticCurvePrivateKey, kid: str) -> dict[str, Any]:
    return {**json.loads(ECAlgorithm.to_jwk(key.public_key())), "kid": kid, "alg": "ES256", "use": "sig"}


def rsa_jwk(key: rsa.RSAPrivateKey, kid: str) -> dict[str, Any]:
    return {**json.loads(RSAAlgorithm.to_jwk(key.public_key())), "kid": kid, "alg": "RS256", "use": "sig"}


def pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    """The public half, as one finds it in the world."""
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def forged(header: dict[str, Any], claims: dict[str, Any], sign: Callable[[bytes], bytes]) -> str:
    """A JWT put together by hand, as an attacker would; a ``kid`` of None is left out."""
    header = {name: value for name, value in header.items() if name != "kid" or value is not None}
    body = b".".join(_b64(json.dumps(part).encode()) for part in (header, claims))
    return b".".join((body, _b64(sign(body)))).decode()


def hmac_signed(header: dict[str, Any], claims: dict[str, Any], secret: bytes) -> str:
    return forged(header, claims, lambda body: hmac.new(secret, body, hashlib.sha256).digest())


def _b64(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


@dataclass
class JwksHost:
    """A JWKS address in memory that counts how often it is asked."""

    keys: list[dict[str, Any]]
    down: bool = False
    asked: int = 0
    seconds: float = field(default=1000.0)
    """A clock that tests move."""

    def client(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(transport=httpx2.MockTransport(self._answer))

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.asked += 1
        if self.down:
            raise httpx2.ConnectError("down", request=request)
        return httpx2.Response(200, json={"keys": self.keys})


@dataclass
class Desk:
    """A verifier, and the ways to make tokens for it."""

    verifier: Verifier
    algorithm: str
    key: Any
    wrong_key: Any
    kid: str | None
    public_pem: bytes

    def sign(self, *, key: Any = None, algorithm: str | None = None, kid: Any = None, **changed: Any) -> str:
        return jwt.encode(
            claims_of(**{"iss": self.verifier.issuer or ISSUER, **changed}),
            key or self.key,
            algorithm=algorithm or self.algorithm,
            headers={"kid": kid or self.kid} if kid or self.kid else None,
        )


def desk_of(kind: str, data: Path, **given: Any) -> Desk:
    """The desk of one of ``KINDS``."""
    if kind == "own":
        settings = settings_of(data, **given)
        keys = OwnKeys(data / "keys")
        verifier = own_verifier(settings, keys)
        assert verifier.issuer == own_issuer(settings)
        return Desk(verifier, "ES256", keys._private, OTHER_ES_KEY, keys.kid, pem(keys._private))
    if kind == "secret":
        settings = settings_of(data, jwt_secret=SECRET, **given)
        verifier = foreign_verifier(settings, httpx2.AsyncClient(transport=httpx2.MockTransport(_unasked)))
        return Desk(verifier, "HS256", SECRET, "another-secret-of-at-least-32-bytes!!", None, pem(ES_KEY))
    host = JwksHost([es_jwk(ES_KEY, "es-1"), rsa_jwk(RSA_KEY, "rsa-1")])
    verifier = foreign_verifier(settings_of(data, jwks_url=JWKS_URL, **given), host.client())
    if kind == "es256":
        return Desk(verifier, "ES256", ES_KEY, OTHER_ES_KEY, "es-1", pem(ES_KEY))
    return Desk(verifier, "RS256", RSA_KEY, OTHER_RSA_KEY, "rsa-1", pem(RSA_KEY))


def _unasked(request: httpx2.Request) -> httpx2.Response:
    raise AssertionError("a shared secret needs no JWKS")
