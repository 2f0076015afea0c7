"""The candidate's own view of her result, for the holder of a link (docs/wire.md)."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import evaluation, interviews, sessions
from vivavoce.features.enrolment import LinkHolder
from vivavoce.features.results.outcome import Rated, compose
from vivavoce.features.results.room_schemas import RoomResult
from vivavoce.features.results.sections import sections_of
from vivavoce.features.sessions import AttemptRecord, Holder, Reading
from vivavoce.kernel.database import Database
from vivavoce.kernel.errors import ConflictError
from vivavoce.kernel.http import errors

router = APIRouter(prefix="/room/v1", tags=["Room"])
OVER = ("completed", "completed_early", "submitted")


@router.get(
    "/result",
    responses=errors(401, 403, 404, 409, 422),
    response_model_exclude_unset=True,
    summary="What she may see of her result",
)
async def result(request: Request, holder: Holder, language: Reading = None) -> RoomResult:
    """Of her newest attempt, once it is over. What the interview's `result_view` does not show is not in the answer."""
    database: Database = request.app.state.database
    async with database.merchant(holder.merchant_id) as session:
        attempt = await _newest(session, holder)
        interview = await interviews.script_of(session, holder.interview_id)
        if not sections_of(interview.result_view, interview.type):
            return RoomResult(status="hidden")
        found = await evaluation.evaluation_of(session, attempt.id)
        if found is None:
            return RoomResult(status="rating")
        transcript = await sessions.transcript_of(session, attempt.id)
    rated = Rated(
        evaluation=found,
        answers=sessions.answers_of(attempt.script, transcript),
        question_weights=(attempt.terms or interviews.terms_of(interview)).scoring["question_weights"],
        kind=interview.type,
        language=(language or interview.language).value,
    )
    return compose(rated, interview.result_view)


async def _newest(session: AsyncSession, holder: LinkHolder) -> AttemptRecord:
    """Raises ConflictError while there is none that is over."""
    attempts, _ = await sessions.list_attempts(session, holder.merchant_id, enrolment_id=holder.enrolment_id, limit=1)
    if not attempts or attempts[0].state not in OVER:
        raise ConflictError("There is no finished interview to show a result of.", code="not_finished")
    return attempts[0]
