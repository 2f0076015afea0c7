"""Verbs of rating: rate an attempt (a job, repeatable), read what was found."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import enrolment, interviews, sessions
from vivavoce.features.evaluation import policy
from vivavoce.features.evaluation.models import Evaluation
from vivavoce.features.sessions import TurnRecord
from vivavoce.kernel.database import Database
from vivavoce.kernel.ids import new_id
from vivavoce.ports.llm.port import ConversationRater, ConversationRating


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


@dataclass(frozen=True, slots=True)
class _Rated:
    found: ConversationRating
    score: policy.Score
    transcript_sha256: str


async def _rate(database: Database, rater: ConversationRater, attempt_id: UUID, merchant_id: UUID) -> _Rated:
    """Rates what has been said in an attempt; nothing is kept, and no transaction is held meanwhile."""
    async with database.merchant(merchant_id) as session:
        attempt = await sessions.find_attempt(session, attempt_id)
        transcript = await sessions.transcript_of(session, attempt_id)
        terms = attempt.terms or interviews.terms_of(await interviews.script_of(session, attempt.interview_id))
        resume_score = await enrolment.resume_score(session, attempt.enrolment_id)
    answers = sessions.answers_of(attempt.script, transcript)
    found = await rater.rate_conversation(answers, terms.rubric)
    found = policy.checked(found, {str(turn.id): turn.text for turn in transcript})
    return _Rated(found, policy.score(found, terms.scoring, resume_score), _digest(transcript))


def _digest(transcript: list[TurnRecord]) -> str:
    """Changes when a turn is added or its words do."""
    return sha256(json.dumps([(str(turn.id), turn.text) for turn in transcript]).encode()).hexdigest()


async def score_so_far(
    database: Database, rater: ConversationRater, attempt_id: UUID, merchant_id: UUID
) -> float | None:
    """The score of the answers that an attempt has until now, on the interview's scale; None: not assessed."""
    return (await _rate(database, rater, attempt_id, merchant_id)).score.overall


async def rate_attempt(database: Database, rater: ConversationRater, *, attempt_id: str, merchant_id: str) -> None:
    """Rates the conversation of an attempt; a second run by the same rater on the same words changes nothing."""
    rated = await _rate(database, rater, UUID(attempt_id), UUID(merchant_id))
    found, score = rated.found, rated.score
    row = insert(Evaluation).values(
        id=new_id(),
        merchant_id=UUID(merchant_id),
        attempt_id=UUID(attempt_id),
        rater=found.rater,
        transcript_sha256=rated.transcript_sha256,
        overall=score.overall,
        max_score=score.max_score,
        components=[asdict(part) for part in score.components],
        answers=[asdict(answer) for answer in found.answers],
        requirements=[asdict(requirement) for requirement in found.requirements],
    )
    async with database.merchant(UUID(merchant_id)) as session:
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


async def best_share(session: AsyncSession, attempt_ids: list[UUID]) -> float | None:
    """The best of these attempts' newest scores, as a share of the highest; None: none of them has a score."""
    every = await session.execute(
        select(Evaluation.attempt_id, Evaluation.overall, Evaluation.max_score)
        .where(Evaluation.attempt_id.in_(attempt_ids))
        .order_by(Evaluation.id)
    )
    newest = {attempt_id: (overall, highest) for attempt_id, overall, highest in every}
    return max((overall / highest for overall, highest in newest.values() if overall is not None), default=None)
