"""Counts failed sign-ins in a sliding window, in this process's memory. Pure: the time comes in as an argument."""

from __future__ import annotations

import math
from collections import deque

WINDOW_S = 300.0
PER_PAIR = 10
"""Attempts on one e-mail address from one network address."""
PER_ADDRESS = 300
"""Attempts from one network address; generous, for offices and proxies that share one."""
MOST_KEYS = 20_000


class Attempts:
    """An attempt counts when it begins, so that many at once can't slip through; a success takes it back."""

    def __init__(self) -> None:
        self._begun: dict[tuple[str, ...], deque[float]] = {}  # the latest used last

    def begin(self, email: str, address: str, now_s: float) -> int:
        """Counts an attempt; 0 when it may go on, else the seconds to wait (and it is not counted)."""
        self._forget(now_s)
        limits = {(email, address): PER_PAIR, (address,): PER_ADDRESS}
        for key, limit in limits.items():
            begun = self._begun.get(key, deque())
            while begun and begun[0] <= now_s - WINDOW_S:
                begun.popleft()
            if len(begun) >= limit:
                return max(1, math.ceil(begun[0] + WINDOW_S - now_s))
        for key in limits:
            begun = self._begun.pop(key, deque())
            begun.append(now_s)
            self._begun[key] = begun
        return 0

    def succeeded(self, email: str, address: str) -> None:
        """The person proved who they are: their failures are forgotten."""
        self._begun.pop((email, address), None)
        if shared := self._begun.get((address,)):
            shared.pop()

    def _forget(self, now_s: float) -> None:
        while self._begun:
            oldest = next(iter(self._begun))
            begun = self._begun[oldest]
            if begun and begun[-1] > now_s - WINDOW_S and len(self._begun) <= MOST_KEYS:
                return
            del self._begun[oldest]
