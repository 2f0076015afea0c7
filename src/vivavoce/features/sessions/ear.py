"""One microphone: finds the stretches of speech in a stream of sound.

Pure over its samples; the voice-activity model is handed in. A stretch (segment) begins a little before the model heard
it and ends after some silence (``HANG_MS``; the longer she has spoken, the less), so that it can be transcribed while
she thinks about what to say next. A shorter silence (``LULL_MS``) is told too: work may begin that is good if she stays
silent.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from vivavoce.features.sessions.nearness import Nearness
from vivavoce.ports.speech.port import HEARING_RATE, VAD_FRAME, Samples, VoiceStream

SPEECH_FROM: Final = 0.5
SPEECH_UNTIL: Final = 0.35
START_FRAMES: Final = 3
"""Frames in a row (96 ms) that make speech of a sound."""
LULL_MS: Final = 190
"""Silence that may be the end of a segment, or of the turn."""
SURE_MS: Final = 480
"""Silence after which the sound of the end is listened to once more: what still sounds complete then, mostly is."""
HANG_MS: Final = ((0, 350), (6_000, 250), (12_000, 190))
"""Silence that closes a segment, by the segment's length from which it holds."""
PRE_ROLL_MS: Final = 320
"""Sound kept from before a segment was noticed: soft first syllables."""
LONGEST_MS: Final = 20_000
"""A segment is cut there, so that its words come in time."""
MEMORY_MS: Final = 8_000
"""What the end-of-turn model hears."""

_FRAME_MS = VAD_FRAME * 1000 / HEARING_RATE


@dataclass(frozen=True, slots=True)
class Started:
    """Speech has begun."""

    segment: int


@dataclass(frozen=True, slots=True)
class Lulled:
    """Nothing has been said for ``LULL_MS``; ``samples`` are the segment so far."""

    segment: int
    samples: Samples


@dataclass(frozen=True, slots=True)
class Stopped:
    """Speech has ended ``ago_ms`` before the last sample that was fed; ``samples`` are the segment, and ``speech_ms``
    of them are speech.

    ``lulled``: nothing was said after the last ``Lulled`` of this segment.
    """

    segment: int
    ago_ms: int
    speech_ms: int
    samples: Samples
    lulled: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """Nothing has been said for ``SURE_MS``."""


Happening = Started | Lulled | Stopped | Settled


class Ear:
    """Fed with PCM s16le mono 16 kHz of any length, from the first moment of the line to its last."""

    def __init__(self, stream: VoiceStream, *, first_segment: int = 1) -> None:
        self._stream = stream
        self._nearness = Nearness()
        self._rest = b""
        self._before: deque[Samples] = deque(maxlen=int(PRE_ROLL_MS / _FRAME_MS))
        self._memory: deque[Samples] = deque(maxlen=int(MEMORY_MS / _FRAME_MS))
        self._frames: list[Samples] = []
        self._loud = 0
        self._quiet = 0
        self._voiced = 0
        self._still = 0
        self._lulled = False
        self._settles = False
        self._segment = first_segment - 1
        self._speaking = False

    def feed(self, pcm: bytes) -> list[Happening]:
        """What begins and ends within this sound."""
        data = self._rest + pcm
        if len(data) < 2 * VAD_FRAME:
            self._rest = data
            return []
        whole = len(data) // (2 * VAD_FRAME) * 2 * VAD_FRAME
        self._rest = data[whole:]
        frames = np.frombuffer(data[:whole], dtype="<i2").astype(np.float32).reshape(-1, VAD_FRAME) / 32768
        happened: list[Happening] = []
        for frame in frames:
            happened += self._hear(frame, self._stream.probability(frame))
        return happened

    def _hear(self, frame: Samples, probability: float) -> list[Happening]:
        self._memory.append(frame)
        if self._speaking:
            room = self._nearness.is_room(frame, voiced=probability >= SPEECH_FROM)
            spoken = probability >= SPEECH_UNTIL and not room
            self._still = 0 if spoken else self._still + 1
            return self._go_on(frame, spoken=spoken)
        self._still += 1
        self._nearness.room(frame)
        self._before.append(frame)
        self._loud = self._loud + 1 if probability >= SPEECH_FROM else 0
        if self._loud >= START_FRAMES:
            return [self._begin()]
        if self._settles and self._still * _FRAME_MS >= SURE_MS:
            self._settles = False
            return [Settled()]
        return []

    def _begin(self) -> Started:
        self._segment += 1
        self._nearness.begin()
        self._speaking, self._lulled, self._quiet, self._loud, self._still = True, False, 0, 0, 0
        self._voiced = START_FRAMES
        self._frames = list(self._before)
        self._before.clear()
        return Started(self._segment)

    def _go_on(self, frame: Samples, *, spoken: bool) -> list[Happening]:
        self._frames.append(frame)
        if spoken:
            self._quiet, self._lulled, self._voiced = 0, False, self._voiced + 1
        else:
            self._quiet += 1
        if self._quiet * _FRAME_MS >= self._hang_ms:
            return [self._end()]
        if self._length_ms >= LONGEST_MS:
            return [self._end(), self._begin()]
        if self._quiet * _FRAME_MS >= LULL_MS and not self._lulled:
            self._lulled = True
            return [Lulled(self._segment, self.so_far())]
        return []

    def _end(self) -> Stopped:
        quiet_ms, voiced_ms = (round(frames * _FRAME_MS) for frames in (self._quiet, self._voiced))
        ended = Stopped(self._segment, quiet_ms, voiced_ms, self.so_far(), self._lulled)
        self._speaking, self._frames, self._settles = False, [], True
        return ended

    @property
    def _length_ms(self) -> float:
        return len(self._frames) * _FRAME_MS

    @property
    def _hang_ms(self) -> int:
        return next(hang for length, hang in reversed(HANG_MS) if self._length_ms >= length)

    def begin_turn(self) -> None:
        """What was heard before is no part of the turn that begins."""
        if not self._speaking:
            self._still, self._settles = 0, False
            self._memory.clear()

    def cut(self) -> list[Happening]:
        """A segment that is open ends here."""
        return [self._end()] if self._speaking else []

    @property
    def segment(self) -> int | None:
        """The segment that is open."""
        return self._segment if self._speaking else None

    def so_far(self) -> Samples:
        """The open segment."""
        return np.concatenate(self._frames) if self._frames else np.zeros(0, np.float32)

    @property
    def quiet_ms(self) -> int:
        """Silence that was really heard since the last speech, or since the turn began."""
        return round(self._still * _FRAME_MS)

    def recent(self) -> Samples:
        """The last eight seconds at most of the turn."""
        return np.concatenate(self._memory) if self._memory else np.zeros(0, np.float32)
