"""One live line: performs what the engine decides, and tells it what happens.

A runner lives as long as its WebSocket. It owns the engine's state, the log's next number, the ear and the mouth;
nobody else writes them. Every event is in the log, and every turn in the database, before its actions are performed.
Whoever opens a second line first stops this one (``Lines``); another node is fenced off by the log's key.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

import structlog

from vivavoce.features.sessions import engine, turns, wire
from vivavoce.features.sessions.echo import Aloud
from vivavoce.features.sessions.engine import Phase, State
from vivavoce.features.sessions.events import (
    Action,
    CutSegment,
    Duck,
    Event,
    Finish,
    GiveBack,
    Hush,
    Interrupted,
    Joined,
    Keep,
    Left,
    Listen,
    Offer,
    PlaybackStarted,
    Say,
    SegmentHeard,
    ShowCaption,
    SoundedComplete,
    SpeechStarted,
    SpeechStopped,
    Spoken,
    Ticked,
    TurnKind,
    Typing,
)
from vivavoce.features.sessions.hearing import Hearing, Lost
from vivavoce.features.sessions.lines import lines_of
from vivavoce.features.sessions.mouth import Mouth
from vivavoce.features.sessions.script import Script
from vivavoce.features.sessions.thoughts import Mind, Thoughts
from vivavoce.features.sessions.voice import Voice
from vivavoce.ports.speech.port import Samples

_T = TypeVar("_T")

log = structlog.get_logger(__name__)

LATE_FROM_MS = 250
LATE_UNTIL_MS = 6_000
"""Silence counts when it was heard. Sound that lags more than the first is waited for; after the second it is lost."""
LAST_WORDS_S = 6
"""How long a closing line waits for words that are still being transcribed."""


CARRIED = (Spoken, SpeechStarted, SpeechStopped, SoundedComplete, Typing)
"""Without an action they are written with the next event: nobody was told anything that rests on them alone."""


class LineClosedError(Exception):
    """The other end is gone."""


class Line(Protocol):
    """The connection to the browser. Sending raises LineClosedError."""

    async def send(self, message: dict[str, Any], sound: bytes | None = None) -> None: ...
    async def receive(self) -> str | bytes: ...
    async def close(self, code: int) -> None: ...


class FencedError(Exception):
    """Another process has the line now."""


class Journal(Protocol):
    """The attempt's log and turns. ``write`` raises FencedError."""

    async def write(
        self, seq: int, happened: list[Event], actions: tuple[Action, ...], state: State
    ) -> list[dict[str, Any]]:
        """Keeps event, turns and, with ``Finish``, the end; gives the new turns as the room shows them."""
        ...

    async def keep_sound(self, segment: int, step_id: str, at_ms: int, samples: Samples) -> None:
        """Keeps the sound of a segment that could not be transcribed, so that it can be transcribed later."""
        ...


@dataclass(frozen=True, slots=True)
class Attempted:
    """What a runner needs to know of the attempt."""

    id: UUID
    script: Script
    typing: bool
    began_ms_ago: int
    extra_time: bool = False


class Runner:
    """``run`` until the line ends; ``supersede`` from outside to end it."""

    def __init__(
        self,
        attempt: Attempted,
        history: list[Event],
        turns: list[dict[str, Any]],
        *,
        line: Line,
        journal: Journal,
        voice: Voice,
        mind: Mind,
    ) -> None:
        self.attempt = attempt
        self.script = attempt.script
        self.state = engine.replay(self.script, history)
        self._seq = len(history)
        self._unwritten: list[Event] = []
        self._turns = turns
        self._line = line
        self._journal = journal
        self._voice = voice
        self._turn_of: dict[int, int] = {}
        self._key = str(attempt.id)
        self._zero = time.monotonic() - attempt.began_ms_ago / 1000
        self._inbox: asyncio.Queue[Event] = asyncio.Queue()
        self._aloud = Aloud()
        self._hearing = Hearing(
            self._key,
            self.script.language,
            voice,
            self._start,
            self._inbox.put_nowait,
            self.now_ms,
            lambda: self.state,
            line.send,
            self._keep_sound,
            self._aloud,
            first_segment=self._seq * 1000 + 1,
        )
        self._mouth = Mouth(
            self._key,
            self.script,
            voice,
            line,
            self._inbox.put_nowait,
            self.now_ms,
            self._aloud,
            sound=not attempt.typing,
        )
        self._tasks: set[asyncio.Task[Any]] = set()
        self._thoughts = Thoughts(
            self._key, self.script, mind, self._start, self._inbox.put_nowait, self.now_ms, self._mouth.rehearse
        )
        self._thoughts.answers += [turn["text"] for turn in turns if turn["kind"] == TurnKind.ANSWER]
        self._reader: asyncio.Task[None] | None = None
        self._superseded = self._fenced = False
        self._stopped = asyncio.Event()
        self._shown = ""
        self._sound_comes = False

    def now_ms(self) -> int:
        """Milliseconds since the attempt began."""
        return round((time.monotonic() - self._zero) * 1000)

    # --- the life of a line -------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Holds the line until it is closed, superseded or the interview is over."""
        reader = self._reader = self._start(self._read())
        self._start(self._mouth.run())
        try:
            await self._line.send(self._snapshot())
            await self._take(Joined(self.now_ms(), self.attempt.typing, self.attempt.extra_time))
            await self._show_status()
            while self.state.phase is not Phase.ENDED and not reader.done():
                await self._take(await self._next_event(reader))
            if self.state.phase is Phase.ENDED:
                await self._line.send({"type": "ended", "reason": self.state.ending.value})
        except LineClosedError:
            pass
        except FencedError:
            self._superseded = self._fenced = True
        finally:
            await self._wind_up()
            over = wire.ENDED if self.state.phase is Phase.ENDED else wire.BROKEN
            await self._line.close(wire.SUPERSEDED if self._superseded else over)
            self._stopped.set()

    async def supersede(self) -> None:
        """Another tab takes the line; returns when this one has written its last word."""
        self._superseded = True
        if self._reader:
            self._reader.cancel()
        await self._stopped.wait()

    async def _next_event(self, reader: asyncio.Task[None]) -> Event:
        """The next event, or the engine's own timer."""
        due = engine.wake_at(self.script, self.state)
        timeout = None if due is None else max(0, due - self.now_ms()) / 1000
        getter = asyncio.ensure_future(self._inbox.get())
        done, _ = await asyncio.wait({getter, reader}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        while not done and self._sound_is_late():
            done, _ = await asyncio.wait({getter, reader}, timeout=0.05, return_when=asyncio.FIRST_COMPLETED)
        if getter in done:
            return getter.result()
        getter.cancel()
        return Ticked(self.now_ms())

    def _sound_is_late(self) -> bool:
        """Whether silence on the clock is no silence of hers: her sound is on its way (network, busy machine)."""
        if self.state.phase is not Phase.LISTENING or not self._sound_comes:
            return False
        missing_ms = self.now_ms() - self.state.quiet_since - self._hearing.quiet_ms
        return LATE_FROM_MS < missing_ms < LATE_UNTIL_MS

    async def _take(self, event: Event) -> None:
        """One event through the engine, the log, and out into the world."""
        state, actions = engine.step(self.script, self.state, event)
        if state == self.state and not actions:
            return
        self._unwritten.append(event)
        self.state = state
        if not actions and isinstance(event, CARRIED):
            await self._show_status()
            return
        turns = await self._write(actions)
        await self._perform(actions, turns)
        await self._show_status()

    async def _wind_up(self) -> None:
        """Last words are transcribed and kept; then the line is known to be gone."""
        self._mouth.hush_all()
        self._hearing.cut()
        for task in [*self._tasks]:
            if task not in self._hearing.words:
                task.cancel()
        if self._hearing.words:
            _, late = await asyncio.wait(self._hearing.words, timeout=LAST_WORDS_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if self._fenced:
            return  # the log is another's now: not a word more
        with contextlib.suppress(FencedError):
            await self._write_only(Left(self.now_ms()))
            while not self._inbox.empty():
                event = self._inbox.get_nowait()
                if isinstance(event, SpeechStarted | SpeechStopped | SegmentHeard | PlaybackStarted):
                    await self._write_only(event)

    async def _write_only(self, event: Event) -> None:
        """Into the log, with nobody there to perform for. Only events that end no turn come this way."""
        state, actions = engine.step(self.script, self.state, event)
        if state != self.state and not any(isinstance(action, Say | Keep | Finish) for action in actions):
            self._unwritten.append(event)
            self.state = state
            await self._write(())

    async def _write(self, actions: tuple[Action, ...]) -> list[dict[str, Any]]:
        """What has happened since the last time, into the log."""
        written, self._unwritten = self._unwritten, []
        turns = await self._journal.write(self._seq + 1, written, actions, self.state)
        self._seq += len(written)
        return turns

    def _start(self, work: Coroutine[Any, Any, _T]) -> asyncio.Task[_T]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) and not isinstance(error, LineClosedError):
            log.error("live.task_failed", attempt_id=self._key, exc_info=error)

    async def _keep_sound(self, lost: Lost) -> None:
        await self._journal.keep_sound(lost.segment, self.script.steps[lost.step].id, lost.at_ms, lost.samples)

    # --- in -----------------------------------------------------------------------------------------------------------

    async def _read(self) -> None:
        """Frames of the browser, until there are no more."""
        while True:
            frame = await self._line.receive()
            if isinstance(frame, bytes):
                if len(frame) <= wire.SOUND_LIMIT_BYTES and len(frame) % 2 == 0:
                    self._sound_comes = True
                    if self.state.phase is not Phase.PAUSED:  # in a pause nobody listens
                        self._hearing.feed(frame)
                continue
            try:
                message = wire.read(frame)
            except wire.UnreadableError as error:
                await self._line.send({"type": "error", "code": "unreadable_message", "error": str(error)})
                continue
            if isinstance(message, wire.Ping):
                await self._line.send({"type": "pong", "at": message.at})
            elif isinstance(message, wire.Sound):
                self._mouth.sound = message.on
            elif isinstance(message, wire.Playback) and message.state == "stopped":
                if turn := self._turn_of.get(message.utterance):
                    self._inbox.put_nowait(Interrupted(self.now_ms(), message.utterance, turn, message.heard_ms))
            elif event := wire.to_event(message, self.now_ms()):
                if isinstance(event, PlaybackStarted):
                    self._aloud.begin(event.utterance, event.at_ms)
                self._inbox.put_nowait(event)

    # --- out ----------------------------------------------------------------------------------------------------------

    async def _perform(self, actions: tuple[Action, ...], turns: list[dict[str, Any]]) -> None:
        kept = iter(turns)
        for action in actions:
            match action:
                case Say():
                    self._turn_of[action.utterance] = action.turn
                    self._mouth.say(action, next(kept))
                case Keep():
                    if action.kind is TurnKind.ANSWER:
                        self._thoughts.answers.append(action.text)
                    await self._line.send({"type": "heard", "turn": next(kept)})
                case Hush():
                    self._mouth.hush(action.utterance)
                    await self._line.send({"type": "hush", "utterance": action.utterance})
                case Listen() if not self.state.heard:  # what she has said already belongs to it
                    self._hearing.begin_turn()
                case CutSegment():
                    self._hearing.cut()
                case _:
                    await self._show(action)
                    self._thoughts.think(action, self.state)

    async def _show(self, action: Action) -> None:
        match action:
            case Duck():
                await self._line.send({"type": "duck", "on": action.on})
            case ShowCaption():
                await self._line.send({"type": "caption", "text": action.text})
            case Offer():
                await self._line.send({"type": "offer", "what": list(action.what)})
            case GiveBack():
                words = lines_of(self.script.language).not_now
                await self._line.send({"type": "error", "code": "not_now", "error": words})

    # --- what the page knows ------------------------------------------------------------------------------------------

    async def _show_status(self) -> None:
        status = {Phase.READY: "thinking"}.get(self.state.phase, self.state.phase.value)
        if status != self._shown:
            self._shown = status
            await self._line.send({"type": "status", "state": status})

    def _snapshot(self) -> dict[str, Any]:
        """All that a page needs to go on. She has the floor once a ``status`` says so, not by the snapshot."""
        self._shown, extra_time = "thinking", self.attempt.extra_time
        return {
            "type": "snapshot",
            "state": self._shown,
            "turns": self._turns,
            "question_number": self.script.question_number(self.state.step),
            "question_count": self.script.question_count,
            "elapsed_ms": self.state.spent_at(self.now_ms()),
            "max_ms": turns.longer(self.script.max_duration_ms, extra_time=extra_time),
            "mode": "text" if self.attempt.typing else "voice",
            "pace": self.state.pace or turns.pace_at_first(self.script.pace, extra_time=extra_time),
            "paused": self.state.phase is Phase.PAUSED,
        }


class Lines:
    """The lines of this process; a newer one supersedes the older."""

    def __init__(self) -> None:
        self._runners: dict[UUID, Runner] = {}
        self._locks: dict[UUID, asyncio.Lock] = {}

    @property
    def open(self) -> int:
        """How many interviews are live here."""
        return len(self._runners)

    async def hold(self, attempt_id: UUID, make: Callable[[], Coroutine[Any, Any, Runner]]) -> None:
        """Ends the older line of an attempt, then runs a new one to its end."""
        async with self._locks.setdefault(attempt_id, asyncio.Lock()):
            if older := self._runners.get(attempt_id):
                await older.supersede()
            runner = await make()
            self._runners[attempt_id] = runner
        try:
            await runner.run()
        finally:
            if self._runners.get(attempt_id) is runner:
                del self._runners[attempt_id]
                self._locks.pop(attempt_id, None)
