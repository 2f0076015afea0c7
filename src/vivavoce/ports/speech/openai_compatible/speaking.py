"""Text to speech by ``POST …/audio/speech``, as WAV, which tells its own rate. The mouth is read off the sound."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from vivavoce.ports.speech import flowing, sound
from vivavoce.ports.speech.cache import SpeechCache
from vivavoce.ports.speech.openai_compatible import arriving
from vivavoce.ports.speech.openai_compatible.arriving import Arriving
from vivavoce.ports.speech.openai_compatible.patience import STALL_S, Gains, Head, Patience
from vivavoce.ports.speech.openai_compatible.server import AudioServer
from vivavoce.ports.speech.port import Speech, SpeechUnavailableError

_P = ParamSpec("_P")
_T = TypeVar("_T")

_DEFAULT_VOICE = "alloy"


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
        self,
        server: AudioServer,
        languages: frozenset[str],
        voices: Voices,
        cache: SpeechCache | None = None,
        *,
        stall_s: float = STALL_S,
    ) -> None:
        self._server = server
        self._languages = languages
        self._voices = voices
        self._cache = cache
        self._stall_s = stall_s
        self._head = Head()
        self._gains = Gains()
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
        theirs = self._voices.choose(voice, language)
        speech = await self._known(text, language, theirs, pace)
        if speech is None:
            speech = await self._made(text, theirs, pace)
            await self._keep(speech, text, language, theirs, pace)
        return speech

    async def speak_parts(self, text: str, language: str, voice: str, pace: float = 1.0) -> AsyncGenerator[Speech]:
        """The same in parts, as they come; one, when it was said before or the server sends it whole. Close it.

        Raises SpeechUnavailableError, also after some parts: then what came of the text has been given.
        """
        theirs = self._voices.choose(voice, language)
        if known := await self._known(text, language, theirs, pace):
            yield known
            return
        parts = []
        async with aclosing(self._streamed(text, theirs, pace)) as coming:
            async for part in coming:
                parts.append(part)
                yield part
        await self._keep(flowing.joined(parts), text, language, theirs, pace)

    async def close(self) -> None:
        """Closes the connections."""
        await self._server.close()

    async def _known(self, text: str, language: str, voice: str, pace: float) -> Speech | None:
        if not any(letter.isalnum() for letter in text):
            return Speech(b"", sound.SPEECH_RATE, ())
        if self._cache is None:
            return None
        return await asyncio.to_thread(self._cache.get, self._cache.key(text, language, voice, pace, self.version))

    async def _keep(self, speech: Speech, text: str, language: str, voice: str, pace: float) -> None:
        if self._cache is not None:
            key = self._cache.key(text, language, voice, pace, self.version)
            await asyncio.to_thread(self._cache.put, key, speech)

    async def _made(self, text: str, voice: str, pace: float) -> Speech:
        answer = await self._server.post("audio/speech", json=self._request(text, voice, pace))
        speech, gain = await self._computed(lambda: flowing.finished(*arriving.samples(answer)))
        self._gains.learn(voice, gain)
        return speech

    async def _streamed(self, text: str, voice: str, pace: float) -> AsyncGenerator[Speech]:
        patience = Patience(self._server.timeout_s, self._stall_s)
        sentence = Arriving(self._gains.of(voice), self._head.ms)
        request = self._request(text, voice, pace)
        try:
            async with aclosing(self._server.pieces("audio/speech", patience.left_s, json=request)) as pieces:
                async for piece in pieces:
                    part = await self._computed(sentence.part, piece, patience.left_ms)
                    if part:
                        patience.handed_on(part.duration_ms)
                        yield part
            last, gain = await self._computed(sentence.rest)
        except SpeechUnavailableError:
            if sentence.begun:
                yield await self._computed(sentence.torn_off)
            raise
        patience.handed_on(last.duration_ms)
        self._head.learn(ran_dry=patience.ran_dry)
        self._gains.learn(voice, gain)
        yield last

    def _request(self, text: str, voice: str, pace: float) -> dict[str, Any]:
        return {
            "model": self._server.model,
            "voice": voice,
            "input": text,
            "response_format": "wav",
            "speed": pace,
        }

    async def _computed(self, compute: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """On a thread. Raises SpeechUnavailableError for what is no usable sound."""
        with self._usable():
            return await asyncio.to_thread(compute, *args, **kwargs)

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except ValueError as error:
            raise self._server.error(f"answered with no usable sound, {error}: check VIVAVOCE_TTS_MODEL") from error
