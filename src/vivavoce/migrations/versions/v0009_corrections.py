"""Corrections: what a candidate says she said, beside the words that were heard."""

import sqlalchemy as sa
from alembic import op

from vivavoce.kernel.database import APP_ROLE, row_security

revision = "0009"
down_revision = "0008"

TABLE = "turn_correction"


def upgrade() -> None:
    """One table; the turns themselves are not touched."""
    op.create_table(
        TABLE,
        sa.Column("turn_id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["turn_id"], ["turn.id"], name=op.f("fk_turn_correction_turn_id"), ondelete="cascade"),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_turn_correction_merchant_id")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_turn_correction_attempt_id"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("turn_id", name=op.f("pk_turn_correction")),
    )
    for column in ("merchant_id", "attempt_id"):
        op.create_index(op.f(f"ix_turn_correction_{column}"), TABLE, [column], unique=False)
    for statement in row_security((TABLE,)):
        op.execute(sa.text(statement))
    op.execute(f"grant all on {TABLE} to {APP_ROLE}")
