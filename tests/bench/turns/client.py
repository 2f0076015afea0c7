"""A candidate's room without a browser: a microphone that never stops, a loudspeaker, and a clock for both.

The microphone sends 20 ms frames in real time, as a browser does: a frame leaves when its last sample has been heard.
Times are ``time.monotonic`` seconds. The loudspeaker plays in real time or, so that a run stays short, reports each
line as played the moment that it has come.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2
import numpy as np
import websockets

from vivavoce.ports.speech import sound
from vivavoce.ports.speech.port import HEARING_RATE, Samples

FRAME = HEARING_RATE // 50
READS_S = 15.0
"""She reads the page before she agrees; meanwhile the first lines are rendered."""
Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Came:
    """A message and when it came; ``{"type": "sound"}`` stands for a binary frame, with its utterance."""

    at: float
    message: Message

    @property
    def type(self) -> str:
        """Of the message."""
        return str(self.message["type"])


class Microphone:
    """Endless sound: what was put in, then the room again and again."""

    def __init__(self, room: Samples) -> None:
        self._room, self._track, self._at = room, room, 0
        self._over = np.zeros(0, np.float32)
        self.next_frame_at = 0.0

    def put(self, track: Samples, room: Samples) -> float:
        """From the next frame on: the track, then its room. When the track's first sample is heard."""
        self._track, self._at, self._room = track, 0, room
        return self.next_frame_at - FRAME / HEARING_RATE

    def add(self, sounds: Samples, at: float = 0.0) -> float:
        """Over whatever is heard then (or from the next frame on). When its first sample is heard."""
        first = self.next_frame_at - FRAME / HEARING_RATE
        late = max(0, round((at - first) * HEARING_RATE))
        longer = np.zeros(max(late + len(sounds), len(self._over)), np.float32)
        longer[: len(self._over)] = self._over
        longer[late : late + len(sounds)] += sounds
        self._over = longer
        return first + late / HEARING_RATE

    def quiet(self) -> None:
        """She stops in the middle of a word."""
        self._track, self._at = self._room, 0

    def frame(self) -> bytes:
        """The next 20 ms, PCM s16le."""
        taken = self._track[self._at : self._at + FRAME]
        self._at += FRAME
        while len(taken) < FRAME:
            self._track, self._at = self._room, FRAME - len(taken)
            taken = np.concatenate((taken, self._room[: self._at]))
        over, self._over = self._over[:FRAME], self._over[FRAME:]
        mixed = taken.copy()
        mixed[: len(over)] += over
        return sound.to_pcm(mixed)


@dataclass
class Playing:
    """An utterance of the interviewer at the loudspeaker."""

    began: float
    ends: float
    at_once: bool
    last: bool = False
    stopped: bool = False
    pcm: list[Samples] = field(default_factory=list)


class Room:
    """One line to the server. What the interviewer says from ``at_once_from`` on takes no time to play."""

    def __init__(self, url: str, token: str, room: Samples) -> None:
        self._url, self._token = url, token
        self.microphone = Microphone(room)
        self.came: list[Came] = []
        self.playing: dict[int, Playing] = {}
        self.at_once_from = 0.0
        self.on_sound: Callable[[Samples, float], None] | None = None
        """Told of each stretch that is played in real time, and when it begins."""
        self._changed = asyncio.Event()
        self._failed: BaseException | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._rates: dict[int, int] = {}
        self._socket: websockets.ClientConnection | None = None

    def _call(self, name: str, body: Message) -> Any:
        headers = {"Authorization": f"Bearer {self._token}"}
        response = httpx2.post(f"{self._url}/room/v1/{name}", json=body, headers=headers, timeout=60)
        assert response.status_code == 200, response.text
        return response.json()

    async def __aenter__(self) -> Room:
        """Reads, agrees, begins, and opens the line."""
        headers = {"Authorization": f"Bearer {self._token}"}
        state = httpx2.get(f"{self._url}/room/v1/state", headers=headers, timeout=60).json()
        await asyncio.sleep(READS_S)
        consent = {"version": state["disclosure"]["version"], "purposes": ["interview"]}
        self._call("start", {"consent": consent, "mode": "voice"})
        ticket = self._call("ticket", {})["ticket"]
        address = self._url.replace("http", "ws", 1)
        self._socket = await websockets.connect(f"{address}/room/v1/live?ticket={ticket}", max_size=None)
        for work in (self._speak(), self._listen()):
            self._keep(asyncio.create_task(work))
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in [*self._tasks]:
            task.cancel()
        if self._socket:
            await self._socket.close()

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            self._failed = error
            self._changed.set()

    async def send(self, message: Message) -> None:
        """A text frame."""
        assert self._socket is not None
        await self._socket.send(json.dumps(message))

    async def _speak(self) -> None:
        assert self._socket is not None
        due = time.monotonic()
        while True:
            due += FRAME / HEARING_RATE
            self.microphone.next_frame_at = due
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            await self._socket.send(self.microphone.frame())

    async def _listen(self) -> None:
        assert self._socket is not None
        utterance = 0
        async for frame in self._socket:
            now = time.monotonic()
            if isinstance(frame, bytes):
                utterance = int.from_bytes(frame[:4], "little")
                self._note(now, {"type": "sound", "utterance": utterance, "bytes": len(frame) - 8})
                await self._hear(utterance, frame[8:], now)
                continue
            message = json.loads(frame)
            self._note(now, message)
            if message["type"] == "speech":
                self._rates[message["utterance"]] = message["sample_rate"]
                if message["segment"] == 0 and message["utterance"] not in self.playing:
                    begins = max([now, *(p.ends for p in self.playing.values() if not p.stopped)])
                    self.playing[message["utterance"]] = Playing(begins, begins, now >= self.at_once_from)
                self.playing[message["utterance"]].last = message["last"]
            elif message["type"] == "hush":
                await self._stop(message["utterance"], now)

    def _note(self, at: float, message: Message) -> None:
        self.came.append(Came(at, message))
        self._changed.set()

    async def _hear(self, utterance: int, pcm: bytes, now: float) -> None:
        """A segment: played behind what plays already."""
        playing = self.playing[utterance]
        if playing.stopped:
            return
        samples = sound.resampled(sound.from_pcm(pcm), self._rates[utterance], HEARING_RATE)
        if not playing.pcm:
            await self.send({"type": "playback", "utterance": utterance, "state": "started"})
        playing.pcm.append(samples)
        if not playing.at_once:
            begins = max(now, playing.ends)
            playing.ends = begins + len(samples) / HEARING_RATE
            if self.on_sound:
                self.on_sound(samples, begins)
        if playing.last:
            self._keep(asyncio.create_task(self._played(utterance)))

    async def _played(self, utterance: int) -> None:
        playing = self.playing[utterance]
        if not playing.at_once:
            await asyncio.sleep(max(0.0, playing.ends - time.monotonic()))
        if not playing.stopped:
            await self.send({"type": "playback", "utterance": utterance, "state": "ended"})
            self._note(time.monotonic(), {"type": "played", "utterance": utterance})

    async def _stop(self, up_to: int, now: float) -> None:
        """As a browser does: what plays is silent at once, and it tells how much of it was heard."""
        for utterance, playing in self.playing.items():
            over = playing.last and playing.ends <= now
            if utterance <= up_to and not playing.stopped and not over:
                playing.stopped, playing.ends = True, min(now, playing.ends)
                heard_ms = max(0, round((playing.ends - playing.began) * 1000))
                report = {"type": "playback", "utterance": utterance, "state": "stopped", "heard_ms": heard_ms}
                await self.send(report)
                self._note(now, {"type": "stopped", "utterance": utterance})

    async def until(self, test: Callable[[Came], bool], *, since: float, seconds: float) -> Came | None:
        """The first message after ``since`` that passes; None: not in time. Raises RuntimeError: the line broke."""
        give_up = time.monotonic() + seconds
        while True:
            self._changed.clear()
            if self._failed:
                raise RuntimeError("the line broke") from self._failed
            found = self.first(test, since)
            left = give_up - time.monotonic()
            if found or left <= 0:
                return found
            try:
                async with asyncio.timeout(left):
                    await self._changed.wait()
            except TimeoutError:
                continue

    def first(self, test: Callable[[Came], bool], since: float) -> Came | None:
        """Of what has come after ``since``."""
        return next((came for came in self.came if came.at > since and test(came)), None)

    @property
    def has_floor(self) -> bool:
        """Whether she may speak now."""
        states = [came.message["state"] for came in self.came if came.type == "status"]
        return bool(states) and states[-1] == "listening"

    @property
    def over(self) -> bool:
        """Whether the interview has ended or the line is gone."""
        return any(came.type == "ended" for came in self.came)


def of(*types: str) -> Callable[[Came], bool]:
    """Messages of these types."""
    return lambda came: came.type in types
