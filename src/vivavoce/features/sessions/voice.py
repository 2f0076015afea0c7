"""What a live interview needs of speech, as an asynchronous port; ``entry.bootstrap`` puts the engines behind it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Protocol

from vivavoce.ports.speech.port import Samples, Speech, VoiceStream


class Voice(Protocol):
    """All engines behind one door. ``key`` names the interview, so that the queue is fair between interviews."""

    def open_stream(self) -> VoiceStream:
        """Voice activity of one microphone."""
        ...

    def hears(self, language: str) -> bool:
        """Whether speech in this language can be transcribed."""
        ...

    def split(self, text: str) -> tuple[str, ...]:
        """Sentences, so that the first is heard while the second is made."""
        ...

    async def transcribe(self, key: str, samples: Samples, language: str) -> str:
        """Raises SpeechUnavailableError."""
        ...

    async def sounds_complete(self, key: str, samples: Samples, language: str) -> float | None:
        """None where the model does not know the language."""
        ...

    async def speak(self, key: str, text: str, language: str, voice: str, *, ahead: bool = False) -> Speech:
        """From the cache when it was said before; ``ahead``: nobody waits for it. Raises SpeechUnavailableError."""
        ...

    def speak_parts(self, key: str, text: str, language: str, voice: str) -> AsyncGenerator[Speech]:
        """The same for who is waiting: part after part as it comes, all but the last with ``more``. Close it.

        A voice that fails in the middle ends there. Raises SpeechUnavailableError when there is not even one part.
        """
        ...
