"""The first tables: merchants and users, interviews, candidates, attempts, ratings, the ledger; row-level security."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from vivavoce.features.access.models import MERCHANT_POLICY, PLATFORM_POLICY
from vivavoce.kernel.database import APP_ROLE, platform_only, row_security
from vivavoce.kernel.jobs import schema_sql

revision = "0001"
down_revision = None

GUARDED = (
    "access_link",
    "attempt",
    "candidate",
    "credit_account",
    "credit_entry",
    "embed_key",
    "enrolment",
    "enrolment_decision",
    "evaluation",
    "interview",
    "interview_step",
    "position",
    "room_ticket",
    "screening",
    "session_event",
    "template",
    "turn",
)
"""Tables of merchants; of ``template`` a row without a merchant is the platform's."""

APPEND_ONLY = """
create function credit_entry_is_append_only() returns trigger language plpgsql as $$
begin raise exception 'credit_entry is append-only'; end $$;
create trigger append_only before update or delete on credit_entry
for each statement execute function credit_entry_is_append_only();
"""


def upgrade() -> None:
    """Role, tables, jobs, guards."""
    op.execute(
        f"do $$ begin if not exists (select from pg_roles where rolname = '{APP_ROLE}') "
        f"then create role {APP_ROLE} nologin; end if; end $$"
    )
    op.execute(f"grant {APP_ROLE} to current_user")
    _create_tables()
    connection = op.get_bind()
    connection.exec_driver_sql(APPEND_ONLY)
    connection.exec_driver_sql(schema_sql().replace("%", "%%"))
    guards = row_security(GUARDED, shared=["template"])
    for statement in (*guards, *MERCHANT_POLICY, *PLATFORM_POLICY, *platform_only("idempotency_key")):
        op.execute(sa.text(statement))
    for kind in ("tables", "sequences", "functions"):
        op.execute(f"grant all on all {kind} in schema public to {APP_ROLE}")
    op.execute(f"grant usage on schema public to {APP_ROLE}")


def _create_tables() -> None:
    op.create_table(
        "app_user",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("app_metadata", JSONB(), nullable=False),
        sa.Column("user_metadata", JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("last_sign_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("email", name=op.f("uq_app_user_email")),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name=op.f("pk_idempotency_key")),
    )
    op.create_table(
        "merchant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["merchant.id"], name=op.f("fk_merchant_operator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merchant")),
    )
    op.create_index(op.f("ix_merchant_operator_id"), "merchant", ["operator_id"], unique=False)
    op.create_table(
        "auth_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_auth_session_user_id"), ondelete="cascade"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auth_session")),
    )
    op.create_index(op.f("ix_auth_session_user_id"), "auth_session", ["user_id"], unique=False)
    op.create_table(
        "candidate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("country_code", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("linkedin_url", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_candidate_merchant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("merchant_id", "email", name=op.f("uq_candidate_merchant_id_email")),
    )
    op.create_index(op.f("ix_candidate_merchant_id"), "candidate", ["merchant_id"], unique=False)
    op.create_table(
        "credit_account",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("credit_limit", sa.Numeric(precision=12, scale=4), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_credit_account_merchant_id")),
        sa.PrimaryKeyConstraint("merchant_id", name=op.f("pk_credit_account")),
    )
    op.create_table(
        "credit_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=4), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("parent_object_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_credit_entry_amount_not_negative")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_credit_entry_merchant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_entry")),
        sa.UniqueConstraint("kind", "object_id", name=op.f("uq_credit_entry_kind_object_id")),
    )
    op.create_index(
        "ix_credit_entry_merchant_id_created_at", "credit_entry", ["merchant_id", "created_at"], unique=False
    )
    op.create_table(
        "embed_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("signing_key", sa.String(), nullable=False),
        sa.Column("allowed_origins", JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_embed_key_merchant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_embed_key")),
        sa.UniqueConstraint("interview_id", name=op.f("uq_embed_key_interview_id")),
    )
    op.create_index(op.f("ix_embed_key_merchant_id"), "embed_key", ["merchant_id"], unique=False)
    op.create_table(
        "position",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("country_code", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_position_merchant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position")),
        sa.UniqueConstraint("merchant_id", "identity", name=op.f("uq_position_merchant_id_identity")),
    )
    op.create_index(op.f("ix_position_merchant_id"), "position", ["merchant_id"], unique=False)
    op.create_index(op.f("ix_position_merchant_id_code"), "position", ["merchant_id", "code"], unique=False)
    op.create_table(
        "screening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("resume", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reasons", JSONB(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("not_scored_reason", sa.String(), nullable=True),
        sa.Column("reject_below", sa.Double(), nullable=False),
        sa.Column("accept_from", sa.Double(), nullable=False),
        sa.Column("requirements", JSONB(), nullable=False),
        sa.Column("years_of_experience", sa.Double(), nullable=True),
        sa.Column("education", JSONB(), nullable=False),
        sa.Column("switching_profession", sa.Boolean(), nullable=True),
        sa.Column("instructions", JSONB(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("rater", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_screening_merchant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_screening_enrolment_id")),
    )
    op.create_index(op.f("ix_screening_merchant_id"), "screening", ["merchant_id"], unique=False)
    op.create_table(
        "template",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("look", sa.String(), nullable=False),
        sa.Column("interviewer_name", sa.String(), nullable=False),
        sa.Column("voice", sa.String(), nullable=False),
        sa.Column("background", sa.String(), nullable=False),
        sa.Column("pace", sa.String(), nullable=False),
        sa.Column("max_followups", sa.Integer(), nullable=False),
        sa.Column("custom_scoring", JSONB(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("look in ('ada', 'noor', 'kenji', 'tomas')", name=op.f("ck_template_look_known")),
        sa.CheckConstraint("status in ('active', 'draft', 'archived')", name=op.f("ck_template_status_known")),
        sa.CheckConstraint("max_followups >= 0", name=op.f("ck_template_max_followups_not_negative")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_template_merchant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template")),
    )
    op.create_index(op.f("ix_template_merchant_id"), "template", ["merchant_id"], unique=False)
    op.create_table(
        "interview",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=True),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("country_code", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("recording", sa.String(), nullable=True),
        sa.Column("recording_full_session", sa.String(), nullable=True),
        sa.Column("interview_type", sa.String(), nullable=False),
        sa.Column("tone", sa.String(), nullable=False),
        sa.Column("seniority", sa.String(), nullable=False),
        sa.Column("seniority_detected", sa.Boolean(), nullable=False),
        sa.Column("seniority_evidence", JSONB(), nullable=False),
        sa.Column("result_view", sa.String(), nullable=False),
        sa.Column("candidate_video_introduction", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("max_duration_minutes", sa.Double(), nullable=False),
        sa.Column("max_followups", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("cover_image_url", sa.String(), nullable=True),
        sa.Column("knowledge_base_store_id", sa.Uuid(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("description_long", sa.String(), nullable=False),
        sa.Column("candidate_expectations", sa.String(), nullable=True),
        sa.Column("rubric", JSONB(), nullable=False),
        sa.Column("scoring", JSONB(), nullable=False),
        sa.Column("creation_parameters", JSONB(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("status in ('draft', 'active', 'archived')", name=op.f("ck_interview_status_known")),
        sa.CheckConstraint("attempts between 1 and 20", name=op.f("ck_interview_attempts_in_range")),
        sa.CheckConstraint("max_duration_minutes > 0", name=op.f("ck_interview_max_duration_positive")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_interview_merchant_id")),
        sa.ForeignKeyConstraint(["position_id"], ["position.id"], name=op.f("fk_interview_position_id")),
        sa.ForeignKeyConstraint(["template_id"], ["template.id"], name=op.f("fk_interview_template_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
        sa.UniqueConstraint("position_id", name=op.f("uq_interview_position_id")),
    )
    op.create_index(op.f("ix_interview_merchant_id"), "interview", ["merchant_id"], unique=False)
    op.create_index(op.f("ix_interview_merchant_id_code"), "interview", ["merchant_id", "code"], unique=False)
    op.create_table(
        "refresh_token",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["auth_session.id"], name=op.f("fk_refresh_token_session_id"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_refresh_token")),
    )
    op.create_index(op.f("ix_refresh_token_expires_at"), "refresh_token", ["expires_at"], unique=False)
    op.create_index(op.f("ix_refresh_token_session_id"), "refresh_token", ["session_id"], unique=False)
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=True),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reasons", JSONB(), nullable=False),
        sa.Column("is_test", sa.Boolean(), nullable=False),
        sa.Column("attempts_used", sa.Integer(), nullable=False),
        sa.Column("submitted_attempts", sa.Integer(), nullable=False),
        sa.Column("extra_attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "status in ('ai_accept', 'recruiter_accept', 'recruiter_action', 'ai_reject', 'recruiter_reject')",
            name=op.f("ck_enrolment_status_known"),
        ),
        sa.CheckConstraint(
            "attempts_used >= 0 and submitted_attempts >= 0", name=op.f("ck_enrolment_counters_not_negative")
        ),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_enrolment_candidate_id")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_enrolment_interview_id")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_enrolment_merchant_id")),
        sa.ForeignKeyConstraint(["position_id"], ["position.id"], name=op.f("fk_enrolment_position_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("interview_id", "candidate_id", name=op.f("uq_enrolment_interview_id_candidate_id")),
    )
    op.create_index(op.f("ix_enrolment_candidate_id"), "enrolment", ["candidate_id"], unique=False)
    op.create_index(op.f("ix_enrolment_merchant_id"), "enrolment", ["merchant_id"], unique=False)
    op.create_index(op.f("ix_enrolment_position_id"), "enrolment", ["position_id"], unique=False)
    op.create_table(
        "interview_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("competency", sa.String(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("strong_answer", JSONB(), nullable=False),
        sa.Column("minutes", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_interview_step_interview_id"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_interview_step_merchant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_step")),
        sa.UniqueConstraint("interview_id", "place", name=op.f("uq_interview_step_interview_id_place")),
    )
    op.create_index(op.f("ix_interview_step_merchant_id"), "interview_step", ["merchant_id"], unique=False)
    op.create_table(
        "access_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_access_link_enrolment_id"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_access_link_merchant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_access_link_token_hash")),
    )
    op.create_index(op.f("ix_access_link_enrolment_id"), "access_link", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix_access_link_merchant_id"), "access_link", ["merchant_id"], unique=False)
    op.create_table(
        "attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("is_test", sa.Boolean(), nullable=False),
        sa.Column("script", JSONB(), nullable=False),
        sa.Column("consent", JSONB(), nullable=False),
        sa.Column("feedback", JSONB(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.Column("spent_ms", sa.Integer(), server_default="0", nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_attempt_enrolment_id")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_attempt_interview_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint("enrolment_id", "number", name=op.f("uq_attempt_enrolment_id_number")),
    )
    op.create_index(op.f("ix_attempt_interview_id"), "attempt", ["interview_id"], unique=False)
    op.create_index(op.f("ix_attempt_merchant_id"), "attempt", ["merchant_id"], unique=False)
    op.create_index("ix_attempt_open", "attempt", ["last_seen_at"], unique=False, postgresql_where="state = 'started'")
    op.create_table(
        "enrolment_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_by_role", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_enrolment_decision_enrolment_id"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_enrolment_decision_merchant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_decision")),
    )
    op.create_index(op.f("ix_enrolment_decision_enrolment_id"), "enrolment_decision", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix_enrolment_decision_merchant_id"), "enrolment_decision", ["merchant_id"], unique=False)
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("rater", sa.String(), nullable=False),
        sa.Column("overall", sa.Double(), nullable=True),
        sa.Column("max_score", sa.Double(), nullable=False),
        sa.Column("components", JSONB(), nullable=False),
        sa.Column("answers", JSONB(), nullable=False),
        sa.Column("requirements", JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_evaluation_attempt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint("attempt_id", "rater", name=op.f("uq_evaluation_attempt_id_rater")),
    )
    op.create_index(op.f("ix_evaluation_merchant_id"), "evaluation", ["merchant_id"], unique=False)
    op.create_table(
        "room_ticket",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_room_ticket_attempt_id")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_room_ticket")),
    )
    op.create_table(
        "session_event",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("fields", JSONB(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_session_event_attempt_id")),
        sa.PrimaryKeyConstraint("attempt_id", "seq", name=op.f("pk_session_event")),
    )
    op.create_table(
        "turn",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("step_id", sa.String(), nullable=False),
        sa.Column("question_number", sa.Integer(), nullable=True),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_turn_attempt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
        sa.UniqueConstraint("attempt_id", "number", name=op.f("uq_turn_attempt_id_number")),
    )
