"""The migrations make what the models say, guarded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from vivavoce.entry import migrate
from vivavoce.entry.tables import metadata
from vivavoce.kernel.database import async_url


def test_the_migrations_make_the_tables_of_the_models(database_url: str) -> None:
    engine = sa.create_engine(async_url(database_url))
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    ours = [diff for diff in found if "procrastinate" not in str(diff) and "alembic" not in str(diff)]
    assert ours == []


def test_nothing_is_pending_and_a_second_run_changes_nothing(database_url: str) -> None:
    assert not migrate.pending(database_url)
    migrate.upgrade(database_url)
    assert not migrate.pending(database_url)


def test_every_table_of_ours_is_guarded(database_url: str) -> None:
    engine = sa.create_engine(async_url(database_url))
    with engine.connect() as connection:
        rows = connection.execute(
            sa.text("select relname, relrowsecurity and relforcerowsecurity from pg_class where relname = any(:names)"),
            {"names": list(metadata.tables)},
        )
        guarded = {row[0]: row[1] for row in rows}
    engine.dispose()
    assert {name for name in metadata.tables if not guarded[name]} == set()
