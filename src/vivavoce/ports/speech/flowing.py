"""One text's sound on its way from an engine that is still speaking: polished and handed on part by part.

The parts follow each other without a gap, in one loudness, trimmed and faded at the very ends only. A part ends on a
whole 20 ms, so that parts begin on a whole sample of every usual sound card, and where it is quietest nearby.
Computes, knows no clock.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vivavoce.ports.speech import lips, sound, visemes
from vivavoce.ports.speech.growing import Growing
from vivavoce.ports.speech.port import Samples, Speech
from vivavoce.ports.speech.sound import SPEECH_RATE

HEAD_MS = 250
"""Sound, without the silence before it, from which on the first part is handed on."""
_PART_MS = 500
_LEAST_MS = 100
_SOON_MS = 250
"""When what was handed on lasts no longer than this, the next part is as small as ``_LEAST_MS``."""
_GRID_MS = 20
_SEEK_MS = 160
"""How far back a quieter border is looked for."""
_AHEAD_MS = 60
"""Kept back while more comes: the mouth is read with what follows."""
_SEEN_MS = 2_000
"""What the mouth is read with before a part; a multiple of ``_GRID_MS``."""
_LONGEST_S = 90
_SILENT_DBFS = -60.0
_GAIN_DB = (-12.0, 8.0)
"""How far the first part alone may turn the whole text: a text may begin with a hiss or a sigh."""


def due(new_ms: float, left_ms: float) -> bool:
    """Whether so much new sound is handed on, when what was handed on before lasts for ``left_ms``."""
    return new_ms >= _PART_MS or (new_ms >= _LEAST_MS and left_ms < _SOON_MS)


def finished(samples: Samples, rate: int) -> tuple[Speech, float]:
    """A whole text, as loud and as tightly cut as all that we say, and its gain. Raises ValueError for silence."""
    if not len(samples) or float(np.abs(samples).max()) < 1e-3:
        raise ValueError("only silence")
    fitted = sound.resampled(samples, rate, SPEECH_RATE)
    cut = fitted[sound.trimmed(fitted, SPEECH_RATE)]
    whole = sound.polished(cut, SPEECH_RATE)
    return Speech(sound.to_pcm(whole), SPEECH_RATE, lips.read(whole, SPEECH_RATE)), sound.gain(cut, SPEECH_RATE)


def joined(parts: Sequence[Speech]) -> Speech:
    """The parts as one, byte for byte."""
    begins_ms = np.cumsum([0, *(part.duration_ms for part in parts)]).tolist()
    mouth = visemes.joined((at, part.mouth) for at, part in zip(begins_ms, parts, strict=False))
    return Speech(b"".join(part.pcm for part in parts), parts[0].sample_rate, mouth)


class Flow:
    """``add`` what comes, ``part`` as long as something is due, ``rest`` at the end."""

    def __init__(self, rate: int, gain: float | None = None, head_ms: float = HEAD_MS) -> None:
        """``gain``: known from other texts of this voice; else the first part tells."""
        self._clip = Growing(rate, SPEECH_RATE)
        self._gain = gain
        self._head_ms = head_ms
        self._start: int | None = None
        self._done = 0

    @property
    def begun(self) -> bool:
        """A part was handed on."""
        return self._start is not None and self._done > self._start

    def add(self, samples: Samples) -> None:
        """Follows what came before. Raises ValueError when it does not end."""
        self._clip.add(samples)
        if self._clip.lasts_s > _LONGEST_S:
            raise ValueError("it does not end")

    def part(self, left_ms: float) -> Speech | None:
        """The next part, if one is due; what was handed on before lasts for ``left_ms`` more."""
        clip = self._clip.ready()
        stop = len(clip) - _samples(_AHEAD_MS)
        if not self._due(stop, left_ms):
            return None
        loud = _loud(clip)
        if self._start is None and len(loud) * sound.FRAME_MS < self._head_ms:
            return None
        start = self._begin(clip, loud)
        stop = min(stop, _end(loud) - _samples(sound.FADE_MS))
        stop = start + (stop - start) // _samples(_GRID_MS) * _samples(_GRID_MS)
        if not self._due(stop, left_ms):
            return None
        return self._handed_on(clip, start, _quiet_border(clip, self._done, stop), more=True)

    def rest(self) -> tuple[Speech, float]:
        """What is left when nothing more comes, and the gain that the whole should have had. Raises ValueError."""
        if self._start is None or not self.begun:
            return finished(*self._clip.all())
        clip = self._clip.ready(whole=True)
        stop = min(len(clip), max(_end(_loud(clip)), self._done + _samples(sound.FADE_MS)))
        speech = self._handed_on(clip, self._start, stop, more=False)
        return speech, sound.gain(clip[self._start : stop], SPEECH_RATE)

    def _due(self, stop: int, left_ms: float) -> bool:
        return due((stop - self._done) * 1000 / SPEECH_RATE, left_ms)

    def _begin(self, clip: Samples, loud: NDArray[np.int64]) -> int:
        if self._start is None:
            self._start = self._done = max(0, int(loud[0]) * _samples(sound.FRAME_MS) - _samples(sound.LEAD_MS))
            low, high = (10.0 ** (db / 20.0) for db in _GAIN_DB)
            self._gain = self._gain or min(high, max(low, sound.gain(clip[self._start :], SPEECH_RATE)))
        return self._start

    def _handed_on(self, clip: Samples, start: int, stop: int, *, more: bool) -> Speech:
        loudened = sound.limited(clip[self._done : stop] * np.float32(self._gain or 1.0))
        out = sound.faded(loudened, SPEECH_RATE, begins=self._done == start, ends=not more)
        first = max(start, self._done - _samples(_SEEN_MS))
        seen = clip[first : stop + (_samples(_AHEAD_MS) if more else 0)]
        from_ms, until_ms = ((at - first) * 1000 // SPEECH_RATE for at in (self._done, stop))
        mouth = visemes.cut(lips.read(seen, SPEECH_RATE), from_ms, until_ms) if len(out) else ()
        self._done = stop
        return Speech(sound.to_pcm(out), SPEECH_RATE, mouth, more=more)


def _samples(ms: int) -> int:
    return SPEECH_RATE * ms // 1000


def _loud(clip: Samples) -> NDArray[np.int64]:
    """The frames of 10 ms in which there is sound."""
    level = sound.levels(clip, SPEECH_RATE)
    if not len(level):
        return np.zeros(0, np.int64)
    return np.flatnonzero(level > max(_SILENT_DBFS, level.max() - sound.FLOOR_DB))


def _end(loud: NDArray[np.int64]) -> int:
    """Where the text would end if no more sound came."""
    return (int(loud[-1]) + 1) * _samples(sound.FRAME_MS) + _samples(sound.TAIL_MS)


def _quiet_border(clip: Samples, done: int, stop: int) -> int:
    """Of the whole 20 ms shortly before ``stop`` the one that lies in the least sound."""
    first = max(done + _samples(_LEAST_MS), stop - _samples(_SEEK_MS))
    near = _samples(5)
    borders = range(stop, first - 1, -_samples(_GRID_MS))
    return min(borders, key=lambda at: float(np.square(clip[at - near : at + near]).sum()), default=stop)
