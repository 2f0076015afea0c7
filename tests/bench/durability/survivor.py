"""A candidate whose line is cut again and again; she comes back each time, and remembers all that she was told."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus

from tests.bench.capacity import script

PLAYS_S = 0.1
"""She listens fast: an utterance is reported as played after this, whatever its length."""
GIVE_UP_S = 240
BROKEN = (OSError, EOFError, ConnectionClosed, InvalidMessage, InvalidStatus, httpx2.TransportError, TimeoutError)


class LostError(AssertionError):
    """Something that was safe is gone, or was said twice."""


@dataclass
class Told:
    """One line of the interviewer, as she got it."""

    turn_id: str
    kind: str
    text: str
    surely_heard: bool = False
    """The server gave her the floor after it: it knows that she heard this line out."""


@dataclass
class Survivor:
    """``run`` holds one interview to its end. What is in the lists afterwards is what the checks compare."""

    link: str
    seed: int
    manner: Literal["typed", "spoken", "mixed"]
    cut_every_s: float
    most_cuts: int
    safe: dict[str, str] = field(default_factory=dict)
    """Acknowledged answers, by the turn's id."""
    captioned: str = ""
    shown: set[str] = field(default_factory=set)
    typed: list[str] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    lines: int = 0
    cuts: int = 0
    ended: str = ""

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._base, _, self._token = self.link.partition("/i/")
        self._number = 0
        self._began = time.monotonic()
        self._unsafe: str | None = None
        self._answering: asyncio.Task[None] | None = None
        self._sound: asyncio.Queue[bytes | str] = asyncio.Queue()
        self._trail: deque[str] = deque(maxlen=16)

    # --- the life of an interview -----------------------------------------------------------------------------------

    async def run(self) -> Survivor:
        """Raises LostError, also when the interview goes on no more; it then says what came last."""
        try:
            async with asyncio.timeout(GIVE_UP_S), httpx2.AsyncClient(timeout=10) as self._http:
                return await self._interview()
        except TimeoutError:
            raise LostError(f"no end after {GIVE_UP_S} s; last: {' | '.join(self._trail)}") from None

    async def _interview(self) -> Survivor:
        state = await self._until_answered("GET", "state")
        consent = {"version": state["disclosure"]["version"], "purposes": ["interview"]}
        mode = "text" if self.manner == "typed" else "voice"
        await self._until_answered("POST", "start", {"consent": consent, "mode": mode})
        while not self.ended:
            try:
                await self._one_line()
            except BROKEN:
                await asyncio.sleep(self._random.uniform(0.05, 0.6))
            finally:
                self._line_is_gone()
        return self

    async def _until_answered(self, method: str, name: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self._token}"}
        while True:
            with contextlib.suppress(httpx2.TransportError):
                answer = await self._http.request(method, f"{self._base}/room/v1/{name}", json=body, headers=headers)
                if answer.status_code == 409:
                    return None
                if answer.status_code < 500:
                    assert answer.status_code == 200, answer.text
                    return answer.json()
            await asyncio.sleep(0.2)

    async def _one_line(self) -> None:
        ticket = await self._until_answered("POST", "ticket")
        if ticket is None:
            state = await self._until_answered("GET", "state")
            self.ended = state["attempt"]["state"]
            return
        address = f"{self._base.replace('http', 'ws', 1)}/room/v1/live?ticket={ticket['ticket']}"
        async with connect(address, max_size=None, proxy=None, open_timeout=10) as line:
            self.lines += 1
            tasks = [asyncio.create_task(self._microphone(line)), asyncio.create_task(self._scissors(line))]
            try:
                async for frame in line:
                    if isinstance(frame, str):
                        await self._take(line, json.loads(frame))
            finally:
                for task in tasks:
                    task.cancel()
        if line.close_code not in (4000, 1000) or not self.ended:
            raise EOFError

    def _line_is_gone(self) -> None:
        if self._answering:
            self._answering.cancel()
        while not self._sound.empty():
            self._sound.get_nowait()

    async def _scissors(self, line: ClientConnection) -> None:
        """Cuts the line at a random moment, without a word to the server."""
        if self.cuts >= self.most_cuts:
            return
        await asyncio.sleep(self._random.expovariate(1 / self.cut_every_s))
        self.cuts += 1
        line.transport.abort()

    # --- what she is told -------------------------------------------------------------------------------------------

    async def _take(self, line: ClientConnection, message: dict[str, Any]) -> None:
        words = (message.get("turn") or {}).get("kind"), message.get("state"), message.get("speaking")
        self._trail.append(f"{time.monotonic() - self._began:.1f} {message['type']} {words}")
        match message["type"]:
            case "snapshot":
                self._compare(message["turns"])
            case "say":
                self.told.append(Told(message["turn"]["id"], message["turn"]["kind"], message["turn"]["text"]))
            case "speech" if message["last"]:
                self._playing = asyncio.create_task(self._play(line, message["utterance"]))
            case "status" if message["state"] == "listening":
                if self.told:
                    self.told[-1].surely_heard = True
                self._answering = asyncio.create_task(self._answer(line))
            case "caption":
                self.shown.update(part for part in message["text"].split("For ") if part)
            case "heard":
                self.safe[message["turn"]["id"]] = message["turn"]["text"]
                self._sent_is_safe(message["turn"]["text"])
            case "ended":
                self.ended = message["reason"]

    def _compare(self, turns: list[dict[str, Any]]) -> None:
        """Coming back: everything that was safe is there."""
        there = {turn["id"]: turn["text"] for turn in turns if turn["speaker"] == "candidate"}
        for turn_id, text in self.safe.items():
            if there.get(turn_id) != text:
                raise LostError(f"an acknowledged answer is not in the snapshot: {text!r}")
        for text in there.values():
            self._sent_is_safe(text)

    def _sent_is_safe(self, text: str) -> None:
        if self._unsafe and self._unsafe in text:
            self._unsafe = None

    async def _play(self, line: ClientConnection, utterance: int) -> None:
        for state in ("started", "ended"):
            with contextlib.suppress(ConnectionClosed):
                await line.send(json.dumps({"type": "playback", "utterance": utterance, "state": state}))
            await asyncio.sleep(PLAYS_S)

    # --- what she says ----------------------------------------------------------------------------------------------

    async def _answer(self, line: ClientConnection) -> None:
        await asyncio.sleep(self._random.uniform(0.05, 0.5))
        types = self.manner == "typed" or (self.manner == "mixed" and self._random.random() < 0.5)
        if self._unsafe or types:
            await self._type(line)
        else:
            self._speak()

    async def _type(self, line: ClientConnection) -> None:
        """A new text, or the one that was sent when the line broke."""
        if self._unsafe is None:
            self._unsafe = f"Typed answer {len(self.typed) + 1}: I agreed a new budget and delivered in May."
            self.typed.append(self._unsafe)
        with contextlib.suppress(ConnectionClosed):
            await line.send(json.dumps({"type": "text", "text": self._unsafe}))

    def _speak(self) -> None:
        """One or two stretches; then the button, or silence."""
        for _ in range(self._random.choice((1, 2))):
            self._number += 1
            pcm = script.stretch(self._number, round(self._random.uniform(0.6, 1.4), 1))
            quiet = script.noise().tobytes()[: script.HEAR_RATE * 2 * 7 // 10]
            for part in (pcm, quiet):
                for at in range(0, len(part), script.FRAME_BYTES):
                    self._sound.put_nowait(part[at : at + script.FRAME_BYTES])
        if self._random.random() < 0.8:
            self._sound.put_nowait(json.dumps({"type": "command", "name": "finish_answer"}))

    async def _microphone(self, line: ClientConnection) -> None:
        """A frame every 20 ms: speech when there is some, else her room."""
        quiet = script.noise().tobytes()[: script.FRAME_BYTES]
        due = time.monotonic()
        with contextlib.suppress(ConnectionClosed):
            while True:
                await line.send(quiet if self._sound.empty() else self._sound.get_nowait())
                due += script.FRAME_MS / 1000
                await asyncio.sleep(max(0.0, due - time.monotonic()))
