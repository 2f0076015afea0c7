"""The built-in interviewer: deterministic, offline, the same conversation gets the same words."""

from __future__ import annotations

import asyncio

from vivavoce.ports.llm.builtin.interviewer import anywhere, english, rephrasing, replying
from vivavoce.ports.llm.builtin.interviewer.phrases import phrases_of
from vivavoce.ports.llm.builtin.similarity import Similarity, shared
from vivavoce.ports.llm.port import Answered, FollowUp, Manner, Passage, Reply


class BuiltinInterviewer:
    """Serves ``Interviewer`` in the languages that have words; in another one it says nothing beside the script."""

    def __init__(self, similarity: Similarity | None = None) -> None:
        self._similarity = similarity or shared()

    async def follow_up(
        self, answered: Answered, asked: tuple[str, ...], undiscussed: tuple[str, ...], manner: Manner
    ) -> FollowUp | None:
        """See ``Interviewer``. English reads the answer; elsewhere cues of the language are looked for."""
        return await asyncio.to_thread(self._follow_up, answered, asked, undiscussed, manner)

    async def rephrase(self, question: str, manner: Manner) -> str | None:
        """See ``Interviewer``."""
        return await asyncio.to_thread(rephrasing.rephrase, question, manner)

    async def reply(self, asked: str, passages: tuple[Passage, ...], manner: Manner) -> Reply | None:
        """See ``Interviewer``. The sentences of one passage, to the letter."""
        return await asyncio.to_thread(replying.reply, asked, passages, manner, self._similarity)

    def _follow_up(
        self, answered: Answered, asked: tuple[str, ...], undiscussed: tuple[str, ...], manner: Manner
    ) -> FollowUp | None:
        if manner.language == "en":
            return english.follow_up(answered, asked, undiscussed, manner.tone, manner.interview_type, self._similarity)
        phrases = phrases_of(manner.language)
        if phrases is None:
            return None
        return anywhere.follow_up(answered, asked, undiscussed, manner, phrases, self._similarity)
