"""Fixtures of all tests. One embedded PostgreSQL serves the whole run; each test makes merchants of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.support.server import data_folder
from vivavoce.entry import migrate
from vivavoce.kernel.database import Database
from vivavoce.kernel.embedded_postgres import EmbeddedPostgres
from vivavoce.ports.documents import read as documents


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """The address of a real, migrated PostgreSQL."""
    with data_folder() as folder:
        server = EmbeddedPostgres(folder)
        migrate.upgrade(server.url)
        yield server.url
        server.stop()


@pytest.fixture(scope="session")
async def database(database_url: str) -> AsyncIterator[Database]:
    """The database as the product uses it."""
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the sources."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session", autouse=True)
def document_reader() -> Iterator[None]:
    """Ends the process that reads documents, if a test has started it."""
    yield
    documents.close()
