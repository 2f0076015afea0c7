"""Which tokens count: the same attacks against every way to verify."""

from __future__ import annotations

import base64
import time
from pathlib import Path
from typing import Any

import pytest

from tests.features.access.tokens import (
    ES_KEY,
    KINDS,
    MERCHANT,
    RSA_KEY,
    SECRET,
    USER,
    Desk,
    claims_of,
    desk_of,
    forged,
    hmac_signed,
    pem,
    settings_of,
)
from vivavoce.features.access.caller import Role
from vivavoce.features.access.identify import Access
from vivavoce.features.access.verifier import who
from vivavoce.kernel.errors import ForbiddenError, ProblemError, UnauthorizedError


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    return desk_of(request.param, tmp_path)


async def refused(desk: Desk, token: str) -> str:
    """The code of the refusal."""
    with pytest.raises(UnauthorizedError) as caught:
        await desk.verifier.claims(token)
    assert caught.value.status == 401
    assert caught.value.headers == {"WWW-Authenticate": "Bearer"}
    assert token not in caught.value.error
    return caught.value.code


async def test_a_good_token_says_who_calls(desk: Desk) -> None:
    named = who(await desk.verifier.claims(desk.sign()))
    assert (named.user_id, named.role, named.merchant_id) == (USER, Role.MERCHANT, MERCHANT)


@pytest.mark.parametrize("said", ["none", "None", "NONE", "nOnE", "", None, ["none"], 0])
async def test_an_unsigned_token_is_refused(desk: Desk, said: Any) -> None:
    header = {"alg": said, "typ": "JWT", "kid": desk.kid}
    assert await refused(desk, forged(header, claims_of(), lambda _: b"")) == "wrong_algorithm"
    assert await refused(desk, forged(header, claims_of(), lambda _: b"x")) == "wrong_algorithm"
    assert await refused(desk, forged({"typ": "JWT"}, claims_of(), lambda _: b"")) == "wrong_algorithm"


async def test_a_public_key_is_no_hmac_secret(desk: Desk) -> None:
    public = [desk.public_pem, desk.public_pem.strip(), pem(ES_KEY), pem(RSA_KEY)]
    for secret in public:
        for algorithm in ("HS256", desk.algorithm):
            token = hmac_signed({"alg": algorithm, "typ": "JWT", "kid": desk.kid}, claims_of(), secret)
            assert await refused(desk, token) in ("wrong_algorithm", "bad_signature")


async def test_other_algorithms_of_the_right_key_are_refused(tmp_path: Path) -> None:
    rsa, secret = desk_of("rs256", tmp_path), desk_of("secret", tmp_path)
    for algorithm in ("RS384", "RS512", "PS256"):
        assert await refused(rsa, rsa.sign(algorithm=algorithm)) == "wrong_algorithm"
    long_secret = SECRET * 2
    for algorithm in ("HS384", "HS512"):
        assert await refused(secret, secret.sign(algorithm=algorithm, key=long_secret)) == "wrong_algorithm"


async def test_the_key_fixes_the_algorithm(tmp_path: Path) -> None:
    es, rsa = desk_of("es256", tmp_path), desk_of("rs256", tmp_path)
    assert await refused(es, es.sign(key=RSA_KEY, algorithm="RS256")) == "wrong_algorithm"
    assert await refused(rsa, rsa.sign(key=ES_KEY, algorithm="ES256")) == "wrong_algorithm"


async def test_a_wrong_key_is_refused(desk: Desk) -> None:
    assert await refused(desk, desk.sign(key=desk.wrong_key)) == "bad_signature"


async def test_a_changed_token_is_refused(desk: Desk) -> None:
    head, _, signature = desk.sign().split(".")
    admin = desk.sign(app_metadata={"role": "admin"}, key=desk.wrong_key).split(".")[1]
    assert await refused(desk, f"{head}.{admin}.{signature}") == "bad_signature"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"exp": int(time.time()) - 1}, "token_expired"),
        ({"exp": 0}, "token_expired"),
        ({"exp": ...}, "invalid_token"),
        ({"exp": None}, "invalid_token"),
        ({"exp": "soon"}, "invalid_token"),
        ({"exp": float("inf")}, "invalid_token"),
        ({"nbf": int(time.time()) + 3600}, "token_not_yet_valid"),
        ({"aud": "somebody-else"}, "wrong_audience"),
        ({"aud": ["a", "b"]}, "wrong_audience"),
        ({"aud": ...}, "wrong_audience"),
        ({"aud": {"authenticated": 1}}, "wrong_audience"),
    ],
)
async def test_claims_that_do_not_hold_are_refused(desk: Desk, changed: dict[str, Any], code: str) -> None:
    assert await refused(desk, desk.sign(**changed)) == code


async def test_an_audience_may_be_one_of_several(desk: Desk) -> None:
    assert await desk.verifier.claims(desk.sign(aud=["other", "authenticated"]))


@pytest.mark.parametrize("kind", KINDS)
async def test_the_word_any_switches_the_audience_off(kind: str, tmp_path: Path) -> None:
    desk = desk_of(kind, tmp_path, jwt_audience="any")
    assert await desk.verifier.claims(desk.sign(aud=...))
    assert await desk.verifier.claims(desk.sign(aud="somebody-else"))


@pytest.mark.parametrize("kind", KINDS)
async def test_a_configured_issuer_is_required(kind: str, tmp_path: Path) -> None:
    desk = desk_of(kind, tmp_path, jwt_issuer="http://mine.test/auth/v1")
    assert await desk.verifier.claims(desk.sign())
    assert await refused(desk, desk.sign(iss="http://theirs.test/auth/v1")) == "wrong_issuer"
    assert await refused(desk, desk.sign(iss=...)) == "wrong_issuer"


async def test_our_own_issuer_is_always_required(tmp_path: Path) -> None:
    own = desk_of("own", tmp_path)
    assert await refused(own, own.sign(iss="http://issuer.test/auth/v1")) == "wrong_issuer"
    assert await refused(own, own.sign(iss=...)) == "wrong_issuer"


@pytest.mark.parametrize(
    "text",
    ["x", "..", "a.b.c", "", "é.é.é", "eyJhbGciOiJFUzI1NiJ9..", "x" * 20_000, "[" * 9_000 + ".e30.x", "\ud800.a.b"],
)
async def test_rubbish_is_refused(desk: Desk, text: str) -> None:
    assert await refused(desk, f"{text}!") == "invalid_token"


async def test_deep_and_odd_headers_are_refused(desk: Desk) -> None:
    deep = base64.urlsafe_b64encode(b'{"alg":' + b"[" * 5_000).rstrip(b"=").decode()
    assert await refused(desk, f"{deep}.e30.eA") == "invalid_token"
    for odd in ({"kid": 7}, {"kid": ["es-1"]}, {"crit": ["exp"], "exp": 1}, {"b64": False}):
        header = {"alg": desk.algorithm, "kid": desk.kid, **odd}
        assert await refused(desk, hmac_signed(header, claims_of(), SECRET.encode())) == "invalid_token"


def test_user_metadata_decides_nothing() -> None:
    mine = {"role": "admin", "merchant_id": str(USER), "app_metadata": {"role": "admin"}}
    named = who(claims_of(app_metadata={}, user_metadata=mine))
    assert (named.role, named.merchant_id) == (Role.USER, None)
    assert who(claims_of(app_metadata=..., user_metadata=mine)).role is Role.USER


def test_a_service_key_needs_no_user() -> None:
    named = who(claims_of(role="service_role", sub=..., app_metadata=...))
    assert (named.role, named.user_id, named.merchant_id) == (Role.SERVICE, None, None)


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"role": "anon"}, 401, "not_signed_in"),
        ({"is_anonymous": True}, 401, "not_signed_in"),
        ({"role": "supabase_admin"}, 403, "role_not_permitted"),
        ({"role": ...}, 403, "role_not_permitted"),
        ({"role": "postgres", "sub": ...}, 403, "role_not_permitted"),
        ({"role": ["service_role"]}, 403, "role_not_permitted"),
        ({"app_metadata": {"role": "service_role"}}, 403, "role_not_permitted"),
        ({"app_metadata": {"role": "root"}}, 403, "role_not_permitted"),
        ({"app_metadata": {"role": ["admin"]}}, 403, "role_not_permitted"),
        ({"sub": ...}, 401, "invalid_token"),
        ({"sub": ""}, 401, "invalid_token"),
        ({"sub": "anna"}, 401, "invalid_token"),
        ({"sub": 5}, 401, "invalid_token"),
        ({"app_metadata": "admin"}, 401, "invalid_token"),
        ({"app_metadata": {"merchant_id": "*"}}, 401, "invalid_token"),
        ({"session_id": "x"}, 401, "invalid_token"),
    ],
)
def test_claims_that_name_nobody_are_refused(changed: dict[str, Any], status: int, code: str) -> None:
    with pytest.raises(ProblemError) as caught:
        who(claims_of(**changed))
    assert (caught.value.status, caught.value.code) == (status, code)
    assert isinstance(caught.value, UnauthorizedError | ForbiddenError)


def test_a_secret_that_can_be_guessed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 32 bytes"):
        Access(settings_of(tmp_path, jwt_secret="secret"), None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "algorithms"),
    [
        ({}, ("ES256",)),
        ({"jwt_secret": SECRET}, ("HS256",)),
        ({"jwks_url": "http://issuer.test/jwks"}, ("ES256", "RS256")),
        ({"supabase_url": "http://issuer.test"}, ("ES256", "RS256")),
        ({"supabase_url": "http://issuer.test", "jwt_secret": SECRET}, ("HS256",)),
    ],
)
async def test_one_verifier_is_in_force(tmp_path: Path, given: dict[str, str], algorithms: tuple[str, ...]) -> None:
    access = Access(settings_of(tmp_path, **given), None)  # type: ignore[arg-type]
    assert access.verifier.source.algorithms == algorithms
    assert (access.issuer is None) == bool(given)
    assert (tmp_path / "keys").exists() != bool(given)
    await access.close()
