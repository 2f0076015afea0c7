"""Bodies of the interview endpoints: every field with its meaning, its limits and an example."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from vivavoce.features.interviews.spec import InterviewSpec
from vivavoce.features.interviews.vocabulary import (
    MEANINGS,
    FullSessionRecording,
    Recording,
    ResultView,
    Status,
    VideoIntroduction,
    Visibility,
    options,
)
from vivavoce.features.languages import LanguageCode
from vivavoce.kernel.fields import Answer, Body, Flag, Integer, Line, Number, Text, deep_text_fault
from vivavoce.kernel.http import canonical
from vivavoce.ports.llm.port import InterviewType, Kind, Seniority, Tone

OBJECT_LIMIT_BYTES = 64 * 1024
MAX_DURATION_MINUTES = 240


def _blank_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _https(value: str) -> str:
    try:
        parts = urlsplit(value)
        good = parts.scheme == "https" and bool(parts.hostname) and all(c.isprintable() and c != " " for c in value)
    except ValueError:
        good = False
    if not good:
        raise PydanticCustomError("https", "must be an address that begins with https://")
    return value


def _bounded(value: dict[str, Any]) -> dict[str, Any]:
    if fault := deep_text_fault(value):
        raise PydanticCustomError("object", "{fault}", {"fault": fault})
    if len(canonical(value)) > OBJECT_LIMIT_BYTES:
        raise PydanticCustomError("object", "must have at most 64 KiB")
    return value


_blank = BeforeValidator(_blank_is_none)
Short = Annotated[Annotated[Text, StringConstraints(max_length=200)] | None, _blank]
Message = Annotated[Annotated[Text, StringConstraints(max_length=2_000)] | None, _blank]
Prose = Annotated[Annotated[Text, StringConstraints(max_length=10_000)] | None, _blank]
LongProse = Annotated[Annotated[Text, StringConstraints(max_length=100_000)] | None, _blank]
HttpsUrl = Annotated[
    Annotated[Text, StringConstraints(max_length=2_000), AfterValidator(_https)] | None,
    _blank,
    Field(json_schema_extra={"format": "uri"}),
]
JsonObject = Annotated[dict[str, Any], AfterValidator(_bounded)]

_TONES = " | ".join(f"`{tone}`: {MEANINGS[Tone][tone]}" for tone in Tone)


class InterviewSettings(Body):
    """What both ways of making an interview let one choose. ``null`` means "not given"."""

    seniority_level: Seniority | None = Field(
        None,
        description="Seniority of the role; detected from name and description when omitted, and kept with the words "
        f"that it was detected from. {options(Seniority)}",
        examples=["senior"],
    )
    result_view: ResultView | None = Field(
        None,
        description="The candidate's screen after finishing; default `minimal`. With any value but `none` the "
        "candidate gives feedback, may correct the transcript, and must submit. "
        f"{options(ResultView)}",
        examples=["full"],
    )
    candidate_video_introduction: VideoIntroduction | None = Field(
        None,
        description=f"A video introduction of the candidate; omitted: hidden. {options(VideoIntroduction)}",
        examples=["optional"],
    )
    interview_attempts: Annotated[Integer, Field(ge=1, le=20)] | None = Field(
        None,
        description="Attempts that a candidate has, 1-20; default 1.",
        examples=[3],
        json_schema_extra={"minimum": 1, "maximum": 20},
    )
    max_duration: Annotated[Number, Field(ge=1, le=MAX_DURATION_MINUTES)] | None = Field(
        None,
        description=f"Minutes (not seconds) that the interview lasts at most, 1-{MAX_DURATION_MINUTES}; default 20. "
        "Scopes the generation, ends the live session kindly, and sets the price.",
        examples=[30],
        json_schema_extra={"minimum": 1, "maximum": MAX_DURATION_MINUTES},
    )
    merchant_id: UUID | None = Field(
        None,
        description="Honoured for admins and for operators of that sub-merchant; required with the service key; "
        "ignored for everybody else, whose token names the merchant.",
        examples=["28106cba-1c27-4e53-b149-32113e5e8e31"],
    )
    welcome_message: Message = Field(
        None,
        description="Spoken and shown first, instead of the generated greeting. At most 2,000 characters.",
        examples=["Welcome! We are glad that you are here."],
    )
    thank_you_message: Message = Field(
        None,
        description="Spoken and shown last, instead of the generated thanks. At most 2,000 characters.",
        examples=["Thank you for your time. We will write to you within a week."],
    )
    instructional_video: Flag | None = Field(
        None,
        description="An instructional clip, narrated by the interviewer, before the candidate approves the start; "
        "default false.",
        examples=[True],
    )
    instructional_video_custom_text: Message = Field(
        None,
        description="What the instructional clip says, instead of the generated text. At most 2,000 characters.",
        examples=["Find a quiet place. You can take your time with every answer."],
    )
    is_embedded: Flag | None = Field(
        None,
        description="True makes an embed key; the answer then carries `embed_id` and `embed_signing_key`. "
        "Default false.",
        examples=[False],
    )
    include_rapport_question: Flag | None = Field(
        None, description="An unscored opening question; default false.", examples=[True]
    )
    include_closing_prompt: Flag | None = Field(
        None,
        description="A last turn in which the candidate may ask or add something; default true.",
        examples=[True],
    )
    use_enhanced_expectations: Flag | None = Field(
        None, description="Asks for longer, more detailed candidate expectations; default false.", examples=[False]
    )
    custom_scoring: JsonObject | None = Field(
        None,
        description="Result scoring, merged: platform defaults, then the template's, then this. Keys: `max_score`, "
        "`early_stop {enabled, below, after_questions}`, `stop_retries_at_score`, `ai_assessment_session`, "
        "`ai_assessment_answer`, `ai_assessment_resume {weight, reject_below, accept_from}`, "
        "`speech_cadence {weight, min_wpm, max_wpm}`, `ai_pronunciation`, `sentiment_analysis`, `question_weights`. "
        "A number in place of a component is its weight. An unknown key is kept and returned.",
        examples=[{"ai_assessment_answer": {"weight": 0.7}, "ai_assessment_session": 0.3}],
    )


class NewDefinition(InterviewSettings):
    """What both ways of making a definition by itself let one choose."""

    name: Line = Field(description="Name of the interview, or of the position.", examples=["Project manager"])
    location: Line = Field(description="Where the job is.", examples=["remote"])
    interview_template_id: UUID = Field(
        description="The template that it is based on, from `merchant-avatar-list`: presenter, voice, pace, default "
        "follow-ups and scoring.",
        examples=["baa3bf7c-6926-46fd-9005-16738a31f72d"],
    )
    mojito_language_code: LanguageCode = Field(
        description="Language of all generated text, of the interviewer's speech, of speech recognition and of the "
        "candidate's screens; one of `platform-languages-list`.",
        examples=["en"],
    )
    status: Literal[Status.DRAFT, Status.ACTIVE] = Field(
        description=f"Where it begins. {options(Status, Status.ARCHIVED)}", examples=["active"]
    )
    type: Kind = Field(description=f"What it is for. {options(Kind)}", examples=["interview"])
    visibility: Visibility = Field(
        description=f"Who finds it and who gets in. {options(Visibility)}", examples=["merchant_public"]
    )
    recording: Recording | None = Field(
        None,
        description="Integrity detection on answers, not a recording of the session; omitted: nothing is analysed and "
        f"no camera is asked for. {options(Recording)}",
        examples=["video_all"],
    )
    recording_full_session: FullSessionRecording | None = Field(
        None,
        description="A recording of the whole session, independent of `recording`; omitted: none. "
        f"{options(FullSessionRecording)}",
        examples=["video_all"],
    )
    interview_type: InterviewType | None = Field(
        None,
        description=f"Style of questions and follow-ups; default `pre-screening`. {options(InterviewType)}",
        examples=["pre-screening-with-test-questions"],
    )
    interview_tone: Short = Field(
        None,
        description="Wording and manner of speaking, in any case; default `relaxed`, also for an unknown tone. "
        f"Suggested: {_TONES}.",
        examples=["professional"],
    )
    code: Short = Field(
        None,
        description="Your own reference; comes back everywhere, and `position_external_id` finds it. At most 200 "
        "characters.",
        examples=["my code"],
    )
    cover_image_url: HttpsUrl = Field(
        None, description="Cover of the position page; https only.", examples=["https://example.com/cover.png"]
    )
    knowledge_base_store_id: UUID | None = Field(
        None,
        description="Store of documents that questions and answers to candidates draw on; required with the "
        "interview_type `process-verification-from-knowledge-base`.",
        examples=["0199f3a8-1111-7000-8000-000000000001"],
    )
    description: Prose = Field(
        None,
        description="Short description; rewritten. At most 10,000 characters.",
        examples=["Leads the delivery of two products."],
    )
    description_long: LongProse = Field(
        None,
        description="Long description (Markdown); written when blank. At most 100,000 characters.",
        examples=["You plan, you talk to customers, you ship."],
    )
    candidate_expectations: Prose = Field(
        None,
        description="Free text that is folded into the candidate expectations. At most 10,000 characters.",
        examples=["Has led a team of at least five."],
    )
    additional_context: JsonObject | None = Field(
        None,
        description="Any JSON object of at most 64 KiB; merged into the generation as data.",
        examples=[{"team": "platform", "tools": ["Jira"]}],
    )

    def _given(self, *without: str) -> dict[str, Any]:
        """What is asked for; null is not given."""
        names = set(type(self).model_fields) - {"merchant_id", *without}
        return {name: value for name in names if (value := getattr(self, name)) is not None}


class CreateInterview(NewDefinition):
    """A new interview, coaching or assessment definition."""

    interview_length: Annotated[Integer, Field(ge=1, le=40)] | None = Field(
        None,
        description="Questions to generate, a whole number 1-40; omitted: 5-8, chosen by the author. More than one per "
        "2 minutes of `max_duration` is capped.",
        examples=[8],
        json_schema_extra={"minimum": 1, "maximum": 40},
    )

    def spec(self) -> InterviewSpec:
        """What is asked for."""
        return InterviewSpec(**self._given())


class CreateInterviewAnswer(Answer):
    """The definition is whole and, if active, can be run."""

    interview_def_set_id: UUID = Field(description="Id of the definition.")
    questions_generated: int = Field(description="Questions that were generated.", examples=[8])
    embed_id: UUID | None = Field(None, description="Only with `is_embedded`: goes into the embed's address.")
    embed_signing_key: str | None = Field(None, description="Only with `is_embedded`: signs the embed's visitors.")
