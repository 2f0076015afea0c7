"""What is polished in parts, held against what is polished whole."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest

from tests.support.audio_server import voice
from vivavoce.ports.speech import flowing, sound
from vivavoce.ports.speech.flowing import Flow
from vivavoce.ports.speech.growing import Growing
from vivavoce.ports.speech.port import Samples, Speech

RATES = (8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 11_111)


def text(seconds: float, rate: int, lead_s: float = 0.4, tail_s: float = 0.6) -> Samples:
    """Something like speech between silences."""
    lead, tail = (np.zeros(round(s * rate), np.float32) for s in (lead_s, tail_s))
    return np.concatenate((lead, voice(seconds, rate) * np.float32(1.5), tail))


def chunks(samples: Samples, rate: int, ms: int = 37) -> Iterable[Samples]:
    step = rate * ms // 1000 + 1
    return (samples[at : at + step] for at in range(0, len(samples), step))


def flowed(samples: Samples, rate: int, left_ms: float = 1_000, **given: float) -> list[Speech]:
    """All parts."""
    flow, parts = Flow(rate, **given), []
    for chunk in chunks(samples, rate):
        flow.add(chunk)
        if part := flow.part(left_ms):
            parts.append(part)
    return [*parts, flow.rest()[0]]


@pytest.mark.parametrize("rate", RATES)
def test_a_growing_clip_is_what_the_whole_would_be(rate: int) -> None:
    whole = text(2.5, rate, lead_s=0)
    growing = Growing(rate, 24_000)
    for chunk in chunks(whole, rate):
        growing.add(chunk)
        growing.ready()
    assert np.abs(growing.ready(whole=True) - sound.resampled(whole, rate, 24_000)).max() < 1e-3


@pytest.mark.parametrize("rate", RATES)
def test_the_parts_sound_like_the_whole(rate: int) -> None:
    samples = text(3.0, rate)
    parts = flowed(samples, rate)
    whole, gain = flowing.finished(samples, rate)
    assert len(parts) > 3
    assert [part.more for part in parts] == [True] * (len(parts) - 1) + [False]
    assert all(part.duration_ms % 20 == 0 for part in parts[:-1])
    one, other = sound.from_pcm(flowing.joined(parts).pcm), sound.from_pcm(whole.pcm)
    assert len(one) == len(other)
    factor = float(one @ other / (other @ other))
    assert 0.6 < factor < 1.6
    assert np.abs(one - factor * other).max() < 3e-3, "no border is heard"
    again = sound.from_pcm(flowing.joined(flowed(samples, rate, gain=gain)).pcm)
    assert np.abs(again - other).max() < 3e-3, "a voice that is known is as loud as when it is polished whole"


@pytest.mark.parametrize("left_ms", [0.0, 400.0])
def test_the_mouth_goes_on_over_the_borders(left_ms: float) -> None:
    samples = text(3.0, 24_000)
    parts = flowed(samples, 24_000, left_ms)
    mouth, whole = flowing.joined(parts).mouth, flowing.finished(samples, 24_000)[0]
    assert all(part.mouth[0].at_ms == 0 for part in parts)
    assert all(shape.at_ms < part.duration_ms for part in parts for shape in part.mouth)
    assert all(later.at_ms > before.at_ms for before, later in pairwise(mouth))
    assert mouth[-1].viseme == "sil"
    moments = range(0, whole.duration_ms, 20)
    same = [_shape(mouth, at) == _shape(whole.mouth, at) for at in moments]
    assert sum(same) / len(same) > 0.9


def _shape(mouth: tuple[flowing.MouthShape, ...], at_ms: int) -> str:
    return [shape.viseme for shape in mouth if shape.at_ms <= at_ms][-1]


def test_a_quiet_start_does_not_make_the_rest_clip() -> None:
    samples = text(2.0, 24_000)
    samples[: len(samples) // 3] *= 0.02
    samples *= 4
    loud = sound.from_pcm(flowing.joined(flowed(samples, 24_000)).pcm)
    assert np.abs(loud).max() <= 10 ** (sound.PEAK_DBFS / 20) + 1e-3


@pytest.mark.parametrize("pause_s", [0.3, 1.5])
def test_a_pause_in_the_middle_stays_and_one_at_the_end_goes(pause_s: float) -> None:
    pause = np.zeros(round(24_000 * pause_s), np.float32)
    samples = np.concatenate((text(1.0, 24_000, tail_s=0), pause, text(1.0, 24_000, lead_s=0, tail_s=2.0)))
    assert flowing.joined(flowed(samples, 24_000)).duration_ms == flowing.finished(samples, 24_000)[0].duration_ms


def test_what_is_short_is_polished_whole() -> None:
    samples = text(0.5, 24_000)[: 24_000 * 6 // 10]
    assert flowed(samples, 24_000) == [flowing.finished(samples, 24_000)[0]]


@pytest.mark.parametrize(
    ("new_ms", "left_ms", "yes"), [(90, 0, False), (100, 0, True), (400, 300, False), (500, 9_000, True)]
)
def test_when_a_part_is_due(new_ms: float, left_ms: float, yes: bool) -> None:
    assert flowing.due(new_ms, left_ms) is yes


def test_what_does_not_end_is_refused() -> None:
    flow = Flow(8_000)
    with pytest.raises(ValueError, match="does not end"):
        flow.add(np.zeros(91 * 8_000, np.float32))
