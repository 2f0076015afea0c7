"""Twins for the live interview's engines: they hear and speak from the script, in its time, and compute nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from functools import cache
from pathlib import Path

from tests.bench.capacity import script
from vivavoce.ports.llm.port import Answered, FollowUp, Manner, Passage, Reply
from vivavoce.ports.speech.embedded import Readiness
from vivavoce.ports.speech.port import VISEMES, MouthShape, Samples, Speech, VoiceStream
from vivavoce.ports.speech.silero import SileroVoiceActivity
from vivavoce.ports.speech.text import split_sentences

MOUTH_EVERY_MS = 80
FOLLOW_UP = "Could you tell me more about your own part in task {number}?"


class ScriptedStream:
    """Voice activity by loudness."""

    def probability(self, frame: Samples) -> float:
        """1 for her tones, 0 for her room."""
        return float(script.loudness(frame) > script.QUIET_RMS)


@cache
def sound_of(text: str) -> Speech:
    """As long as speech, as large as speech, and a mouth that moves."""
    shapes = range(0, script.spoken_ms(text), MOUTH_EVERY_MS)
    mouth = tuple(MouthShape(at_ms, VISEMES[n % len(VISEMES)]) for n, at_ms in enumerate(shapes))
    return Speech(script.spoken(text), script.SPEAK_RATE, mouth)


class ScriptedVoice:
    """Serves ``sessions.Voice``. With ``models`` the voice activity is Silero's, really computed."""

    def __init__(self, models: Path | None = None) -> None:
        self._silero = SileroVoiceActivity(models) if models else None

    def open_stream(self) -> VoiceStream:
        """Voice activity of one microphone."""
        return self._silero.open() if self._silero else ScriptedStream()

    def hears(self, language: str) -> bool:
        """Everything."""
        return True

    def split(self, text: str) -> tuple[str, ...]:
        """Sentences, as the real one does."""
        return tuple(split_sentences(text))

    async def transcribe(self, key: str, samples: Samples, language: str) -> str:
        """The words of the tone in it."""
        await asyncio.sleep(script.TRANSCRIBE_S)
        return script.words_of(script.number_in(samples))

    async def sounds_complete(self, key: str, samples: Samples, language: str) -> float | None:
        """Nobody asks the model; pauses alone decide, until she says that she has finished."""
        return None

    async def speak(self, key: str, text: str, language: str, voice: str, *, ahead: bool = False) -> Speech:
        """After the script's time; rendered ahead, at once."""
        if not ahead:
            await asyncio.sleep(script.SPEAK_S)
        return sound_of(text)

    async def speak_parts(self, key: str, text: str, language: str, voice: str) -> AsyncGenerator[Speech]:
        """In one."""
        yield await self.speak(key, text, language, voice)

    async def close(self) -> None:
        """Nothing to close."""


class ScriptedInterviewer:
    """Serves ``Interviewer``: one follow-up to each question, and nothing else beside the script."""

    async def follow_up(
        self, answered: Answered, asked: tuple[str, ...], undiscussed: tuple[str, ...], manner: Manner
    ) -> FollowUp | None:
        """After the script's time."""
        await asyncio.sleep(script.THINK_S)
        return FollowUp(FOLLOW_UP.format(number=len(asked) + 1), "scripted") if len(answered.said) == 1 else None

    async def rephrase(self, question: str, manner: Manner) -> str | None:
        """It can't be put differently."""
        return None

    async def reply(self, asked: str, passages: tuple[Passage, ...], manner: Manner) -> Reply | None:
        """Nothing is known."""
        return None


class NoSpeech:
    """Stands where the embedded engines would be: nothing is missing, nothing is loaded."""

    def ready(self) -> Readiness:
        """At once."""
        return Readiness(())

    def warm_up(self) -> None:
        """Nothing to warm."""

    def close(self) -> None:
        """Nothing to close."""
