"""From a server that streams to the line: what leaves for the room, and when the server is hung up on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any, cast

import httpx2
import pytest

from tests.live.conversation import script
from tests.support import audio_server
from vivavoce.entry.voice import LiveVoice
from vivavoce.features.sessions.echo import Aloud
from vivavoce.features.sessions.events import Event, Say, Spoken, TurnKind
from vivavoce.features.sessions.mouth import Mouth
from vivavoce.ports.speech.compute import Compute
from vivavoce.ports.speech.openai_compatible import AudioServer, RemoteSynthesizer, Voices
from vivavoce.ports.speech.port import Speech

HERE = Speech(b"\1\0" * 2_400, 24_000, ())


class Here:
    """This machine: a tenth of a second."""

    def speak(self, text: str, language: str, voice: str) -> Speech:
        return HERE


class Room:
    """Keeps what was sent."""

    def __init__(self, voice: LiveVoice) -> None:
        self.segments: list[dict[str, Any]] = []
        self.sounds: list[bytes] = []
        self.over: asyncio.Queue[Event] = asyncio.Queue()
        self.mouth = Mouth("key", script(), voice, self, self.over.put_nowait, lambda: 0, Aloud())
        self.at_segment: Callable[[], None] = lambda: None

    async def send(self, message: dict[str, Any], sound: bytes | None = None) -> None:
        if message["type"] == "speech":
            self.segments.append(message)
            self.sounds.append((sound or b"")[8:])
            self.at_segment()

    async def hear(self, text: str) -> Event:
        """One utterance, to its end."""
        self.mouth.say(Say(1, 1, TurnKind.QUESTION, text, 1, 0), {"id": "t"})
        task = asyncio.create_task(self.mouth.run())
        try:
            return await asyncio.wait_for(self.over.get(), 20)
        finally:
            task.cancel()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with audio_server.running(tmp_path_factory.mktemp("audio")) as url:
        yield url


@asynccontextmanager
async def room(address: str, model: str) -> AsyncIterator[Room]:
    """With a voice that this server streams."""
    server = AudioServer(address, model, prefix="VIVAVOCE_TTS")
    compute = Compute(1)
    speaking = RemoteSynthesizer(server, frozenset({"en"}), Voices.parse(""), stall_s=0.3)
    voice = LiveVoice(cast(Any, Here()), compute, None, speaking)
    yield Room(voice)
    await voice.close()
    compute.close()


async def test_a_sentence_leaves_in_parts_that_add_up(address: str) -> None:
    async with room(address, "flows") as heard:
        over = await heard.hear("Welcome. Please sit down.")
    segments = heard.segments
    assert [one["text"] for one in segments if one["text"]] == ["Welcome.", "Please sit down."]
    assert len(segments) > 5
    assert [one["last"] for one in segments] == [False] * (len(segments) - 1) + [True]
    assert [one["segment"] for one in segments] == list(range(len(segments)))
    assert [len(pcm) // 48 for pcm in heard.sounds] == [one["duration_ms"] for one in segments]
    assert over == Spoken(0, 1, sum(one["duration_ms"] for one in segments))


async def test_a_hush_hangs_up_on_the_server(address: str) -> None:
    async with room(address, "flows-slowly") as heard:
        heard.at_segment = lambda: heard.mouth.hush(1)
        await heard.hear("Welcome. Please sit down.")
        assert len(heard.segments) == 1
        for _ in range(100):
            if "flows-slowly" in httpx2.get(address.replace("/v1", "/seen")).json()["left"]:
                return
            await asyncio.sleep(0.05)
    raise AssertionError("the server sends on")


@pytest.mark.parametrize("model", ["flows-cut", "flows-stalls"])
async def test_what_breaks_off_is_not_said_twice_and_the_next_is_said_here(address: str, model: str) -> None:
    async with room(address, model) as heard:
        await heard.hear("Welcome. Please sit down.")
    assert heard.sounds[-1] == HERE.pcm
    assert HERE.pcm not in heard.sounds[:-1]
    assert [one["text"] for one in heard.segments if one["text"]] == ["Welcome.", "Please sit down."]
    assert 500 < sum(one["duration_ms"] for one in heard.segments[:-1]) < 1_500
    assert heard.segments[-1]["last"]
