"""Gathers the calls to models that were made while something was said, for whoever keeps the record of them.

What an interviewer says carries no calls, and often nothing is said at all; the record must have them all the same.
The one who waits opens a tally around the wait, and keeps what is in it (``usage.record``), whatever came of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from vivavoce.ports.llm.port import Call

_open: ContextVar[list[Call] | None] = ContextVar("vivavoce_llm_tally", default=None)


@contextmanager
def tallied() -> Iterator[list[Call]]:
    """The list that fills with every call made in this task, and in those that it starts, until the block ends."""
    calls: list[Call] = []
    token = _open.set(calls)
    try:
        yield calls
    finally:
        _open.reset(token)


def add(calls: Sequence[Call]) -> None:
    """Adds calls to the open tally; without one they are not kept."""
    if (tally := _open.get()) is not None:
        tally.extend(calls)
