"""When a model fails and the operator prefers an interview to none: the built-in ones step in.

What author and rater make says so itself (``author``, ``rater``), and the failed calls stay on record.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import structlog

from vivavoce.ports.llm.port import (
    Answered,
    Author,
    AuthorUnavailableError,
    AuthorUnusableError,
    Brief,
    Draft,
    FollowUp,
    Interviewer,
    Manner,
    Passage,
    PositionToMatch,
    Reply,
    ResumeRater,
    ResumeRating,
)

log = structlog.get_logger(__name__)
Said = TypeVar("Said")


class FallbackAuthor:
    """Serves ``Author``: asks the first, and the second when the first fails."""

    def __init__(self, first: Author, second: Author) -> None:
        self._first, self._second = first, second

    async def write(self, brief: Brief) -> Draft:
        """Raises what the second raises."""
        try:
            return await self._first.write(brief)
        except (AuthorUnavailableError, AuthorUnusableError) as error:
            log.warning("llm.fell_back", purpose="author", reason=type(error).__name__)
            return replace(await self._second.write(brief), calls=error.calls)


class FallbackResumeRater:
    """Serves ``ResumeRater`` in the same way."""

    def __init__(self, first: ResumeRater, second: ResumeRater) -> None:
        self._first, self._second = first, second

    async def rate_resume(self, resume: str, position: PositionToMatch, today: date) -> ResumeRating:
        """Raises what the second raises."""
        try:
            return await self._first.rate_resume(resume, position, today)
        except (AuthorUnavailableError, AuthorUnusableError) as error:
            log.warning("llm.fell_back", purpose="resume", reason=type(error).__name__)
            return replace(await self._second.rate_resume(resume, position, today), calls=error.calls)


class FallbackInterviewer:
    """Serves ``Interviewer`` in the same way. The first one's failed calls are in the tally (see ``tally``)."""

    def __init__(self, first: Interviewer, second: Interviewer) -> None:
        self._first, self._second = first, second

    async def follow_up(
        self, answered: Answered, asked: tuple[str, ...], undiscussed: tuple[str, ...], manner: Manner
    ) -> FollowUp | None:
        """Raises what the second raises."""
        return await self._of("follow_up", lambda one: one.follow_up(answered, asked, undiscussed, manner))

    async def rephrase(self, question: str, manner: Manner) -> str | None:
        """The second is also asked when the first can't put it differently. Raises what the second raises."""
        text = await self._of("rephrase", lambda one: one.rephrase(question, manner))
        return text if text is not None else await self._second.rephrase(question, manner)

    async def reply(self, asked: str, passages: tuple[Passage, ...], manner: Manner) -> Reply | None:
        """Raises what the second raises."""
        return await self._of("reply", lambda one: one.reply(asked, passages, manner))

    async def _of(self, purpose: str, say: Callable[[Interviewer], Awaitable[Said]]) -> Said:
        try:
            return await say(self._first)
        except (AuthorUnavailableError, AuthorUnusableError) as error:
            log.warning("llm.fell_back", purpose=purpose, reason=type(error).__name__)
            return await say(self._second)
