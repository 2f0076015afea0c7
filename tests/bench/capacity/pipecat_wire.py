"""A candidate on Pipecat's wire: protobuf frames of sound both ways, and one message for the button."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time

from pipecat.frames.protobufs import frames_pb2
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.connection import Connection

from tests.bench.capacity import script
from tests.bench.capacity.load import Candidate, Tally

FINISHED = {"type": "finish_answer"}
QUESTIONS = (
    "Could you tell me about a project that you led from the first idea to the day it was used?",
    "Which risk did you see too late, and what have you changed in your way of working since then?",
    "How do you tell a stakeholder that the date can't be kept, and what do you offer instead?",
)
"""About as long as the built-in author's, with the acknowledgement."""
QUIET_S = 0.3
"""No sound for so long: the interviewer has finished, and the floor is hers."""


class PipecatCandidate(Candidate):
    """See ``Candidate``."""

    def __init__(self, who: int, tally: Tally, url: str) -> None:
        self._url = url
        self._frames: dict[bytes, bytes] = {}
        super().__init__(who, tally)

    async def open(self) -> ClientConnection:
        return await connect(f"{self._url.replace('http', 'ws', 1)}/live", max_size=None, proxy=None)

    def frame(self, pcm: bytes) -> bytes:
        if pcm not in self._frames:
            frame = frames_pb2.Frame()  # type: ignore[attr-defined]
            frame.audio.audio, frame.audio.sample_rate, frame.audio.num_channels = pcm, script.HEAR_RATE, 1
            self._frames[pcm] = frame.SerializeToString()
        return self._frames[pcm]

    def finished(self) -> bytes:
        frame = frames_pb2.Frame()  # type: ignore[attr-defined]
        frame.message.data = json.dumps(FINISHED)
        packed: bytes = frame.SerializeToString()
        return packed

    async def listen(self, line: Connection) -> None:
        """What travels down is sound, paced by the server; silence gives her the floor."""
        last, spoke = time.monotonic(), False
        while True:
            frame = None
            with contextlib.suppress(TimeoutError):
                frame = await asyncio.wait_for(line.recv(), QUIET_S)
            if frame is not None and len(frame) > script.FRAME_BYTES:
                self.heard()
                last, spoke = time.monotonic(), True
            elif spoke and time.monotonic() - last >= QUIET_S:
                spoke = False
                self.answer()
