"""What is spoken, and what is not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import Any

import pytest

from tests.live.conversation import script
from vivavoce.features.sessions.echo import Aloud
from vivavoce.features.sessions.events import Event, Say, Spoken, TurnKind
from vivavoce.features.sessions.mouth import Mouth
from vivavoce.ports.speech.port import Samples, Speech, SpeechUnavailableError, VoiceStream

SENTENCES = ("One.", "Two.", "Three.")


def second(*, more: bool = False) -> Speech:
    """Of silence."""
    return Speech(pcm=b"\0\0" * 24_000, sample_rate=24_000, mouth=(), more=more)


class FakeVoice:
    """``parts`` seconds of silence for each sentence. ``during`` is called before each sentence."""

    def __init__(self) -> None:
        self.spoken: list[str] = []
        self.during: Callable[[], None] = lambda: None
        self.broken = False
        self.parts = 1
        self.breaks_off = False
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        self.given = 0
        self.closed = 0

    def open_stream(self) -> VoiceStream:
        raise NotImplementedError

    def hears(self, language: str) -> bool:
        return True

    def split(self, text: str) -> tuple[str, ...]:
        return tuple(f"{part}." for part in text.rstrip(".").split(". "))

    async def transcribe(self, key: str, samples: Samples, language: str) -> str:
        raise NotImplementedError

    async def sounds_complete(self, key: str, samples: Samples, language: str) -> float | None:
        raise NotImplementedError

    async def speak(self, key: str, text: str, language: str, voice: str, *, ahead: bool = False) -> Speech:
        if self.broken:
            raise SpeechUnavailableError("no voice")
        self.spoken.append(text)
        self.during()
        return second()

    async def speak_parts(self, key: str, text: str, language: str, voice: str) -> AsyncGenerator[Speech]:
        await self.speak(key, text, language, voice)
        try:
            for part in range(self.parts):
                if part:
                    await self.goes_on.wait()
                    if self.breaks_off:
                        raise SpeechUnavailableError("no voice")
                self.given += 1
                yield second(more=part < self.parts - 1)
        finally:
            self.closed += 1


class Room:
    """Keeps what was sent, and tells when an utterance is over."""

    def __init__(self, *, sound: bool = True) -> None:
        self.voice = FakeVoice()
        self.frames: list[tuple[dict[str, Any], int]] = []
        self.sent = asyncio.Event()
        self.over: asyncio.Queue[Event] = asyncio.Queue()
        self.mouth = Mouth("key", script(), self.voice, self, self.over.put_nowait, lambda: 0, Aloud(), sound=sound)

    async def send(self, message: dict[str, Any], sound: bytes | None = None) -> None:
        self.frames.append((message, len(sound) - 8 if sound else 0))
        if message["type"] == "speech":
            self.sent.set()

    async def hear(self) -> Event:
        """One utterance of three sentences, to its end."""
        self.mouth.say(Say(1, 1, TurnKind.QUESTION, " ".join(SENTENCES), 1, 0), {"id": "t"})
        task = asyncio.create_task(self.mouth.run())
        try:
            return await asyncio.wait_for(self.over.get(), 10)
        finally:
            task.cancel()

    @property
    def segments(self) -> list[tuple[str, bool, bool]]:
        """(text, sounds, last) of each segment."""
        return [(frame["text"], size > 0, frame["last"]) for frame, size in self.frames if frame["type"] == "speech"]


async def test_sentence_by_sentence() -> None:
    room = Room()
    assert await room.hear() == Spoken(0, 1, 3_000)
    assert room.frames[0] == ({"type": "say", "utterance": 1, "turn": {"id": "t"}}, 0)
    assert room.segments == [("One.", True, False), ("Two.", True, False), ("Three.", True, True)]


async def test_nothing_is_synthesised_for_who_does_not_want_to_hear_it() -> None:
    room = Room(sound=False)
    assert await room.hear() == Spoken(0, 1, 0)
    assert room.segments == [("One. Two. Three.", False, True)]
    assert room.voice.spoken == []


async def test_sound_that_is_switched_off_in_the_middle_ends_the_utterance() -> None:
    room = Room()
    room.voice.during = lambda: setattr(room.mouth, "sound", False)
    await room.hear()
    assert room.segments == [("One.", True, False), ("Two. Three.", False, True)]


async def test_a_hushed_utterance_goes_no_further() -> None:
    room = Room()
    room.voice.during = lambda: room.mouth.hush(1)
    await room.hear()
    assert room.segments == []


@pytest.mark.parametrize("sound", [True, False])
async def test_a_voice_that_fails_costs_the_sound_never_the_words(sound: bool) -> None:
    room = Room(sound=sound)
    room.voice.broken = True
    await room.hear()
    assert " ".join(text for text, _, _ in room.segments) == "One. Two. Three."
    assert room.segments[-1][2]


async def test_a_sentence_in_parts_has_its_text_once_and_one_end() -> None:
    room = Room()
    room.voice.parts = 3
    assert await room.hear() == Spoken(0, 1, 9_000)
    texts = [("One.", True, False), ("", True, False), ("", True, False)]
    assert room.segments[:3] == texts
    assert room.segments[6:] == [("Three.", True, False), ("", True, False), ("", True, True)]
    assert [frame["segment"] for frame, _ in room.frames[1:]] == list(range(9))
    assert room.voice.closed == 3


async def test_a_sentence_is_heard_before_its_voice_is_done_and_a_hush_does_not_wait_for_it() -> None:
    room = Room()
    room.voice.parts = 3
    room.voice.goes_on.clear()
    heard = asyncio.create_task(room.hear())
    await asyncio.wait_for(room.sent.wait(), 5)
    assert room.segments == [("One.", True, False)]
    room.mouth.hush(1)
    assert await asyncio.wait_for(heard, 5) == Spoken(0, 1, 1_000)
    assert (room.voice.given, room.voice.closed) == (1, 1)
    assert room.segments == [("One.", True, False)]


async def test_a_line_that_is_lost_closes_the_voice() -> None:
    room = Room()
    room.voice.parts = 3
    room.voice.goes_on.clear()
    heard = asyncio.create_task(room.hear())
    await asyncio.wait_for(room.sent.wait(), 5)
    heard.cancel()
    with pytest.raises(asyncio.CancelledError):
        await heard
    await asyncio.sleep(0.05)
    assert room.voice.closed == 1


async def test_a_voice_that_breaks_off_in_a_sentence_goes_on_with_the_next() -> None:
    room = Room()
    room.voice.parts, room.voice.breaks_off = 2, True
    await room.hear()
    assert room.segments == [
        ("One.", True, False), ("", False, False),
        ("Two.", True, False), ("", False, False),
        ("Three.", True, False), ("", False, True),
    ]  # fmt: skip


async def test_sound_that_is_switched_off_between_parts_closes_the_voice() -> None:
    room = Room()
    room.voice.parts = 2
    room.voice.during = lambda: setattr(room.mouth, "sound", False)
    await room.hear()
    assert room.segments == [("One.", True, False), ("Two. Three.", False, True)]
    assert (room.voice.given, room.voice.closed) == (1, 1)
