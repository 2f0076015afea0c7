"""Bodies of ``job-interview-get`` and ``job-interview-set-state``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from vivavoce.features import languages
from vivavoce.features.interviews.models import InterviewRow, StepRow
from vivavoce.features.interviews.policy import StepKind
from vivavoce.features.interviews.vocabulary import Status, options
from vivavoce.features.usage import Used
from vivavoce.kernel.fields import Answer, Body, Flag

POSITION_ID = "Id of the definition (`interview_def_set_id`), or of its position (`position_def_set_id`)."
MERCHANT_ID = "Honoured for admins, operators of that sub-merchant and the service key."


class GetInterview(Body):
    """Which definition to read."""

    position_id: UUID = Field(description=POSITION_ID, examples=["0199f3a8-1111-7000-8000-000000000002"])
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class Expectations(Answer):
    """The rubric: positively worded requirements in three brackets."""

    strong: list[str] = Field(description="What only standouts show.")
    moderate: list[str] = Field(description="What solid candidates show.")
    weak: list[str] = Field(description="What every viable candidate shows.")


class QuestionAnswer(Answer):
    """One scored question."""

    id: UUID = Field(description="Id of the question.")
    question: str = Field(description="What is asked.")
    competency: str | None = Field(None, description="The one competency that it probes.")
    why: str | None = Field(None, description="Why it is asked; never shown to candidates.")
    strong_answer: list[str] = Field(description="What a strong answer contains.")
    duration: int = Field(description="Seconds that an answer may well take.", examples=[120])
    view: str = Field(
        description="`with listening`: a spoken answer with follow-ups | `without scoring`: the same, left out of the "
        "score."
    )
    label: str | None = Field(None, description="The competency, under the name that creates and updates give it.")
    external_id: str | None = Field(None, description="Your own reference.")
    external_data: Any = Field(None, description="What came with it.")
    mojito_language_code: str = Field(description="Its language.", examples=["en"])


class FindingAnswer(Answer):
    """Something that the checks of an interview object to."""

    code: str = Field(description="What kind of fault; stable.", examples=["closed"])
    message: str = Field(description="What is wrong.", examples=["It can be answered with yes or no."])
    question_id: UUID | None = Field(None, description="The question; absent: the interview as a whole.")


class CallAnswer(Answer):
    """One call to a language model that the interview was written with."""

    model: str = Field(description="The model.", examples=["gpt-5-mini"])
    prompt: str = Field(description="The prompt with its version.", examples=["author.v1"])
    outcome: str = Field(description="used, unusable, unavailable or timeout.")
    requests: int = Field(description="Requests, with repairs.")
    input_tokens: int = Field(description="Tokens sent.")
    output_tokens: int = Field(description="Tokens received.")
    cost_usd: float | None = Field(None, description="US dollars by public price lists; absent: not known.")
    duration_ms: int = Field(description="Milliseconds.")


class StepAnswer(Answer):
    """One step of the session, in its order."""

    id: UUID = Field(description="Id of the step.")
    kind: StepKind = Field(description="What happens at it.")
    text: str = Field(description="What is said.")


class DefinitionAnswer(Answer):
    """A whole definition. What was not given is left out."""

    position_id: UUID = Field(description="The definition's id.")
    interview_def_set_id: UUID = Field(description="The same id, by the name that the create endpoint gives it.")
    position_def_set_id: UUID | None = Field(None, description="Its position, once candidates are enrolled in one.")
    merchant_id: UUID = Field(description="Its merchant.")
    name: str = Field(description="Name of the position.")
    status: str = Field(description=options(Status))
    type: str = Field(description="interview, coaching or assessment.")
    visibility: str = Field(description="Who finds it.")
    is_multistage: bool = Field(description="Always false: one interview per position.")
    code: str | None = Field(None, description="Your own reference.")
    interview_location: str = Field(description="Where the job is.")
    position_country_code: str | None = Field(None, description="ISO 3166-1 alpha-2.")
    cover_image_url: str | None = Field(None, description="Cover of the position page.")
    interview_template_id: UUID = Field(description="The template.")
    is_voice_only: bool = Field(description="Whether the template has no face.")
    knowledge_base_store_id: UUID | None = Field(None, description="Store of documents.")
    mojito_language_code: str = Field(description="The language's code.")
    speech_language_code: str = Field(description="The language as a BCP 47 tag.")
    speech_language_name: str = Field(description="The language's name in English.")
    recording: str | None = Field(None, description="Integrity detection; absent: none.")
    recording_full_session: str | None = Field(None, description="Recording of the session; absent: none.")
    interview_type: str = Field(description="Style of the interview.")
    interview_tone: str = Field(description="The tone that acts.")
    seniority_level: str = Field(description="Given or detected.")
    seniority_detected: bool = Field(description="Whether it was detected.")
    seniority_evidence: list[str] = Field(description="The words that it was detected from.")
    result_view: str = Field(description="The candidate's screen after finishing.")
    candidate_video_introduction: str | None = Field(None, description="Absent: hidden.")
    interview_attempts: int = Field(description="Attempts that a candidate has.")
    max_duration: float = Field(description="Minutes.")
    max_followups: int = Field(description="Follow-ups per question at most.")
    description: str = Field(description="Short description, as generated.")
    interview_description_long: str = Field(description="Long description (Markdown).")
    candidate_expectations: str | None = Field(None, description="As given.")
    candidate_expectations_json: Expectations = Field(description="The rubric.")
    result_scoring: dict[str, Any] = Field(description="Merged scoring, with `max_retries`: the attempts.")
    creation_parameters: dict[str, Any] = Field(description="Everything that the creation asked for.")
    questions: list[QuestionAnswer] = Field(description="The scored questions, without the fixed steps.")
    steps: list[StepAnswer] = Field(description="All steps, in their order.")
    version: int = Field(description="Counts the updates, from 1; attempts keep the version that they began with.")
    author: str = Field(description="Who wrote it: model or built-in author, with its version.")
    author_calls: list[CallAnswer] = Field(description="Calls to language models that it took; none: built-in.")
    findings: list[FindingAnswer] = Field(
        description="What the checks found: number and language of the questions, repeats, closed, leading or double "
        "questions, topics that may not be asked, brackets of the expectations. Empty: nothing."
    )
    created_at: datetime = Field(description="When it was made.")
    updated_at: datetime = Field(description="When it was last changed.")

    @classmethod
    def of(cls, row: InterviewRow, steps: Sequence[StepRow], calls: Sequence[Used]) -> DefinitionAnswer:
        """The definition as it stands on the wire."""
        asked = [step.id for step in steps if step.kind == StepKind.QUESTION.value]
        spoken = languages.find(row.language)
        return cls(
            position_id=row.id,
            interview_def_set_id=row.id,
            position_def_set_id=row.position_id,
            merchant_id=row.merchant_id,
            name=row.name,
            status=row.status,
            type=row.type,
            visibility=row.visibility,
            is_multistage=False,
            code=row.code,
            interview_location=row.location,
            position_country_code=row.country_code,
            cover_image_url=row.cover_image_url,
            interview_template_id=row.template_id,
            is_voice_only=False,
            knowledge_base_store_id=row.knowledge_base_store_id,
            mojito_language_code=row.language,
            speech_language_code=spoken.bcp47,
            speech_language_name=spoken.name_english,
            recording=row.recording,
            recording_full_session=row.recording_full_session,
            interview_type=row.interview_type,
            interview_tone=row.tone,
            seniority_level=row.seniority,
            seniority_detected=row.seniority_detected,
            seniority_evidence=row.seniority_evidence,
            result_view=row.result_view,
            candidate_video_introduction=row.candidate_video_introduction,
            interview_attempts=row.attempts,
            max_duration=row.max_duration_minutes,
            max_followups=row.max_followups,
            description=row.description,
            interview_description_long=row.description_long,
            candidate_expectations=row.candidate_expectations,
            candidate_expectations_json=Expectations(**row.rubric),
            result_scoring=row.scoring | {"max_retries": row.attempts},
            creation_parameters=row.creation_parameters,
            questions=[_question(step, row) for step in steps if step.kind == StepKind.QUESTION.value],
            steps=[StepAnswer(id=step.id, kind=StepKind(step.kind), text=step.text) for step in steps],
            version=row.version,
            author=row.author,
            author_calls=[
                CallAnswer(**{name: getattr(call, name) for name in CallAnswer.model_fields}) for call in calls
            ],
            findings=[
                FindingAnswer(
                    code=found["code"],
                    message=found["message"],
                    question_id=None if found["question"] is None else asked[found["question"]],
                )
                for found in row.findings
            ],
            created_at=row.created_at,
            updated_at=row.updated_at,
        )


def _question(step: StepRow, row: InterviewRow) -> QuestionAnswer:
    weight = row.scoring["question_weights"].get(str(step.id))
    return QuestionAnswer(
        id=step.id,
        question=step.text,
        competency=step.competency,
        why=step.why,
        strong_answer=step.strong_answer,
        duration=round(step.minutes * 60),
        view="without scoring" if weight == 0 else "with listening",
        label=step.competency,
        external_id=step.external_id,
        external_data=step.external_data,
        mojito_language_code=row.language,
    )


class SetState(Body):
    """What to change; at least one of ``status`` and ``is_embedded``."""

    position_id: UUID = Field(description=POSITION_ID, examples=["0199f3a8-1111-7000-8000-000000000002"])
    status: Status | None = Field(None, description=options(Status), examples=["active"])
    is_embedded: Flag | None = Field(
        None,
        description="true: an embed key is made (or found) and answered; false: it is deleted and embedding stops.",
        examples=[True],
    )
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class StateAnswer(Answer):
    """The change is made."""

    success: bool = Field(description="Always true.", examples=[True])
    embed_id: UUID | None = Field(None, description="Only with `is_embedded: true`.")
    embed_signing_key: str | None = Field(None, description="Only with `is_embedded: true`.")
