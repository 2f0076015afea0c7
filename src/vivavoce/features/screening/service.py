"""Verbs of pre-screening: rate outside of any transaction, keep in the caller's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import usage
from vivavoce.features.interviews import within_limit
from vivavoce.features.screening.models import ScreeningRow
from vivavoce.features.screening.policy import Decision, Thresholds, Verdict, decide, rating_fault
from vivavoce.kernel.ids import new_id
from vivavoce.ports.llm.port import (
    AuthorUnusableError,
    PositionToMatch,
    Quote,
    Requirement,
    RequirementFinding,
    ResumeRater,
    ResumeRating,
)


@dataclass(frozen=True, slots=True)
class Screening:
    """A resume, its rating, and what follows from it."""

    resume: str
    rating: ResumeRating
    thresholds: Thresholds
    decision: Decision


async def screen(
    resume: str, position: PositionToMatch, scoring: Mapping[str, Any], rater: ResumeRater, today: date
) -> Screening:
    """Compares a resume with a position; ``scoring`` is the position's merged scoring.

    Raises ProviderError. Call it outside of any transaction.
    """
    rating = await within_limit(_checked(rater, resume, position, today))
    bars = scoring["ai_assessment_resume"]
    thresholds = Thresholds(bars["reject_below"], bars["accept_from"])
    return Screening(resume, rating, thresholds, decide(rating, thresholds))


async def _checked(rater: ResumeRater, resume: str, position: PositionToMatch, today: date) -> ResumeRating:
    rating = await rater.rate_resume(resume, position, today)
    if fault := rating_fault(rating, resume):
        raise AuthorUnusableError(f"{rating.rater}: {fault}")
    return rating


async def keep(session: AsyncSession, merchant_id: UUID, enrolment_id: UUID, done: Screening) -> UUID:
    """Stores a screening, with the version of its rater."""
    rating = done.rating
    row = ScreeningRow(
        id=new_id(),
        merchant_id=merchant_id,
        enrolment_id=enrolment_id,
        resume=done.resume,
        verdict=done.decision.verdict.value,
        reasons=list(done.decision.reasons),
        score=rating.score,
        spread=rating.spread,
        not_scored_reason=rating.not_scored_reason,
        reject_below=done.thresholds.reject_below,
        accept_from=done.thresholds.accept_from,
        requirements=[asdict(finding) for finding in rating.requirements],
        years_of_experience=rating.years_of_experience,
        education=[asdict(quote) for quote in rating.education],
        switching_profession=rating.switching_profession,
        instructions=[asdict(quote) for quote in rating.instructions],
        summary=rating.summary,
        rater=rating.rater,
    )
    session.add(row)
    await session.flush()
    await usage.record(session, merchant_id, rating.calls, row.id)
    return row.id


async def screening_of(session: AsyncSession, enrolment_id: UUID) -> Screening | None:
    """The screening of an enrolment, if its candidate came with a resume."""
    row = await session.scalar(select(ScreeningRow).where(ScreeningRow.enrolment_id == enrolment_id))
    return _screening(row) if row else None


def _quotes(kept: list[dict[str, Any]]) -> tuple[Quote, ...]:
    return tuple(Quote(**quote) for quote in kept)


def _screening(row: ScreeningRow) -> Screening:
    findings = tuple(
        RequirementFinding(kept["requirement"], Requirement(kept["finding"]), _quotes(kept["quotes"]))
        for kept in row.requirements
    )
    rating = ResumeRating(
        score=row.score,
        spread=row.spread,
        not_scored_reason=row.not_scored_reason,
        requirements=findings,
        years_of_experience=row.years_of_experience,
        education=_quotes(row.education),
        switching_profession=row.switching_profession,
        instructions=_quotes(row.instructions),
        summary=row.summary,
        rater=row.rater,
    )
    decision = Decision(Verdict(row.verdict), tuple(row.reasons))
    return Screening(row.resume, rating, Thresholds(row.reject_below, row.accept_from), decision)
