"""Tasks for recruiters; sound that waits for its words; what an interrupted, a recovered and a paced talk leave."""

import sqlalchemy as sa
from alembic import op

from vivavoce.kernel.database import APP_ROLE, row_security

revision = "0006"
down_revision = "0005"

TABLES = ("task", "untranscribed_sound")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Two tables, four columns; a rating names the transcript that it read."""
    op.create_table(
        "task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=True),
        sa.Column("turn_id", sa.Uuid(), nullable=True),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("created_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_by_role", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint("kind in ('candidate_question', 'person_wanted')", name=op.f("ck_task_kind_known")),
        sa.CheckConstraint("state in ('open', 'done')", name=op.f("ck_task_state_known")),
        sa.CheckConstraint("(state = 'done') = (closed_at is not null)", name=op.f("ck_task_done_has_a_time")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_task_merchant_id")),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_task_interview_id"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_task_enrolment_id"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_task_attempt_id"), ondelete="cascade"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("attempt_id", "turn_id", name=op.f("uq_task_attempt_id_turn_id")),
    )
    op.create_index(op.f("ix_task_merchant_id"), "task", ["merchant_id"], unique=False)
    op.create_index(op.f("ix_task_interview_id"), "task", ["interview_id"], unique=False)
    op.create_index(
        op.f("ix_task_open_without_turn"),
        "task",
        ["enrolment_id", "kind"],
        unique=True,
        postgresql_where=sa.text("turn_id is null and state = 'open'"),
    )
    op.create_table(
        "untranscribed_sound",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("step_id", sa.String(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("sound", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("created_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint("state in ('waiting', 'done', 'given_up')", name=op.f("ck_untranscribed_sound_state_known")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_untranscribed_sound_merchant_id")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_untranscribed_sound_attempt_id"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_untranscribed_sound")),
        sa.UniqueConstraint("attempt_id", "segment", name=op.f("uq_untranscribed_sound_attempt_id_segment")),
    )
    op.create_index(op.f("ix_untranscribed_sound_merchant_id"), "untranscribed_sound", ["merchant_id"], unique=False)
    op.create_index(
        op.f("ix_untranscribed_sound_waiting"),
        "untranscribed_sound",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    for statement in row_security(TABLES):
        op.execute(sa.text(statement))
    for table in TABLES:
        op.execute(f"grant all on {table} to {APP_ROLE}")
    op.add_column("turn", sa.Column("recovered", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("turn", sa.Column("heard_ms", sa.Integer(), nullable=True))
    op.add_column("attempt", sa.Column("pace", sa.String(), nullable=True))
    op.add_column("evaluation", sa.Column("transcript_sha256", sa.String(), server_default="", nullable=False))
    op.drop_constraint(op.f("uq_evaluation_attempt_id_rater"), "evaluation", type_="unique")
    op.create_unique_constraint(
        op.f("uq_evaluation_attempt_id_rater_transcript_sha256"),
        "evaluation",
        ["attempt_id", "rater", "transcript_sha256"],
    )
