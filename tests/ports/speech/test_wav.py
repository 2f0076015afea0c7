"""WAV as servers write it, also when they don't know how long it will be."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from vivavoce.ports.speech import wav

TONE = (0.5 * np.sin(np.arange(2_400) / 20)).astype(np.float32)


def test_what_is_written_is_read() -> None:
    samples, rate = wav.read(wav.written(TONE, 24_000))
    assert rate == 24_000
    assert np.abs(samples - TONE).max() < 1e-3


@pytest.mark.parametrize("size", [0, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFD3])
def test_an_unknown_length_lasts_to_the_end(size: int) -> None:
    content = wav.written(TONE, 24_000)
    samples, _ = wav.read(content[:40] + struct.pack("<I", size) + content[44:])
    assert len(samples) == len(TONE)


def test_other_chunks_stereo_and_floats() -> None:
    pairs = np.repeat(TONE, 2).astype("<f4").tobytes()
    head = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 0, b"WAVE", b"fmt ", 16, 3, 2, 48_000, 384_000, 8, 32)
    samples, rate = wav.read(
        head + b"LIST" + struct.pack("<I", 3) + b"abc\0" + b"data" + struct.pack("<I", len(pairs)) + pairs
    )
    assert rate == 48_000
    assert np.allclose(samples, TONE)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"ID3 and so on", "no WAV"),
        (wav.written(TONE, 24_000)[:-2], "breaks off"),
        (wav.written(TONE, 24_000)[:30], "no sound"),
        (wav.written(TONE, 100), "rate"),
        (wav.written(TONE, 24_000).replace(struct.pack("<H", 16) + b"data", struct.pack("<H", 8) + b"data"), "8 bit"),
    ],
)
def test_what_is_no_sound_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        wav.read(content)
