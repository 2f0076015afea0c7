"""Asking an author, outside of any transaction: the brief, the time limit, the check of what came back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import structlog

from vivavoce.features import usage
from vivavoce.features.interviews.policy import draft_fault, missing_step, question_count
from vivavoce.features.interviews.spec import InterviewSpec
from vivavoce.features.templates import Template
from vivavoce.kernel.database import Database
from vivavoce.kernel.errors import ProviderError
from vivavoce.ports.llm.port import (
    Author,
    AuthorUnavailableError,
    AuthorUnusableError,
    Brief,
    Draft,
    Passage,
    PositionToMatch,
    Tone,
)

log = structlog.get_logger(__name__)

AI_LIMIT_S = 90.0
"""Longest wait for one answer of an AI; below the 120 s after which an idempotency key is taken over."""

T = TypeVar("T")


class ProviderSlowError(ProviderError):
    """The AI took too long; nothing half-made is left behind."""

    status, code = 504, "ai_timeout"


@dataclass(frozen=True, slots=True)
class Plan:
    """A checked request with all that it refers to: ready to be written."""

    merchant_id: UUID
    company: str
    spec: InterviewSpec
    template: Template
    scoring: Mapping[str, Any]
    passages: tuple[Passage, ...] = ()

    @property
    def question_count(self) -> int | None:
        """Questions to write; None: the author chooses."""
        if self.spec.own_questions:
            return len(self.spec.own_questions)
        return question_count(self.spec.interview_length, self.spec.max_duration)


def brief_of(plan: Plan) -> Brief:
    """All that an author may know."""
    spec = plan.spec
    return Brief(
        name=spec.name,
        location=spec.location,
        company=plan.company,
        language=spec.mojito_language_code.value,
        kind=spec.type,
        interview_type=spec.interview_type,
        tone=Tone.of(spec.interview_tone),
        seniority=spec.seniority_level,
        question_count=plan.question_count,
        max_duration_minutes=spec.max_duration,
        country_code=spec.country_code,
        interviewer_name=plan.template.interviewer_name,
        description=spec.description,
        description_long=spec.description_long,
        candidate_expectations=spec.candidate_expectations,
        additional_context=spec.additional_context or {},
        passages=plan.passages,
        own_questions=tuple(question.text for question in spec.own_questions),
        enhanced_expectations=spec.use_enhanced_expectations,
        include_rapport=spec.include_rapport_question,
        include_closing=spec.include_closing_prompt,
        include_instructional=spec.instructional_video,
    )


def drafted_position(plan: Plan, draft: Draft) -> PositionToMatch:
    """What a resume is compared with, before the position is kept."""
    return PositionToMatch(
        name=plan.spec.name,
        description=draft.description,
        description_long=plan.spec.description_long or draft.description_long,
        candidate_expectations=plan.spec.candidate_expectations,
        rubric=plan.spec.candidate_expectations_json or draft.rubric,
        seniority=plan.spec.seniority_level or draft.seniority,
        language=plan.spec.mojito_language_code.value,
    )


async def within_limit(work: Awaitable[T], *, limit_s: float | None = None) -> T:
    """An AI's answer. Raises ProviderError (502 ``ai_unavailable``, ``ai_unusable``; 504 ``ai_timeout``)."""
    try:
        async with asyncio.timeout(limit_s or AI_LIMIT_S):
            return await work
    except TimeoutError:
        raise ProviderSlowError("The AI took too long; nothing was made. Please try again.") from None
    except AuthorUnavailableError as error:
        log.warning("ai.unavailable", reason=str(error))
        raise ProviderError("The AI can't be reached at the moment; nothing was made. Please try again.") from error
    except AuthorUnusableError as error:
        log.warning("ai.unusable", reason=str(error))
        raise ProviderError(
            f"What the AI wrote could not be used ({str(error).rstrip('.')}); nothing was made. Please try again, or "
            "describe the position in other words.",
            code="ai_unusable",
        ) from error


async def write(database: Database, author: Author, plan: Plan) -> Draft:
    """A whole, checked draft. Raises ProviderError; what was asked of models before is then on record."""
    async with on_record(database, plan.merchant_id):
        return await within_limit(_checked(author, plan))


@asynccontextmanager
async def on_record(database: Database, merchant_id: UUID) -> AsyncIterator[None]:
    """Keeps the calls to models that failed, although nothing else of the request is kept."""
    try:
        yield
    except ProviderError as error:
        if calls := getattr(error.__cause__, "calls", ()):
            async with database.merchant(merchant_id) as session:
                await usage.record(session, merchant_id, calls, None)
        raise


async def _checked(author: Author, plan: Plan) -> Draft:
    draft = await author.write(brief_of(plan))
    own = tuple(question.text for question in plan.spec.own_questions)
    fault = draft_fault(draft, plan.question_count, own) or missing_step(plan.spec, draft)
    if fault:
        raise AuthorUnusableError(f"{draft.author}: {fault}")
    return draft
