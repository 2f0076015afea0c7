"""Alembic's environment: one connection, handed over by ``vivavoce.entry.migrate``."""

from alembic import context

from vivavoce.entry.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
