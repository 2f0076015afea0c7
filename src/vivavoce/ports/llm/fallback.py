"""When a model fails and the operator prefers an interview to none: the built-in author and rater step in.

What they make says so itself (``author``, ``rater``), and the failed calls stay on record.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import structlog

from vivavoce.ports.llm.port import (
    Author,
    AuthorUnavailableError,
    AuthorUnusableError,
    Brief,
    Draft,
    PositionToMatch,
    ResumeRater,
    ResumeRating,
)

log = structlog.get_logger(__name__)


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
