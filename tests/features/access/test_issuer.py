"""The built-in issuer over HTTP: sessions, refusals, and what they look like."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx2
import jwt
import pytest
from sqlalchemy import func, select, update

from tests.features.access.conftest import PASSWORD, REAL_HASHER, REAL_NOBODY, Town
from vivavoce.features.access import passwords
from vivavoce.features.access.attempts import PER_PAIR
from vivavoce.features.access.caller import Role
from vivavoce.features.access.models import AuthSession, RefreshToken
from vivavoce.features.access.service import create_merchant, forget_expired, mint_token, set_password
from vivavoce.kernel import secret_token

ENVELOPE = {"error", "code", "request_id"}


@pytest.fixture
async def client(town: Town) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(town.app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://vivavoce.test") as opened:
        yield opened


async def sign_in(client: httpx2.AsyncClient, email: str, password: str = PASSWORD) -> httpx2.Response:
    body = {"email": email, "password": password, "gotrue_meta_security": {}}
    return await client.post("/auth/v1/token?grant_type=password", json=body)


async def refresh(client: httpx2.AsyncClient, token: str) -> httpx2.Response:
    return await client.post("/auth/v1/token?grant_type=refresh_token", json={"refresh_token": token})


async def whoami(client: httpx2.AsyncClient, token: str) -> httpx2.Response:
    return await client.post("/functions/v1/whoami", headers={"Authorization": f"Bearer {token}"})


async def test_a_session_has_the_shape_of_supabase(client: httpx2.AsyncClient, town: Town) -> None:
    answer = await sign_in(client, f" {town.email.upper()} ")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    session = answer.json()
    assert session["token_type"] == "bearer"
    assert session["expires_in"] == 3600
    assert abs(session["expires_at"] - time.time() - 3600) < 5
    assert session["user"]["email"] == town.email
    assert session["user"]["last_sign_in_at"]
    jwks = (await client.get("/auth/v1/.well-known/jwks.json")).json()
    claims = jwt.decode(
        session["access_token"], jwt.PyJWKSet.from_dict(jwks).keys[0], algorithms=["ES256"], audience="authenticated"
    )
    assert claims["app_metadata"]["merchant_id"] == str(town.merchant_id)
    assert {"iss", "sub", "role", "aal", "amr", "session_id", "is_anonymous", "email"} <= claims.keys()


async def test_an_unknown_address_and_a_wrong_password_look_alike(client: httpx2.AsyncClient, town: Town) -> None:
    answers = [await sign_in(client, town.email, "wrong"), await sign_in(client, "nobody@example.com", "wrong")]
    for answer in answers:
        body = answer.json()
        assert answer.status_code == 400
        body.pop("request_id")
        assert body == {
            "code": 400,
            "error_code": "invalid_credentials",
            "msg": "Invalid login credentials",
            "error": "Invalid login credentials",
        }


async def test_an_unknown_address_costs_a_hash_too(client: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = []
    verify = passwords._verify

    def counted(password_hash: str, password: bytes) -> bool:
        hashed.append(password_hash)
        return verify(password_hash, password)

    monkeypatch.setattr(passwords, "_verify", counted)
    for odd in ("nobody@example.com", "no address", "a\x00@example.com"):
        assert (await sign_in(client, odd, "wrong")).json()["error_code"] == "invalid_credentials"
    assert hashed == [passwords._NOBODY] * 3
    assert REAL_NOBODY.split("$")[:4] == REAL_HASHER.hash("x").split("$")[:4]


async def test_the_answer_to_a_newer_client_has_text_codes(client: httpx2.AsyncClient) -> None:
    answer = await client.post(
        "/auth/v1/token?grant_type=refresh_token",
        json={"refresh_token": "x"},
        headers={"X-Supabase-Api-Version": "2024-01-01"},
    )
    assert answer.headers["x-supabase-api-version"] == "2024-01-01"
    assert answer.json()["code"] == "refresh_token_not_found"
    assert answer.json()["message"] == answer.json()["error"]


@pytest.mark.parametrize(
    ("query", "body", "code"),
    [
        ("grant_type=password", b"{", "bad_json"),
        ("grant_type=password", b"[]", "bad_json"),
        ("grant_type=password", b"\xff", "bad_json"),
        ("grant_type=password", b"[" * 100_000, "bad_json"),
        ("grant_type=password", b"{}", "validation_failed"),
        ("grant_type=password", b'{"email": "a@b.c"}', "validation_failed"),
        ("grant_type=password", b'{"email": ["a@b.c"], "password": "x"}', "validation_failed"),
        ("grant_type=password", rb'{"email": "\ud800@b.c", "password": "\ud800"}', "invalid_credentials"),
        ("grant_type=refresh_token", b'{"refresh_token": ""}', "validation_failed"),
        ("grant_type=refresh_token", rb'{"refresh_token": "\ud800"}', "refresh_token_not_found"),
        ("grant_type=pkce", b"{}", "validation_failed"),
        ("", b"{}", "validation_failed"),
    ],
)
async def test_odd_bodies_are_refused_in_shape(client: httpx2.AsyncClient, query: str, body: bytes, code: str) -> None:
    answer = await client.post(f"/auth/v1/token?{query}", content=body)
    assert (answer.status_code, answer.json()["error_code"]) == (400, code)
    assert answer.json().keys() >= ENVELOPE


async def test_too_many_attempts_have_to_wait(client: httpx2.AsyncClient, town: Town) -> None:
    answers = await asyncio.gather(*(sign_in(client, town.email, "wrong") for _ in range(PER_PAIR + 5)))
    assert sorted(answer.status_code for answer in answers) == [400] * PER_PAIR + [429] * 5
    late = await sign_in(client, town.email)
    assert late.status_code == 429
    assert late.json()["error_code"] == "over_request_rate_limit"
    assert 1 <= int(late.headers["retry-after"]) <= 300
    assert (await sign_in(client, "somebody-else@example.com", "wrong")).status_code == 400


async def test_a_refresh_token_is_used_up(client: httpx2.AsyncClient, town: Town) -> None:
    first = (await sign_in(client, town.email)).json()
    second = (await refresh(client, first["refresh_token"])).json()
    assert second["refresh_token"] != first["refresh_token"]
    assert (await whoami(client, second["access_token"])).status_code == 200
    third = await refresh(client, second["refresh_token"])
    assert third.status_code == 200


async def used_since(town: Town, token: str, seconds: int) -> None:
    """Moves the moment of a token's use into the past."""
    async with town.database.platform() as session:
        row = await session.get_one(RefreshToken, secret_token.digest(token))
        await session.execute(
            update(RefreshToken)
            .where(RefreshToken.hash == row.hash)
            .values(used_at=func.now() - func.make_interval(0, 0, 0, 0, 0, 0, seconds))
        )


async def test_a_stolen_refresh_token_ends_the_session(client: httpx2.AsyncClient, town: Town) -> None:
    first = (await sign_in(client, town.email)).json()
    second = (await refresh(client, first["refresh_token"])).json()
    await used_since(town, first["refresh_token"], 11)
    stolen = await refresh(client, first["refresh_token"])
    assert (stolen.status_code, stolen.json()["error_code"]) == (400, "refresh_token_already_used")
    assert (await refresh(client, second["refresh_token"])).json()["error_code"] == "refresh_token_not_found"
    assert (await whoami(client, second["access_token"])).json()["code"] == "session_ended"


async def test_parallel_refreshes_are_both_served(client: httpx2.AsyncClient, town: Town) -> None:
    first = (await sign_in(client, town.email)).json()
    answers = await asyncio.gather(*(refresh(client, first["refresh_token"]) for _ in range(5)))
    assert [answer.status_code for answer in answers] == [200] * 5
    again = [await refresh(client, answer.json()["refresh_token"]) for answer in answers]
    assert [answer.status_code for answer in again] == [200] * 5


async def test_refreshing_and_signing_out_at_once_end_well(client: httpx2.AsyncClient, town: Town) -> None:
    for _ in range(5):
        first = (await sign_in(client, town.email)).json()
        out = {"Authorization": f"Bearer {first['access_token']}"}
        answers = await asyncio.gather(
            *(refresh(client, first["refresh_token"]) for _ in range(4)),
            client.post("/auth/v1/logout", headers=out),
            *(refresh(client, first["refresh_token"]) for _ in range(4)),
        )
        assert {answer.status_code for answer in answers} <= {200, 204, 400}
        assert (await refresh(client, first["refresh_token"])).json()["error_code"] == "refresh_token_not_found"


async def test_an_expired_refresh_token_is_unknown_and_forgotten(client: httpx2.AsyncClient, town: Town) -> None:
    first = (await sign_in(client, town.email)).json()
    past = func.now() - func.make_interval(0, 0, 0, 2)
    async with town.database.platform() as session:
        mine = select(AuthSession.id).where(AuthSession.user_id == town.user_id)
        await session.execute(update(RefreshToken).where(RefreshToken.session_id.in_(mine)).values(expires_at=past))
        await session.execute(update(AuthSession).where(AuthSession.user_id == town.user_id).values(created_at=past))
    assert (await refresh(client, first["refresh_token"])).json()["error_code"] == "refresh_token_not_found"
    await forget_expired(town.database)
    async with town.database.platform() as session:
        assert (await session.scalars(mine)).all() == []


async def test_signing_out_ends_the_access_token_as_well(client: httpx2.AsyncClient, town: Town) -> None:
    phone, laptop, desktop = [(await sign_in(client, town.email)).json()["access_token"] for _ in range(3)]

    async def out(token: str, scope: str) -> httpx2.Response:
        return await client.post(f"/auth/v1/logout?scope={scope}", headers={"Authorization": f"Bearer {token}"})

    async def alive() -> list[bool]:
        return [(await whoami(client, token)).status_code == 200 for token in (phone, laptop, desktop)]

    assert (await out(phone, "everywhere")).status_code == 400
    assert (await out(phone, "local")).status_code == 204
    assert await alive() == [False, True, True]
    assert (await out(phone, "global")).json()["error_code"] == "session_not_found"
    assert (await out(laptop, "others")).status_code == 204
    assert await alive() == [False, True, False]
    assert (await out(laptop, "")).status_code == 204
    assert await alive() == [False, False, False]
    refused = await whoami(client, laptop)
    assert (refused.status_code, refused.json()["code"]) == (401, "session_ended")
    assert refused.headers["www-authenticate"] == "Bearer"


async def test_a_new_password_signs_out(client: httpx2.AsyncClient, town: Town) -> None:
    token = (await sign_in(client, town.email)).json()["access_token"]
    async with town.database.platform() as session:
        await set_password(session, town.email, "another good one")
    assert (await whoami(client, token)).status_code == 401
    assert (await sign_in(client, town.email)).status_code == 400
    assert (await sign_in(client, town.email, "another good one")).status_code == 200


async def test_the_user_is_shown_to_themselves_alone(client: httpx2.AsyncClient, town: Town) -> None:
    async def user(**headers: str) -> httpx2.Response:
        return await client.get("/auth/v1/user", headers=headers)

    token = (await sign_in(client, town.email)).json()["access_token"]
    assert (await user(Authorization=f"Bearer {token}")).json()["id"] == str(town.user_id)
    none = await user()
    assert (none.status_code, none.json()["error_code"]) == (401, "no_authorization")
    bad = await user(Authorization="Bearer x.y.z")
    assert (bad.status_code, bad.json()["error_code"]) == (403, "bad_jwt")
    stranger = mint_token(town.settings, role=Role.ADMIN, merchant_id=None, user_id=uuid4())
    gone = await user(Authorization=f"Bearer {stranger}")
    assert (gone.status_code, gone.json()["error_code"]) == (403, "user_not_found")


@pytest.mark.parametrize("sent", [[], ["x"], ["Basic eDp5"], ["Bearer"], ["Bearer "], ["Bearer a b"], ["Bearer a"] * 2])
async def test_a_request_without_one_token_is_told_what_to_send(client: httpx2.AsyncClient, sent: list[str]) -> None:
    headers: Any = [("Authorization", value) for value in sent]
    answer = await client.post("/functions/v1/whoami", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["code"] == "no_token"
    assert "Authorization: Bearer" in answer.json()["error"]


async def test_an_operator_may_act_for_its_merchants(client: httpx2.AsyncClient, town: Town) -> None:
    below = [uuid4(), uuid4()]
    async with town.database.platform() as session:
        for merchant_id in below:
            await create_merchant(session, merchant_id, "Branch", town.merchant_id)
        await create_merchant(session, uuid4(), "Branch of a branch", below[0])

    async def operates(role: Role) -> Any:
        token = mint_token(town.settings, role=role, merchant_id=town.merchant_id)
        return (await whoami(client, token)).json()["operates"]

    for role in (Role.MERCHANT_OWNER, Role.MERCHANT, Role.ADMIN):
        assert await operates(role) == sorted(str(merchant_id) for merchant_id in below)
    for role in (Role.MERCHANT_SELECTION, Role.SERVICE):
        assert await operates(role) == []


async def test_browsers_of_other_sites_may_call(client: httpx2.AsyncClient) -> None:
    wanted = "authorization,apikey,x-client-info,content-type,idempotency-key,x-supabase-api-version"
    asking = {"Origin": "https://shop.example", "Access-Control-Request-Headers": wanted}
    for path, method in (("/auth/v1/token", "POST"), ("/functions/v1/whoami", "POST"), ("/auth/v1/user", "GET")):
        answer = await client.options(path, headers={**asking, "Access-Control-Request-Method": method})
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["access-control-allow-headers"] == wanted
        assert "access-control-allow-credentials" not in answer.headers
    refused = await client.post("/functions/v1/whoami", headers={"Origin": "https://shop.example"})
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (401, "*")
    elsewhere = await client.get("/room/v1/state", headers={"Origin": "https://shop.example"})
    assert "access-control-allow-origin" not in elsewhere.headers


async def test_what_can_be_asked_without_a_token(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/auth/v1/health")).json()["name"] == "Vivavoce"
    assert (await client.get("/auth/v1/settings")).json()["disable_signup"] is True
