"""One real server for the whole contract, its demo owner, and two more merchants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from tests.contract.support import DEMO_MERCHANT, Api, ContractServer, running
from tests.support.server import data_folder
from vivavoce.features import templates
from vivavoce.features.access import create_merchant
from vivavoce.kernel.database import Database
from vivavoce.kernel.embedded_postgres import EmbeddedPostgres
from vivavoce.kernel.ids import new_id


@dataclass(frozen=True)
class Merchants:
    """Ours is the demo's; it operates ``sub`` and has nothing to do with ``other``."""

    ours: UUID
    sub: UUID
    other: UUID


@pytest.fixture(scope="session")
def server() -> Iterator[ContractServer]:
    with data_folder() as data, running(ContractServer(data)) as started:
        yield started


@pytest.fixture(scope="session")
def owner(server: ContractServer) -> Api:
    """With a token of the command line, which has no session that a client's sign-out would end."""
    return server.api()


@pytest.fixture(scope="session")
def postgres(server: ContractServer) -> str:
    """The address of the running server's PostgreSQL; looking it up leaves no trace there."""
    found = EmbeddedPostgres(server.data / "postgres")
    found.stop()
    return found.url


@pytest.fixture(scope="session")
def count(postgres: str) -> Iterator[Callable[..., int]]:
    """Counts rows, past row-level security: ``count("interview", code="my code")``."""
    with psycopg.connect(postgres, autocommit=True) as connection:

        def counted(table: str, **where: Any) -> int:
            clauses = sql.SQL(" and ").join(
                sql.SQL("{} = {}").format(sql.Identifier(name), value) for name, value in where.items()
            )
            query = sql.SQL("select count(*) from {} where {}").format(sql.Identifier(table), clauses)
            (found,) = connection.execute(query).fetchone() or (0,)
            return int(found)

        yield counted


@pytest.fixture(scope="session")
async def merchants(postgres: str) -> Merchants:
    database = Database(postgres)
    made = Merchants(ours=DEMO_MERCHANT, sub=new_id(), other=new_id())
    async with database.platform() as session:
        await create_merchant(session, made.sub, "Subsidiary", operator_id=made.ours)
        await create_merchant(session, made.other, "Another Company")
    await database.close()
    return made


@pytest.fixture(scope="session")
async def own_template(postgres: str) -> str:
    """A template of our own: no route makes one yet."""
    database = Database(postgres)
    async with database.merchant(DEMO_MERCHANT) as session:
        made = await templates.add(session, DEMO_MERCHANT, templates.NewTemplate(name="Our own"))
    await database.close()
    return str(made.id)


@pytest.fixture(scope="session")
def other(server: ContractServer, merchants: Merchants) -> Api:
    """The owner of another merchant."""
    return server.api(merchant=merchants.other)
