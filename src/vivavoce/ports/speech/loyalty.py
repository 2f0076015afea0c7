"""Which engine speaks in which interview: one voice from the first line to the last, unless its engine fails.

An interview that began with the server's voice keeps it as long as the server speaks. When it fails, what is left of
that interview is spoken here, also what was rendered ahead by the server: a voice may change once, never to and fro.
For a while afterwards interviews that begin don't ask the server at all, so that nobody waits for it in vain.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

REST_S = 30.0
"""How long a server that failed is left alone."""
_MOST = 10_000
"""Interviews that are remembered; what was heard of longest ago is forgotten."""


class Rest:
    """A server that failed rests."""

    def __init__(self, rest_s: float = REST_S, now_s: Callable[[], float] = time.monotonic) -> None:
        self._rest_s = rest_s
        self._now_s = now_s
        self._until_s = float("-inf")

    @property
    def over(self) -> bool:
        """It may be asked."""
        return self._now_s() >= self._until_s

    def begin(self) -> None:
        """It has just failed."""
        self._until_s = self._now_s() + self._rest_s


class Loyalty:
    """``remote`` before each line, ``failed`` when the server did not speak it."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._remote: OrderedDict[str, bool] = OrderedDict()

    def remote(self, interview: str) -> bool:
        """Whether the server speaks in this interview; decided at its first line."""
        chosen = self._remote.setdefault(interview, self._rest.over)
        self._remote.move_to_end(interview)
        if len(self._remote) > _MOST:
            self._remote.popitem(last=False)
        return chosen

    def remote_ahead(self) -> bool:
        """Whether what nobody waits for yet is asked of the server: as for an interview that begins now."""
        return self._rest.over

    def failed(self, interview: str | None) -> None:
        """``interview``: the one that it leaves for good; None: nobody was listening yet."""
        self._rest.begin()
        if interview is not None:
            self._remote[interview] = False
