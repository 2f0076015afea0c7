"""The built-in conversation rater: deterministic, no network, the same conversation has the same rating to the bit."""

from __future__ import annotations

import asyncio

from vivavoce.ports.llm.builtin.rating.answer import rate_answer
from vivavoce.ports.llm.builtin.rating.standing import session_score, standings
from vivavoce.ports.llm.builtin.similarity import Similarity, shared
from vivavoce.ports.llm.port import Answered, ConversationRating, Rubric

RATER = "builtin-conversation/1"


class BuiltinConversationRater:
    """Serves ``ConversationRater``. Reads English; an answer in another language is not assessed."""

    def __init__(self, similarity: Similarity | None = None) -> None:
        self._similarity = similarity or shared()

    async def rate_conversation(self, answers: tuple[Answered, ...], rubric: Rubric) -> ConversationRating:
        """Ratings in the order of the answers, standings in the order of the rubric."""
        return await asyncio.to_thread(self._rate, answers, rubric)

    def _rate(self, answers: tuple[Answered, ...], rubric: Rubric) -> ConversationRating:
        ratings = tuple(rate_answer(answered, self._similarity) for answered in answers)
        settled = standings(answers, ratings, rubric, self._similarity)
        return ConversationRating(ratings, settled, session_score(ratings, settled), RATER)
