"""An interviewer that is a language model: each thing it says is checked by machine before anybody hears it.

A person waits, so there is one short limit for all configured models together. What a candidate said is sent as data,
without sentences that give orders to a machine; names of requirements come back to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, StringConstraints

from vivavoce.ports.llm import port, tally
from vivavoce.ports.llm.builtin.interviewer.noticing import text_of
from vivavoce.ports.llm.openai_compatible import spoken
from vivavoce.ports.llm.openai_compatible.models import Models
from vivavoce.ports.llm.openai_compatible.prompt import prompt
from vivavoce.ports.llm.port import (
    Answered,
    AuthorUnavailableError,
    AuthorUnusableError,
    FollowUp,
    Manner,
    Passage,
    Reply,
)

LIMIT_S = 3.5
"""For all models together. The room waits 4 s for a follow-up; half a second is left for the built-in interviewer."""
MOST_PASSAGES = 12
MOST_LETTERS = 8_000
"""Longest answer that is sent, about ten minutes of speech; of a longer one the end counts."""

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Out = TypeVar("Out", bound=BaseModel)


class FollowUpOut(BaseModel):
    """A follow-up as a model writes it; no ``text``: nothing is worth asking."""

    text: Said | None
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""


class RephrasedOut(BaseModel):
    """A question in plainer words; no ``text``: it can't be put differently."""

    text: Said | None


class ReplyOut(BaseModel):
    """A reply with the words that it stands on; no ``text``: the passages don't answer."""

    text: Said | None
    passage: Annotated[int, Field(ge=1)] | None = None
    quote: Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)] | None = None


class ModelInterviewer:
    """Serves ``Interviewer``. Every call is added to the open tally (``vivavoce.ports.llm.tally``)."""

    def __init__(self, models: Models, limit_s: float = LIMIT_S) -> None:
        self._models = models
        self._limit_s = limit_s

    async def follow_up(
        self, answered: Answered, asked: tuple[str, ...], undiscussed: tuple[str, ...], manner: Manner
    ) -> FollowUp | None:
        """See ``Interviewer``. Raises AuthorUnavailableError, AuthorUnusableError."""
        said = [heard for one in answered.said if (heard := _heard(one.text))]
        if not said:
            return None
        data = {
            **_style(manner), "question": answered.question, "competency": answered.competency, "said": said,
            "asked": asked, "undiscussed": undiscussed,
        }  # fmt: skip
        hidden = (*undiscussed, *answered.strong_answer)
        out = await self._ask(
            "follow_up", data, FollowUpOut,
            lambda one: spoken.follow_up_faults(one.text, manner, asked, hidden, " ".join((answered.question, *said))),
        )  # fmt: skip
        return FollowUp(spoken.line(out.text), spoken.line(out.reason)) if out.text else None

    async def rephrase(self, question: str, manner: Manner) -> str | None:
        """See ``Interviewer``. Raises AuthorUnavailableError, AuthorUnusableError."""
        data = {**_style(manner), "question": question}
        out = await self._ask(
            "rephrase", data, RephrasedOut, lambda one: spoken.rephrase_faults(one.text, question, manner)
        )
        return spoken.line(out.text) if out.text else None

    async def reply(self, asked: str, passages: tuple[Passage, ...], manner: Manner) -> Reply | None:
        """See ``Interviewer``. Raises AuthorUnavailableError, AuthorUnusableError."""
        question, shown = _heard(asked), passages[:MOST_PASSAGES]
        if not question or not shown:
            return None
        data = {
            **_style(manner),
            "question": question,
            "passages": {number: passage.text for number, passage in enumerate(shown, 1)},
        }
        out = await self._ask(
            "reply", data, ReplyOut,
            lambda one: spoken.reply_faults(one.text, one.passage, one.quote, shown, question, manner),
        )  # fmt: skip
        return Reply(spoken.line(out.text), shown[out.passage - 1]) if out.text and out.passage else None

    async def _ask(
        self, purpose: str, data: Mapping[str, Any], output: type[Out], faults: Callable[[Out], Sequence[str]]
    ) -> Out:
        """What the first model said that could; every call is tallied, those of a failure too."""
        try:
            answer = await self._models.ask(
                prompt(f"{purpose}.v1"), data, output, faults, purpose=purpose, within_s=self._limit_s
            )
        except (AuthorUnavailableError, AuthorUnusableError) as error:
            tally.add(error.calls)
            raise
        tally.add(answer.calls)
        return answer.output


def _style(manner: Manner) -> dict[str, str]:
    return {
        "language": manner.language,
        "tone": manner.tone.value,
        "interview_type": manner.interview_type.value,
        "position": manner.position,
    }


def _heard(text: str) -> str:
    """What was said, without sentences that give orders to a machine."""
    return text_of((port.Said("", text),))[-MOST_LETTERS:]
