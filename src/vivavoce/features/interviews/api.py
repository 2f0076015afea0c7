"""Routes of interview definitions: ``job-interview-create``, ``-get`` and ``-set-state``."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import usage
from vivavoce.features.access import Caller, Editor, Reader
from vivavoce.features.interviews import revision, service, store
from vivavoce.features.interviews.definition import (
    MERCHANT_ID,
    POSITION_ID,
    DefinitionAnswer,
    GetInterview,
    SetState,
    StateAnswer,
)
from vivavoce.features.interviews.own import CreateFromArray
from vivavoce.features.interviews.revising import (
    InterviewPage,
    ListInterviews,
    QuestionsDiff,
    Replaced,
    UpdateAnswer,
    UpdateInterview,
    changes,
    listed,
)
from vivavoce.features.interviews.revision import Revised
from vivavoce.features.interviews.schemas import CreateInterview, CreateInterviewAnswer
from vivavoce.features.interviews.service import Made
from vivavoce.features.interviews.vocabulary import Status
from vivavoce.kernel.database import Database
from vivavoce.kernel.errors import FieldError
from vivavoce.kernel.fields import Pagination, Text
from vivavoce.kernel.http import errors
from vivavoce.kernel.idempotency import Keep, KeyHeader, once
from vivavoce.kernel.settings import Settings
from vivavoce.ports.llm.port import Author, Kind

SERVED = errors(400, 401, 402, 403, 409, 413, 422, 500, 502, 504)
router = APIRouter(prefix="/functions/v1", tags=["Interviews"])


def opened_database(request: Request) -> Database:
    """The database of this process."""
    database: Database = request.app.state.database
    return database


def chosen_author(request: Request) -> Author:
    """Who writes interviews here."""
    author: Author = request.app.state.author
    return author


def read_settings(request: Request) -> Settings:
    """The settings of this process."""
    settings: Settings = request.app.state.settings
    return settings


Opened = Annotated[Database, Depends(opened_database)]
Chosen = Annotated[Author, Depends(chosen_author)]
Configured = Annotated[Settings, Depends(read_settings)]


def _answer(made: Made) -> CreateInterviewAnswer:
    return CreateInterviewAnswer(
        interview_def_set_id=made.interview_id,
        questions_generated=made.questions_generated,
        embed_id=made.embed.id if made.embed else None,
        embed_signing_key=made.embed.signing_key if made.embed else None,
    )


@router.post(
    "/job-interview-create",
    summary="Create a new interview",
    response_model=CreateInterviewAnswer,
    response_model_exclude_none=True,
    responses=SERVED,
)
async def job_interview_create(
    request: Request,
    caller: Editor,
    database: Opened,
    author: Chosen,
    settings: Configured,
    body: CreateInterview,
    idempotency_key: KeyHeader = None,
) -> Response:
    """Makes an interview, coaching or assessment definition: description, questions and candidate expectations are
    written, the fixed steps provisioned, and an embed key, if asked for. When it returns, the interview is whole."""
    return await _create(request, caller, database, author, settings, body)


@router.post(
    "/job-interview-create-from-array",
    summary="Create an interview from your own questions",
    response_model=CreateInterviewAnswer,
    response_model_exclude_none=True,
    responses=SERVED,
)
async def job_interview_create_from_array(
    request: Request,
    caller: Editor,
    database: Opened,
    author: Chosen,
    settings: Configured,
    body: CreateFromArray,
    idempotency_key: KeyHeader = None,
) -> Response:
    """Makes a definition whose questions are asked word for word; descriptions, spoken texts, candidate expectations
    and what belongs to each question are written, unless they are given. `findings` of `job-interview-get` tells what
    the checks object to."""
    return await _create(request, caller, database, author, settings, body)


async def _create(
    request: Request,
    caller: Caller,
    database: Database,
    author: Author,
    settings: Settings,
    body: CreateInterview | CreateFromArray,
) -> Response:
    merchant_id = caller.acting_for(body.merchant_id)

    async def work(keep: Keep) -> BaseModel:
        async def on_made(session: AsyncSession, made: Made) -> None:
            await keep(session, _answer(made))

        return _answer(
            await service.create(
                database,
                author,
                settings.region,
                merchant_id,
                body.spec(),
                made_by=caller.user_id,
                on_made=on_made,
            )
        )

    return await once(database, request, caller.key, work)


@router.post(
    "/job-interview-update",
    summary="Change an interview",
    response_model_exclude_none=True,
    responses=errors(400, 401, 403, 404, 413, 422, 500, 502, 504),
)
async def job_interview_update(
    caller: Editor, database: Opened, author: Chosen, settings: Configured, body: UpdateInterview
) -> UpdateAnswer:
    """Changes what is sent and leaves the rest. Attempts that have begun keep the version that they began with."""
    merchant_id = caller.acting_for(body.merchant_id)
    done = await revision.update(database, author, settings.region, merchant_id, body.position_id, changes(body))
    return UpdateAnswer(success=True, version=done.version, questions_diff=_diff_answer(done))


def _diff_answer(done: Revised) -> QuestionsDiff | None:
    if done.diff is None:
        return None
    placed = list(zip(done.diff.placed, done.ids, strict=True))
    return QuestionsDiff(
        kept=list(done.diff.kept),
        added=[id for (_, old, _), id in placed if old is None],
        removed=list(done.diff.removed),
        replaced=[Replaced(**{"from": old, "to": id}) for (_, old, same), id in placed if old and not same],
        question_ids=list(done.ids),
    )


@router.get(
    "/merchant-interview-list",
    summary="List interviews",
    response_model_exclude_none=True,
    responses=errors(401, 403, 422),
)
async def merchant_interview_list(
    caller: Reader,
    database: Opened,
    type: Annotated[Kind | None, Query(description="Only these.")] = None,
    status: Annotated[Status | None, Query(description="Only in this state; default: all but archived ones.")] = None,
    filter_text: Annotated[Text | None, Query(max_length=200, description="Part of the name or code.")] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="Rows on a page.")] = 50,
    offset: Annotated[int, Query(ge=0, le=10**9, description="Rows to skip.")] = 0,
    merchant_id: Annotated[UUID | None, Query(description=MERCHANT_ID)] = None,
) -> InterviewPage:
    """The merchant's interviews, newest-updated first."""
    wanted = ListInterviews(type=type, status=status, filter_text=filter_text, limit=limit, offset=offset)
    return await _list(database, caller.acting_for(merchant_id), wanted)


@router.post(
    "/merchant-interview-list",
    summary="List interviews (as POST)",
    response_model_exclude_none=True,
    responses=errors(400, 401, 403, 413, 422),
)
async def merchant_interview_list_post(caller: Reader, database: Opened, body: ListInterviews) -> InterviewPage:
    """The merchant's interviews, newest-updated first."""
    return await _list(database, caller.acting_for(body.merchant_id), body)


async def _list(database: Database, merchant_id: UUID, wanted: ListInterviews) -> InterviewPage:
    limit, offset = wanted.limit or 50, wanted.offset or 0
    async with database.merchant(merchant_id) as session:
        total, rows = await store.search(
            session,
            merchant_id,
            type=wanted.type,
            status=wanted.status,
            text=wanted.filter_text,
            limit=limit,
            offset=offset,
        )
    return InterviewPage(
        data=[listed(row, questions) for row, questions in rows],
        pagination=Pagination.of(total=total, limit=limit, offset=offset, returned=len(rows)),
    )


@router.get(
    "/job-interview-get",
    summary="Read an interview",
    response_model_exclude_none=True,
    responses=errors(401, 403, 404, 422),
)
async def job_interview_get(
    caller: Reader,
    database: Opened,
    position_id: Annotated[UUID, Query(description=POSITION_ID)],
    merchant_id: Annotated[UUID | None, Query(description=MERCHANT_ID)] = None,
) -> DefinitionAnswer:
    """The whole definition, with its questions, candidate expectations, scoring and all that its creation asked for."""
    return await _read(database, caller.acting_for(merchant_id), position_id)


@router.post(
    "/job-interview-get",
    summary="Read an interview (as POST)",
    response_model_exclude_none=True,
    responses=errors(400, 401, 403, 404, 413, 422),
)
async def job_interview_get_post(caller: Reader, database: Opened, body: GetInterview) -> DefinitionAnswer:
    """The whole definition, with its questions, candidate expectations, scoring and all that its creation asked for."""
    return await _read(database, caller.acting_for(body.merchant_id), body.position_id)


async def _read(database: Database, merchant_id: UUID, id: UUID) -> DefinitionAnswer:
    async with database.merchant(merchant_id) as session:
        row = await service.find(session, merchant_id, id)
        return DefinitionAnswer.of(row, await store.steps(session, row.id), await usage.calls_of(session, row.id))


@router.post(
    "/job-interview-set-state",
    summary="Publish, archive or embed an interview",
    response_model_exclude_none=True,
    responses=errors(400, 401, 403, 404, 413, 422),
)
async def job_interview_set_state(caller: Editor, database: Opened, body: SetState) -> StateAnswer:
    """Publishes a draft, takes an interview back or archives it, and switches its embedding on or off."""
    merchant_id = caller.acting_for(body.merchant_id)
    if body.status is None and body.is_embedded is None:
        raise FieldError("status", "status or is_embedded is required.", code="missing_field")
    async with database.merchant(merchant_id) as session:
        embed = await service.set_state(
            session, merchant_id, body.position_id, status=body.status, is_embedded=body.is_embedded
        )
    return StateAnswer(
        success=True, embed_id=embed.id if embed else None, embed_signing_key=embed.signing_key if embed else None
    )
