"""Recordings: an introduction video in pieces; the bytes lie in the blob store."""

import sqlalchemy as sa
from alembic import op

from vivavoce.kernel.database import APP_ROLE, row_security

revision = "0010"
down_revision = "0009"

TABLES = ("recording", "recording_chunk")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Two tables."""
    op.create_table(
        "recording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content_type", sa.String(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("created_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=True),
        sa.CheckConstraint("kind in ('introduction')", name=op.f("ck_recording_kind_known")),
        sa.CheckConstraint("(kept_at is null) = (seconds is null)", name=op.f("ck_recording_kept_has_a_length")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_recording_merchant_id")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_recording_enrolment_id")),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_recording_attempt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
    )
    for column in ("merchant_id", "attempt_id"):
        op.create_index(op.f(f"ix_recording_{column}"), "recording", [column], unique=False)
    op.create_index(
        op.f("ix_recording_kept"),
        "recording",
        ["attempt_id", "kind"],
        unique=True,
        postgresql_where=sa.text("kept_at is not null"),
    )
    op.create_index(
        op.f("ix_recording_unfinished"),
        "recording",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("kept_at is null"),
    )
    op.create_table(
        "recording_chunk",
        sa.Column("recording_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_recording_chunk_recording_id"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_recording_chunk_merchant_id")),
        sa.PrimaryKeyConstraint("recording_id", "seq", name=op.f("pk_recording_chunk")),
    )
    op.create_index(op.f("ix_recording_chunk_merchant_id"), "recording_chunk", ["merchant_id"], unique=False)
    for statement in row_security(TABLES):
        op.execute(sa.text(statement))
    for table in TABLES:
        op.execute(f"grant all on {table} to {APP_ROLE}")
