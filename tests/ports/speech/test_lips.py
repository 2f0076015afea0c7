"""Mouths read off the sound, held against the mouths of engines that know their phonemes."""

from __future__ import annotations

import numpy as np
import pytest

from vivavoce.ports.speech import lips, sound
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.port import MouthShape, Viseme

OPEN: dict[Viseme, float] = {"aa": 1.0, "O": 0.7, "E": 0.6, "SS": 0.15, "FF": 0.1, "PP": 0.0, "sil": 0.0}
"""How far the mouth is open; the others about a third."""
SENTENCE = "My biggest strength is that I stay calm when things go wrong."


def openness(mouth: tuple[MouthShape, ...], duration_ms: int) -> list[float]:
    """Every 20 ms."""
    return [
        OPEN.get(next((one.viseme for one in reversed(mouth) if one.at_ms <= at), "sil"), 0.33)
        for at in range(10, duration_ms, 20)
    ]


@pytest.mark.parametrize(("voice", "at_least"), [("espeak-low", 0.5), ("af_heart", 0.25), ("am_michael", 0.25)])
def test_it_opens_and_closes_with_the_phonemes(speech: EmbeddedSpeech, voice: str, at_least: float) -> None:
    """Also says that Kokoro's own mouth is in time: late by three frames, as its durations are, this fails."""
    spoken = speech.speak(SENTENCE, "en", voice)
    read = lips.read(sound.from_pcm(spoken.pcm), spoken.sample_rate)
    known, seen = openness(spoken.mouth, spoken.duration_ms), openness(read, spoken.duration_ms)
    assert np.corrcoef(known, seen)[0, 1] > at_least
    assert 0.6 < len(read) / len(spoken.mouth) < 1.8


def test_silence_has_a_closed_mouth() -> None:
    assert {one.viseme for one in lips.read(np.zeros(24_000, np.float32), 24_000)} == {"sil"}
    assert len(lips.read(np.zeros(10, np.float32), 24_000)) <= 1


def test_hiss_and_vowels_are_told_apart() -> None:
    at = np.arange(12_000) / 24_000
    hiss = np.diff(np.random.default_rng(3).standard_normal(12_001)).astype(np.float32) * 0.1
    open_vowel = sum(np.sin(2 * np.pi * hz * at) for hz in (120, 720, 840, 1_200)).astype(np.float32) * 0.1
    closed_vowel = sum(np.sin(2 * np.pi * hz * at) for hz in (120, 300, 2_300)).astype(np.float32) * 0.1
    for samples, shape in ((hiss, "SS"), (open_vowel, "aa"), (closed_vowel, "I")):
        assert shape in {one.viseme for one in lips.read(samples, 24_000)}
