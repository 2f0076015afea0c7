"""Bodies of ``job-interview-update`` and ``merchant-interview-list``."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from vivavoce.features import languages
from vivavoce.features.interviews.definition import MERCHANT_ID, POSITION_ID
from vivavoce.features.interviews.models import InterviewRow
from vivavoce.features.interviews.own import ExpectationsGiven, Questions
from vivavoce.features.interviews.schemas import (
    MAX_DURATION_MINUTES,
    HttpsUrl,
    JsonObject,
    LongProse,
    Message,
    Prose,
    Short,
)
from vivavoce.features.interviews.vocabulary import (
    FullSessionRecording,
    Recording,
    ResultView,
    Status,
    VideoIntroduction,
    Visibility,
    options,
)
from vivavoce.features.languages import LanguageCode
from vivavoce.kernel.fields import Answer, Body, Flag, Integer, Line, Number, Pagination, Text
from vivavoce.ports.llm.port import Kind

NEVER_NULL = (
    "name", "location", "status", "visibility", "interview_template_id", "description", "description_long",
    "candidate_expectations_json", "questions",
)  # fmt: skip
"""Fields that an interview can't be without; null would clear them."""


class UpdateInterview(Body):
    """What to change. A field that is left out stays as it is; ``null`` clears it, where it can be cleared."""

    position_id: UUID = Field(description=POSITION_ID, examples=["0199f3a8-1111-7000-8000-000000000002"])
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)
    name: Line | None = Field(None, description="Name of the position.", examples=["Project manager"])
    location: Line | None = Field(None, description="Where the job is.", examples=["remote"])
    code: Short = Field(None, description="Your own reference; null: none.", examples=["my code"])
    cover_image_url: HttpsUrl = Field(None, description="Cover; https only; null: none.")
    status: Status | None = Field(None, description=options(Status))
    visibility: Visibility | None = Field(None, description=options(Visibility))
    interview_template_id: UUID | None = Field(None, description="Another template.")
    mojito_language_code: LanguageCode | None = Field(None, description="Can't be changed: only the same is accepted.")
    description: Prose = Field(None, description="Short description, as it is shown.")
    description_long: LongProse = Field(None, description="Long description (Markdown), as it is shown.")
    welcome_message: Message = Field(None, description="Spoken first; null: the generated one again.")
    thank_you_message: Message = Field(None, description="Spoken last; null: the generated one again.")
    instructional_video_custom_text: Message = Field(
        None, description="What the instructional clip says; null: the generated one again."
    )
    max_duration: Annotated[Number, Field(ge=1, le=MAX_DURATION_MINUTES)] | None = Field(
        None,
        description="Minutes; null: 20.",
        examples=[30],
        json_schema_extra={"minimum": 1, "maximum": MAX_DURATION_MINUTES},
    )
    max_followups: Annotated[Integer, Field(ge=0, le=999)] | None = Field(
        None,
        description="Follow-ups per question at most; null: the template's.",
        examples=[2],
        json_schema_extra={"minimum": 0, "maximum": 999},
    )
    interview_attempts: Annotated[Integer, Field(ge=1, le=20)] | None = Field(
        None, description="Attempts; null: 1.", examples=[3], json_schema_extra={"minimum": 1, "maximum": 20}
    )
    result_view: ResultView | None = Field(None, description=f"null: `minimal`. {options(ResultView)}")
    recording: Recording | None = Field(None, description=f"null: none. {options(Recording)}")
    recording_full_session: FullSessionRecording | None = Field(
        None, description=f"null: none. {options(FullSessionRecording)}"
    )
    candidate_video_introduction: VideoIntroduction | None = Field(
        None, description=f"null: hidden. {options(VideoIntroduction)}"
    )
    knowledge_base_store_id: UUID | None = Field(None, description="Store of documents; null: none.")
    candidate_expectations: Prose = Field(None, description="Free text on what is expected; null: none.")
    candidate_expectations_json: ExpectationsGiven | None = Field(
        None, description="The candidate expectations, word for word."
    )
    regenerate_candidate_expectations: Flag | None = Field(
        None,
        description="True: the author writes the candidate expectations anew, from what then stands.",
        examples=[False],
    )
    custom_scoring: JsonObject | None = Field(
        None, description="Merged into the scoring that stands; null: the template's scoring again."
    )
    questions: Questions | None = Field(
        None,
        description="The full list in its order: matched by `external_id`, then `id`, then text. What matches and "
        "reads the same is kept, what matches and reads differently is replaced, the rest is added; what is missing is "
        "taken out.",
    )


class Replaced(Answer):
    """A question whose words have changed."""

    from_: UUID = Field(alias="from", description="The question as it was.")
    to: UUID = Field(description="The question as it now is.")


class QuestionsDiff(Answer):
    """What became of the questions."""

    kept: list[UUID] = Field(description="Unchanged.")
    added: list[UUID] = Field(description="New.")
    removed: list[UUID] = Field(description="Taken out; results of earlier attempts keep them.")
    replaced: list[Replaced] = Field(description="Worded anew, with a new id.")
    question_ids: list[UUID] = Field(description="All questions in their order.")


class UpdateAnswer(Answer):
    """The interview as it now is has a new version; attempts that have begun keep theirs."""

    success: bool = Field(description="Always true.")
    version: int = Field(description="Counts from 1; unchanged when nothing changed.", examples=[2])
    questions_diff: QuestionsDiff | None = Field(None, description="Only with `questions`.")


class ListInterviews(Body):
    """Which interviews to list."""

    type: Kind | None = Field(None, description=f"Only these. {options(Kind)}", examples=["interview"])
    status: Status | None = Field(None, description="Only in this state; default: all but archived ones.")
    filter_text: Annotated[Text, StringConstraints(max_length=200)] | None = Field(
        None, description="Only those whose name or code contains this.", examples=["manager"]
    )
    limit: Annotated[Integer, Field(ge=1, le=1000)] | None = Field(
        None, description="1-1000; default 50.", examples=[50], json_schema_extra={"minimum": 1, "maximum": 1000}
    )
    offset: Annotated[Integer, Field(ge=0, le=10**9)] | None = Field(
        None, description="Rows to skip.", examples=[0], json_schema_extra={"minimum": 0, "maximum": 10**9}
    )
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class InterviewListed(Answer):
    """One interview in the list."""

    id: UUID = Field(description="`interview_def_set_id`.")
    position_def_set_id: UUID | None = Field(None, description="Its position, once candidates are enrolled in one.")
    merchant_id: UUID = Field(description="Its merchant.")
    name: str = Field(description="Name of the position.")
    code: str | None = Field(None, description="Your own reference.")
    type: str = Field(description="interview, coaching or assessment.")
    status: str = Field(description="draft, active or archived.")
    visibility: str = Field(description="Who finds it.")
    interview_type: str = Field(description="Style of the interview.")
    interview_location: str = Field(description="Where the job is.")
    mojito_language_code: str = Field(description="Its language.")
    speech_language_code: str = Field(description="The language as a BCP 47 tag.")
    is_multi_stage: bool = Field(description="Always false: one interview per position.")
    recording: str | None = Field(None, description="Integrity detection; absent: none.")
    recording_full_session: str | None = Field(None, description="Recording of the session; absent: none.")
    cover_image_url: str | None = Field(None, description="Cover of the position page.")
    questions: int = Field(description="Scored questions.")
    findings: int = Field(description="What the checks object to; `job-interview-get` tells what.")
    max_duration: float = Field(description="Minutes.")
    version: int = Field(description="Counts its updates, from 1.")
    created_at: datetime = Field(description="When it was made.")
    updated_at: datetime = Field(description="When it was last changed.")


class InterviewPage(Answer):
    """One page of interviews."""

    data: list[InterviewListed] = Field(description="The interviews, newest-updated first.")
    pagination: Pagination = Field(description="Where this page lies.")


def listed(row: InterviewRow, questions: int) -> InterviewListed:
    """The interview as it stands in the list."""
    return InterviewListed(
        id=row.id,
        position_def_set_id=row.position_id,
        merchant_id=row.merchant_id,
        name=row.name,
        code=row.code,
        type=row.type,
        status=row.status,
        visibility=row.visibility,
        interview_type=row.interview_type,
        interview_location=row.location,
        mojito_language_code=row.language,
        speech_language_code=languages.find(row.language).bcp47,
        is_multi_stage=False,
        recording=row.recording,
        recording_full_session=row.recording_full_session,
        cover_image_url=row.cover_image_url,
        questions=questions,
        findings=len(row.findings),
        max_duration=row.max_duration_minutes,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def changes(body: UpdateInterview) -> dict[str, Any]:
    """The fields that were sent, with null as null."""
    names = body.model_fields_set - {"position_id", "merchant_id"}
    return {name: getattr(body, name) for name in names}
