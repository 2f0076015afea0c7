"""One microphone: finds the stretches of speech in a stream of sound.

Pure over its samples; the voice-activity model is handed in. A stretch (segment) begins a little before the model heard
it and ends after ``HANG_MS`` without speech, so that it can be transcribed while she thinks about what to say next.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from vivavoce.ports.speech.port import HEARING_RATE, VAD_FRAME, Samples, VoiceStream

SPEECH_FROM: Final = 0.5
SPEECH_UNTIL: Final = 0.35
START_FRAMES: Final = 3
"""Frames in a row (96 ms) that make speech of a sound."""
HANG_MS: Final = 350
"""Silence that closes a segment."""
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
class Stopped:
    """Speech has ended ``ago_ms`` before the last sample that was fed; ``samples`` are the segment."""

    segment: int
    ago_ms: int
    samples: Samples


class Ear:
    """Fed with PCM s16le mono 16 kHz of any length; opens and closes with the floor."""

    def __init__(self, stream: VoiceStream, *, first_segment: int = 1) -> None:
        self._stream = stream
        self._rest = b""
        self._before: deque[Samples] = deque(maxlen=int(PRE_ROLL_MS / _FRAME_MS))
        self._memory: deque[Samples] = deque(maxlen=int(MEMORY_MS / _FRAME_MS))
        self._frames: list[Samples] = []
        self._loud = 0
        self._quiet = 0
        self._still = 0
        self._segment = first_segment - 1
        self._speaking = False
        self.open = False

    def feed(self, pcm: bytes) -> list[Started | Stopped]:
        """What begins and ends within this sound. While closed, only the pre-roll is kept."""
        data = self._rest + pcm
        whole = len(data) // (2 * VAD_FRAME) * 2 * VAD_FRAME
        self._rest = data[whole:]
        frames = np.frombuffer(data[:whole], dtype="<i2").astype(np.float32).reshape(-1, VAD_FRAME) / 32768
        happened: list[Started | Stopped] = []
        for frame in frames:
            happened += self._hear(frame, self._stream.probability(frame))
        return happened

    def _hear(self, frame: Samples, probability: float) -> list[Started | Stopped]:
        if not self.open:
            self._before.append(frame)
            return []
        self._memory.append(frame)
        self._still = 0 if self._speaking and probability >= SPEECH_UNTIL else self._still + 1
        if self._speaking:
            return self._go_on(frame, probability)
        self._before.append(frame)
        self._loud = self._loud + 1 if probability >= SPEECH_FROM else 0
        if self._loud < START_FRAMES:
            return []
        return [self._begin()]

    def _begin(self) -> Started:
        self._segment += 1
        self._speaking, self._quiet, self._loud, self._still = True, 0, 0, 0
        self._frames = list(self._before)
        self._before.clear()
        return Started(self._segment)

    def _go_on(self, frame: Samples, probability: float) -> list[Started | Stopped]:
        self._frames.append(frame)
        self._quiet = 0 if probability >= SPEECH_UNTIL else self._quiet + 1
        if self._quiet * _FRAME_MS >= HANG_MS:
            return [self._end()]
        if len(self._frames) * _FRAME_MS >= LONGEST_MS:
            ended = self._end()
            return [ended, self._begin()]
        return []

    def _end(self) -> Stopped:
        self._speaking = False
        ended = Stopped(
            self._segment, round(self._quiet * _FRAME_MS), np.concatenate(self._frames or [np.zeros(0, np.float32)])
        )
        self._frames = []
        return ended

    def close(self) -> list[Started | Stopped]:
        """No more listening; a segment that is open ends here."""
        self.open = False
        self._still = 0
        self._memory.clear()
        return [self._end()] if self._speaking else []

    @property
    def quiet_ms(self) -> int:
        """Silence that was really heard since the last speech, or since the ear was opened."""
        return round(self._still * _FRAME_MS)

    def recent(self) -> Samples:
        """The last eight seconds at most since the ear was opened."""
        return np.concatenate(self._memory) if self._memory else np.zeros(0, np.float32)
