"""Keys: the cache of a JWKS address, and the issuer's own folder."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.features.access.tokens import ES_KEY, JWKS_URL, OTHER_ES_KEY, RSA_KEY, JwksHost, es_jwk, rsa_jwk
from vivavoce.features.access.keys import JwksKeys, KeysUnavailableError, OwnKeys, public_keys


@pytest.fixture
def host() -> JwksHost:
    return JwksHost([es_jwk(ES_KEY, "one"), rsa_jwk(RSA_KEY, "two")])


@pytest.fixture
def keys(host: JwksHost) -> JwksKeys:
    return JwksKeys(JWKS_URL, host.client(), clock=lambda: host.seconds)


async def test_keys_are_fetched_once_and_found_by_name(host: JwksHost, keys: JwksKeys) -> None:
    found = await asyncio.gather(*(keys.find(kid) for kid in ("one", "two") * 20))
    assert [key.algorithm for key in found if key] == ["ES256", "RS256"] * 20
    assert host.asked == 1


async def test_a_flood_of_unknown_names_asks_once_a_minute(host: JwksHost, keys: JwksKeys) -> None:
    await keys.find("one")
    host.seconds += 60
    assert await asyncio.gather(*(keys.find(f"flood-{number}") for number in range(500))) == [None] * 500
    assert host.asked == 2
    for _ in range(59):
        host.seconds += 1
        assert await keys.find("still-unknown") is None
    assert host.asked == 2
    host.seconds += 1
    assert await keys.find("still-unknown") is None
    assert host.asked == 3


async def test_a_rotated_key_is_found_within_a_minute(host: JwksHost, keys: JwksKeys) -> None:
    await keys.find("one")
    host.keys = [es_jwk(OTHER_ES_KEY, "three"), *host.keys]
    host.seconds += 60
    assert await keys.find("three") is not None
    assert await keys.find("one") is not None
    assert host.asked == 2


async def test_a_withdrawn_key_stops_counting(host: JwksHost, keys: JwksKeys) -> None:
    await keys.find("one")
    host.keys = [es_jwk(OTHER_ES_KEY, "three")]
    host.seconds += 601
    assert await keys.find("one") is None


async def test_old_keys_serve_while_the_address_is_down(host: JwksHost, keys: JwksKeys) -> None:
    await keys.find("one")
    host.down = True
    for _ in range(5):
        host.seconds += 3600
        assert await keys.find("one") is not None
        assert await keys.find("unknown") is None
    host.down, host.keys = False, [es_jwk(OTHER_ES_KEY, "three")]
    host.seconds += 3600
    await keys.find("one")  # served by the old set, while the new one is fetched behind
    await asyncio.sleep(0.05)
    assert await keys.find("three") is not None
    assert await keys.find("one") is None
    await keys.close()


async def test_without_any_keys_callers_are_told_to_come_back(host: JwksHost, keys: JwksKeys) -> None:
    host.down = True
    for _ in range(50):
        with pytest.raises(KeysUnavailableError) as caught:
            await keys.find("one")
    assert (caught.value.status, caught.value.headers, host.asked) == (503, {"Retry-After": "5"}, 1)
    host.down = False
    host.seconds += 5
    assert await keys.find("one") is not None


async def test_a_token_without_kid_means_a_lone_key_alone(host: JwksHost, keys: JwksKeys) -> None:
    assert await keys.find(None) is None
    host.keys = host.keys[:1]
    host.seconds += 60
    assert await keys.find(None) is not None


def test_keys_that_do_not_sign_tokens_are_passed_over() -> None:
    good = es_jwk(ES_KEY, "good")
    small, p384 = rsa.generate_private_key(65537, 1024), ec.generate_private_key(ec.SECP384R1())
    odd = [
        {"kty": "oct", "k": "c2VjcmV0", "kid": "secret", "alg": "HS256"},
        {**good, "use": "enc"},
        {**good, "alg": "HS256"},
        {**good, "x": "AAAA"},
        {**good, "crv": "P-384"},
        {**es_jwk(p384, "p384"), "alg": "ES384"},
        {"kty": "EC"},
        {"kty": ["EC"]},
        {**rsa_jwk(small, "small")},
        {**rsa_jwk(RSA_KEY, "rsa"), "alg": "RS512"},
        "text",
        None,
    ]
    assert [key.kid for key in public_keys({"keys": [*odd, good]})] == ["good"]
    documents: list[Any] = [[], {}, {"keys": {}}, None, "keys"]
    for document in documents:
        with pytest.raises(ValueError, match="JSON Web Key Set"):
            public_keys(document)


def test_the_private_half_in_a_key_set_is_not_used() -> None:
    leaked = {**es_jwk(ES_KEY, "one"), "d": "AAAA"}
    assert isinstance(public_keys({"keys": [leaked]})[0].material, ec.EllipticCurvePublicKey)


async def test_our_key_is_made_once_and_is_ours_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    first, again = OwnKeys(folder), OwnKeys(folder)
    assert first.kid == again.kid
    assert stat.S_IMODE((folder / "issuer.pem").stat().st_mode) == 0o600
    assert "d" not in first.jwks["keys"][0]
    assert OwnKeys(tmp_path / "other").kid != first.kid


async def test_a_retired_key_still_verifies(tmp_path: Path) -> None:
    old = OwnKeys(tmp_path)
    (tmp_path / "issuer.pem").rename(tmp_path / "issuer-2026-11.pem")
    new = OwnKeys(tmp_path)
    assert new.kid != old.kid
    assert await new.find(old.kid) is not None
    assert [jwk["kid"] for jwk in new.jwks["keys"]] == [new.kid, old.kid]
