"""Fixtures of these tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from fastapi import Request

from tests.features.portals.support import Street
from tests.features.support import FakeAuthor, FakeRater, new_merchant
from vivavoce.entry import http
from vivavoce.features import evaluation
from vivavoce.features.access import Caller, Role
from vivavoce.kernel.database import Database
from vivavoce.kernel.ids import new_id
from vivavoce.kernel.settings import Settings


@pytest.fixture
async def street(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    """A fresh merchant with its owner signed in, and the whole application."""
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "index.html").write_text("<title>room</title>")
    monkeypatch.setattr(http, "web_folder", lambda: tmp_path)
    settings = Settings(_env_file=None, data=tmp_path, public_url="https://talk.example")
    merchant_id = await new_merchant(database)
    app = http.create_app(None)
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="https://talk.example") as client:
        caller = Caller(new_id(), Role.MERCHANT_OWNER, merchant_id)
        made = Street(app, client, database, merchant_id, FakeAuthor(), FakeRater(), caller)

        async def identify(_request: Request) -> Caller:
            return made.caller

        app.state.identify, app.state.database, app.state.settings = identify, database, settings
        app.state.author, app.state.resume_rater = made.author, made.rater
        app.state.best_share = evaluation.best_share
        await made.write("delete from one_time_code")  # limits count all visitors of the installation
        yield made
