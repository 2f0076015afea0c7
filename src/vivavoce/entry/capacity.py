"""How fast this machine hears, speaks and keeps the floor, and how many interviews at a time that makes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np

from vivavoce.ports.speech import sound
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.port import HEARING_RATE, VAD_FRAME, Samples

_T = TypeVar("_T")

SENTENCES = {
    "en": "Tell me about a project that you are proud of, and what your part in it was.",
    "es": "Cuénteme un proyecto del que se sienta orgulloso, y qué parte tuvo usted en él.",
}
"""One for each engine that hears: what it doesn't understand it looks at twice."""

HEARD = 0.6
"""Share of an interview in which she speaks."""
SPOKEN = 0.1
"""Share in which something is said that could not be rendered ahead: follow-ups. What is said twice is cached."""
TURN_CHECKS_PER_S = 0.2
"""How often the end-of-turn model is asked: at pauses, one in five seconds."""
BUSY = 0.7
"""How busy a lane may be; beyond, waiting grows faster than work (queueing theory: at 0.7 about twice the work)."""
OVERHEAD = 0.02
"""Seconds of computing a second of interview for all the rest: the line, the engine, the database."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Real-time factors: seconds of computing on one core for a second of sound."""

    hear: float
    speak: float
    floor: float


def interviews_at_a_time(speed: Speed, cores: int, speech_threads: int) -> int:
    """How many interviews can be live together.

    One interview costs, each second, of one core:

    - hearing: ``HEARD`` x ``speed.hear``
    - speaking: ``SPOKEN`` x ``speed.speak``
    - the floor: ``speed.floor`` (voice activity runs all the time)
    - ``OVERHEAD``

    Three things bound the number, each to be at most ``BUSY``: all cores together; the ``speech_threads`` for hearing
    and speaking; and the one thread of the floor. At least 1: a slow machine holds one interview, with late answers.
    Measured while nothing else runs, so a busy machine gives a smaller number, rightly.
    """
    speech = HEARD * speed.hear + SPOKEN * speed.speak
    by_cores = BUSY * cores / (speech + speed.floor + OVERHEAD)
    by_threads = BUSY * speech_threads / max(speech, 1e-9)
    by_floor = BUSY / max(speed.floor, 1e-9)
    return max(1, int(min(by_cores, by_threads, by_floor)))


def cores() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def measure(speech: EmbeddedSpeech) -> Speed:
    """Takes some seconds; the engines should be warm. The slowest engine that hears counts.

    Raises SpeechUnavailableError.
    """
    speaking_s, said = _timed(lambda: speech.speak(SENTENCES["en"], "en"))
    heard = sound.heard(said)
    speak = speaking_s * HEARING_RATE / len(heard)
    hear = max(_hearing(speech, language) for language in SENTENCES.keys() & speech.transcriber.languages())
    return Speed(hear, speak, _floor(speech, heard))


def _hearing(speech: EmbeddedSpeech, language: str) -> float:
    heard = sound.heard(speech.speak(SENTENCES[language], language))
    took_s, _ = _timed(partial(speech.transcriber.transcribe, heard, language))
    return took_s * HEARING_RATE / len(heard)


def _floor(speech: EmbeddedSpeech, heard: Samples) -> float:
    stream = speech.voice_activity.open()
    frames = heard[: len(heard) // VAD_FRAME * VAD_FRAME].reshape(-1, VAD_FRAME)
    activity_s, _ = _timed(lambda: [stream.probability(frame) for frame in frames])
    check_s, _ = _timed(lambda: speech.end_of_turn.probability(np.asarray(heard)))
    return activity_s / (frames.size / HEARING_RATE) + TURN_CHECKS_PER_S * check_s


def _timed(work: Callable[[], _T]) -> tuple[float, _T]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result
