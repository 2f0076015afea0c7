"""The live interview's voice: a server where one is configured, the engines of this machine otherwise and behind it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

import structlog

from vivavoce.ports.speech.compute import Compute, Lane
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.flowing import joined
from vivavoce.ports.speech.loyalty import Loyalty, Rest
from vivavoce.ports.speech.openai_compatible import RemoteSynthesizer, RemoteTranscriber
from vivavoce.ports.speech.port import Samples, Speech, SpeechUnavailableError, VoiceStream
from vivavoce.ports.speech.text import split_sentences

log = structlog.get_logger(__name__)


class LiveVoice:
    """``sessions.Voice``. What is rendered ahead waits for what somebody is waiting for."""

    def __init__(
        self,
        speech: EmbeddedSpeech,
        compute: Compute,
        hearing: RemoteTranscriber | None = None,
        speaking: RemoteSynthesizer | None = None,
        *,
        late: Callable[[float], object] | None = None,
    ) -> None:
        """``late`` is told, for each sentence, how many seconds of silence its making cost: before it, and in it."""
        self._speech = speech
        self._compute = compute
        self._hearing = hearing
        self._speaking = speaking
        self._deaf = Rest()
        self._loyalty = Loyalty(Rest())
        self._playing = Playing()
        self._late = late or (lambda _: None)
        self._awaited = 0
        self._calm = asyncio.Event()
        self._calm.set()
        self._ahead = asyncio.Semaphore(1)

    def open_stream(self) -> VoiceStream:
        """Voice activity of one microphone."""
        return self._speech.voice_activity.open()

    def hears(self, language: str) -> bool:
        """Whether speech in this language can be transcribed, by a server or here."""
        if self._hears_remotely(language):
            return True
        try:
            return language in self._speech.transcriber.languages()
        except SpeechUnavailableError:
            return False

    def split(self, text: str) -> tuple[str, ...]:
        """Sentences."""
        return tuple(split_sentences(text))

    async def transcribe(self, key: str, samples: Samples, language: str) -> str:
        """Raises SpeechUnavailableError."""
        here = language in self._speech.transcriber.languages()
        if self._hearing and self._hears_remotely(language) and (self._deaf.over or not here):
            try:
                return (await self._hearing.transcribe(samples, language)).text
            except SpeechUnavailableError as error:
                self._deaf.begin()
                if not here:
                    raise
                log.warning("speech.heard_here_instead", reason=str(error))
        heard = await self._compute.run(Lane.HEAR, key, self._speech.transcriber.transcribe, samples, language)
        return heard.text

    async def sounds_complete(self, key: str, samples: Samples, language: str) -> float | None:
        """None where smart-turn does not know the language."""
        model = self._speech.end_of_turn
        if language not in model.languages():
            return None
        return await self._compute.run(Lane.FLOOR, key, model.probability, samples)

    async def speak(self, key: str, text: str, language: str, voice: str, *, ahead: bool = False) -> Speech:
        """Raises SpeechUnavailableError."""
        if ahead:
            async with self._ahead:
                await self._calm.wait()
                return await self._rendered(key, text, language, voice)
        async with aclosing(self.speak_parts(key, text, language, voice)) as parts:
            return joined([part async for part in parts])

    async def speak_parts(self, key: str, text: str, language: str, voice: str) -> AsyncGenerator[Speech]:
        """As it comes. Raises SpeechUnavailableError when there is not even one part."""
        asked_s = time.monotonic()
        self._awaited += 1
        self._calm.clear()
        silences_s = []
        try:
            async with aclosing(self._said(key, text, language, voice)) as parts:
                async for part in parts:
                    lasts_s = part.duration_ms / 1000
                    silences_s.append(self._playing.silence_s(key, asked_s, time.monotonic(), lasts_s))
                    yield part
        finally:
            self._awaited -= 1
            if not self._awaited:
                self._calm.set()
            if silences_s:
                self._late(sum(silences_s))

    async def close(self) -> None:
        """Close the connections to the servers."""
        for server in (self._hearing, self._speaking):
            if server is not None:
                await server.close()

    def _hears_remotely(self, language: str) -> bool:
        return self._hearing is not None and language in self._hearing.languages()

    def _server(self, language: str) -> RemoteSynthesizer | None:
        return self._speaking if self._speaking and language in self._speaking.languages() else None

    async def _rendered(self, key: str, text: str, language: str, voice: str) -> Speech:
        """What nobody waits for."""
        server = self._server(language)
        if server is not None and self._loyalty.remote_ahead():
            try:
                return await server.speak(text, language, voice)
            except SpeechUnavailableError as error:
                self._loyalty.failed(None)
                log.warning("speech.spoken_here_instead", reason=str(error))
        return await self._here(f"ahead {key}", text, language, voice)

    async def _said(self, key: str, text: str, language: str, voice: str) -> AsyncGenerator[Speech]:
        """By the server as long as this interview is loyal to it, else here. What has begun is not said again."""
        server = self._server(language)
        if server is not None and self._loyalty.remote(key):
            begun = False
            try:
                async with aclosing(server.speak_parts(text, language, voice)) as parts:
                    async for part in parts:
                        begun = True
                        yield part
                return
            except SpeechUnavailableError as error:
                self._loyalty.failed(key)
                log.warning("speech.broke_off" if begun else "speech.spoken_here_instead", reason=str(error))
                if begun:
                    return
        yield await self._here(key, text, language, voice)

    async def _here(self, key: str, text: str, language: str, voice: str) -> Speech:
        """``key`` is for the queue."""
        return await self._compute.run(Lane.SPEAK, key, self._speech.speak, text, language, voice)


class Playing:
    """Until when each interview has sound: a sentence that is ready before the one before it ends is not late."""

    def __init__(self) -> None:
        self._until_s: dict[str, float] = {}

    def silence_s(self, key: str, asked_s: float, ready_s: float, lasts_s: float) -> float:
        """Seconds between when the sentence could have begun (asked for, and nothing being said) and when it was ready.

        It is then taken to play at once. All on one clock.
        """
        self._until_s = {one: until for one, until in self._until_s.items() if until > asked_s}
        could_begin_s = max(asked_s, self._until_s.get(key, asked_s))
        self._until_s[key] = max(ready_s, could_begin_s) + lasts_s
        return max(0.0, ready_s - could_begin_s)
