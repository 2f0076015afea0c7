"""Reads of results: a list, and one with its transcript. GET with a query and POST with a body are the same."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import enrolment, evaluation, recordings, sessions, tasks
from vivavoce.features.access import Caller, Reader
from vivavoce.features.evaluation import EvaluationRecord
from vivavoce.features.results.schemas import (
    AnswerResult,
    Evidence,
    IntroductionVideo,
    RequirementResult,
    ResultDetails,
    ResultPage,
    ResultRow,
    ScoreComponent,
    TranscriptItem,
)
from vivavoce.features.sessions import AttemptRecord, TurnRecord
from vivavoce.features.tasks import TaskItem
from vivavoce.kernel.clock import now
from vivavoce.kernel.database import Database
from vivavoce.kernel.fields import Body, Integer, Pagination
from vivavoce.kernel.http import errors

router = APIRouter(prefix="/functions/v1", tags=["Results"])


class DetailsQuery(Body):
    """Which result."""

    interview_result_id: UUID = Field(description="The attempt, from `merchant-result-list`.")
    merchant_id: UUID | None = Field(None, description="Honoured for admins and operators of that sub-merchant.")


class ListQuery(Body):
    """Which results."""

    merchant_id: UUID | None = Field(None, description="Honoured for admins and operators of that sub-merchant.")
    position_id: UUID | None = Field(None, description="Only results of this interview (`interview_def_set_id`).")
    profile_interview_id: UUID | None = Field(None, description="Only results of this enrolment.")
    limit: Integer = Field(
        50, ge=1, le=1000, description="Rows of a page.", json_schema_extra={"minimum": 1, "maximum": 1000}
    )
    offset: Integer = Field(
        0, ge=0, le=10**9, description="Rows to skip.", json_schema_extra={"minimum": 0, "maximum": 10**9}
    )


async def _row(session: AsyncSession, attempt: AttemptRecord, rated: EvaluationRecord | None) -> dict[str, Any]:
    who = await enrolment.candidate_of(session, attempt.enrolment_id)
    over = attempt.state in ("completed", "completed_early", "submitted")
    return {
        "interview_result_id": attempt.id,
        "interview_def_set_id": attempt.interview_id,
        "profile_interview_id": attempt.enrolment_id,
        "candidate_name": who.name,
        "candidate_email": who.email,
        "candidate_external_id": who.external_id,
        "attempt": attempt.number,
        "status": attempt.state,
        "processing_status": "completed" if rated else "processing" if over else "waiting",
        "is_test": attempt.is_test,
        "score": rated.overall if rated else None,
        "score_max": rated.max_score if rated else None,
        "start": attempt.started_at,
        "end": attempt.ended_at,
    }


def _evidence(quotes: list[dict[str, Any]]) -> list[Evidence]:
    return [
        Evidence(transcript_id=quote["turn_id"], quote=quote["text"], start=quote["start"], end=quote["end"])
        for quote in quotes
    ]


def _item(turn: TurnRecord, questions: set[str]) -> TranscriptItem:
    answer = turn.speaker == "candidate"
    return TranscriptItem(
        id=turn.id,
        is_answer=answer,
        view=turn.kind,
        question_original_id=UUID(turn.step_id)
        if turn.step_id in questions and turn.kind in ("question", "answer")
        else None,
        question_asked=None if answer else turn.text,
        answer=turn.text if answer else None,
        corrected=turn.correction.text if turn.correction else None,
        corrected_at=turn.correction.corrected_at if turn.correction else None,
        at=turn.at_ms // 100,
        heard=None if turn.heard_ms is None else turn.heard_ms // 100,
        recovered=turn.recovered,
    )


async def _introduction(request: Request, session: AsyncSession, attempt: AttemptRecord) -> IntroductionVideo | None:
    """Hers until she has handed it in."""
    found = await recordings.introduction_of(session, attempt.id) if attempt.state == "submitted" else None
    if found is None:
        return None
    settings = request.app.state.settings
    url = settings.base_url + recordings.path_of(settings.installation_secret, found.id, now())
    return IntroductionVideo(url=url, seconds=found.seconds, content_type=found.content_type)


async def _details(request: Request, query: DetailsQuery, caller: Caller) -> ResultDetails:
    database: Database = request.app.state.database
    async with database.merchant(caller.acting_for(query.merchant_id)) as session:
        attempt = await sessions.find_attempt(session, query.interview_result_id)
        transcript = await sessions.transcript_of(session, attempt.id)
        rated = await evaluation.evaluation_of(session, attempt.id)
        waiting = await tasks.tasks_of(session, attempt.id)
        introduction = await _introduction(request, session, attempt)
        row = await _row(session, attempt, rated)
    asked = {step.id: step for step in attempt.script.steps if step.kind == "question"}
    return ResultDetails(
        **row,
        duration=attempt.spent_ms // 100,
        mode=attempt.mode,
        end_reason=attempt.end_reason,
        mojito_language_code=attempt.script.language,
        consent=attempt.consent,
        feedback=attempt.feedback,
        rater=rated.rater if rated else None,
        score_components=[ScoreComponent(**part) for part in rated.components] if rated else [],
        answers=[
            AnswerResult(
                question_id=answer["question_id"],
                question=asked[answer["question_id"]].text,
                competency=asked[answer["question_id"]].competency,
                score=answer["score"],
                not_assessed_reason=answer["not_assessed_reason"],
                rationale=answer["rationale"],
                evidence=_evidence(answer["evidence"]),
            )
            for answer in (rated.answers if rated else [])
        ],
        requirements=[
            RequirementResult(
                requirement=found["requirement"],
                bracket=found["bracket"],
                standing=found["standing"],
                evidence=_evidence(found["evidence"]),
            )
            for found in (rated.requirements if rated else [])
        ],
        transcript=[_item(turn, set(asked)) for turn in transcript],
        introduction_video=introduction,
        tasks=[TaskItem.of(task) for task in waiting],
    )


async def _list(request: Request, query: ListQuery, caller: Caller) -> ResultPage:
    database: Database = request.app.state.database
    merchant_id = caller.acting_for(query.merchant_id)
    async with database.merchant(merchant_id) as session:
        attempts, total = await sessions.list_attempts(
            session,
            merchant_id,
            interview_id=query.position_id,
            enrolment_id=query.profile_interview_id,
            limit=query.limit,
            offset=query.offset,
        )
        rows = [
            ResultRow(**await _row(session, attempt, await evaluation.evaluation_of(session, attempt.id)))
            for attempt in attempts
        ]
    page = Pagination.of(total=total, limit=query.limit, offset=query.offset, returned=len(rows))
    return ResultPage(data=rows, pagination=page)


_READ = errors(400, 401, 403, 404, 422)


@router.get("/job-interview-details", responses=_READ, summary="A result with its transcript")
async def details(request: Request, query: Annotated[DetailsQuery, Query()], caller: Reader) -> ResultDetails:
    """Score, evidence and transcript of one attempt."""
    return await _details(request, query, caller)


@router.post("/job-interview-details", responses=_READ, summary="A result with its transcript")
async def details_by_post(request: Request, query: DetailsQuery, caller: Reader) -> ResultDetails:
    """The same with a body."""
    return await _details(request, query, caller)


@router.get("/merchant-result-list", responses=_READ, summary="Results, newest first")
async def result_list(request: Request, query: Annotated[ListQuery, Query()], caller: Reader) -> ResultPage:
    """All attempts of a merchant, of one interview or of one enrolment."""
    return await _list(request, query, caller)


@router.post("/merchant-result-list", responses=_READ, summary="Results, newest first")
async def result_list_by_post(request: Request, query: ListQuery, caller: Reader) -> ResultPage:
    """The same with a body."""
    return await _list(request, query, caller)
