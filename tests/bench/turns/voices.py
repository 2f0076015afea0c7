"""The candidates' voices: Kokoro, espeak-ng and Pico, and where in their sound one part of a sentence ends.

A sentence is synthesised whole, so that its melody at the place of a pause is that of somebody who will go on. Kokoro
tells how long each letter lasts; for the others the first part alone is aligned with the whole (dynamic time warping,
Sakoe & Chiba 1978) and the cut goes to the quietest place near by.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from py_nanotts import NanoTTS  # type: ignore[import-untyped]

from vivavoce.ports.speech import sound
from vivavoce.ports.speech.catalogue import KOKORO_MODEL, voice_file
from vivavoce.ports.speech.espeak import WORDS_PER_MINUTE, EspeakWorker
from vivavoce.ports.speech.onnx import session
from vivavoce.ports.speech.phonemes import TOKENS, phonemized
from vivavoce.ports.speech.port import HEARING_RATE, Samples
from vivavoce.ports.speech.text import speakable

_DURATIONS = "/encoder/Clip_output_0"
_FRAME_MS = 25
_STYLE_SIZE = 256
_FLOOR_DB = 36.0
"""Softer than a last fricative; Pico's Italian voice clicks at 42 dB below, long after its last word."""
_BEFORE, _AFTER = HEARING_RATE * 90 // 1000, HEARING_RATE * 20 // 1000
"""Where the quietest place is looked for, around where the timing puts the end of a part. Rather early than late: a
sound of the next word would give the pause away."""

CAST: dict[str, tuple[str, ...]] = {
    "en": ("af_heart", "pico en-US", "am_michael", "bf_emma", "pico en-GB", "bm_george", "espeak en-us"),
    "de": ("pico de-DE", "espeak de", "pico de-DE low"),
    "fr": ("ff_siwis", "pico fr-FR", "espeak fr-fr"),
    "es": ("ef_dora", "pico es-ES", "em_alex", "espeak es"),
    "it": ("if_sara", "pico it-IT", "im_nicola", "espeak it"),
}
_KOKORO = {"a": "en-us", "b": "en-gb", "f": "fr", "e": "es", "i": "it"}


@dataclass(frozen=True, slots=True)
class Said:
    """16 kHz mono without silence at its ends; ``ends`` are the samples at which the parts end, the last included."""

    samples: Samples
    ends: tuple[int, ...]


class Voices:
    """All engines; ``close`` ends espeak-ng's worker."""

    def __init__(self, models_dir: Path) -> None:
        self._models_dir = models_dir
        self._worker = EspeakWorker()
        self._kokoro = session(models_dir / KOKORO_MODEL, 1, extra_output=_DURATIONS)

    def close(self) -> None:
        """Ends the worker."""
        self._worker.close()

    def say(self, parts: tuple[str, ...], language: str, voice: str, pace: float) -> Said:
        """The parts in one breath; ``pace`` 1 is the engine's own."""
        if voice.startswith(("pico", "espeak")):
            whole = _voiced(self._raw(" ".join(parts), voice, pace))
            firsts = [" ".join(parts[: count + 1]) for count in range(len(parts) - 1)]
            ends = [_cut(whole, _voiced(self._raw(first, voice, pace))) for first in firsts]
            return Said(whole, (*ends, len(whole)))
        return self._say_kokoro(parts, language, voice, pace)

    def _raw(self, text: str, voice: str, pace: float) -> Samples:
        engine, name, *low = voice.split()
        if engine == "pico":
            pcm = NanoTTS().speak(text, voice=name, speed=pace, pitch=0.8 if low else 1.0)
            return sound.from_pcm(pcm)
        pcm, rate, _ = self._worker.speak(name, text, round(WORDS_PER_MINUTE * pace), 45)
        return sound.resampled(sound.from_pcm(pcm), rate, HEARING_RATE)

    def _say_kokoro(self, parts: tuple[str, ...], language: str, voice: str, pace: float) -> Said:
        accent = _KOKORO[voice[0]]
        letters = phonemized(self._worker, speakable(" ".join(parts), language), accent)
        tokens = np.array([[0, *(TOKENS[letter] for letter in letters), 0]], dtype=np.int64)
        styles = np.fromfile(self._models_dir / voice_file(voice), dtype="<f4").reshape(-1, _STYLE_SIZE)
        inputs = {"tokens": tokens, "style": styles[len(letters) - 1][None], "speed": np.array([pace], np.float32)}
        audio, frames = self._kokoro.run(None, inputs)
        spans = np.cumsum(np.asarray(frames, np.float64).reshape(-1)) * _FRAME_MS * HEARING_RATE / 1000
        samples = sound.resampled(np.asarray(audio, np.float32).reshape(-1), sound.SPEECH_RATE, HEARING_RATE)
        kept = _voiced_part(samples)
        ends = []
        for count in range(1, len(parts)):
            first = phonemized(self._worker, speakable(" ".join(parts[:count]), language), accent)
            spaces = [index for index, letter in enumerate(letters) if letter == " "]
            gap = min(spaces, key=lambda index: abs(index - len(first)))
            # token 0 is the pad, so the letter before the gap ends at spans[gap]
            ends.append(_quietest(samples, int(spans[gap])) - kept.start)
        return Said(sound.polished(samples[kept], HEARING_RATE), (*ends, kept.stop - kept.start))


def _voiced_part(samples: Samples) -> slice:
    """From the first to the last sound: 10 ms that are at most ``_FLOOR_DB`` below the loudest ones."""
    width = HEARING_RATE // 100
    whole = len(samples) // width
    power = np.mean(samples[: whole * width].astype(np.float64).reshape(whole, width) ** 2, axis=1)
    loud = np.flatnonzero(power > power.max() * 10 ** (-_FLOOR_DB / 10))
    return slice(int(loud[0]) * width, (int(loud[-1]) + 1) * width)


def _voiced(samples: Samples) -> Samples:
    return sound.polished(samples[_voiced_part(samples)], HEARING_RATE)


def _quietest(samples: Samples, at: int) -> int:
    """The middle of the quietest 20 ms near a place."""
    width = HEARING_RATE // 50
    begin = max(0, at - _BEFORE)
    window = samples[begin : at + _AFTER].astype(np.float64) ** 2
    if len(window) <= width:
        return at
    power = np.convolve(window, np.ones(width), "valid")
    return begin + int(power.argmin()) + width // 2


def _cut(whole: Samples, first: Samples) -> int:
    """Where in ``whole`` the words of ``first`` end."""
    a, b = _picture(first), _picture(whole)
    distance = np.linalg.norm(a[:, None] - b[None], axis=2)
    cost = np.full((len(a) + 1, len(b) + 1), np.inf)
    cost[0, 0] = 0.0
    for row in range(len(a)):
        for column in range(len(b)):
            before = min(cost[row, column], cost[row, column + 1], cost[row + 1, column])
            cost[row + 1, column + 1] = distance[row, column] + before
    return _quietest(whole, int(cost[len(a), 1:].argmin()) * _HOP + _HOP)


_HOP = HEARING_RATE // 50


def _picture(samples: Samples) -> NDArray[np.float64]:
    """Loudness-normalised log spectrum in 24 bands, every 20 ms."""
    count = max(1, len(samples) // _HOP - 1)
    frames = np.stack([samples[index * _HOP : index * _HOP + 2 * _HOP] for index in range(count)])
    power = np.abs(np.fft.rfft(frames * np.hanning(2 * _HOP), axis=1)) ** 2
    edges = np.geomspace(2, power.shape[1] - 1, 25).astype(int)
    bands = [power[:, low : max(low + 1, high)].mean(axis=1) for low, high in itertools.pairwise(edges)]
    picture = np.log10(np.stack(bands, axis=1) + 1e-7)
    return np.asarray(picture - picture.mean(axis=0))
