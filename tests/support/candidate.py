"""A candidate's voice (Pico, another engine than the interviewer's) and her browser with a microphone file."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import wave
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from playwright.async_api import Page, WebSocket, async_playwright
from py_nanotts import NanoTTS

RATE = 48_000
CHROMIUM = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := f"/usr/bin/{name}") and Path(path).exists()
    ),
    "/usr/bin/chromium",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]

MICROPHONE = """
(() => {
  // Her microphone is on all the time; what it picks up is Chromium's microphone file, from its beginning, each time
  // that the test lets her speak.
  const capture = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const raw = { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } };
  const room = () => (window.__room ??= (() => {
    const context = new AudioContext({ sampleRate: 48000 });
    return { context, air: context.createMediaStreamDestination(), voice: null };
  })());
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    if (!wanted?.audio || wanted.video) return capture(wanted);
    const { context, air } = room();
    await context.resume();
    return new MediaStream(air.stream.getAudioTracks().map((track) => track.clone()));
  };
  window.__speak = async () => {
    const { context, air, voice } = room();
    voice?.stop();
    const stream = await capture(raw);
    const source = context.createMediaStreamSource(stream);
    source.connect(air);
    room().voice = { stop: () => { source.disconnect(); stream.getTracks().forEach((track) => track.stop()); } };
  };
})();
"""


def speak(text: str, *, voice: str = "en-US", speed: float | None = None) -> np.ndarray[Any, np.dtype[np.int16]]:
    """Text as she would say it: mono, 48 kHz."""
    pcm = np.frombuffer(NanoTTS().speak(text, voice=voice, speed=speed), "<i2").astype(np.float64)
    at = np.arange(len(pcm) * 3) / 3
    return np.interp(at, np.arange(len(pcm)), pcm).astype(np.int16)


def write_wav(path: Path, samples: np.ndarray[Any, np.dtype[np.int16]]) -> None:
    """48 kHz mono 16 bit, as Chromium's fake microphone wants it."""
    beside = path.with_suffix(".part")
    with wave.open(str(beside), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    beside.replace(path)


@dataclass
class Frames:
    """All JSON frames that the server has sent to this page, in order, and the sound of each utterance."""

    received: list[dict[str, Any]] = field(default_factory=list)
    sockets: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    sounds: dict[tuple[int, int], bytearray] = field(default_factory=dict)
    """PCM by socket and utterance."""

    def watch(self, page: Page) -> None:
        def opened(socket: WebSocket) -> None:
            if "/room/v1/live" not in socket.url:
                return
            self.sockets += 1
            socket.on("framereceived", self._keep)

        page.on("websocket", opened)

    def _keep(self, payload: str | bytes) -> None:
        if isinstance(payload, str):
            self.received.append({**json.loads(payload), "socket": self.sockets})
            self.changed.set()
            return
        utterance = int.from_bytes(payload[:4], "little")
        self.sounds.setdefault((self.sockets, utterance), bytearray()).extend(payload[8:])

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [frame for frame in self.received if frame["type"] == kind]

    async def until(
        self, what: Callable[[list[dict[str, Any]]], bool], *, seconds: float = 120, about: str = ""
    ) -> None:
        """Waits for frames; the limit is for a test that hangs, not a measure.

        Raises:
            TimeoutError: with the frames that did come.
        """
        try:
            async with asyncio.timeout(seconds):
                while not what(self.received):
                    self.changed.clear()
                    await self.changed.wait()
        except TimeoutError:
            raise TimeoutError(f"after {seconds} s, {about or 'a frame'}; came: {self.told}") from None

    @property
    def told(self) -> str:
        """What has come, in short, for the reader of a failed test."""
        lines = []
        for frame in self.received:
            turn = frame.get("turn") or {}
            words = (frame.get("state"), turn.get("kind"), turn.get("text"), frame.get("text"))
            lines.append(" ".join([frame["type"], *(repr(word) for word in words if word)]))
        return " | ".join(line for line, _ in itertools.groupby(lines))

    @property
    def turns(self) -> list[dict[str, Any]]:
        """All turns that were said or heard, in order."""
        return [frame["turn"] for frame in self.received if frame["type"] in ("say", "heard")]

    @property
    def status(self) -> str:
        """What the interviewer does since the last answer was kept; empty until that is known."""
        status = ""
        for frame in self.received:
            status = frame["state"] if frame["type"] in ("status", "snapshot") else status
            status = "" if frame["type"] == "heard" else status
        return status


@dataclass
class Candidate:
    """Her browser, one page."""

    page: Page
    frames: Frames
    microphone: Path
    errors: list[str]
    voice: str = "en-US"

    async def say(self, text: str) -> None:
        """Speaks when she has the floor, and waits until the answer is safe."""
        heard = len(self.frames.of("heard"))
        await self.speak_up(text)
        await self.frames.until(lambda _: len(self.frames.of("heard")) > heard, about=f"heard: {text}")

    async def speak_up(self, text: str) -> None:
        """Speaks; who is not heard at all (the fake device sometimes stays silent) says it again."""
        write_wav(self.microphone, speak(text, voice=self.voice))
        for _ in range(3):
            hearing = len(self.frames.of("hearing"))
            await self.page.evaluate("window.__speak()")
            with contextlib.suppress(TimeoutError):
                await self.frames.until(lambda _, before=hearing: len(self.frames.of("hearing")) > before, seconds=10)
                return

    async def floor(self) -> dict[str, Any] | None:
        """Waits until it is her turn; the turn that she is to answer, or None when the interview is over."""
        said = len(self.frames.of("heard"))

        def ready(_: list[dict[str, Any]]) -> bool:
            return self.frames.status == "listening" or bool(self.frames.of("ended"))

        await self.frames.until(ready, about=f"floor after {said} answers")
        if self.frames.of("ended"):
            return None
        asked = [turn for turn in self.frames.turns if turn["speaker"] == "interviewer"]
        return asked[-1]


@asynccontextmanager
async def browser_with_microphone(
    folder: Path, *, phone: bool = False, grant: bool = True
) -> AsyncIterator[Callable[[], Any]]:
    """Debian's Chromium; calling what it gives opens a fresh page with a microphone file of its own."""
    microphone = folder / "microphone.wav"
    write_wav(microphone, np.zeros(RATE // 10, np.int16))
    flags = [*FLAGS, f"--use-file-for-fake-audio-capture={microphone}%noloop"]
    if not grant:
        flags.remove("--use-fake-ui-for-media-stream")
    viewport = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 800}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        context = await browser.new_context(viewport=viewport)  # type: ignore[arg-type]
        if grant:
            await context.grant_permissions(["microphone", "camera"])
            await context.add_init_script(MICROPHONE)

        async def open_page() -> Candidate:
            page = await context.new_page()
            frames, errors = Frames(), []
            frames.watch(page)
            page.on("pageerror", lambda error: errors.append(str(error)))
            return Candidate(page, frames, microphone, errors)

        try:
            yield open_page
        finally:
            await browser.close()
