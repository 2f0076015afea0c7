"""Brings the database to the present schema. Alembic takes the steps; an advisory lock lets one process do it."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import vivavoce.migrations
from vivavoce.kernel.database import async_url

_LOCK = 7_218_004_551


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(vivavoce.migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Applies all steps that are missing; does nothing when there is none."""
    config = _config()
    engine = sqlalchemy.create_engine(async_url(url))
    try:
        with engine.connect() as guard, engine.begin() as connection:
            guard.execute(sqlalchemy.text(f"select pg_advisory_lock({_LOCK})"))
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    finally:
        engine.dispose()


def pending(url: str) -> bool:
    """Whether steps are missing."""
    engine = sqlalchemy.create_engine(async_url(url))
    try:
        with engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_revision()
            return present != ScriptDirectory.from_config(_config()).get_current_head()
    finally:
        engine.dispose()
