"""Routes of tasks: what waits for a recruiter, and that it was seen to."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import enrolment
from vivavoce.features.access import Reader
from vivavoce.features.tasks import service
from vivavoce.features.tasks.schemas import CloseTask, TaskAnswer, TaskPage, TaskSearch
from vivavoce.features.tasks.service import TaskRecord, Wanted
from vivavoce.kernel.database import Database
from vivavoce.kernel.fields import Pagination
from vivavoce.kernel.http import errors

router = APIRouter(prefix="/functions/v1", tags=["Tasks"])


@router.get(
    "/merchant-task-list", summary="List tasks", response_model_exclude_none=True, responses=errors(401, 403, 422)
)
async def merchant_task_list(request: Request, caller: Reader, wanted: Annotated[TaskSearch, Query()]) -> TaskPage:
    """What candidates wait for: questions that only a person can answer, and a person instead of an AI."""
    return await _page(request, caller.acting_for(wanted.merchant_id), wanted)


@router.post(
    "/merchant-task-list",
    summary="List tasks (as POST)",
    response_model_exclude_none=True,
    responses=errors(400, 401, 403, 413, 422),
)
async def merchant_task_list_post(request: Request, caller: Reader, body: TaskSearch) -> TaskPage:
    """What candidates wait for."""
    return await _page(request, caller.acting_for(body.merchant_id), body)


@router.post(
    "/task-close",
    summary="Close a task",
    response_model_exclude_none=True,
    responses=errors(400, 401, 403, 404, 409, 413, 422),
)
async def task_close(request: Request, caller: Reader, body: CloseTask) -> TaskAnswer:
    """Somebody has seen to it; who, when and the note are kept. The same call again answers the same."""
    database: Database = request.app.state.database
    merchant_id = caller.acting_for(body.merchant_id)
    async with database.merchant(merchant_id) as session:
        return await _about(session, await service.close(session, merchant_id, body.task_id, body.note, caller))


async def _page(request: Request, merchant_id: UUID, wanted: TaskSearch) -> TaskPage:
    database: Database = request.app.state.database
    limit, offset = wanted.limit or 50, wanted.offset or 0
    async with database.merchant(merchant_id) as session:
        total, found = await service.list_tasks(
            session, merchant_id, Wanted(wanted.state, wanted.kind, wanted.position_id), limit, offset
        )
        data = [await _about(session, task) for task in found]
    return TaskPage(data=data, pagination=Pagination.of(total=total, limit=limit, offset=offset, returned=len(data)))


async def _about(session: AsyncSession, task: TaskRecord) -> TaskAnswer:
    return TaskAnswer.about(task, await enrolment.candidate_of(session, task.enrolment_id))
