"""How long a server that speaks in pieces is waited for, and how much of a text is gathered before it is handed on.

Time is that of the one who listens: what she has not heard yet covers a server that hesitates.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from vivavoce.ports.speech.flowing import HEAD_MS

STALL_S = 3
"""Silence in the middle of a text, until the rest of it is given up."""
STREAM_LIMIT_S = 60
"""From asking to the last byte of one text."""
_MOST_HEAD_MS = 4_000.0


class Patience:
    """With one text: ``left_s`` before each piece, ``handed_on`` after each part."""

    def __init__(self, first_s: float, stall_s: float = STALL_S, now_s: Callable[[], float] = time.monotonic) -> None:
        """``first_s``: from now until the first part."""
        self._stall_s = stall_s
        self._now_s = now_s
        self._first_s = now_s() + first_s
        self._limit_s = now_s() + STREAM_LIMIT_S
        self._until_s: float | None = None
        self.ran_dry = False

    def handed_on(self, lasts_ms: int) -> None:
        """A part begins to play now, or when the one before it ends."""
        now_s = self._now_s()
        self.ran_dry |= self._until_s is not None and now_s > self._until_s
        self._until_s = max(now_s, self._until_s or now_s) + lasts_ms / 1000

    @property
    def left_ms(self) -> float:
        """So long is there something to hear."""
        return 0.0 if self._until_s is None else max(0.0, self._until_s - self._now_s()) * 1000

    def left_s(self) -> float:
        """How long the next piece may take from now; 0: no longer."""
        until_s = self._first_s if self._until_s is None else self._until_s + self._stall_s
        return max(0.0, min(until_s, self._limit_s) - self._now_s())


class Head:
    """How much sound is gathered before a text begins to play: more for a server that is slower than speech."""

    def __init__(self) -> None:
        self.ms: float = HEAD_MS

    def learn(self, *, ran_dry: bool) -> None:
        """From a text that was played without a gap, or ran dry in the middle."""
        self.ms = min(_MOST_HEAD_MS, self.ms * 2) if ran_dry else max(HEAD_MS, self.ms * 0.9)


class Gains:
    """How much louder or softer each voice of a server has to be; from whole texts, so that a new one fits at once."""

    _NEW = 0.3

    def __init__(self) -> None:
        self._of: dict[str, float] = {}

    def of(self, voice: str) -> float | None:
        """None: it has not said anything yet."""
        return self._of.get(voice)

    def learn(self, voice: str, gain: float) -> None:
        """From a whole text."""
        known = self._of.get(voice, gain)
        self._of[voice] = known * (gain / known) ** self._NEW
