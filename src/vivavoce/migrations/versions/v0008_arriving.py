"""Extra time is a candidate's choice for an attempt."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """One column; whoever has begun before had no extra time."""
    op.add_column("attempt", sa.Column("extra_time", sa.Boolean(), server_default=sa.false(), nullable=False))
