"""What an interview is asked to be: the checked request, free of HTTP. Names and units are those of the wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any
from uuid import UUID

from vivavoce.features.interviews.vocabulary import (
    FullSessionRecording,
    Recording,
    ResultView,
    Status,
    VideoIntroduction,
    Visibility,
)
from vivavoce.features.languages import LanguageCode
from vivavoce.ports.llm.port import InterviewType, Kind, Rubric, Seniority

DEFAULT_MAX_DURATION_MINUTES = 20.0


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question that the merchant worded. What is None is written for it; ``id`` is the sender's handle."""

    text: str
    id: str | None = None
    label: str | None = None
    minutes: float | None = None
    scored: bool = True
    strong_answer: tuple[str, ...] = ()
    external_id: str | None = None
    external_data: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewSpec:
    """One field per field of the request; a default stands for "not given". ``max_duration`` is minutes."""

    name: str
    location: str
    interview_template_id: UUID
    mojito_language_code: LanguageCode
    status: Status = Status.ACTIVE
    type: Kind = Kind.INTERVIEW
    visibility: Visibility = Visibility.INVITE
    recording: Recording | None = None
    recording_full_session: FullSessionRecording | None = None
    interview_type: InterviewType = InterviewType.PRE_SCREENING
    seniority_level: Seniority | None = None
    result_view: ResultView = ResultView.MINIMAL
    candidate_video_introduction: VideoIntroduction | None = None
    interview_tone: str | None = None
    interview_length: int | None = None
    interview_attempts: int = 1
    max_duration: float = DEFAULT_MAX_DURATION_MINUTES
    code: str | None = None
    cover_image_url: str | None = None
    country_code: str | None = None
    knowledge_base_store_id: UUID | None = None
    description: str | None = None
    description_long: str | None = None
    candidate_expectations: str | None = None
    welcome_message: str | None = None
    thank_you_message: str | None = None
    additional_context: Mapping[str, Any] | None = None
    instructional_video: bool = False
    instructional_video_custom_text: str | None = None
    is_embedded: bool = False
    include_rapport_question: bool = False
    include_closing_prompt: bool = True
    use_enhanced_expectations: bool = False
    custom_scoring: Mapping[str, Any] | None = None
    own_questions: tuple[OwnQuestion, ...] = ()
    candidate_expectations_json: Rubric | None = None

    def parameters(self) -> dict[str, Any]:
        """Everything that was given or defaulted, as JSON, for ``creation_parameters``."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: _json(value) for name, value in given.items() if value is not None and value != ()}


def _json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Rubric):
        return asdict(value)
    if isinstance(value, tuple):
        return [asdict(one) for one in value]
    return str(value) if isinstance(value, str | UUID) else value
