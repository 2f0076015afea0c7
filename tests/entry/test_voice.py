"""The live voice between a server and this machine: who is asked, and who keeps which voice when one fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any, cast

import numpy as np
import pytest

from vivavoce.entry.bootstrap import chosen_servers
from vivavoce.entry.voice import LiveVoice, Playing
from vivavoce.kernel.settings import Settings
from vivavoce.ports.speech.compute import Compute
from vivavoce.ports.speech.port import Samples, Speech, SpeechUnavailableError, Transcript

SOUND = np.zeros(16_000, np.float32)


def spoken(by: str) -> Speech:
    """A quarter of a second whose bytes say who made it."""
    return Speech(by.encode().ljust(12_000, b"."), 24_000, ())


@dataclass
class Engine:
    """Hears and speaks as its name says, or fails."""

    name: str
    heard: frozenset[str]
    fails: bool = False
    breaks_off: bool = False
    asked: list[str] = field(default_factory=list)

    def languages(self) -> frozenset[str]:
        return self.heard

    def transcribe(self, samples: Samples, language: str) -> Transcript:
        self.asked.append(language)
        if self.fails:
            raise SpeechUnavailableError(f"{self.name} fails")
        return Transcript(self.name, self.name)

    def speak(self, text: str, language: str, voice: str, pace: float = 1.0) -> Speech:
        self.asked.append(text)
        if self.fails:
            raise SpeechUnavailableError(f"{self.name} fails")
        return spoken(self.name)


class Remote:
    """The same, waiting."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def languages(self) -> frozenset[str]:
        return self.engine.languages()

    async def transcribe(self, samples: Samples, language: str) -> Transcript:
        return self.engine.transcribe(samples, language)

    async def speak(self, text: str, language: str, voice: str, pace: float = 1.0) -> Speech:
        return self.engine.speak(text, language, voice, pace)

    async def speak_parts(self, text: str, language: str, voice: str, pace: float = 1.0) -> AsyncGenerator[Speech]:
        speech = self.engine.speak(text, language, voice, pace)
        yield replace(speech, more=True)
        if self.engine.breaks_off:
            raise SpeechUnavailableError("it breaks off")
        yield speech

    async def close(self) -> None:
        return


class Here:
    """This machine."""

    def __init__(self) -> None:
        self.transcriber = Engine("here", frozenset({"en"}))
        self.speak = self.transcriber.speak


@pytest.fixture
def server() -> Engine:
    return Engine("server", frozenset({"en", "th"}))


@pytest.fixture
def late() -> list[float]:
    return []


@pytest.fixture
def compute() -> Iterator[Compute]:
    pool = Compute(1)
    yield pool
    pool.close()


@pytest.fixture
async def voice(server: Engine, late: list[float], compute: Compute) -> AsyncIterator[LiveVoice]:
    remote = cast(Any, Remote(server))
    made = LiveVoice(cast(Any, Here()), compute, remote, remote, late=late.append)
    yield made
    await made.close()


async def says(voice: LiveVoice, interview: str, language: str = "en", *, ahead: bool = False) -> str:
    """Who spoke."""
    speech = await voice.speak(interview, "Hello.", language, "af_heart", ahead=ahead)
    return speech.pcm[:12_000].rstrip(b".").decode()


async def parts_of(voice: LiveVoice, interview: str) -> list[str]:
    """Who spoke each part."""
    parts = voice.speak_parts(interview, "Hello.", "en", "af_heart")
    return [part.pcm.rstrip(b".").decode() async for part in parts]


async def test_the_server_is_asked_first(voice: LiveVoice) -> None:
    assert voice.hears("en")
    assert voice.hears("th")
    assert not voice.hears("ta")
    assert await voice.transcribe("a", SOUND, "th") == "server"
    assert await says(voice, "a") == "server"
    assert await says(voice, "a", "de") == "here", "the server does not speak German"


async def test_when_it_cannot_hear_this_machine_does_and_it_rests(voice: LiveVoice, server: Engine) -> None:
    server.fails = True
    assert await voice.transcribe("a", SOUND, "en") == "here"
    server.fails = False
    assert await voice.transcribe("a", SOUND, "en") == "here"
    assert server.asked == ["en"]
    assert await voice.transcribe("a", SOUND, "th") == "server", "nobody else hears Thai"
    server.fails = True
    with pytest.raises(SpeechUnavailableError, match="server fails"):
        await voice.transcribe("a", SOUND, "th")


async def test_an_interview_changes_its_voice_once(voice: LiveVoice, server: Engine) -> None:
    assert [await says(voice, "anna"), await says(voice, "ben")] == ["server", "server"]
    server.fails = True
    assert await says(voice, "anna") == "here"
    server.fails = False
    assert [await says(voice, "anna"), await says(voice, "ben"), await says(voice, "new")] == ["here", "server", "here"]


async def test_what_is_rendered_ahead_has_the_voice_of_what_begins(voice: LiveVoice, server: Engine) -> None:
    assert await says(voice, "room", ahead=True) == "server"
    server.fails = True
    assert await says(voice, "room", ahead=True) == "here"
    server.fails = False
    assert [await says(voice, "room", ahead=True), await says(voice, "new")] == ["here", "here"]


async def test_lateness_is_told_for_awaited_sentences_only(voice: LiveVoice, late: list[float]) -> None:
    await says(voice, "room", ahead=True)
    assert late == []
    await says(voice, "a")
    await says(voice, "a")
    assert len(late) == 2
    assert late[1] == 0.0, "it was ready while the first was playing"


async def test_what_has_begun_is_not_said_again_and_the_next_comes_from_here(
    voice: LiveVoice, server: Engine, late: list[float]
) -> None:
    assert await parts_of(voice, "anna") == ["server", "server"]
    server.breaks_off = True
    assert await parts_of(voice, "anna") == ["server"]
    assert await parts_of(voice, "anna") == ["here"]
    assert len(late) == 3, "one measurement a sentence, not a part"


async def test_what_was_not_even_begun_is_said_here(voice: LiveVoice, server: Engine) -> None:
    server.fails = True
    assert await parts_of(voice, "anna") == ["here"]


async def test_who_hangs_up_does_not_hold_up_what_is_rendered_ahead(voice: LiveVoice, server: Engine) -> None:
    async with aclosing(voice.speak_parts("anna", "Hello.", "en", "af_heart")) as parts:
        await anext(parts)
    assert await asyncio.wait_for(says(voice, "room", ahead=True), 2) == "server"
    server.breaks_off = True
    assert await parts_of(voice, "ben") == ["server"]


def test_silence_is_counted_from_when_a_sentence_could_have_begun() -> None:
    playing = Playing()
    assert playing.silence_s("a", asked_s=0.0, ready_s=0.5, lasts_s=2.0) == 0.5
    assert playing.silence_s("a", asked_s=0.5, ready_s=1.0, lasts_s=1.0) == 0.0
    assert playing.silence_s("b", asked_s=0.6, ready_s=1.0, lasts_s=1.0) == pytest.approx(0.4)
    assert playing.silence_s("a", asked_s=1.0, ready_s=4.0, lasts_s=1.0) == pytest.approx(0.5)


def settings(**given: Any) -> Settings:
    return Settings(_env_file=None, **given)


async def test_settings_choose_the_servers() -> None:
    assert chosen_servers(settings()) == (None, None)
    given = settings(
        stt_base_url="http://127.0.0.1:9/v1/", stt_model="h", stt_languages="de, it",
        tts_base_url="http://127.0.0.1:9/v1", tts_model="s", tts_voices="nova",
    )  # fmt: skip
    hearing, speaking = chosen_servers(given)
    assert hearing is not None
    assert speaking is not None
    assert hearing.languages() == {"de", "it"}
    assert len(speaking.languages()) == 34
    assert "9/v1 s" in speaking.version
    await asyncio.gather(hearing.close(), speaking.close())


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"stt_base_url": "http://x/v1"}, "VIVAVOCE_STT_MODEL"),
        ({"tts_base_url": "http://x/v1"}, "VIVAVOCE_TTS_MODEL"),
        ({"stt_base_url": "http://x/v1", "stt_model": "m", "stt_languages": "xx"}, "VIVAVOCE_STT_LANGUAGES"),
        ({"tts_base_url": "http://x/v1", "tts_model": "m", "tts_voices": "a="}, "names no voice"),
    ],
)
async def test_settings_that_cannot_work_are_refused_at_once(given: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        chosen_servers(settings(**given))
