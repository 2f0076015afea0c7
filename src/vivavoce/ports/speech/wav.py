"""WAV in memory: what we send to a server that hears, and what one that speaks sends back.

A server that streams does not know the length when it writes the head, so it puts 0 or 2^32-1 there; then the sound
lasts until the answer ends.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

from vivavoce.ports.speech import sound
from vivavoce.ports.speech.port import Samples

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_UNKNOWN = frozenset({0, 0x7FFFFFFF, 0xFFFFFFFF})
_STREAMED_FROM = 0xFFFFFF00
"""Some write 2^32-1 less the size of the head."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a WAV says of its sound: where it begins, how long it is (None: until the end), and of what kind."""

    at: int
    size: int | None
    channels: int
    rate: int
    bits: int

    @property
    def width(self) -> int:
        """Bytes of one moment."""
        return self.bits // 8 * self.channels

    def samples(self, data: bytes) -> Samples:
        """Mono. What is no whole moment at the end is left out. Raises ValueError."""
        whole = data[: len(data) // self.width * self.width]
        samples = sound.from_pcm(whole) if self.bits == 16 else np.frombuffer(whole, dtype="<f4").astype(np.float32)
        if not np.isfinite(samples).all():
            raise ValueError("its samples are no numbers")
        return np.asarray(samples.reshape(-1, self.channels).mean(axis=1), dtype=np.float32)


def written(samples: Samples, rate: int) -> bytes:
    """Mono, 16 bit."""
    pcm = sound.to_pcm(samples)
    head_ = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 36 + len(pcm), b"WAVE", b"fmt ", 16, _PCM, 1, rate, rate * 2, 2, 16)
    return head_ + struct.pack("<4sI", b"data", len(pcm)) + pcm


def read(content: bytes) -> tuple[Samples, int]:
    """Mono samples and their rate. Raises ValueError: no WAV, one that breaks off, or another kind of sound in it."""
    found = head(content)
    if found is None:
        raise ValueError("there is no sound in it")
    data = content[found.at :]
    if found.size is not None and len(data) < found.size:
        raise ValueError("it breaks off")
    return found.samples(data[: found.size]), found.rate


def head(content: bytes) -> Head | None:
    """Of a WAV whose beginning this is; None: more of it must come. Raises ValueError for what can't become one."""
    if not b"RIFF".startswith(content[:4]) or not b"WAVE".startswith(content[8:12]):
        raise ValueError("it is no WAV")
    tag = channels = rate = bits = 0
    at = 12
    while at + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, at)
        at += 8
        if name == b"fmt " and len(content) >= at + 16:
            tag, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", content, at)
        elif name == b"data":
            _check(tag, channels, rate, bits)
            unknown = size in _UNKNOWN or size >= _STREAMED_FROM
            return Head(at, None if unknown else size, channels, rate, bits)
        at += size + size % 2
    return None


def _check(tag: int, channels: int, rate: int, bits: int) -> None:
    if not 1 <= channels <= 8:
        raise ValueError(f"it has {channels} channels")
    if not 8_000 <= rate <= 192_000:
        raise ValueError(f"its rate is {rate} Hz")
    if not ((tag in (_PCM, _EXTENSIBLE) and bits == 16) or (tag == _FLOAT and bits == 32)):
        raise ValueError(f"it holds {bits} bit of kind {tag}, not 16 bit PCM")
