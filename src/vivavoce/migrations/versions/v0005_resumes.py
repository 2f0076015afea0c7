"""Resumes as files, and the text in them that nobody sees."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from vivavoce.kernel.database import APP_ROLE, row_security

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """One table, one column."""
    op.create_table(
        "resume_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("screening_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("media_type", sa.String(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_resume_file_merchant_id")),
        sa.ForeignKeyConstraint(["screening_id"], ["screening.id"], name=op.f("fk_resume_file_screening_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resume_file")),
        sa.UniqueConstraint("screening_id", name=op.f("uq_resume_file_screening_id")),
    )
    op.create_index(op.f("ix_resume_file_merchant_id"), "resume_file", ["merchant_id"], unique=False)
    op.add_column("screening", sa.Column("hidden", JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False))
    for statement in row_security(("resume_file",)):
        op.execute(sa.text(statement))
    op.execute(f"grant all on resume_file to {APP_ROLE}")
