"""Verbs of rating: rate an attempt (a job, repeatable), read what was found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import enrolment, interviews, sessions
from vivavoce.features.evaluation import policy
from vivavoce.features.evaluation.models import Evaluation
from vivavoce.kernel.database import Database
from vivavoce.kernel.ids import new_id
from vivavoce.ports.llm.port import ConversationRater


@dataclass(frozen=True, slots=True)
class EvaluationRecord:
    """A rating as it was kept; lists hold the fields of the types in ``ports.llm``."""

    attempt_id: UUID
    rater: str
    overall: float | None
    max_score: float
    components: list[dict[str, Any]]
    answers: list[dict[str, Any]]
    requirements: list[dict[str, Any]]
    created_at: datetime


async def rate_attempt(database: Database, rater: ConversationRater, *, attempt_id: str, merchant_id: str) -> None:
    """Rates the conversation of an attempt; a second run by the same rater changes nothing."""
    attempt_uuid, merchant = UUID(attempt_id), UUID(merchant_id)
    async with database.merchant(merchant) as session:
        attempt = await sessions.find_attempt(session, attempt_uuid)
        transcript = await sessions.transcript_of(session, attempt_uuid)
        terms = attempt.terms or interviews.terms_of(await interviews.script_of(session, attempt.interview_id))
        resume_score = await enrolment.resume_score(session, attempt.enrolment_id)
    answers = sessions.answers_of(attempt.script, transcript)
    found = await rater.rate_conversation(answers, terms.rubric)
    found = policy.checked(found, {str(turn.id): turn.text for turn in transcript})
    score = policy.score(found, terms.scoring, resume_score)
    row = insert(Evaluation).values(
        id=new_id(),
        merchant_id=merchant,
        attempt_id=attempt_uuid,
        rater=found.rater,
        overall=score.overall,
        max_score=score.max_score,
        components=[asdict(part) for part in score.components],
        answers=[asdict(answer) for answer in found.answers],
        requirements=[asdict(requirement) for requirement in found.requirements],
    )
    async with database.merchant(merchant) as session:
        await session.execute(row.on_conflict_do_nothing())


async def evaluation_of(session: AsyncSession, attempt_id: UUID) -> EvaluationRecord | None:
    """The newest rating of an attempt; None while there is none."""
    row = await session.scalar(
        select(Evaluation).where(Evaluation.attempt_id == attempt_id).order_by(Evaluation.id.desc()).limit(1)
    )
    if row is None:
        return None
    return EvaluationRecord(
        attempt_id=row.attempt_id,
        rater=row.rater,
        overall=row.overall,
        max_score=row.max_score,
        components=row.components,
        answers=row.answers,
        requirements=row.requirements,
        created_at=row.created_at,
    )
