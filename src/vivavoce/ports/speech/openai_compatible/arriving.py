"""The sound in an answer, as its bytes come in. Computes, knows no clock."""

from __future__ import annotations

import numpy as np

from vivavoce.ports.speech import sound, wav
from vivavoce.ports.speech.flowing import Flow
from vivavoce.ports.speech.openai_compatible.server import Answer
from vivavoce.ports.speech.port import Samples, Speech

_RAW_KINDS = frozenset({"audio/pcm", "audio/l16"})
"""Servers that send raw samples whatever they are asked for; 24 kHz is what the interface says of them."""
_RAW = wav.Head(at=0, size=None, channels=1, rate=sound.SPEECH_RATE, bits=16)
_LONGEST_HEAD = 64 * 1024


def samples(answer: Answer) -> tuple[Samples, int]:
    """Of a whole answer. Raises ValueError."""
    if answer.kind in _RAW_KINDS and answer.body[:4] != b"RIFF":
        return _RAW.samples(answer.body), _RAW.rate
    return wav.read(answer.body)


class Arriving:
    """One text. A server that made all of it before it sent any gets it polished as a whole: that sounds best."""

    def __init__(self, gain: float | None, head_ms: float) -> None:
        self._gain = gain
        self._head_ms = head_ms
        self._bytes = bytearray()
        self._read = 0
        self._head: wav.Head | None = None
        self._flow: Flow | None = None

    @property
    def begun(self) -> bool:
        """A part was handed on."""
        return self._flow is not None and self._flow.begun

    def part(self, piece: Answer, left_ms: float) -> Speech | None:
        """What can be handed on, now that this has come. Raises ValueError."""
        self._bytes += piece.body
        if self._flow is None:
            self._head = _head(piece.kind, bytes(self._bytes[:_LONGEST_HEAD]))
            if self._head is None:
                return None
            self._flow = Flow(self._head.rate, self._gain, self._head_ms)
            del self._bytes[: self._head.at]
        self._flow.add(self._new())
        return None if piece.whole else self._flow.part(left_ms)

    def rest(self) -> tuple[Speech, float]:
        """The last part, and the gain that the whole should have had. Raises ValueError."""
        if self._flow is None or self._head is None:
            raise ValueError("there is no sound in it")
        if self._head.size is not None and self._read < self._head.size // self._head.width * self._head.width:
            raise ValueError("it breaks off")
        return self._flow.rest()

    def torn_off(self) -> Speech:
        """The last part of a text that was ``begun`` and does not go on: what is there, with a soft end."""
        assert self._flow is not None
        return self._flow.rest()[0]

    def _new(self) -> Samples:
        """The samples that have not been looked at."""
        if self._head is None:
            return np.zeros(0, np.float32)
        size = len(self._bytes) if self._head.size is None else self._head.size - self._read
        data = bytes(self._bytes[:size])
        whole = len(data) // self._head.width * self._head.width
        del self._bytes[:whole]
        self._read += whole
        return self._head.samples(data[:whole])


def _head(kind: str, begins: bytes) -> wav.Head | None:
    """None: more must come."""
    if kind in _RAW_KINDS and not b"RIFF".startswith(begins[:4]):
        return _RAW
    if len(begins) < 4 and kind in _RAW_KINDS:
        return None
    head = wav.head(begins)
    if head is None and len(begins) >= _LONGEST_HEAD:
        raise ValueError("there is no sound in it")
    return head
