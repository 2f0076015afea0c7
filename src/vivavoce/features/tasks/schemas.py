"""The shapes of tasks on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from vivavoce.features.candidates import Candidate
from vivavoce.features.tasks.service import TaskKind, TaskRecord, TaskState
from vivavoce.kernel.fields import Answer, Body, Integer, Pagination, Text

MERCHANT_ID = "Honoured for admins, operators of that sub-merchant and the service key."
STATE = "`open`: nobody has seen to it | `done`: somebody has."
KIND = (
    "`candidate_question`: she asked something in the interview that neither description nor documents answer | "
    "`person_wanted`: she asked to talk with a person."
)


class TaskSearch(Body):
    """Which tasks to list."""

    state: TaskState | None = Field(None, description=STATE, examples=["open"])
    kind: TaskKind | None = Field(None, description=KIND, examples=["candidate_question"])
    position_id: UUID | None = Field(None, description="Only tasks of this interview (`interview_def_set_id`).")
    limit: Annotated[Integer, Field(ge=1, le=1000)] | None = Field(
        None, description="1-1000; default 50.", examples=[50], json_schema_extra={"minimum": 1, "maximum": 1000}
    )
    offset: Annotated[Integer, Field(ge=0, le=10**9)] | None = Field(
        None, description="Rows to skip.", examples=[0], json_schema_extra={"minimum": 0, "maximum": 10**9}
    )
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class CloseTask(Body):
    """Somebody has seen to it."""

    task_id: UUID = Field(description="The task, from `merchant-task-list`.")
    note: Annotated[Text, StringConstraints(max_length=5_000)] | None = Field(
        None, description="What came of it, or the answer that was given.", examples=["Answered by e-mail."]
    )
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class TaskItem(Answer):
    """One task."""

    task_id: UUID = Field(description="Its id.")
    kind: TaskKind = Field(description=KIND)
    state: TaskState = Field(description=STATE)
    question: str | None = Field(
        None, description="What she asked, verbatim.", examples=["How many days a week would I work from home?"]
    )
    transcript_id: UUID | None = Field(None, description="The transcript item in which she said it.")
    created_at: datetime = Field(description="Since when it waits.")
    closed_at: datetime | None = Field(None, description="When it was closed.")
    closed_by: UUID | None = Field(None, description="The user who closed it; absent on a closed one: a service key.")
    note: str | None = Field(None, description="What came of it.", examples=["Answered by e-mail."])

    @classmethod
    def of(cls, task: TaskRecord) -> TaskItem:
        """The task as it stands on the wire."""
        return cls(
            task_id=task.id,
            kind=task.kind,
            state=task.state,
            question=task.question,
            transcript_id=task.turn_id,
            created_at=task.created_at,
            closed_at=task.closed_at,
            closed_by=task.closed_by,
            note=task.note,
        )


class TaskAnswer(TaskItem):
    """One task, and whose it is."""

    interview_def_set_id: UUID = Field(description="The interview.")
    profile_interview_id: UUID = Field(description="The enrolment.")
    interview_result_id: UUID | None = Field(None, description="The attempt; absent: she has not begun.")
    candidate_name: str = Field(description="Who waits.", examples=["John"])
    candidate_email: str = Field(description="Where she can be reached.", examples=["peterson6@hello.com"])

    @classmethod
    def about(cls, task: TaskRecord, candidate: Candidate) -> TaskAnswer:
        """The task with its candidate."""
        return cls(
            **TaskItem.of(task).model_dump(),
            interview_def_set_id=task.interview_id,
            profile_interview_id=task.enrolment_id,
            interview_result_id=task.attempt_id,
            candidate_name=candidate.name,
            candidate_email=candidate.email,
        )


class TaskPage(Answer):
    """One page of tasks."""

    data: list[TaskAnswer] = Field(description="The tasks, newest first.")
    pagination: Pagination = Field(description="Where this page lies.")
