"""WAV in memory: what we send to a server that hears, and what one that speaks sends back.

A server that streams does not know the length when it writes the head, so it puts 0 or 2^32-1 there; then the sound
lasts until the answer ends.
"""

from __future__ import annotations

import struct

import numpy as np

from vivavoce.ports.speech import sound
from vivavoce.ports.speech.port import Samples

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_UNKNOWN = frozenset({0, 0x7FFFFFFF, 0xFFFFFFFF})
_STREAMED_FROM = 0xFFFFFF00
"""Some write 2^32-1 less the size of the head."""


def written(samples: Samples, rate: int) -> bytes:
    """Mono, 16 bit."""
    pcm = sound.to_pcm(samples)
    head = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 36 + len(pcm), b"WAVE", b"fmt ", 16, _PCM, 1, rate, rate * 2, 2, 16)
    return head + struct.pack("<4sI", b"data", len(pcm)) + pcm


def read(content: bytes) -> tuple[Samples, int]:
    """Mono samples and their rate. Raises ValueError: no WAV, one that breaks off, or another kind of sound in it."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise ValueError("it is no WAV")
    tag = channels = rate = bits = 0
    at = 12
    while at + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, at)
        at += 8
        if name == b"fmt " and len(content) >= at + 16:
            tag, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", content, at)
        elif name == b"data":
            return _mono(_data(content[at:], size), tag, channels, bits), _sane(rate)
        at += size + size % 2
    raise ValueError("there is no sound in it")


def _data(rest: bytes, size: int) -> bytes:
    if size in _UNKNOWN or size >= _STREAMED_FROM:
        return rest
    if len(rest) < size:
        raise ValueError("it breaks off")
    return rest[:size]


def _sane(rate: int) -> int:
    if not 8_000 <= rate <= 192_000:
        raise ValueError(f"its rate is {rate} Hz")
    return rate


def _mono(data: bytes, tag: int, channels: int, bits: int) -> Samples:
    if not 1 <= channels <= 8:
        raise ValueError(f"it has {channels} channels")
    if (tag in (_PCM, _EXTENSIBLE) and bits == 16) or (tag == _FLOAT and bits == 32):
        width = bits // 8 * channels
        whole = data[: len(data) // width * width]
        samples = sound.from_pcm(whole) if bits == 16 else np.frombuffer(whole, dtype="<f4").astype(np.float32)
        if not np.isfinite(samples).all():
            raise ValueError("its samples are no numbers")
        return np.asarray(samples.reshape(-1, channels).mean(axis=1), dtype=np.float32)
    raise ValueError(f"it holds {bits} bit of kind {tag}, not 16 bit PCM")
