"""Blocking engine calls off the event loop: few threads, three lanes, fair between interviews.

An utterance can't be interrupted once it is being rendered, so lanes are kept apart by threads rather than by priority
alone: one thread does nothing but the fast lane (its calls take milliseconds), one never renders speech, and the rest
render first and transcribe when there is nothing to render. Within a lane the interviews (keys) take turns: whoever
asks for forty sentences doesn't stand in front of whoever asks for one.

Cancelling the awaiting task takes a waiting call out of its queue; a running one ends by itself and its result is lost.
"""

from __future__ import annotations

import asyncio
import contextvars
import enum
import os
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
_SMOOTHING = 0.2


class Lane(enum.Enum):
    """What kind of work a call is, and so how soon somebody would feel that it waits."""

    FLOOR = "floor"
    """Voice activity and end of turn: milliseconds of work, needed at once."""
    HEAR = "hear"
    """Transcription: tenths of a second, somebody waits for an answer."""
    SPEAK = "speak"
    """Synthesis: seconds; mostly ahead of need."""


@dataclass(frozen=True, slots=True)
class LaneLoad:
    """How a lane is doing. Times are moving averages in milliseconds."""

    queued: int
    running: int
    wait_ms: float
    work_ms: float


@dataclass(slots=True)
class _Call:
    future: Future[Any]
    work: Callable[[], Any]
    asked_at: float


@dataclass(slots=True)
class _Queue:
    by_key: OrderedDict[str, deque[_Call]] = field(default_factory=OrderedDict)
    running: int = 0
    wait_ms: float = 0.0
    work_ms: float = 0.0

    def add(self, key: str, call: _Call) -> None:
        self.by_key.setdefault(key, deque()).append(call)

    def take(self) -> _Call | None:
        """The next call of the key whose turn it is; that key then goes to the back."""
        while self.by_key:
            key, calls = self.by_key.popitem(last=False)
            call = calls.popleft()
            if calls:
                self.by_key[key] = calls
            if call.future.set_running_or_notify_cancel():
                return call
        return None

    def waiting(self) -> int:
        return sum(not call.future.cancelled() for calls in self.by_key.values() for call in calls)


class Compute:
    """The pool. Make one per process; ``close`` it at the end."""

    def __init__(self, workers: int | None = None) -> None:
        """``workers``: threads besides the fast lane's. Default: one less than the cores, at least two."""
        count = max(1, workers if workers is not None else max(2, (os.cpu_count() or 1) - 1))
        self._queues = {lane: _Queue() for lane in Lane}
        self._changed = threading.Condition()
        self._closed = False
        hear_first = (Lane.HEAR, Lane.SPEAK) if count == 1 else (Lane.HEAR,)
        orders = [(Lane.FLOOR,), hear_first, *[(Lane.SPEAK, Lane.HEAR)] * (count - 1)]
        self._threads = [
            threading.Thread(target=self._work, args=(order,), name=f"compute-{index}", daemon=True)
            for index, order in enumerate(orders)
        ]
        for thread in self._threads:
            thread.start()

    async def run(self, lane: Lane, key: str, fn: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Call ``fn`` on a thread of the lane. ``key`` is whose work it is, e.g. a session id.

        Raises what ``fn`` raises, and RuntimeError when closed.
        """
        context = contextvars.copy_context()
        future: Future[_T] = Future()
        call = _Call(future, lambda: context.run(fn, *args, **kwargs), time.monotonic())
        with self._changed:
            if self._closed:
                raise RuntimeError("Compute is closed")
            self._queues[lane].add(key, call)
            self._changed.notify_all()
        return await asyncio.wrap_future(future)

    def load(self) -> dict[Lane, LaneLoad]:
        """Of every lane, now."""
        with self._changed:
            return {
                lane: LaneLoad(queue.waiting(), queue.running, queue.wait_ms, queue.work_ms)
                for lane, queue in self._queues.items()
            }

    def close(self, wait: bool = True) -> None:
        """What waits gets a RuntimeError. With ``wait``, stay until what runs has ended (at most one call a thread)."""
        with self._changed:
            self._closed = True
            for queue in self._queues.values():
                for calls in queue.by_key.values():
                    for call in calls:
                        if call.future.set_running_or_notify_cancel():
                            call.future.set_exception(RuntimeError("Compute is closed"))
                queue.by_key.clear()
            self._changed.notify_all()
        if wait:
            for thread in self._threads:
                thread.join()

    def _work(self, order: tuple[Lane, ...]) -> None:
        while True:
            with self._changed:
                while (taken := self._next(order)) is None:
                    if self._closed:
                        return
                    self._changed.wait()
            queue, call = taken
            started = time.monotonic()
            try:
                result = call.work()
            except BaseException as error:
                self._done(queue, started)
                call.future.set_exception(error)
            else:
                self._done(queue, started)
                call.future.set_result(result)

    def _next(self, order: tuple[Lane, ...]) -> tuple[_Queue, _Call] | None:
        for lane in order:
            queue = self._queues[lane]
            if call := queue.take():
                queue.running += 1
                waited_ms = (time.monotonic() - call.asked_at) * 1000
                queue.wait_ms += _SMOOTHING * (waited_ms - queue.wait_ms)
                return queue, call
        return None

    def _done(self, queue: _Queue, started: float) -> None:
        with self._changed:
            queue.running -= 1
            worked_ms = (time.monotonic() - started) * 1000
            queue.work_ms += _SMOOTHING * (worked_ms - queue.work_ms)
