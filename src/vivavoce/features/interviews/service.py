"""Verbs of interview definitions. They flush; the caller's transaction decides.

Making one has three parts, so that no transaction is open while an author writes: ``plan`` reads and refuses,
``authoring.write`` asks, ``keep`` writes everything at once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import credits, embeds, knowledge, templates, usage
from vivavoce.features.access import merchant_name
from vivavoce.features.embeds import Embed
from vivavoce.features.interviews import store
from vivavoce.features.interviews.authoring import Plan, brief_of, write
from vivavoce.features.interviews.models import InterviewRow
from vivavoce.features.interviews.scoring import merged, refuse_prohibited
from vivavoce.features.interviews.script import InterviewScript, price, script
from vivavoce.features.interviews.spec import InterviewSpec
from vivavoce.features.interviews.vocabulary import Status
from vivavoce.kernel.database import Database
from vivavoce.kernel.errors import FieldError, NotFoundError
from vivavoce.ports.llm.builtin.author import lint
from vivavoce.ports.llm.port import Author, Draft, InterviewType, Passage

NEAR_PASSAGES = 8
PROCESS_PASSAGES = 24


@dataclass(frozen=True, slots=True)
class Made:
    """What making a definition gave."""

    interview_id: UUID
    position_id: UUID | None
    questions_generated: int
    embed: Embed | None


async def plan(session: AsyncSession, merchant_id: UUID, spec: InterviewSpec, region: str) -> Plan:
    """Everything that the request refers to. Raises FieldError, CreditsError; nothing is made."""
    try:
        company = await merchant_name(session, merchant_id)
    except NotFoundError:
        raise FieldError("merchant_id", f"merchant_id {merchant_id} is not a merchant of this installation.") from None
    template = await templates.get_visible(session, merchant_id, spec.interview_template_id)
    if template is None:
        raise FieldError(
            "interview_template_id",
            "interview_template_id is unknown: take an id from merchant-avatar-list.",
            code="unknown_template",
        )
    passages = await _passages(session, merchant_id, spec)
    scoring = merged(template.custom_scoring, spec.custom_scoring)
    refuse_prohibited(scoring, spec.type, region)
    if spec.status is Status.ACTIVE:
        cost = price(scoring, spec.recording, spec.recording_full_session, spec.max_duration)
        await credits.ensure_enough(session, merchant_id, cost)
    return Plan(merchant_id, company, spec, template, scoring, passages)


async def _passages(session: AsyncSession, merchant_id: UUID, spec: InterviewSpec) -> tuple[Passage, ...]:
    """What the author may draw on: passages from everywhere when the interview is about the documents, otherwise
    those that are near to the position. Raises FieldError."""
    name, store = "knowledge_base_store_id", spec.knowledge_base_store_id
    process = spec.interview_type is InterviewType.PROCESS_VERIFICATION
    if store is None:
        if process:
            raise FieldError(
                name,
                f"{name} is required with the interview_type {spec.interview_type}: its questions come from documents.",
                code="missing_field",
            )
        return ()
    if await knowledge.find_store(session, merchant_id, store) is None:
        raise knowledge.unknown_store()
    if not process:
        about = " ".join(filter(None, [spec.name, spec.description, spec.candidate_expectations]))[:500]
        found = await knowledge.search(session, merchant_id, store, about, NEAR_PASSAGES)
        return tuple(one.passage for one in found)
    passages = await knowledge.spread(session, store, PROCESS_PASSAGES)
    if not passages:
        raise FieldError(
            name,
            f"{name}: this store has no document that is ready; knowledge-base-document-list tells their states.",
            code="knowledge_base_not_ready",
        )
    return passages


async def keep(
    session: AsyncSession, made: Plan, draft: Draft, *, position_id: UUID | None = None, made_by: UUID | None = None
) -> Made:
    """Writes the definition, its steps and, if asked for, its embed key."""
    draft = replace(draft, rubric=made.spec.candidate_expectations_json or draft.rubric)
    findings = lint(draft, brief_of(made))
    row = await store.add(session, made, draft, findings, position_id=position_id, made_by=made_by)
    await usage.record(session, row.merchant_id, draft.calls, row.id)
    embed = await embeds.ensure(session, row.merchant_id, row.id) if made.spec.is_embedded else None
    return Made(row.id, position_id, len(draft.questions), embed)


async def create(
    database: Database,
    author: Author,
    region: str,
    merchant_id: UUID,
    spec: InterviewSpec,
    *,
    made_by: UUID | None = None,
    on_made: Callable[[AsyncSession, Made], Awaitable[None]] | None = None,
) -> Made:
    """Makes a whole definition, or nothing. ``on_made`` runs in the transaction that keeps it.

    Raises FieldError, CreditsError, ProviderError.
    """
    async with database.merchant(merchant_id) as session:
        planned = await plan(session, merchant_id, spec, region)
    draft = await write(database, author, planned)
    async with database.merchant(merchant_id) as session:
        made = await keep(session, planned, draft, made_by=made_by)
        if on_made:
            await on_made(session, made)
    return made


async def script_of(session: AsyncSession, interview_id: UUID) -> InterviewScript:
    """The whole definition as others may see it. Raises NotFoundError."""
    row = await store.by_id(session, interview_id)
    if row is None:
        raise NotFoundError("There is no such interview.")
    return script(row, await store.steps(session, row.id), await templates.get(session, row.template_id))


async def visible_script(session: AsyncSession, merchant_id: UUID, id: UUID) -> InterviewScript:
    """The merchant's definition by its own id or its position's. Raises NotFoundError."""
    return await script_of(session, (await find(session, merchant_id, id)).id)


async def find(session: AsyncSession, merchant_id: UUID, id: UUID) -> InterviewRow:
    """The row, for this feature alone. Raises NotFoundError."""
    row = await store.visible(session, merchant_id, id)
    if row is None:
        raise NotFoundError("There is no such interview or position.")
    return row


@dataclass(frozen=True, slots=True)
class Attempts:
    """What enrolments need of a definition, cheaply."""

    interview_id: UUID
    position_id: UUID | None
    status: Status
    allowed: int


async def attempts_of(session: AsyncSession, interview_id: UUID) -> Attempts:
    """How many attempts a candidate has. Raises NotFoundError."""
    row = await store.by_id(session, interview_id)
    if row is None:
        raise NotFoundError("There is no such interview.")
    return Attempts(row.id, row.position_id, Status(row.status), row.attempts)


async def set_state(
    session: AsyncSession, merchant_id: UUID, id: UUID, *, status: Status | None, is_embedded: bool | None
) -> Embed | None:
    """Publishes, withdraws or archives; switches embedding on (answers with the key) or off. Raises NotFoundError."""
    row = await find(session, merchant_id, id)
    if status is not None:
        row.status = status.value
        await session.flush()
    if is_embedded is False:
        await embeds.remove(session, merchant_id, row.id)
    return await embeds.ensure(session, merchant_id, row.id) if is_embedded else None
