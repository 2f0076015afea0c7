"""The script that both servers follow: timings, and sound that carries words without any model.

A stretch of her speech is a tone; its pitch is the number of what she says. Whoever hears it counts zero crossings.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

HEAR_RATE = 16_000
SPEAK_RATE = 24_000
FRAME_MS = 20
FRAME_BYTES = HEAR_RATE * FRAME_MS // 1000 * 2

TRANSCRIBE_S = 0.15
SPEAK_S = 0.08
THINK_S = 0.05
"""What an engine, a voice and a language model of one's own take at least; none of it is computing here."""
MS_PER_CHARACTER = 45
"""Brisk speech: many turns in a short measurement."""

_LOWEST_HZ, _STEP_HZ = 200, 20
_LOUD, _NOISE = 8_000, 30
QUIET_RMS = 0.01
"""Full scale is 1. Her room is at 0.001, her voice at 0.17."""

Pcm = NDArray[np.int16]


@cache
def noise(seconds: float = 2.0) -> Pcm:
    """A quiet room, so that silence is not easier to send than sound."""
    drawn = np.random.default_rng(1).integers(-_NOISE, _NOISE, round(seconds * HEAR_RATE))
    return drawn.astype(np.int16)


@cache
def stretch(number: int, seconds: float) -> bytes:
    """Says ``number`` (0 to 300) for so long: PCM s16le mono 16 kHz."""
    at = np.arange(round(seconds * HEAR_RATE)) / HEAR_RATE
    tone = _LOUD * np.sin(2 * np.pi * (_LOWEST_HZ + _STEP_HZ * number) * at)
    return (tone.astype(np.int16) + np.resize(noise(), len(at))).astype("<i2").tobytes()


@cache
def speech(_number: int, seconds: float) -> bytes:
    """A synthetic voice for so long, for voice activity that tones can't fool. What it says is not understood."""
    from py_nanotts import NanoTTS

    said = "I planned the sprints, kept a register of risks, and told everybody every Friday what had changed. "
    pcm = np.frombuffer(NanoTTS().speak(said, voice="en-US"), "<i2")
    return np.resize(pcm, round(seconds * HEAR_RATE)).astype("<i2").tobytes()


def number_in(samples: NDArray[np.float32]) -> int | None:
    """The number that was said in a stretch of sound at 16 kHz in [-1, 1]; None: nothing."""
    loud = np.flatnonzero(np.abs(samples) > 4 * QUIET_RMS)
    if len(loud) < HEAR_RATE // 20:
        return None
    voiced = samples[loud[0] : loud[-1] + 1]
    crossings = np.count_nonzero(np.diff(np.signbit(voiced)))
    return round((crossings * HEAR_RATE / len(voiced) / 2 - _LOWEST_HZ) / _STEP_HZ)


def words_of(number: int | None) -> str:
    """What saying a number means; no two are alike."""
    if number is None:
        return ""
    return f"For task {number} I planned the sprints, kept a register of risks and told everybody what had changed."


def loudness(samples: NDArray[np.float32]) -> float:
    """Root mean square; full scale is 1."""
    return float(np.sqrt(np.dot(samples, samples) / max(1, len(samples))))


def spoken_ms(text: str) -> int:
    """How long the interviewer takes to say it."""
    return max(400, len(text) * MS_PER_CHARACTER)


@cache
def _voice() -> bytes:
    """Half a minute of sound that is as hard to compress as speech is."""
    at = np.arange(30 * SPEAK_RATE) / SPEAK_RATE
    drawn = np.random.default_rng(2).normal(0, 300, len(at))
    syllables = 0.5 + 0.5 * np.sin(2 * np.pi * 4 * at)
    hum = sum(np.sin(2 * np.pi * 120 * n * at + n) / n for n in range(1, 12))
    return (syllables * (2_500 * hum + drawn)).astype("<i2").tobytes()


def spoken(text: str) -> bytes:
    """PCM s16le mono 24 kHz of ``spoken_ms``."""
    return _voice()[: spoken_ms(text) * SPEAK_RATE // 1000 * 2]
