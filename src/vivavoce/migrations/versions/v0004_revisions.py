"""Revisions: definitions have versions, attempts keep the terms they began with, questions carry references."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"

NOTHING = sa.text("'{}'::jsonb")


def upgrade() -> None:
    """Five columns."""
    op.add_column("interview", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("interview", sa.Column("spoken", JSONB(), server_default=NOTHING, nullable=False))
    op.add_column("interview_step", sa.Column("external_id", sa.String(), nullable=True))
    op.add_column("interview_step", sa.Column("external_data", JSONB(), nullable=True))
    op.add_column("attempt", sa.Column("terms", JSONB(), server_default=NOTHING, nullable=False))
