"""The first tables."""

import sqlalchemy as sa
from alembic import op

from vivavoce.entry.tables import metadata
from vivavoce.features.access.models import MERCHANT_POLICY, PLATFORM_POLICY
from vivavoce.kernel.database import APP_ROLE, platform_only, row_security
from vivavoce.kernel.jobs import schema_sql

revision = "0001"
down_revision = None

SHARED = ["template"]


def upgrade() -> None:
    connection = op.get_bind()
    op.execute(
        f"do $$ begin if not exists (select from pg_roles where rolname = '{APP_ROLE}') "
        f"then create role {APP_ROLE} nologin; end if; end $$"
    )
    op.execute(f"grant {APP_ROLE} to current_user")
    metadata.create_all(connection)
    connection.exec_driver_sql(schema_sql().replace("%", "%%"))
    guarded = [name for name, table in metadata.tables.items() if "merchant_id" in table.columns]
    for statement in row_security(guarded, shared=SHARED):
        op.execute(sa.text(statement))
    for statement in (*MERCHANT_POLICY, *PLATFORM_POLICY, *platform_only("idempotency_key")):
        op.execute(sa.text(statement))
    for kind in ("tables", "sequences", "functions"):
        op.execute(f"grant all on all {kind} in schema public to {APP_ROLE}")
    op.execute(f"grant usage on schema public to {APP_ROLE}")
