"""Merchants, users, minted tokens, and the second lock on their tables."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import httpx2
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from tests.features.access.conftest import PASSWORD, Town, app_of
from tests.features.access.tokens import SECRET, settings_of
from vivavoce.features.access import (
    Access,
    Role,
    create_merchant,
    create_user,
    ensure_merchant,
    ensure_user,
    find_merchant,
    find_user,
    merchant_name,
    mint_token,
    set_password,
    sub_merchants,
)
from vivavoce.features.access.attempts import MOST_KEYS, PER_ADDRESS, PER_PAIR, WINDOW_S, Attempts
from vivavoce.features.access.models import MERCHANT_POLICY, PLATFORM_POLICY
from vivavoce.kernel.database import APP_ROLE, Database
from vivavoce.kernel.errors import ConflictError, FieldError, NotFoundError


@pytest.fixture
async def session(database: Database) -> AsyncIterator[AsyncSession]:
    async with database.platform() as opened:
        yield opened


async def test_merchants(session: AsyncSession) -> None:
    top, below = uuid4(), uuid4()
    await create_merchant(session, top, "Top")
    await create_merchant(session, below, "Below", top)
    assert await merchant_name(session, below) == "Below"
    assert [found.id for found in await sub_merchants(session, top)] == [below]
    assert (await ensure_merchant(session, top, "Another name")).name == "Top"
    with pytest.raises(ConflictError):
        await create_merchant(session, top, "Again")
    with pytest.raises(FieldError, match="operator_id"):
        await create_merchant(session, uuid4(), "Orphan", uuid4())
    with pytest.raises(FieldError, match="name"):
        await create_merchant(session, uuid4(), " ")
    with pytest.raises(NotFoundError):
        await find_merchant(session, uuid4())


async def test_users(session: AsyncSession) -> None:
    email = f"Anna.{uuid4()}@Example.com"
    made = await create_user(session, email, PASSWORD, Role.ADMIN, None)
    assert made.email == email.lower()
    assert made.password_hash.startswith("$argon2id$")
    assert await find_user(session, email.upper()) is made
    assert await ensure_user(session, email, "not taken over", Role.USER, None) is made
    assert made.app_metadata["role"] == "admin"
    with pytest.raises(ConflictError):
        await create_user(session, email.upper(), PASSWORD, Role.USER, None)
    with pytest.raises(NotFoundError):
        await set_password(session, "nobody@example.com", PASSWORD)


@pytest.mark.parametrize(
    ("email", "password", "role", "merchant_id", "name"),
    [
        ("anna", PASSWORD, Role.USER, None, "email"),
        ("a@b\x00.c", PASSWORD, Role.USER, None, "email"),
        ("a" * 251 + "@b.c", PASSWORD, Role.USER, None, "email"),
        ("a@b.c", "short", Role.USER, None, "password"),
        ("a@b.c", "x" * 1025, Role.USER, None, "password"),
        ("a@b.c", PASSWORD, Role.SERVICE, None, "role"),
        ("a@b.c", PASSWORD, Role.USER, UUID(int=5), "merchant_id"),
    ],
)
async def test_users_that_can_not_be(
    session: AsyncSession, email: str, password: str, role: Role, merchant_id: UUID | None, name: str
) -> None:
    with pytest.raises(FieldError) as caught:
        await create_user(session, email, password, role, merchant_id)
    assert caught.value.name == name


@pytest.mark.parametrize("given", [{}, {"jwt_secret": SECRET}, {"supabase_url": "http://x.test", "jwt_secret": SECRET}])
@pytest.mark.parametrize("audience", ["authenticated", "any", "vivavoce"])
async def test_minted_tokens_count(tmp_path: Path, database: Database, given: dict[str, str], audience: str) -> None:
    settings = settings_of(tmp_path, **given, jwt_audience=audience)
    access = Access(settings, database)
    merchant_id = uuid4()
    for role in Role:
        caller = await access.identify_token(mint_token(settings, role=role, merchant_id=merchant_id))
        assert (caller.role, caller.merchant_id) == (role, merchant_id)
        assert (caller.user_id is None) == (role is Role.SERVICE)
    await access.close()


def test_nobody_mints_for_a_foreign_issuer(tmp_path: Path) -> None:
    for given in ({"supabase_url": "http://x.test"}, {"jwks_url": "http://x.test/jwks"}):
        with pytest.raises(ConflictError, match="another issuer"):
            mint_token(settings_of(tmp_path, **given), role=Role.ADMIN, merchant_id=None)
    assert not (tmp_path / "keys").exists()


async def test_a_token_outlives_another_port(tmp_path: Path, database: Database) -> None:
    token = mint_token(settings_of(tmp_path, port=8080), role=Role.ADMIN, merchant_id=None)
    access = Access(settings_of(tmp_path, port=9090), database)
    assert (await access.identify_token(token)).role is Role.ADMIN
    await access.close()


async def test_the_issuer_is_off_when_another_is_trusted(tmp_path: Path, database: Database) -> None:
    access = Access(settings_of(tmp_path, jwt_secret=SECRET), database)
    transport = httpx2.ASGITransport(app_of(access))
    async with httpx2.AsyncClient(transport=transport, base_url="http://vivavoce.test") as client:
        for method, path in (
            ("POST", "token"),
            ("GET", "user"),
            ("POST", "logout"),
            ("GET", ".well-known/jwks.json"),
            ("GET", "health"),
            ("GET", "settings"),
        ):
            answer = await client.request(method, f"/auth/v1/{path}")
            assert (answer.status_code, answer.json()["error_code"]) == (404, "issuer_off")
    await access.close()


async def test_the_second_lock(town: Town, database: Database) -> None:
    below, stranger = uuid4(), uuid4()
    async with database.platform() as session:
        await create_merchant(session, below, "Below", town.merchant_id)
        await create_merchant(session, stranger, "Stranger")

    async with AsyncSession(
        database.engine
    ) as session:  # as the owner, and rolled back: the policies are the migration's
        for statement in (*MERCHANT_POLICY, *PLATFORM_POLICY):
            await session.execute(text(statement))

        async def enter(merchant: object) -> None:
            await session.execute(
                text(f"select set_config('role', '{APP_ROLE}', true), set_config('app.merchant', :merchant, true)"),
                {"merchant": str(merchant)},
            )

        async def seen() -> set[UUID]:
            return set((await session.scalars(text("select id from merchant"))).all())

        await enter(town.merchant_id)
        assert await seen() == {town.merchant_id, below}
        for table in ("app_user", "auth_session", "refresh_token"):
            assert (await session.scalar(text(f"select count(*) from {table}"))) == 0
        changed = await session.execute(text("update merchant set name = 'x'"))
        assert changed.rowcount == 0  # type: ignore[attr-defined]
        with pytest.raises(ProgrammingError, match="row-level security"):
            async with session.begin_nested():
                await create_merchant(session, uuid4(), "Mine")
        await enter(below)
        assert await seen() == {below}
        await enter("*")
        assert {town.merchant_id, below, stranger} <= await seen()
        await create_merchant(session, uuid4(), "Made by the platform")
        assert (await session.scalar(text("select count(*) from app_user"))) > 0
        await session.rollback()


def test_attempts_are_counted_in_a_sliding_window() -> None:
    attempts = Attempts()
    assert [attempts.begin("a@b.c", "1.1.1.1", second) for second in range(PER_PAIR)] == [0] * PER_PAIR
    assert attempts.begin("a@b.c", "1.1.1.1", 10.0) == WINDOW_S - 10
    assert attempts.begin("a@b.c", "2.2.2.2", 10.0) == 0
    assert attempts.begin("a@b.c", "1.1.1.1", WINDOW_S) == 0
    assert attempts.begin("a@b.c", "1.1.1.1", WINDOW_S) == 1


def test_a_success_takes_its_attempts_back() -> None:
    attempts = Attempts()
    for _ in range(PER_ADDRESS * 2):
        assert attempts.begin("a@b.c", "1.1.1.1", 0.0) == 0
        attempts.succeeded("a@b.c", "1.1.1.1")


def test_one_address_can_not_try_everybody() -> None:
    attempts = Attempts()
    waits = [attempts.begin(f"{number}@b.c", "1.1.1.1", 0.0) for number in range(PER_ADDRESS + 1)]
    assert waits == [0] * PER_ADDRESS + [WINDOW_S]


def test_the_memory_of_attempts_is_bounded() -> None:
    attempts = Attempts()
    for number in range(MOST_KEYS + 500):
        attempts.begin(f"{number}@b.c", str(number), 0.0)
    assert len(attempts._begun) <= MOST_KEYS + 2
    attempts.begin("late@b.c", "x", WINDOW_S * 2)
    assert len(attempts._begun) == 2
