"""Knowledge bases: stores, documents, passages with vectors. Needs the extension pgvector."""

import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import VECTOR
from sqlalchemy.dialects.postgresql import JSONB

from vivavoce.kernel.database import APP_ROLE, row_security

revision = "0003"
down_revision = "0002"

TABLES = ("knowledge_store", "knowledge_document", "knowledge_passage")


def upgrade() -> None:
    """Three tables; an interview's store becomes a reference."""
    op.execute("create extension if not exists vector")
    op.create_table(
        "knowledge_store",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_knowledge_store_merchant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_store")),
    )
    op.create_table(
        "knowledge_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("passages", sa.Integer(), nullable=True),
        sa.Column("hidden", JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "state in ('queued', 'processing', 'ready', 'failed')", name=op.f("ck_knowledge_document_state_known")
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_knowledge_document_merchant_id")),
        sa.ForeignKeyConstraint(
            ["store_id"], ["knowledge_store.id"], name=op.f("fk_knowledge_document_store_id"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_document")),
    )
    op.create_table(
        "knowledge_passage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("meaning", VECTOR(512), nullable=True),
        sa.Column("letters", VECTOR(1024), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_knowledge_passage_merchant_id")),
        sa.ForeignKeyConstraint(
            ["store_id"], ["knowledge_store.id"], name=op.f("fk_knowledge_passage_store_id"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["knowledge_document.id"], name=op.f("fk_knowledge_passage_document_id"),
            ondelete="cascade",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_passage")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_knowledge_passage_document_id_number")),
    )  # fmt: skip
    for table in TABLES:
        op.create_index(op.f(f"ix_{table}_merchant_id"), table, ["merchant_id"], unique=False)
    for table in TABLES[1:]:
        op.create_index(op.f(f"ix_{table}_store_id"), table, ["store_id"], unique=False)
    op.create_foreign_key(
        op.f("fk_interview_knowledge_base_store_id"),
        "interview",
        "knowledge_store",
        ["knowledge_base_store_id"],
        ["id"],
    )
    for statement in row_security(TABLES):
        op.execute(sa.text(statement))
    for table in TABLES:
        op.execute(f"grant all on {table} to {APP_ROLE}")
