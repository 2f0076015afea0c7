"""A clip that is still coming, at another rate than it comes in: part for part what the finished clip would give."""

from __future__ import annotations

import math

import numpy as np

from vivavoce.ports.speech import sound
from vivavoce.ports.speech.port import Samples

_AROUND_MS = 40
"""Sound before and after a stretch that is resampled with it and cut off again, so that no border is heard."""


class Growing:
    """``add`` what comes; ``ready`` is all of it that no longer changes, at the target rate."""

    def __init__(self, rate: int, target: int) -> None:
        self._rate = rate
        self._target = target
        self._came = np.zeros(0, np.float32)
        self._ready = np.zeros(0, np.float32)

    def add(self, samples: Samples) -> None:
        """Follows what came before without a gap."""
        self._came = np.concatenate((self._came, samples))

    @property
    def lasts_s(self) -> float:
        """All that came."""
        return len(self._came) / self._rate

    def ready(self, *, whole: bool = False) -> Samples:
        """``whole``: nothing more will come."""
        if self._rate == self._target:
            return self._came
        around = self._rate * _AROUND_MS // 1000
        settled = len(self._came) if whole else len(self._came) - around
        until = round(settled * self._target / self._rate) if whole else settled * self._target // self._rate
        if until > len(self._ready):
            self._ready = np.concatenate((self._ready, self._stretch(len(self._ready), until, around, whole=whole)))
        return self._ready

    def all(self) -> tuple[Samples, int]:
        """What came, as it came, and its rate."""
        return self._came, self._rate

    def _stretch(self, start: int, stop: int, around: int, *, whole: bool) -> Samples:
        """Resampled from a moment that is a whole sample at both rates, so that stretches fit to the sample."""
        step = self._rate // math.gcd(self._rate, self._target)
        first = max(0, start * self._rate // self._target - around) // step * step
        piece = self._came[first:].copy()
        ramp = np.sin(np.linspace(0.0, np.pi / 2, around // 2, dtype=np.float32)) ** 2
        if first:
            piece[: len(ramp)] *= ramp
        if not whole:
            piece[len(piece) - len(ramp) :] *= ramp[::-1]
        begins = first * self._target // self._rate
        return sound.resampled(piece, self._rate, self._target)[start - begins : stop - begins]
