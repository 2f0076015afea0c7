"""The values that an interview definition's fields may have, and what each one does."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from vivavoce.ports.llm.port import InterviewType, Kind, Seniority, Tone


class Status(StrEnum):
    """Where a definition stands."""

    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


class Visibility(StrEnum):
    """Who finds an interview, and who gets in."""

    PUBLIC = "merchant_public"
    INVITE = "merchant_invite"
    UNLISTED = "merchant_unlisted"


class Recording(StrEnum):
    """Integrity detection on answers."""

    AUDIO_FIRST_5 = "audio_first_5_answers"
    AUDIO_ALL = "audio_all"
    VIDEO_ALL = "video_all"
    VIDEO_FIRST_5 = "video_first_5_answers"


class FullSessionRecording(StrEnum):
    """One file of the whole session."""

    AUDIO_ALL = "audio_all"
    VIDEO_ALL = "video_all"


class ResultView(StrEnum):
    """The candidate's screen at the end."""

    NONE = "none"
    MINIMAL = "minimal"
    MINIMAL_WITH_SCORE = "minimal_with_score"
    ADVANCED = "advanced"
    FULL = "full"
    FULL_EXPAND_SCORES = "full_expand_scores"


class VideoIntroduction(StrEnum):
    """Whether the candidate introduces herself on video."""

    OPTIONAL = "optional"
    REQUIRED = "required"


MEANINGS: Mapping[type[StrEnum], Mapping[str, str]] = {
    Status: {
        Status.DRAFT: "made but not published: listed nowhere, its links say that it is not open yet",
        Status.ACTIVE: "published: candidates can run it",
        Status.ARCHIVED: "closed: listed nowhere, can no longer be run",
    },
    Kind: {
        Kind.INTERVIEW: "answers are scored and lead to a hiring recommendation; a person decides",
        Kind.COACHING: "practice: feedback to the candidate, no hiring recommendation; on the coaching portal only",
        Kind.ASSESSMENT: "competencies are scored as in an interview and shown as levels",
    },
    Visibility: {
        Visibility.PUBLIC: "on the merchant's public list; anyone with the merchant's link can start it",
        Visibility.INVITE: "only an invited e-mail address or its token gets in; the bare link refuses",
        Visibility.UNLISTED: "the direct link works; no list shows it",
    },
    Recording: {
        Recording.AUDIO_FIRST_5: "audio signals, on the first five answers",
        Recording.AUDIO_ALL: "audio signals, on every answer",
        Recording.VIDEO_ALL: "audio and video signals, on every answer; the candidate's answers are recorded",
        Recording.VIDEO_FIRST_5: "audio and video signals, on the first five answers; those answers are recorded",
    },
    FullSessionRecording: {
        FullSessionRecording.AUDIO_ALL: "the sound of the whole session in one file; +0.2 credits",
        FullSessionRecording.VIDEO_ALL: "picture and sound of the whole session in one file; +0.4 credits",
    },
    InterviewType: {
        InterviewType.PRE_SCREENING: "quick check of basic requirements and availability",
        InterviewType.PRE_SCREENING_WITH_TEST_QUESTIONS: "the same, and practical questions that test relevant skills",
        InterviewType.SECOND_INTERVIEW: "a deeper dive for candidates who passed a first screening",
        InterviewType.REMOTE_FREELANCER_VERIFICATION: "verifies remote work capabilities and communication",
        InterviewType.STRENGTH_BASED: "what candidates enjoy and excel at",
        InterviewType.POTENTIAL_BASED: "ability to learn and to grow rather than past experience",
        InterviewType.PROCESS_VERIFICATION: "questions come from the knowledge base and cite their passages",
    },
    Seniority: {
        Seniority.ENTRY_LEVEL: "early-career or graduate roles",
        Seniority.INTERMEDIATE: "some experience required",
        Seniority.SENIOR: "an experienced professional",
        Seniority.MANAGERIAL: "lead of a team or a department",
        Seniority.DIRECTOR: "responsibility as a director",
        Seniority.EXECUTIVE: "C-suite or executive role",
    },
    ResultView: {
        ResultView.NONE: "no such screen; the interview is submitted at once",
        ResultView.MINIMAL: "no score is shown",
        ResultView.MINIMAL_WITH_SCORE: "the overall score",
        ResultView.ADVANCED: "the score per competency",
        ResultView.FULL: "all sections",
        ResultView.FULL_EXPAND_SCORES: "all sections, every breakdown of scores open",
    },
    VideoIntroduction: {
        VideoIntroduction.OPTIONAL: "the candidate may record one",
        VideoIntroduction.REQUIRED: "submit stays closed until it is recorded",
    },
    Tone: {
        Tone.RELAXED: "friendly and conversational",
        Tone.SIMPLE: "plain language at CEFR A2: short sentences, common words",
        Tone.PROFESSIONAL: "formal and business-like",
        Tone.PERSUASIVE: "engaging, encourages candidates to elaborate",
    },
}


def options(values: type[StrEnum], *without: str) -> str:
    """The values of an enum with their meanings, as a sentence for the API's description."""
    return "Options — " + " | ".join(f"`{v}`: {MEANINGS[values][v]}" for v in values if v not in without) + "."
