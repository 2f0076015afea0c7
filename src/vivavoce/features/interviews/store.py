"""SQL of interview definitions and positions. Every read names the merchant; row-level security is the second lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.interviews.authoring import Plan
from vivavoce.features.interviews.models import InterviewRow, PositionRow, StepRow
from vivavoce.features.interviews.policy import StepDraft, StepKind, steps_of
from vivavoce.features.interviews.scoring import with_weights
from vivavoce.features.interviews.vocabulary import Status
from vivavoce.kernel.ids import new_id
from vivavoce.ports.llm.builtin.author import Finding
from vivavoce.ports.llm.port import Draft, Kind, Tone


async def by_id(session: AsyncSession, interview_id: UUID) -> InterviewRow | None:
    """The definition with this id, if the session may see it (for callers that hold an id of ours)."""
    return await session.scalar(select(InterviewRow).where(InterviewRow.id == interview_id))


async def visible(session: AsyncSession, merchant_id: UUID, id: UUID) -> InterviewRow | None:
    """The merchant's definition with this id, or the one of its position with this id."""
    return await session.scalar(
        select(InterviewRow).where(
            InterviewRow.merchant_id == merchant_id, or_(InterviewRow.id == id, InterviewRow.position_id == id)
        )
    )


async def newest_by_code(session: AsyncSession, merchant_id: UUID, code: str) -> InterviewRow | None:
    """The definition with this code that candidates can be enrolled in: not archived first, then the newest."""
    return await session.scalar(
        select(InterviewRow)
        .where(
            InterviewRow.merchant_id == merchant_id, InterviewRow.code == code, InterviewRow.type != Kind.COACHING.value
        )
        .order_by((InterviewRow.status == Status.ARCHIVED.value), InterviewRow.id.desc())
        .limit(1)
    )


async def by_identity(session: AsyncSession, merchant_id: UUID, identity: str) -> InterviewRow | None:
    """The definition of the position with this identity."""
    return await session.scalar(
        select(InterviewRow)
        .join(PositionRow, PositionRow.id == InterviewRow.position_id)
        .where(PositionRow.merchant_id == merchant_id, PositionRow.identity == identity)
    )


async def search(
    session: AsyncSession,
    merchant_id: UUID,
    *,
    type: Kind | None,
    status: Status | None,
    text: str | None,
    limit: int,
    offset: int,
) -> tuple[int, Sequence[tuple[InterviewRow, int]]]:
    """How many there are, and one page of them with their numbers of questions: newest-updated first."""
    query = select(InterviewRow).where(InterviewRow.merchant_id == merchant_id)
    query = query.where(InterviewRow.status == status.value if status else InterviewRow.status != Status.ARCHIVED.value)
    if type:
        query = query.where(InterviewRow.type == type.value)
    if text:
        query = query.where(
            or_(InterviewRow.name.icontains(text, autoescape=True), InterviewRow.code.icontains(text, autoescape=True))
        )
    total = await session.scalar(select(func.count()).select_from(query.subquery())) or 0
    count = (
        select(func.count())
        .where(StepRow.interview_id == InterviewRow.id, StepRow.kind == StepKind.QUESTION.value)
        .scalar_subquery()
    )
    page = query.add_columns(count).order_by(InterviewRow.updated_at.desc(), InterviewRow.id.desc())
    rows = await session.execute(page.limit(limit).offset(offset))
    return total, [(row, questions) for row, questions in rows]


async def steps(session: AsyncSession, interview_id: UUID) -> Sequence[StepRow]:
    """All steps, in their order."""
    return (
        await session.scalars(select(StepRow).where(StepRow.interview_id == interview_id).order_by(StepRow.place))
    ).all()


async def add_position(session: AsyncSession, plan: Plan, identity: str) -> UUID:
    """Makes the position that a definition is about to be written for."""
    spec = plan.spec
    position = PositionRow(
        id=new_id(),
        merchant_id=plan.merchant_id,
        identity=identity,
        code=spec.code,
        name=spec.name,
        location=spec.location,
        country_code=spec.country_code,
        language=spec.mojito_language_code.value,
    )
    session.add(position)
    await session.flush()
    return position.id


async def wrap(session: AsyncSession, row: InterviewRow, identity: str) -> UUID:
    """Makes a position around a definition that has none."""
    position = PositionRow(
        id=new_id(),
        merchant_id=row.merchant_id,
        identity=identity,
        code=row.code,
        name=row.name,
        location=row.location,
        country_code=row.country_code,
        language=row.language,
    )
    session.add(position)
    await session.flush()
    row.position_id = position.id
    await session.flush()
    return position.id


async def add(
    session: AsyncSession,
    plan: Plan,
    draft: Draft,
    findings: Sequence[Finding],
    *,
    position_id: UUID | None,
    made_by: UUID | None,
) -> InterviewRow:
    """Writes a definition with its steps and what the linter found."""
    row = _row(plan, draft)
    row.findings = [asdict(finding) for finding in findings]
    row.position_id, row.created_by = position_id, made_by
    session.add(row)
    await session.flush()
    made = [(step, step_row(row, place, step)) for place, step in enumerate(steps_of(plan.spec, draft))]
    session.add_all(step for _, step in made)
    unscored = {str(step.id): 0.0 for given, step in made if given.own and not given.own.scored}
    row.scoring = with_weights(row.scoring, unscored)
    await session.flush()
    return row


def step_row(row: InterviewRow, place: int, step: StepDraft) -> StepRow:
    """A step of a definition, in its place."""
    return StepRow(
        id=new_id(),
        merchant_id=row.merchant_id,
        interview_id=row.id,
        place=place,
        kind=step.kind.value,
        text=step.text,
        competency=step.competency,
        why=step.why,
        strong_answer=list(step.strong_answer),
        minutes=step.minutes,
        external_id=step.own.external_id if step.own else None,
        external_data=step.own.external_data if step.own else None,
    )


def _row(plan: Plan, draft: Draft) -> InterviewRow:
    spec = plan.spec
    return InterviewRow(
        id=new_id(),
        merchant_id=plan.merchant_id,
        template_id=plan.template.id,
        name=spec.name,
        location=spec.location,
        country_code=spec.country_code,
        language=spec.mojito_language_code.value,
        status=spec.status.value,
        type=spec.type.value,
        visibility=spec.visibility.value,
        recording=spec.recording and spec.recording.value,
        recording_full_session=spec.recording_full_session and spec.recording_full_session.value,
        interview_type=spec.interview_type.value,
        tone=Tone.of(spec.interview_tone).value,
        seniority=(spec.seniority_level or draft.seniority).value,
        seniority_detected=spec.seniority_level is None,
        seniority_evidence=list(draft.seniority_evidence) if spec.seniority_level is None else [],
        result_view=spec.result_view.value,
        candidate_video_introduction=spec.candidate_video_introduction and spec.candidate_video_introduction.value,
        attempts=spec.interview_attempts,
        max_duration_minutes=spec.max_duration,
        max_followups=plan.template.max_followups,
        code=spec.code,
        cover_image_url=spec.cover_image_url,
        knowledge_base_store_id=spec.knowledge_base_store_id,
        description=draft.description,
        description_long=spec.description_long or draft.description_long,
        candidate_expectations=spec.candidate_expectations,
        rubric={name: list(lines) for name, lines in asdict(draft.rubric).items()},
        spoken={name: getattr(draft, name) for name in ("welcome", "thank_you", "closing", "instructional")},
        scoring=dict(plan.scoring),
        creation_parameters=spec.parameters(),
        author=draft.author,
    )
