"""Our own voice out of her loudspeaker is told from hers. Sounds like speech: bands of noise that come and go."""

from __future__ import annotations

import numpy as np
import pytest

from vivavoce.features.sessions.echo import ECHO_FROM, Aloud, bands, likeness
from vivavoce.ports.speech import sound
from vivavoce.ports.speech.port import HEARING_RATE, Samples, Speech

RATE = 24_000


def voice(seed: int, seconds: float = 4.0, rate: int = RATE) -> Samples:
    """Syllables: every 40 to 220 ms other frequencies, with other strengths, and now and then none."""
    drawn = np.random.default_rng(seed)
    parts, length = [], 0
    while length < seconds * rate:
        count = int(drawn.uniform(0.04, 0.22) * rate)
        at = np.arange(count) / rate
        tones = sum(drawn.exponential() * np.sin(2 * np.pi * drawn.uniform(160, 3_700) * at) for _ in range(12))
        parts.append(np.asarray(tones * (drawn.random() > 0.2) * np.hanning(count) * 0.05, np.float32))
        length += count
    return np.concatenate(parts)[: int(seconds * rate)]


def through_the_room(samples: Samples, below_db: float) -> Samples:
    """As the microphone gets it: softer, at its own rate, with an echo of its own and a fan."""
    heard = sound.resampled(samples, RATE, HEARING_RATE)
    late = np.concatenate((np.zeros(1_300, np.float32), heard))[: len(heard)]
    fan = np.random.default_rng(1).normal(0, 0.0004, len(heard))
    return np.asarray((heard + 0.3 * late) * 10 ** (-below_db / 20) + fan, np.float32)


def playing(samples: Samples, began_ms: int = 10_000) -> Aloud:
    aloud = Aloud()
    half = len(samples) // 2
    for part in (samples[:half], samples[half:]):
        aloud.add(7, Speech(sound.to_pcm(part), RATE, ()))
    aloud.begin(7, began_ms)
    return aloud


@pytest.mark.parametrize("below_db", [10, 20, 30])
@pytest.mark.parametrize("delay_ms", [0, 120, 400])
@pytest.mark.parametrize("length_ms", [320, 800, 2_000])
def test_our_own_voice_is_an_echo(below_db: float, delay_ms: int, length_ms: int) -> None:
    said = voice(3)
    heard = through_the_room(said, below_db)
    until = 1_000 + length_ms
    part = heard[1_000 * 16 : until * 16]
    assert playing(said).is_echo(part, 10_000 + until + delay_ms)


@pytest.mark.parametrize("seed", range(10, 40))
@pytest.mark.parametrize("length_ms", [800, 2_000])
def test_hers_is_not(seed: int, length_ms: int) -> None:
    hers = through_the_room(voice(seed), 0)[: length_ms * 16]
    assert not playing(voice(3)).is_echo(hers, 10_000 + 1_000 + length_ms)


def test_nor_is_hers_over_ours() -> None:
    ours = voice(3)
    heard = through_the_room(ours, 20)[16_000 : 16_000 + 16_000]
    both = heard + through_the_room(voice(11), 3)[:16_000]
    assert not playing(ours).is_echo(both, 10_000 + 2_000)


def test_what_is_not_played_now_is_no_echo() -> None:
    said = voice(3)
    heard = through_the_room(said, 20)[16_000:32_000]
    assert not Aloud().is_echo(heard, 12_000)
    assert not playing(said, began_ms=4_000).is_echo(heard, 12_000)
    unheard = Aloud()
    unheard.add(7, Speech(sound.to_pcm(said), RATE, ()))
    assert not unheard.is_echo(heard, 12_000), "it is on its way, and has not begun"


@pytest.mark.parametrize("samples", [np.zeros(0, np.float32), np.zeros(100, np.float32), np.zeros(16_000, np.float32)])
def test_silence_is_like_nothing(samples: Samples) -> None:
    said = voice(3)
    assert likeness(bands(samples, HEARING_RATE), bands(said, RATE)) < ECHO_FROM
    assert not playing(said).is_echo(samples, 12_000)
