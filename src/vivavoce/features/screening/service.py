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
from vivavoce.features.screening.models import ResumeFileRow, ScreeningRow
from vivavoce.features.screening.policy import Decision, Thresholds, Verdict, decide, rating_fault, unread
from vivavoce.features.screening.reading import Resume
from vivavoce.kernel.ids import new_id
from vivavoce.ports.documents.port import Hidden, HiddenReason
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
    """A resume, its rating, and what follows from it. ``id`` and ``file_id`` once they are kept."""

    resume: Resume
    rating: ResumeRating
    thresholds: Thresholds
    decision: Decision
    id: UUID | None = None
    file_id: UUID | None = None


async def screen(
    resume: Resume, position: PositionToMatch, scoring: Mapping[str, Any], rater: ResumeRater, today: date
) -> Screening:
    """Compares a resume with a position; ``scoring`` is the position's merged scoring.

    Raises ProviderError. Call it outside of any transaction.
    """
    if resume.unreadable:
        rating = unread(resume.unreadable)
    else:
        rating = await within_limit(_checked(rater, resume.text, position, today))
    bars = scoring["ai_assessment_resume"]
    thresholds = Thresholds(bars["reject_below"], bars["accept_from"])
    return Screening(resume, rating, thresholds, decide(rating, thresholds, resume.hidden))


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
        resume=done.resume.text,
        hidden=[asdict(hidden) for hidden in done.resume.hidden],
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
    if file := done.resume.file:
        session.add(
            ResumeFileRow(
                id=new_id(),
                merchant_id=merchant_id,
                screening_id=row.id,
                name=file.name,
                media_type=done.resume.media_type,
                content=file.data,
            )
        )
    await usage.record(session, merchant_id, rating.calls, row.id)
    return row.id


async def screening_of(session: AsyncSession, enrolment_id: UUID) -> Screening | None:
    """The screening of an enrolment, if its candidate came with a resume."""
    row = await session.scalar(select(ScreeningRow).where(ScreeningRow.enrolment_id == enrolment_id))
    if row is None:
        return None
    file_id = await session.scalar(select(ResumeFileRow.id).where(ResumeFileRow.screening_id == row.id))
    return _screening(row, file_id)


def _quotes(kept: list[dict[str, Any]]) -> tuple[Quote, ...]:
    return tuple(Quote(**quote) for quote in kept)


def _screening(row: ScreeningRow, file_id: UUID | None) -> Screening:
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
    hidden = tuple(Hidden(one["text"], HiddenReason(one["reason"]), one["page"]) for one in row.hidden)
    resume = Resume(row.resume, hidden)
    thresholds = Thresholds(row.reject_below, row.accept_from)
    return Screening(resume, rating, thresholds, decision, row.id, file_id)
