"""Speaks what the engine says, sentence by sentence, and renders ahead what is known to come.

Owns the order of sound on the line: one utterance after the other, hushed ones are dropped, at once. A sentence is one
segment, or several when its voice hands it on as it comes; the first has its text. A voice that fails costs the sound,
never the words: the text is on the screen. With ``sound`` off nothing is synthesised: an utterance, or what is left of
it, is one empty segment.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Any, Protocol

import structlog

from vivavoce.features.sessions import wire
from vivavoce.features.sessions.echo import Aloud
from vivavoce.features.sessions.events import Event, Say, Spoken
from vivavoce.features.sessions.lines import lines_of
from vivavoce.features.sessions.script import Script
from vivavoce.features.sessions.voice import Voice
from vivavoce.ports.speech.port import Speech, SpeechUnavailableError

log = structlog.get_logger(__name__)

SILENCE = Speech(pcm=b"", sample_rate=24_000, mouth=())
_NOTHING_YET = Speech(pcm=b"", sample_rate=24_000, mouth=(), more=True)


class Sink(Protocol):
    """Where sound goes."""

    async def send(self, message: dict[str, Any], sound: bytes | None = None) -> None: ...


class Mouth:
    """``say`` from the runner; ``run`` as its task."""

    def __init__(
        self,
        key: str,
        script: Script,
        voice: Voice,
        line: Sink,
        tell: Callable[[Event], None],
        now_ms: Callable[[], int],
        aloud: Aloud,
        *,
        sound: bool = True,
    ) -> None:
        self._key = key
        self._script = script
        self._voice = voice
        self._line = line
        self._tell = tell
        self._now_ms = now_ms
        self._aloud = aloud
        self._queue: asyncio.Queue[tuple[Say, dict[str, Any]]] = asyncio.Queue()
        self._hushed = 0
        self._coming: tuple[int, asyncio.Future[Speech | None]] | None = None
        self.sound = sound

    def say(self, action: Say, turn: dict[str, Any]) -> None:
        """Behind what is being said."""
        self._queue.put_nowait((action, turn))

    def hush(self, utterance: int) -> None:
        """Nothing up to ``utterance`` is said any more."""
        self._hushed = max(self._hushed, utterance)
        if self._coming and self._coming[0] <= self._hushed:
            self._coming[1].cancel()

    def hush_all(self) -> None:
        """Nothing at all is said any more."""
        self.hush(1 << 62)

    async def rehearse(self, text: str) -> None:
        """Makes ready what may be said next."""
        for sentence in self._voice.split(text) if self.sound else ():
            try:
                await self._voice.speak(self._key, sentence, self._script.language, self._script.voice, ahead=True)
            except SpeechUnavailableError:
                return

    async def run(self) -> None:
        """Speaks until cancelled."""
        while True:
            action, turn = await self._queue.get()
            await self._line.send({"type": "say", "utterance": action.utterance, "turn": turn})
            duration_ms = await self._speak(action)
            self._tell(Spoken(self._now_ms(), action.utterance, duration_ms))

    async def _speak(self, action: Say) -> int:
        sentences = self._voice.split(action.text)
        duration_ms = segment = 0
        for index, sentence in enumerate(sentences):
            text, rest = sentence, " ".join(sentences[index + 1 :])
            if action.utterance > self._hushed and not self.sound:
                await self._send(action, segment, " ".join(sentences[index:]), SILENCE, last=True)
                return duration_ms
            async with aclosing(self._parts(action, sentence)) as parts:
                async for part in parts:
                    if action.utterance <= self._hushed:
                        return duration_ms
                    await self._send(action, segment, text, part, last=not (rest or part.more))
                    duration_ms, segment, text = duration_ms + part.duration_ms, segment + 1, ""
                    if part.more and not self.sound:
                        await self._send(action, segment, rest, SILENCE, last=True)
                        return duration_ms
        return duration_ms

    async def _send(self, action: Say, segment: int, text: str, sound: Speech, *, last: bool) -> None:
        self._aloud.add(action.utterance, sound)
        await self._line.send(*wire.speech(action.utterance, segment, text, sound, last=last))

    async def _parts(self, action: Say, sentence: str) -> AsyncGenerator[Speech]:
        """A sentence, whatever becomes of the voice; unless it is hushed, the last part is one without ``more``."""
        part = _NOTHING_YET
        try:
            spoken = self._voice.speak_parts(self._key, sentence, self._script.language, self._script.voice)
            async with aclosing(spoken) as coming:
                while found := await self._next(action.utterance, coming):
                    part = found
                    yield part
        except Exception:
            # Whatever an engine does, the conversation goes on: the words are on the screen.
            log.exception("live.not_spoken", attempt_id=self._key)
        if part.more:
            yield SILENCE

    async def _next(self, utterance: int, parts: AsyncGenerator[Speech]) -> Speech | None:
        """The next part; None: there is none, or the utterance is hushed, which does not wait for it."""
        if utterance <= self._hushed:
            return None
        coming = asyncio.ensure_future(anext(parts, None))
        self._coming = (utterance, coming)
        try:
            await asyncio.wait({coming})
        finally:
            self._coming = None
            coming.cancel()
            await asyncio.wait({coming})
        return None if coming.cancelled() else coming.result()


async def render_ahead(key: str, script: Script, voice: Voice, first: tuple[str, ...] = ()) -> int:
    """Synthesises every line of a script that is known, in the order in which they are needed; gives their number.

    ``first`` are sentences that come before the script.
    """
    texts = [*first, *(step.text for step in script.steps)]
    texts[len(first) + 1 : len(first) + 1] = list(lines_of(script.language).fixed(script.tone))
    rendered = 0
    for text in texts:
        for sentence in voice.split(text):
            try:
                await voice.speak(key, sentence, script.language, script.voice, ahead=True)
                rendered += 1
            except SpeechUnavailableError:
                return rendered
    return rendered
