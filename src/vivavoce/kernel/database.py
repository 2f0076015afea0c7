"""The database: sessions that see one merchant, and the second lock behind every query.

Each transaction begins by taking the role ``vivavoce_app`` (which row-level security binds, even when we connect as
the owner) and by naming its merchant. A query that forgets its filter then still sees nothing of another merchant.
``platform()`` sees all; it is for jobs, sign-in and the resolving of tokens, before a merchant is known.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, MetaData, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from vivavoce.kernel.settings import Settings

APP_ROLE = "vivavoce_app"

_ENTER = text(f"select set_config('role', '{APP_ROLE}', true), set_config('app.merchant', :merchant, true)")


class Base(DeclarativeBase):
    """Base of all tables. A table with ``merchant_id`` is guarded by row-level security."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
        list[str]: JSONB,
        list[dict[str, Any]]: JSONB,
    }


def async_url(url: str) -> str:
    """A libpq address as SQLAlchemy wants it, with psycopg as the driver."""
    scheme, _, rest = url.partition("://")
    if scheme not in ("postgres", "postgresql", "postgresql+psycopg"):
        raise ValueError(f"DATABASE_URL must begin with postgresql://, not {scheme}://")
    return f"postgresql+psycopg://{rest}"


class Database:
    """A pool of connections and the two ways to open a transaction."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = url
        self.engine = create_async_engine(async_url(url), pool_size=pool_size, max_overflow=10, pool_pre_ping=True)

    @asynccontextmanager
    async def merchant(self, merchant_id: UUID) -> AsyncIterator[AsyncSession]:
        """A transaction that sees this merchant and what is public. Commits at the end, rolls back on any error."""
        async with self._session(str(merchant_id)) as session:
            yield session

    @asynccontextmanager
    async def platform(self) -> AsyncIterator[AsyncSession]:
        """A transaction that sees every merchant."""
        async with self._session("*") as session:
            yield session

    @asynccontextmanager
    async def _session(self, merchant: str) -> AsyncIterator[AsyncSession]:
        async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
            await session.execute(_ENTER, {"merchant": merchant})
            yield session

    async def close(self) -> None:
        """Gives back all connections."""
        await self.engine.dispose()


def row_security(tables: Iterable[str], *, shared: Iterable[str] = ()) -> list[str]:
    """The statements that guard tables with a ``merchant_id``.

    In ``shared`` tables a row without a merchant belongs to the platform: everybody reads it, only the platform writes.
    """
    statements = []
    mine = "current_setting('app.merchant', true) in ('*', merchant_id::text)"
    for table in tables:
        seen = f"merchant_id is null or {mine}" if table in set(shared) else mine
        statements += [
            f"alter table {table} enable row level security",
            f"alter table {table} force row level security",
            f"create policy merchant_sees on {table} using ({seen}) with check ({mine})",
        ]
        if table in set(shared):
            statements[-1] = statements[-1].replace(
                f"with check ({mine})", f"with check ({mine} or current_setting('app.merchant', true) = '*')"
            )
    return statements


def platform_only(table: str) -> tuple[str, ...]:
    """The statements that hide a table from every merchant's transaction."""
    seen = "current_setting('app.merchant', true) = '*'"
    return (
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"drop policy if exists platform_only on {table}",
        f"create policy platform_only on {table} using ({seen}) with check ({seen})",
    )


@asynccontextmanager
async def lifted(session: AsyncSession) -> AsyncIterator[None]:
    """Within a merchant's transaction, a moment that sees what the platform sees; flushed before it ends."""
    merchant = (await session.execute(text("select current_setting('app.merchant')"))).scalar_one()
    enter = text("select set_config('app.merchant', :merchant, true)")
    await session.flush()
    await session.execute(enter, {"merchant": "*"})
    yield
    await session.flush()
    await session.execute(enter, {"merchant": merchant})


async def lock(session: AsyncSession, *parts: object) -> None:
    """Waits until nobody else holds the same parts; held until the transaction ends."""
    await session.execute(
        text("select pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": "|".join(map(str, parts))}
    )


def database_url(settings: Settings) -> str | None:
    """The configured address; None when the embedded server is to be used."""
    return settings.database_url.get_secret_value() if settings.database_url else None
