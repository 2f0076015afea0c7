"""Is it still she who speaks, or the people and the fan behind her?

Voice activity hears a voice in a room full of voices for seconds after she has finished. How loud the room is, is known
from before she spoke; how loud she is, from her own speech. What comes close to the room's level is the room. Measured
on the turn-taking bench, babble 10 dB below the voice: the end is heard 0.11 s late in the median and 0.28 s at worst
(p95) instead of 0.30 and 3.3 s; nothing changes in a quiet room.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import Final

import numpy as np

from vivavoce.ports.speech.port import Samples

ROOM_FRAMES: Final = 60
"""About two seconds of the room."""
ROOM_KNOWN_FROM: Final = 8
LEAST_DB: Final = 5.0
"""Where she is less above the room than that, loudness says nothing."""
SHARE: Final = 0.25
"""Of the way from the room's level to hers, in dB: below it is the room."""
_RISE, _FALL, _SMOOTH = 0.3, 0.02, 0.3
_FLOOR = 1e-9


class Nearness:
    """One microphone. ``room`` while nobody speaks, ``begin`` with her speech, ``is_room`` as long as it lasts."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=ROOM_FRAMES)
        self._room_db = 0.0
        self._hers_db = 0.0
        self._power = 0.0

    def room(self, frame: Samples) -> None:
        """Nobody speaks."""
        self._power = _power(frame)
        self._levels.append(_db(self._power))

    def begin(self) -> None:
        """She speaks."""
        self._room_db = median(self._levels) if len(self._levels) >= ROOM_KNOWN_FROM else math.inf
        self._hers_db = _db(self._power)

    def is_room(self, frame: Samples, *, voiced: bool) -> bool:
        """Whether this frame, in which a voice may be heard (``voiced``), is as soft as the room."""
        power = _power(frame)
        self._power += (power - self._power) * _SMOOTH
        if voiced:
            change = _db(power) - self._hers_db
            self._hers_db += change * (_RISE if change > 0 else _FALL)
        above_db = self._hers_db - self._room_db
        return above_db >= LEAST_DB and _db(self._power) < self._room_db + SHARE * above_db


def _power(frame: Samples) -> float:
    return float(np.dot(frame, frame)) / len(frame)


def _db(power: float) -> float:
    return 10 * math.log10(power + _FLOOR)
