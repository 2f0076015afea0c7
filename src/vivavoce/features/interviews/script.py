"""What a live session, a judge and a page need to know of a definition: a frozen view without any row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from vivavoce.features.credits import Presentation, interview_price
from vivavoce.features.interviews.models import InterviewRow, StepRow
from vivavoce.features.interviews.policy import StepKind
from vivavoce.features.interviews.vocabulary import (
    FullSessionRecording,
    Recording,
    ResultView,
    Status,
    VideoIntroduction,
    Visibility,
)
from vivavoce.features.languages import LanguageCode
from vivavoce.features.templates import Look, Template
from vivavoce.ports.llm.port import InterviewType, Kind, PositionToMatch, Rubric, Seniority, Tone


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``minutes`` is its share of the time; ``competency`` and ``strong_answer`` belong to questions."""

    kind: StepKind
    id: UUID
    text: str
    competency: str | None
    strong_answer: tuple[str, ...]
    minutes: float


@dataclass(frozen=True, slots=True)
class TemplateView:
    """How the interviewer looks and sounds."""

    look: Look
    interviewer_name: str
    voice: str
    pace: str
    background: str


@dataclass(frozen=True, slots=True)
class InterviewScript:
    """A whole definition. ``scoring`` is merged; ``attempts`` is what each candidate has."""

    id: UUID
    merchant_id: UUID
    position_id: UUID | None
    status: Status
    type: Kind
    visibility: Visibility
    name: str
    location: str
    country_code: str | None
    description: str
    description_long: str
    candidate_expectations: str | None
    language: LanguageCode
    interview_type: InterviewType
    tone: Tone
    seniority: Seniority
    result_view: ResultView
    candidate_video_introduction: VideoIntroduction | None
    recording: Recording | None
    recording_full_session: FullSessionRecording | None
    max_duration_minutes: float
    max_followups: int
    attempts: int
    cover_image_url: str | None
    code: str | None
    steps: tuple[Step, ...]
    rubric: Rubric
    scoring: Mapping[str, Any]
    template: TemplateView
    version: int
    knowledge_base_store_id: UUID | None = None

    @property
    def to_match(self) -> PositionToMatch:
        """What a resume is compared with."""
        return PositionToMatch(
            name=self.name,
            description=self.description,
            description_long=self.description_long,
            candidate_expectations=self.candidate_expectations,
            rubric=self.rubric,
            seniority=self.seniority,
            language=self.language.value,
        )

    @property
    def questions(self) -> tuple[Step, ...]:
        """The scored questions alone."""
        return tuple(step for step in self.steps if step.kind is StepKind.QUESTION)


def script(row: InterviewRow, steps: Sequence[StepRow], template: Template) -> InterviewScript:
    """The view of these rows."""
    return InterviewScript(
        id=row.id,
        merchant_id=row.merchant_id,
        position_id=row.position_id,
        status=Status(row.status),
        type=Kind(row.type),
        visibility=Visibility(row.visibility),
        name=row.name,
        location=row.location,
        country_code=row.country_code,
        description=row.description,
        description_long=row.description_long,
        candidate_expectations=row.candidate_expectations,
        language=LanguageCode(row.language),
        interview_type=InterviewType(row.interview_type),
        tone=Tone(row.tone),
        seniority=Seniority(row.seniority),
        result_view=ResultView(row.result_view),
        candidate_video_introduction=(
            VideoIntroduction(row.candidate_video_introduction) if row.candidate_video_introduction else None
        ),
        recording=Recording(row.recording) if row.recording else None,
        recording_full_session=FullSessionRecording(row.recording_full_session) if row.recording_full_session else None,
        max_duration_minutes=row.max_duration_minutes,
        max_followups=row.max_followups,
        attempts=row.attempts,
        cover_image_url=row.cover_image_url,
        code=row.code,
        steps=tuple(
            Step(StepKind(step.kind), step.id, step.text, step.competency, tuple(step.strong_answer), step.minutes)
            for step in steps
        ),
        rubric=Rubric(**{bracket: tuple(lines) for bracket, lines in row.rubric.items()}),
        scoring=row.scoring,
        template=TemplateView(
            template.look, template.interviewer_name, template.voice, template.pace, template.background
        ),
        version=row.version,
        knowledge_base_store_id=row.knowledge_base_store_id,
    )


def price(
    scoring: Mapping[str, Any], recording: str | None, full_session: str | None, max_duration_minutes: float
) -> Decimal:
    """Credits for one finished run of a definition: every template has a face."""
    early = scoring["early_stop"]["enabled"]
    return interview_price(
        Presentation.AVATAR_EARLY_STOP if early else Presentation.AVATAR,
        recording=recording,
        recording_full_session=full_session,
        max_duration_minutes=max_duration_minutes,
    )


def price_of(whole: InterviewScript) -> Decimal:
    """Credits for one finished run."""
    return price(whole.scoring, whole.recording, whole.recording_full_session, whole.max_duration_minutes)
