"""Authoring: calls to language models, what the linter found, how far several ratings of a resume lie apart."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from vivavoce.kernel.database import APP_ROLE, row_security

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One table, three columns."""
    op.create_table(
        "ai_call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("prompt_sha256", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("input_tokens", sa.Integer(), nullable=False),
        sa.Column("output_tokens", sa.Integer(), nullable=False),
        sa.Column("cost_usd", sa.Numeric(12, 6), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_ai_call_merchant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ai_call")),
    )
    op.create_index(op.f("ix_ai_call_subject_id"), "ai_call", ["subject_id"], unique=False)
    op.create_index("ix_ai_call_merchant_id_created_at", "ai_call", ["merchant_id", "created_at"], unique=False)
    op.add_column("interview", sa.Column("findings", JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False))
    op.add_column("screening", sa.Column("spread", sa.Double(), nullable=True))
    for statement in row_security(("ai_call",)):
        op.execute(sa.text(statement))
    op.execute(f"grant all on ai_call to {APP_ROLE}")
