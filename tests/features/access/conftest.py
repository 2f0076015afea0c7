"""An app of the access feature alone, with one route behind it, on a loopback port."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi import Depends, FastAPI

from tests.features.access.tokens import settings_of
from vivavoce.features.access import (
    READERS,
    Access,
    Caller,
    Role,
    cors,
    create_merchant,
    create_user,
    passwords,
    requires,
    router,
)
from vivavoce.kernel import http
from vivavoce.kernel.database import Database
from vivavoce.kernel.ids import new_id
from vivavoce.kernel.settings import Settings

PASSWORD = "correct horse battery"
REAL_HASHER, REAL_NOBODY = passwords._hasher, passwords._NOBODY
CHEAP_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
CHEAP_NOBODY = CHEAP_HASHER.hash("nobody's")


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", CHEAP_HASHER)
    monkeypatch.setattr(passwords, "_NOBODY", CHEAP_NOBODY)


class Town:
    """A merchant with an owner, the settings, and the app."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self.settings = settings
        self.database = database
        self.access = Access(settings, database)
        self.merchant_id = new_id()
        self.email = f"owner-{self.merchant_id}@example.com"
        self.app = app_of(self.access)

    async def settle(self) -> None:
        async with self.database.platform() as session:
            await create_merchant(session, self.merchant_id, "Town Hall")
            user = await create_user(session, self.email, PASSWORD, Role.MERCHANT_OWNER, self.merchant_id)
        self.user_id: UUID = user.id


def app_of(access: Access) -> FastAPI:
    """The app as the composition root puts it together, with a route that shows the caller."""
    app = FastAPI()
    app.state.identify = access.identify
    app.state.issuer = access.issuer
    app.include_router(router)

    @app.post("/functions/v1/whoami")
    async def whoami(caller: Annotated[Caller, Depends(requires(READERS))]) -> dict[str, object]:
        return {
            "user_id": caller.user_id,
            "role": caller.role,
            "merchant_id": caller.merchant_id,
            "operates": sorted(caller.operates),
        }

    http.install(app)
    cors(app)
    return app


@pytest.fixture
async def town(tmp_path: Path, database: Database) -> AsyncIterator[Town]:
    """An installation with the built-in issuer."""
    made = Town(settings_of(tmp_path), database)
    await made.settle()
    yield made
    await made.access.close()


@contextlib.asynccontextmanager
async def served(app: Any) -> AsyncIterator[str]:
    """The app's address on loopback, by uvicorn."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off", ws="none"))
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
        assert not running.done(), "uvicorn did not start"
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await running
