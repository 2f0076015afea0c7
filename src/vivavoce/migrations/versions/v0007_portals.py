"""Portals: slugs and branding of merchants, one-time codes; embeds change keys and know spent signatures."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from vivavoce.features.access.slugs import LONGEST, slug_from
from vivavoce.kernel.database import APP_ROLE, row_security

revision = "0007"
down_revision = "0006"

TABLES = ("merchant_slug", "embed_signature", "one_time_code")
MOMENT = sa.DateTime(timezone=True)
NOTHING = sa.text("'{}'::jsonb")


def upgrade() -> None:
    """Three tables, four columns; every merchant has a slug from its name."""
    op.add_column("merchant", sa.Column("branding", JSONB(), server_default=NOTHING, nullable=False))
    op.add_column("embed_key", sa.Column("previous_key", sa.String(), nullable=True))
    op.add_column("embed_key", sa.Column("rotated_at", MOMENT, nullable=True))
    op.add_column("embed_key", sa.Column("accepts_v1", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_table(
        "merchant_slug",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("taken_at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchant.id"], name=op.f("fk_merchant_slug_merchant_id"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_merchant_slug")),
    )
    op.create_table(
        "embed_signature",
        sa.Column("embed_id", sa.Uuid(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["embed_id"], ["embed_key.id"], name=op.f("fk_embed_signature_embed_id"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_embed_signature_merchant_id")),
        sa.PrimaryKeyConstraint("embed_id", "signature", name=op.f("pk_embed_signature")),
    )
    op.create_index(op.f("ix_embed_signature_expires_at"), "embed_signature", ["expires_at"], unique=False)
    op.create_table(
        "one_time_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("portal", sa.String(), nullable=True),
        sa.Column("embed_id", sa.Uuid(), nullable=True),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("network", sa.LargeBinary(), nullable=False),
        sa.Column("may_enter", sa.Boolean(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.CheckConstraint("tries between 0 and 5", name=op.f("ck_one_time_code_tries_in_range")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_one_time_code_merchant_id")),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_one_time_code_interview_id"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_code")),
    )
    for column in ("email", "network", "interview_id"):
        op.create_index(
            op.f(f"ix_one_time_code_{column}_created_at"), "one_time_code", [column, "created_at"], unique=False
        )
    for table in TABLES:
        op.create_index(op.f(f"ix_{table}_merchant_id"), table, ["merchant_id"], unique=False)
    _name_merchants()
    for statement in row_security(TABLES):
        op.execute(sa.text(statement))
    for table in TABLES:
        op.execute(f"grant all on {table} to {APP_ROLE}")


def _name_merchants() -> None:
    database = op.get_bind()
    database.execute(sa.text("select set_config('app.merchant', '*', true)"))  # row-level security binds owners, too
    taken: set[str] = set()
    for id, name in database.execute(sa.text("select id, name from merchant order by created_at, id")).all():
        slug = slug_from(name)
        if slug in taken:
            slug = f"{slug[: LONGEST - 33]}-{id.hex}"
        taken.add(slug)
        row = sa.text("insert into merchant_slug (slug, merchant_id) values (:slug, :id)")
        database.execute(row, {"slug": slug, "id": id})
