"""Text to speech by ``POST …/audio/speech``, as WAV, which tells its own rate. The mouth is read off the sound."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import numpy as np

from vivavoce.ports.speech import lips, sound, wav
from vivavoce.ports.speech.cache import SpeechCache
from vivavoce.ports.speech.openai_compatible.server import Answer, AudioServer
from vivavoce.ports.speech.port import Samples, Speech

_DEFAULT_VOICE = "alloy"
_RAW_KINDS = frozenset({"audio/pcm", "audio/l16"})
"""Servers that send raw samples whatever they are asked for; 24 kHz is what the interface says of them."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Which of the server's voices stands for which of ours."""

    default: str
    of: dict[str, str]
    """By the name of our voice, or by language."""

    @classmethod
    def parse(cls, spec: str) -> Voices:
        """``nova, am_michael=echo, de=anna``: a default, one for a voice of ours, one for a language."""
        default, of = "", dict[str, str]()
        for part in filter(None, (part.strip() for part in spec.split(","))):
            ours, given, theirs = (piece.strip() for piece in part.partition("="))
            if given and ours and theirs:
                of[ours] = theirs
            elif not given:
                default = default or part
            else:
                raise ValueError(f"{part!r} names no voice")
        return cls(default or _DEFAULT_VOICE, of)

    def choose(self, ours: str, language: str) -> str:
        """Our voice's own stand-in first, then the language's."""
        return self.of.get(ours) or self.of.get(language) or self.default


class RemoteSynthesizer:
    """Like ``Synthesizer``, but waits instead of blocking."""

    def __init__(
        self, server: AudioServer, languages: frozenset[str], voices: Voices, cache: SpeechCache | None = None
    ) -> None:
        self._server = server
        self._languages = languages
        self._voices = voices
        self._cache = cache
        self.name = server.model

    @property
    def version(self) -> str:
        """Of address and model: another server's voice of the same name is another voice."""
        return f"{self._server.base_url} {self._server.model}/1"

    def languages(self) -> frozenset[str]:
        """Platform language codes that the operator says it speaks."""
        return self._languages

    async def speak(self, text: str, language: str, voice: str, pace: float = 1.0) -> Speech:
        """See ``Synthesizer``; from the cache when it was said before."""
        if not any(letter.isalnum() for letter in text):
            return Speech(b"", sound.SPEECH_RATE, ())
        theirs = self._voices.choose(voice, language)
        if self._cache is None:
            return await self._made(text, theirs, pace)
        key = self._cache.key(text, language, theirs, pace, self.version)
        speech = await asyncio.to_thread(self._cache.get, key)
        if speech is None:
            speech = await self._made(text, theirs, pace)
            await asyncio.to_thread(self._cache.put, key, speech)
        return speech

    async def _made(self, text: str, voice: str, pace: float) -> Speech:
        request = {
            "model": self._server.model,
            "voice": voice,
            "input": text,
            "response_format": "wav",
            "speed": pace,
        }
        answer = await self._server.post("audio/speech", json=request)
        try:
            return await asyncio.to_thread(_finished, *_samples(answer))
        except ValueError as error:
            raise self._server.error(f"answered with no usable sound, {error}: check VIVAVOCE_TTS_MODEL") from error

    async def close(self) -> None:
        """Closes the connections."""
        await self._server.close()


def _samples(answer: Answer) -> tuple[Samples, int]:
    if answer.kind in _RAW_KINDS and answer.body[:4] != b"RIFF":
        return sound.from_pcm(answer.body[: len(answer.body) // 2 * 2]), sound.SPEECH_RATE
    return wav.read(answer.body)


def _finished(samples: Samples, rate: int) -> Speech:
    """As loud, as tightly cut and at the same rate as everything that we say. Raises ValueError for silence."""
    if not len(samples) or float(np.abs(samples).max()) < 1e-3:
        raise ValueError("only silence")
    fitted = sound.resampled(samples, rate, sound.SPEECH_RATE)
    whole = sound.polished(fitted[sound.trimmed(fitted, sound.SPEECH_RATE)], sound.SPEECH_RATE)
    return Speech(sound.to_pcm(whole), sound.SPEECH_RATE, lips.read(whole, sound.SPEECH_RATE))
