"""One real server for the whole contract, its demo owner, and two more merchants."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest

from tests.contract.support import DEMO_MERCHANT, Api, ContractServer, running
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
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ContractServer]:
    with running(ContractServer(tmp_path_factory.mktemp("contract") / "data")) as started:
        yield started


@pytest.fixture(scope="session")
def owner(server: ContractServer) -> Api:
    return Api(server.url, server.sign_in()["access_token"])


@pytest.fixture(scope="session")
def merchants(server: ContractServer) -> Merchants:
    made = Merchants(ours=DEMO_MERCHANT, sub=new_id(), other=new_id())
    postgres = EmbeddedPostgres(server.data / "postgres")
    try:
        asyncio.run(_make(postgres.url, made))
    finally:
        postgres.stop()
    return made


async def _make(url: str, merchants: Merchants) -> None:
    database = Database(url)
    async with database.platform() as session:
        await create_merchant(session, merchants.sub, "Subsidiary", operator_id=merchants.ours)
        await create_merchant(session, merchants.other, "Another Company")
    await database.close()


@pytest.fixture
def other(server: ContractServer, merchants: Merchants) -> Api:
    """The owner of another merchant."""
    return server.api(merchant=merchants.other)
