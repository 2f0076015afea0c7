"""The live interview's voice: the embedded engines, off the event loop, behind one asynchronous door."""

from __future__ import annotations

import asyncio

from vivavoce.ports.speech.compute import Compute, Lane
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.port import Samples, Speech, VoiceStream
from vivavoce.ports.speech.text import split_sentences


class EmbeddedVoice:
    """``sessions.Voice`` on this machine. What is rendered ahead waits for what somebody is waiting for."""

    def __init__(self, speech: EmbeddedSpeech, compute: Compute) -> None:
        self._speech = speech
        self._compute = compute
        self._awaited = 0
        self._calm = asyncio.Event()
        self._calm.set()
        self._ahead = asyncio.Semaphore(1)

    def open_stream(self) -> VoiceStream:
        """Voice activity of one microphone."""
        return self._speech.voice_activity.open()

    def hears(self, language: str) -> bool:
        """Whether speech in this language can be transcribed."""
        return language in self._speech.transcriber.languages()

    def split(self, text: str) -> tuple[str, ...]:
        """Sentences."""
        return tuple(split_sentences(text))

    async def transcribe(self, key: str, samples: Samples, language: str) -> str:
        """Raises SpeechUnavailableError."""
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
                return await self._compute.run(Lane.SPEAK, f"ahead {key}", self._speech.speak, text, language, voice)
        self._awaited += 1
        self._calm.clear()
        try:
            return await self._compute.run(Lane.SPEAK, key, self._speech.speak, text, language, voice)
        finally:
            self._awaited -= 1
            if not self._awaited:
                self._calm.set()
