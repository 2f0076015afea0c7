"""The shapes of results on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from vivavoce.features.tasks import TaskItem
from vivavoce.kernel.fields import Answer, Pagination


class Evidence(Answer):
    """Words of the candidate, verbatim, with their place."""

    transcript_id: UUID = Field(description="The transcript item that holds the words.")
    quote: str = Field(description="The words.", examples=["I led the move to a new database"])
    start: int = Field(description="First character in the item's text, from 0.", examples=[0])
    end: int = Field(description="Character after the last one.", examples=[32])


class AnswerResult(Answer):
    """How one question was answered."""

    question_id: UUID = Field(description="The question in the interview.")
    question: str = Field(description="The question as it was asked.")
    competency: str = Field(description="What it is about.", examples=["Stakeholder management"])
    score: float | None = Field(description="1 to 5; null: not assessed.", examples=[4.2])
    not_assessed_reason: str | None = Field(description="Why there is no score.", examples=["no_answer"])
    rationale: str = Field(description="What the rating rests on, for the recruiter.")
    evidence: list[Evidence] = Field(description="The quotes it rests on; a score has at least one.")


class RequirementResult(Answer):
    """What the conversation says of one candidate expectation."""

    requirement: str
    bracket: Literal["strong", "moderate", "weak"]
    standing: Literal["confirmed", "rejected", "not_discussed"]
    evidence: list[Evidence]


class ScoreComponent(Answer):
    """One part of the overall score."""

    name: str = Field(examples=["ai_assessment_answer"])
    weight: float = Field(description="As configured; weights of assessed components are normalised.", examples=[0.6])
    score: float | None = Field(description="0 to 10; null: not assessed.", examples=[7.1])
    not_assessed_reason: str | None = Field(examples=["not_measured"])


class TranscriptItem(Answer):
    """One thing said."""

    id: UUID
    is_answer: bool = Field(description="Whether the candidate said it.")
    view: str = Field(
        description="welcome, rapport, question, follow_up, repeat, prompt, acknowledgement, closing, closing_reply, "
        "thank_you, reply (to a question of the candidate's), answer or asked (such a question).",
        examples=["question"],
    )
    question_original_id: UUID | None = Field(description="The question in the interview; null outside of questions.")
    question_asked: str | None = Field(description="What the interviewer said; null for answers.")
    answer: str | None = Field(description="What the candidate said; null for the interviewer.")
    corrected: str | None = Field(
        None,
        description="What the candidate says she said, where she corrected the answer before she submitted. `answer` "
        "stays what was heard, and ratings and quotes rest on it.",
        examples=["I led the move to Postgres."],
    )
    corrected_at: datetime | None = Field(None, description="When she wrote the correction.")
    at: int = Field(description="Deciseconds since the attempt began.", examples=[124])
    heard: int | None = Field(
        description="Deciseconds of an interrupted line that were heard; null: all of it.",
        examples=[None],
    )
    recovered: bool = Field(
        description="Whether the words were made out after the conversation had gone on.", examples=[False]
    )


class IntroductionVideo(Answer):
    """The video in which the candidate introduced herself. It is not rated or analysed."""

    url: str = Field(
        description="Opens the video for 15 minutes, for whoever has it; ask again for a fresh one. It takes `Range`.",
        examples=["https://interviews.example.com/recordings/v1/0199f3f5-…?expires=1790000000&signature=…"],
    )
    seconds: float = Field(description="How long it lasts.", examples=[48.2])
    content_type: str = Field(description="video/webm, video/mp4 or video/quicktime.", examples=["video/webm"])


class ResultRow(Answer):
    """One attempt in a list."""

    interview_result_id: UUID
    interview_def_set_id: UUID
    profile_interview_id: UUID
    candidate_name: str
    candidate_email: str
    candidate_external_id: str | None
    attempt: int = Field(description="Number of the attempt, from 1.", examples=[1])
    status: str = Field(
        description="started, completed, completed_early, submitted, abandoned, failed or no_speech.",
        examples=["submitted"],
    )
    processing_status: Literal["waiting", "processing", "completed"] = Field(
        description="waiting: the conversation is not over. processing: being scored. completed: scored."
    )
    is_test: bool = Field(description="A member of the merchant tried it out.")
    score: float | None = Field(description="0 to `score_max`; null: not assessed or not scored yet.", examples=[7.4])
    score_max: float | None
    start: datetime
    end: datetime | None


class ResultPage(Answer):
    """A page of results."""

    data: list[ResultRow]
    pagination: Pagination


class ResultDetails(ResultRow):
    """A result with its transcript."""

    duration: int = Field(description="Deciseconds on the line.", examples=[4210])
    mode: Literal["voice", "text"] = Field(description="How the candidate answered last.")
    end_reason: str | None = Field(description="completed, time, ended_by_candidate or no_speech.")
    mojito_language_code: str
    consent: dict[str, Any] = Field(description="What the candidate agreed to: version, purposes, time.")
    feedback: dict[str, Any] | None = Field(description="What the candidate thought of the interview; not scored.")
    rater: str | None = Field(description="Who scored, with its version.", examples=["builtin-conversation/1"])
    score_components: list[ScoreComponent]
    answers: list[AnswerResult]
    requirements: list[RequirementResult]
    transcript: list[TranscriptItem]
    introduction_video: IntroductionVideo | None = Field(
        None, description="Null: there is none, or the interview is not submitted yet."
    )
    tasks: list[TaskItem] = Field(description="What the candidate waits for, and what came of it.")
