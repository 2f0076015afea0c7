"""A candidate without a browser: speaks the room's wire, in real time, from Python."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

import httpx2
import numpy as np
import websockets
from py_nanotts import NanoTTS

RATE = 16_000
CHUNK = 512


@dataclass
class Answered:
    """One spoken answer: when its last sound was sent, and when the first sound of the reply came; seconds."""

    speech_ended: float
    reply_began: float | None = None

    @property
    def gap_s(self) -> float | None:
        """Silence that she heard."""
        return None if self.reply_began is None else self.reply_began - self.speech_ended


@dataclass
class Caller:
    """Plays what it is told at the pace of speech, and hears the interviewer out."""

    url: str
    token: str
    answers: list[str]
    gaps: list[Answered] = field(default_factory=list)
    _queue: asyncio.Queue[bytes] = field(default_factory=asyncio.Queue)

    def _call(self, name: str, body: dict[str, Any]) -> Any:
        response = httpx2.post(
            f"{self.url}/room/v1/{name}", json=body, headers={"Authorization": f"Bearer {self.token}"}, timeout=30
        )
        assert response.status_code == 200, response.text
        return response.json()

    def start(self) -> None:
        """Reads, agrees, begins."""
        state = httpx2.get(f"{self.url}/room/v1/state", headers={"Authorization": f"Bearer {self.token}"}).json()
        consent = {"version": state["disclosure"]["version"], "purposes": ["interview"]}
        self._call("start", {"consent": consent, "mode": "voice"})

    async def talk(self) -> None:
        """The whole conversation."""
        address = self.url.replace("http", "ws", 1)
        ticket = self._call("ticket", {})["ticket"]
        async with websockets.connect(f"{address}/room/v1/live?ticket={ticket}", max_size=None) as socket:
            microphone = asyncio.create_task(self._microphone(socket))
            try:
                await self._converse(socket)
            finally:
                microphone.cancel()

    async def _microphone(self, socket: websockets.ClientConnection) -> None:
        """Sends a chunk every 32 ms: speech when there is some, else silence."""
        silence = bytes(CHUNK * 2)
        due = time.monotonic()
        while True:
            sound = silence if self._queue.empty() else self._queue.get_nowait()
            await socket.send(sound)
            if sound is not silence and self._queue.empty():
                self.gaps.append(Answered(time.monotonic()))
            due += CHUNK / RATE
            await asyncio.sleep(max(0, due - time.monotonic()))

    def _speak(self, text: str) -> None:
        pcm = np.frombuffer(NanoTTS().speak(text, voice="en-US"), "<i2")
        loud = np.flatnonzero(np.abs(pcm.astype(int)) > 300)
        pcm = pcm[: loud[-1] + 1]  # the true end of the speech
        for at in range(0, len(pcm), CHUNK):
            self._queue.put_nowait(pcm[at : at + CHUNK].tobytes().ljust(CHUNK * 2, b"\0"))

    async def _converse(self, socket: websockets.ClientConnection) -> None:
        """Plays the interviewer's sound in real time, as a browser would, and answers when it is her turn."""
        played_until = 0.0
        said = 0
        playing: dict[int, float] = {}
        async for frame in socket:
            if isinstance(frame, bytes):
                if self.gaps and self.gaps[-1].reply_began is None:
                    self.gaps[-1].reply_began = time.monotonic()
                continue
            message = json.loads(frame)
            if message["type"] == "speech":
                if message["segment"] == 0:
                    started = {"type": "playback", "utterance": message["utterance"], "state": "started"}
                    await socket.send(json.dumps(started))
                played_until = max(played_until, time.monotonic()) + message["duration_ms"] / 1000
                playing[message["utterance"]] = played_until
                if message["last"]:
                    ended = {"type": "playback", "utterance": message["utterance"], "state": "ended"}
                    task = asyncio.create_task(self._later(socket, played_until, ended))
                    task.add_done_callback(lambda _: None)
            elif message["type"] == "status" and message["state"] == "listening":
                self._speak(self.answers[said % len(self.answers)])
                said += 1
            elif message["type"] == "ended":
                return

    async def _later(self, socket: websockets.ClientConnection, at: float, message: dict[str, Any]) -> None:
        await asyncio.sleep(max(0, at - time.monotonic()))
        await socket.send(json.dumps(message))
