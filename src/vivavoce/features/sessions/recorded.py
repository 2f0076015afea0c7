"""An interviewer whose calls to language models are put on record, whatever came of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from vivavoce.features import usage
from vivavoce.kernel.database import Database
from vivavoce.ports.llm import tally
from vivavoce.ports.llm.port import Answered, Call, FollowUp, Interviewer, Manner, Passage, Reply


class RecordedInterviewer:
    """Serves ``Interviewer``; the record is kept with the attempt."""

    def __init__(self, interviewer: Interviewer, database: Database, merchant_id: UUID, attempt_id: UUID) -> None:
        self._interviewer = interviewer
        self._database = database
        self._merchant_id = merchant_id
        self._attempt_id = attempt_id

    async def follow_up(
        self, answered: Answered, asked: tuple[str, ...], undiscussed: tuple[str, ...], manner: Manner
    ) -> FollowUp | None:
        """See ``Interviewer``."""
        async with self._on_record():
            return await self._interviewer.follow_up(answered, asked, undiscussed, manner)

    async def rephrase(self, question: str, manner: Manner) -> str | None:
        """See ``Interviewer``."""
        async with self._on_record():
            return await self._interviewer.rephrase(question, manner)

    async def reply(self, asked: str, passages: tuple[Passage, ...], manner: Manner) -> Reply | None:
        """See ``Interviewer``."""
        async with self._on_record():
            return await self._interviewer.reply(asked, passages, manner)

    @asynccontextmanager
    async def _on_record(self) -> AsyncIterator[None]:
        """A thought that was dropped has cost its tokens all the same."""
        with tally.tallied() as calls:
            try:
                yield
            finally:
                if calls:
                    await asyncio.shield(self._record(calls))

    async def _record(self, calls: list[Call]) -> None:
        async with self._database.merchant(self._merchant_id) as session:
            await usage.record(session, self._merchant_id, calls, self._attempt_id)
