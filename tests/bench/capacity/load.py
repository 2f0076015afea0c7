"""Candidates without browsers, many in one process: they send a microphone in real time, and take turns.

What is measured begins when the event that ends a turn is due, and ends with the first sound of the reply.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.connection import Connection
from websockets.exceptions import ConnectionClosed

from tests.bench.capacity import script

ANSWER = ((2.5, 0.6), (2.0, 0.8))
"""An answer: seconds of speech and of silence, twice; then she says that she has finished."""
THINK_S = 1.0
FINISHED = b""
"""In the microphone's queue: here she says that she has finished."""


@dataclass
class Tally:
    """What all candidates saw since ``clear``. Seconds."""

    replies: list[float] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)
    waiting: dict[int, float] = field(default_factory=dict)
    lost: int = 0

    def clear(self) -> None:
        """A new measurement; who waits for a reply now belongs to it no more."""
        self.replies, self.lags, self.lost = [], [], 0
        self.waiting.clear()

    def due(self, who: int, at: float) -> None:
        self.waiting[who] = at

    def sounded(self, who: int, at: float) -> None:
        if (asked := self.waiting.pop(who, None)) is not None:
            self.replies.append(at - asked)

    def all_replies(self, now: float) -> list[float]:
        """With those that are still waited for: a server that answers nobody isn't fast."""
        return sorted([*self.replies, *(now - at for at in self.waiting.values() if now - at > 2)])


class Candidate(ABC):
    """One microphone and one pair of ears. Subclasses know a server's wire; ``voice`` is the sound of her."""

    voice: Callable[[int, float], bytes] = staticmethod(script.stretch)

    def __init__(self, who: int, tally: Tally) -> None:
        self.who = who
        self.tally = tally
        self._sound: deque[bytes] = deque()
        self._said = 0
        self._silence = [self.frame(bytes(part)) for part in _frames(script.noise().tobytes())]

    @abstractmethod
    async def open(self) -> ClientConnection:
        """The line of a new interview."""

    @abstractmethod
    def frame(self, pcm: bytes) -> bytes:
        """20 ms of microphone as they travel."""

    @abstractmethod
    def finished(self) -> str | bytes:
        """ "I've finished", as it travels."""

    @abstractmethod
    async def listen(self, line: Connection) -> None:
        """Takes what the server sends; calls ``heard`` and ``answer``. Returns when the interview is over."""

    async def run(self) -> None:
        """One interview after the other, until cancelled."""
        while True:
            with contextlib.suppress(OSError, ConnectionClosed):
                async with await self.open() as line:
                    microphone = asyncio.create_task(self._microphone(line))
                    try:
                        await self.listen(line)
                        self._sound.clear()
                        continue
                    finally:
                        microphone.cancel()
            self.tally.lost += 1
            await asyncio.sleep(0.5)

    def heard(self) -> None:
        """A sound of the interviewer came."""
        self.tally.sounded(self.who, time.monotonic())

    def answer(self) -> None:
        """The floor is hers."""
        self._sound.clear()
        self._sound.extend(self._silence[:1] * round(THINK_S * 1000 / script.FRAME_MS))
        for seconds, pause in ANSWER:
            self._said += 1
            pcm = self.voice(self._said % 300, seconds)
            self._sound.extend(self.frame(part) for part in _frames(pcm))
            self._sound.extend(self._silence[: round(pause * 1000 / script.FRAME_MS)])
        self._sound.append(FINISHED)

    async def _microphone(self, line: Connection) -> None:
        due = time.monotonic()
        number = 0
        while True:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            self.tally.lags.append(time.monotonic() - due)
            sound = self._sound.popleft() if self._sound else self._silence[number % len(self._silence)]
            if sound is FINISHED:
                self.tally.due(self.who, due)
                await line.send(self.finished())
                continue
            await line.send(sound)
            number += 1
            due += script.FRAME_MS / 1000


def _frames(pcm: bytes) -> list[bytes]:
    whole = len(pcm) // script.FRAME_BYTES * script.FRAME_BYTES
    return [pcm[at : at + script.FRAME_BYTES] for at in range(0, whole, script.FRAME_BYTES)]


class VivavoceCandidate(Candidate):
    """The room's wire (docs/wire.md). ``next_link`` gives the address of a fresh interview."""

    def __init__(self, who: int, tally: Tally, next_link: Callable[[], str], http: httpx2.AsyncClient) -> None:
        self._next_link = next_link
        self._http = http
        super().__init__(who, tally)

    async def _room(self, base: str, token: str, method: str, name: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {token}"}
        answer = await self._http.request(method, f"{base}/room/v1/{name}", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def open(self) -> ClientConnection:
        base, _, token = self._next_link().partition("/i/")
        state = await self._room(base, token, "GET", "state")
        consent = {"version": state["disclosure"]["version"], "purposes": ["interview"]}
        await self._room(base, token, "POST", "start", {"consent": consent, "mode": "voice"})
        ticket = (await self._room(base, token, "POST", "ticket"))["ticket"]
        address = base.replace("http", "ws", 1)
        return await connect(f"{address}/room/v1/live?ticket={ticket}", max_size=None, proxy=None)

    def frame(self, pcm: bytes) -> bytes:
        return pcm

    def finished(self) -> str:
        return json.dumps({"type": "command", "name": "finish_answer"})

    async def listen(self, line: Connection) -> None:
        played_until = 0.0
        playing: set[asyncio.Task[None]] = set()
        async for frame in line:
            if isinstance(frame, bytes):
                self.heard()
                continue
            message = json.loads(frame)
            if message["type"] == "speech":
                played_until = max(played_until, time.monotonic()) + message["duration_ms"] / 1000
                reports = [(0.0, "started")] * (message["segment"] == 0) + [(played_until, "ended")] * message["last"]
                for at, state in reports:
                    task = asyncio.create_task(_report(line, at, message["utterance"], state))
                    playing.add(task)
                    task.add_done_callback(playing.discard)
            elif message["type"] == "status" and message["state"] == "listening":
                self.answer()
            elif message["type"] == "ended":
                return


async def _report(line: Connection, at: float, utterance: int, state: str) -> None:
    await asyncio.sleep(max(0.0, at - time.monotonic()))
    with contextlib.suppress(ConnectionClosed):
        await line.send(json.dumps({"type": "playback", "utterance": utterance, "state": state}))
