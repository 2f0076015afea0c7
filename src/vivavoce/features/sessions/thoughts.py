"""What the interviewer thinks about while the conversation goes on: follow-ups, other words, replies, a rating.

Every thought ends in one event, whatever fails. A follow-up is looked for as soon as she may have finished; when she
goes on, it is dropped.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import structlog

from vivavoce.features.sessions.coverage import undiscussed
from vivavoce.features.sessions.events import (
    Action,
    Ask,
    Event,
    FollowUpFound,
    Prepare,
    Probe,
    Rate,
    RatedSoFar,
    Rephrase,
    Rephrased,
    ReplyFound,
)
from vivavoce.features.sessions.script import Script
from vivavoce.features.sessions.state import State
from vivavoce.ports.llm.port import Answered, FollowUp, Interviewer, InterviewType, Manner, Reply, Said, Tone

_T = TypeVar("_T")
log = structlog.get_logger(__name__)


class Start(Protocol):
    """Runs work beside the conversation, as long as the line lives."""

    def __call__(self, work: Coroutine[Any, Any, _T], /) -> asyncio.Task[_T]: ...


@dataclass(frozen=True, slots=True)
class Mind:
    """Who thinks behind the voice. ``reply`` knows the company's texts; ``rate`` scores the answers so far."""

    interviewer: Interviewer
    reply: Callable[[str], Awaitable[Reply | None]]
    rate: Callable[[], Awaitable[float | None]]


class Thoughts:
    """``think`` for every action; ``tell`` gets what came of it. ``rehearse`` makes a text ready to be spoken."""

    def __init__(
        self,
        key: str,
        script: Script,
        mind: Mind,
        start: Start,
        tell: Callable[[Event], None],
        now_ms: Callable[[], int],
        rehearse: Callable[[str], Coroutine[Any, Any, None]],
    ) -> None:
        self._key = key
        self._script = script
        self._mind = mind
        self._start = start
        self._tell = tell
        self._now_ms = now_ms
        self._rehearse = rehearse
        self._prepared: tuple[Answered, asyncio.Task[FollowUp | None]] | None = None
        self._manner = Manner(
            language=script.language,
            tone=Tone.of(script.tone),
            interview_type=InterviewType(script.interview_type),
            position=script.position,
        )
        self.answers: list[str] = []
        """Everything that she has answered in this interview."""

    def think(self, action: Action, state: State) -> None:
        """What this action asks for, if it asks for a thought."""
        match action:
            case Prepare():
                self._prepare(self._answered(state, action.text), state.asked)
            case Probe():
                self._start(self._probe(self._answered(state), state.asked))
            case Rephrase():
                self._start(self._rephrase(action.question))
            case Ask():
                self._start(self._reply(action.question))
            case Rate():
                self._start(self._rate())

    def _answered(self, state: State, *more: str) -> Answered:
        step = self._script.steps[state.step]
        said = [text for _, text in state.said] + list(more)
        return Answered(
            question_id=step.id,
            question=step.text,
            competency=step.competency,
            strong_answer=step.strong_answer,
            said=tuple(Said(str(number), text) for number, text in enumerate(said, 1)),
        )

    def _prepare(self, answered: Answered, asked: tuple[str, ...]) -> asyncio.Task[FollowUp | None]:
        """The follow-up to these words, once; what was prepared for other words is dropped."""
        if self._prepared:
            known, task = self._prepared
            if known == answered and not task.cancelled():
                return task
            task.cancel()
        task = self._start(self._follow_up(answered, asked))
        self._prepared = answered, task
        return task

    async def _follow_up(self, answered: Answered, asked: tuple[str, ...]) -> FollowUp | None:
        heard = (*self.answers, *(one.text for one in answered.said))
        open_points = undiscussed(self._script.requirements, heard)
        found = await self._mind.interviewer.follow_up(answered, asked, open_points, self._manner)
        if found:
            self._start(self._rehearse(found.text))
        return found

    async def _probe(self, answered: Answered, asked: tuple[str, ...]) -> None:
        found = None
        with self._costing_nothing_more("live.probe_failed"):
            found = await self._prepare(answered, asked)
        self._tell(FollowUpFound(self._now_ms(), found.text if found else None, found.reason if found else None))

    async def _rephrase(self, question: str) -> None:
        text = None
        with self._costing_nothing_more("live.rephrase_failed"):
            text = await self._mind.interviewer.rephrase(question, self._manner)
        self._tell(Rephrased(self._now_ms(), text))

    async def _reply(self, question: str) -> None:
        reply = None
        with self._costing_nothing_more("live.reply_failed"):
            reply = await self._mind.reply(question)
        self._tell(ReplyFound(self._now_ms(), reply.text if reply else None, reply.source.document if reply else ""))

    async def _rate(self) -> None:
        with self._costing_nothing_more("live.rating_failed"):
            self._tell(RatedSoFar(self._now_ms(), await self._mind.rate()))

    @contextlib.contextmanager
    def _costing_nothing_more(self, what: str) -> Iterator[None]:
        """A thought that fails costs that thought, never the interview."""
        try:
            yield
        except Exception:
            log.exception(what, attempt_id=self._key)
