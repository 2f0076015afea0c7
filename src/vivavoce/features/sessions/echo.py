"""Is what her microphone hears our own voice out of her loudspeaker?

Browsers take the echo out, most of the time. Where one doesn't, the interviewer must not be lowered or stopped by
itself. The rise and fall of eight bands of frequency is compared with that of what is being played; a room, a cheap
loudspeaker and 20 dB of loss leave it as it is, and nobody else's speech follows it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from vivavoce.ports.speech.port import HEARING_RATE, Samples, Speech

Bands = NDArray[np.float32]
"""(frames of ``FRAME_MS``, bands): level in bels."""

FRAME_MS: Final = 10
_EDGES_HZ: Final = (150, 300, 500, 750, 1_050, 1_450, 2_000, 2_800, 3_800)
_RANGE: Final = 3.5
"""Bels below the loudest; what is quieter is taken as silence."""
ECHO_FROM: Final = 0.7
"""Likeness from which it is an echo. Measured on the voices of the turn-taking bench: see tests/live/test_echo.py."""
EARLY_MS, LATE_MS = 150, 600
"""How much sooner or later than told the sound may come back: buffers, the room, the way to us."""
_KEPT: Final = 6
"""Utterances that may still be on their way through her loudspeaker."""


def bands(samples: Samples, rate: int) -> Bands:
    """The level of each band in each frame; empty for less than two frames."""
    hop = rate * FRAME_MS // 1000
    if len(samples) < 2 * hop:
        return np.zeros((0, len(_EDGES_HZ) - 1), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, 2 * hop)[::hop]
    power = np.abs(np.fft.rfft(frames * np.hanning(2 * hop).astype(np.float32), axis=1)) ** 2
    edges = np.searchsorted(np.fft.rfftfreq(2 * hop, 1 / rate), _EDGES_HZ)
    summed = np.add.reduceat(power, edges, axis=1)[:, :-1]
    level = np.log10(summed + 1e-10)
    return np.asarray(np.maximum(level, level.max() - _RANGE), dtype=np.float32)


def likeness(heard: Bands, played: Bands) -> float:
    """The best correlation of ``heard`` with a stretch of ``played`` that is as long, -1 to 1."""
    length = len(heard)
    if length < 2 or len(played) < length:
        return 0.0
    windows = np.lib.stride_tricks.sliding_window_view(played, length, axis=0)
    ours = windows - windows.mean(axis=2, keepdims=True)
    hers = (heard - heard.mean(axis=0)).T
    norms = np.sqrt((ours**2).sum(axis=(1, 2)) * (hers**2).sum())
    products = (ours * hers).sum(axis=(1, 2))
    return float(np.max(np.divide(products, norms, out=np.zeros_like(products), where=norms > 1e-6)))


@dataclass(slots=True)
class _Utterance:
    number: int
    rate: int
    pcm: bytearray
    began_ms: int | None = None

    def between(self, since_ms: int, until_ms: int) -> Samples:
        """A stretch of its sound, counted from its beginning."""
        since, until = (2 * (max(0, ms) * self.rate // 1000) for ms in (since_ms, until_ms))
        return np.frombuffer(self.pcm[since:until], "<i2").astype(np.float32) / np.float32(32768)


class Aloud:
    """What her loudspeaker plays. ``add`` when it is sent, ``begin`` when she hears its first sound."""

    def __init__(self) -> None:
        self._utterances: deque[_Utterance] = deque(maxlen=_KEPT)

    def add(self, number: int, sound: Speech) -> None:
        """The next sound of this utterance."""
        if not self._utterances or self._utterances[-1].number != number:
            self._utterances.append(_Utterance(number, sound.sample_rate, bytearray()))
        self._utterances[-1].pcm += sound.pcm

    def begin(self, number: int, at_ms: int) -> None:
        """She hears it from here on."""
        for utterance in self._utterances:
            if utterance.number == number:
                utterance.began_ms = at_ms

    def is_echo(self, heard: Samples, at_ms: int) -> bool:
        """Whether sound of hers that ends at ``at_ms`` is what was being played then."""
        found = bands(heard, HEARING_RATE)
        return any(likeness(found, played) >= ECHO_FROM for played in self._around(at_ms, len(found) * FRAME_MS))

    def _around(self, at_ms: int, length_ms: int) -> Iterator[Bands]:
        """Of each utterance that may be heard, what may be heard of it."""
        for utterance in self._utterances:
            if utterance.began_ms is not None:
                until_ms = at_ms - utterance.began_ms + EARLY_MS
                since_ms = until_ms - length_ms - EARLY_MS - LATE_MS
                yield bands(utterance.between(since_ms, until_ms), utterance.rate)
