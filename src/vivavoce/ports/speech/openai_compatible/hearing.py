"""Speech to text by ``POST …/audio/transcriptions``. The answer may come whole or as a stream of events."""

from __future__ import annotations

import asyncio
import json

from vivavoce.ports.speech import wav
from vivavoce.ports.speech.openai_compatible.server import Answer, AudioServer
from vivavoce.ports.speech.port import HEARING_RATE, Samples, Transcript

_ISO = {"br": "pt", "fil": "tl"}
"""ISO 639-1, as the interface wants it, where the platform's code is another."""
_LETTERS_PER_S = 40
"""The fastest speakers say 25 letters a second; what is far beyond that was invented."""
_LETTERS_ALWAYS = 60


class RemoteTranscriber:
    """Like ``Transcriber``, but waits instead of blocking."""

    def __init__(self, server: AudioServer, languages: frozenset[str]) -> None:
        self._server = server
        self._languages = languages
        self.name = server.model

    def languages(self) -> frozenset[str]:
        """Platform language codes that the operator says it hears."""
        return self._languages

    async def transcribe(self, samples: Samples, language: str) -> Transcript:
        """See ``Transcriber``. The server doesn't say how sure it is."""
        sound = await asyncio.to_thread(wav.written, samples, HEARING_RATE)
        fields = {
            "model": self._server.model,
            "language": _ISO.get(language, language),
            "response_format": "json",
            "temperature": "0",
        }
        files = {"file": ("speech.wav", sound, "audio/wav")}
        answer = await self._server.post("audio/transcriptions", data=fields, files=files)
        text = " ".join(self._text(answer).split())
        if len(text) > _LETTERS_ALWAYS + _LETTERS_PER_S * len(samples) / HEARING_RATE:
            raise self._server.error("answered more words than fit into that sound: check VIVAVOCE_STT_MODEL")
        return Transcript(text, self.name)

    def _text(self, answer: Answer) -> str:
        try:
            found = _streamed(answer.body) if answer.kind == "text/event-stream" else json.loads(answer.body)["text"]
        except (ValueError, KeyError, TypeError) as error:
            raise self._server.error("answered no transcript: check VIVAVOCE_STT_BASE_URL") from error
        if not isinstance(found, str):
            raise self._server.error("answered no transcript: check VIVAVOCE_STT_BASE_URL")
        return found

    async def close(self) -> None:
        """Closes the connections."""
        await self._server.close()


def _streamed(body: bytes) -> str:
    """The text of ``transcript.text.done``; the deltas joined do not count, because a broken stream has them too."""
    for line in body.decode().splitlines():
        data = line.removeprefix("data:").strip()
        if not line.startswith("data:") or data == "[DONE]":
            continue
        event = json.loads(data)
        if event["type"] == "transcript.text.done":
            return str(event["text"])
    raise ValueError("the stream ended before the transcript was done")
