"""Speech in and out, as the live interview needs it.

All calls here compute and block; whoever runs an event loop calls them through ``compute.Compute``. Audio that comes
in is mono float32 at 16 kHz in [-1, 1]; audio that goes out is mono signed 16 bit little-endian at ``sample_rate``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, get_args

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

HEARING_RATE = 16_000
VAD_FRAME = 512
"""Samples in one frame of voice activity: 32 ms."""

Viseme = Literal["sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "I", "O", "U"]
"""The fifteen mouth shapes of the Oculus viseme reference."""
VISEMES: tuple[Viseme, ...] = get_args(Viseme)


class SpeechUnavailableError(Exception):
    """An engine is missing, can't serve this language, or failed; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class MouthShape:
    """From ``at_ms`` (from the start of the speech) the mouth goes to ``viseme``, until the next one."""

    at_ms: int
    viseme: Viseme


@dataclass(frozen=True, slots=True)
class Speech:
    """A spoken text: PCM s16le mono, and the mouth that fits it."""

    pcm: bytes
    sample_rate: int
    mouth: tuple[MouthShape, ...]
    more: bool = False
    """The same text goes on in another part, without a gap; the mouth of this one then need not end closed."""

    @property
    def duration_ms(self) -> int:
        """Length of the sound."""
        return len(self.pcm) // 2 * 1000 // self.sample_rate


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was heard. Empty text: nothing that is speech."""

    text: str
    engine: str
    confidence: float | None = None
    """Mean probability that the engine gave its own words, 0 to 1; None: it doesn't say. Not comparable between
    engines. Not a statement about the speaker."""


class Transcriber(Protocol):
    """Speech to text."""

    name: str

    def languages(self) -> frozenset[str]:
        """Platform language codes that it can hear."""
        ...

    def transcribe(self, samples: Samples, language: str) -> Transcript:
        """Up to 30 s of speech. Raises SpeechUnavailableError."""
        ...


class Synthesizer(Protocol):
    """Text to speech with mouth shapes."""

    name: str

    @property
    def version(self) -> str:
        """Changes whenever the same text would sound different."""
        ...

    def languages(self) -> frozenset[str]:
        """Platform language codes that it can speak."""
        ...

    def voices(self, language: str) -> tuple[str, ...]:
        """Names of the voices for a language, the default first."""
        ...

    def speak(self, text: str, language: str, voice: str, pace: float = 1.0) -> Speech:
        """One or a few sentences. Raises SpeechUnavailableError."""
        ...


class VoiceStream(Protocol):
    """Voice activity of one microphone; keeps the model's state."""

    def probability(self, frame: Samples) -> float:
        """That the frame (``VAD_FRAME`` samples) is speech, 0 to 1."""
        ...


class VoiceActivity(Protocol):
    """One model shared by all microphones."""

    def open(self) -> VoiceStream: ...


class EndOfTurn(Protocol):
    """Does it sound as if she has finished?"""

    def languages(self) -> frozenset[str]: ...

    def probability(self, samples: Samples) -> float:
        """That the turn is complete, from its last eight seconds, 0 to 1."""
        ...
