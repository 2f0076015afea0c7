"""A server that streams is heard while it is still speaking; whatever it does, what was heard stays in order."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
import pytest

from tests.support import audio_server
from vivavoce.ports.speech import sound
from vivavoce.ports.speech.cache import SpeechCache
from vivavoce.ports.speech.openai_compatible import AudioServer, RemoteSynthesizer, Voices
from vivavoce.ports.speech.openai_compatible.patience import Gains, Head, Patience
from vivavoce.ports.speech.port import Speech, SpeechUnavailableError

ALL = frozenset({"de"})


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with audio_server.running(tmp_path_factory.mktemp("audio")) as url:
        yield url


def facts(address: str) -> dict[str, list[Any]]:
    """What the server saw: ``requests``, and the models whose listener ``left``."""
    found: dict[str, list[Any]] = httpx2.get(address.replace("/v1", "/seen")).json()
    return found


@asynccontextmanager
async def voice(address: str, model: str, timeout_s: float = 5.0, **given: Any) -> AsyncIterator[RemoteSynthesizer]:
    """By a client of its own."""
    server = AudioServer(address, model, "secret", prefix="VIVAVOCE_TTS", timeout_s=timeout_s)
    made = RemoteSynthesizer(server, ALL, Voices.parse(""), **given)
    try:
        yield made
    finally:
        await made.close()


async def heard(speaking: RemoteSynthesizer, text: str = "Guten Tag.") -> list[Speech]:
    """All parts."""
    async with aclosing(speaking.speak_parts(text, "de", "af_heart")) as parts:
        return [part async for part in parts]


async def until_it_fails(speaking: RemoteSynthesizer, says: str) -> list[Speech]:
    """The parts before that."""
    parts: list[Speech] = []

    async def listen() -> None:
        async for part in speaking.speak_parts("Guten Tag.", "de", "af_heart"):
            parts.append(part)

    with pytest.raises(SpeechUnavailableError, match=says):
        await listen()
    return parts


async def test_it_is_heard_long_before_it_is_done(address: str) -> None:
    begun = time.monotonic()
    came: list[tuple[float, int]] = []
    async with voice(address, "flows") as speaking:
        async for part in speaking.speak_parts("Guten Tag.", "de", "af_heart"):
            came.append((time.monotonic() - begun, part.duration_ms))
            assert part.more or part.duration_ms < 1_000
    (first_s, _), *_, (last_s, _) = came
    assert last_s - first_s > 0.2
    assert len(came) >= 3
    assert 1_700 < sum(lasts_ms for _, lasts_ms in came) < 2_200


@pytest.mark.parametrize("model", ["flows", "flows-raw", "flows-zero", "flows-fast", "flows-once", "streams"])
async def test_the_parts_are_the_whole(address: str, model: str) -> None:
    async with voice(address, model) as speaking:
        parts, whole = await heard(speaking), await speaking.speak("Guten Tag.", "de", "af_heart")
    assert [part.more for part in parts] == [True] * (len(parts) - 1) + [False]
    assert {part.sample_rate for part in parts} == {24_000}
    together = sound.from_pcm(b"".join(part.pcm for part in parts))
    first = sound.from_pcm(whole.pcm)
    assert abs(len(together) - len(first)) <= 24_000 * 0.03
    assert alike(together, first) > 0.9999


def alike(one: Any, other: Any) -> float:
    """Correlation at the best shift of up to 30 ms."""
    size = min(len(one), len(other)) - 1_440
    middle = one[720 : 720 + size]
    return max(float(np.corrcoef(middle, other[at : at + size])[0, 1]) for at in range(1_440))


@pytest.mark.parametrize("model", ["good", "raw"])
async def test_a_server_that_does_not_stream_is_polished_whole(address: str, model: str) -> None:
    async with voice(address, model) as speaking:
        assert await heard(speaking) == [await speaking.speak("Guten Tag.", "de", "af_heart")]


async def test_what_was_said_once_is_said_the_same_again(address: str, tmp_path: Path) -> None:
    async with voice(address, "flows", cache=SpeechCache(tmp_path)) as speaking:
        parts = await heard(speaking, "Noch einmal.")
        (again,) = await heard(speaking, "Noch einmal.")
        assert again == await speaking.speak("Noch einmal.", "de", "af_heart")
    assert again.pcm == b"".join(part.pcm for part in parts)
    assert all(later.at_ms > before.at_ms for before, later in pairwise(again.mouth))
    assert again.mouth[-1].viseme == "sil"
    assert sum(one.get("input") == "Noch einmal." for one in facts(address)["requests"]) == 1


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("unauthorised", "VIVAVOCE_TTS_API_KEY"),
        ("broken", "500"),
        ("garbage", "no WAV"),
        ("flows-page", "no WAV"),
        ("silent", "only silence"),
        ("flows-silent", "only silence"),
        ("cut", "not to be reached"),
        ("cut-unseen", "breaks off"),
        ("hangs-up", "not to be reached"),
    ],
)
async def test_what_is_no_speech_is_not_even_begun(address: str, model: str, says: str) -> None:
    async with voice(address, model) as speaking:
        assert await until_it_fails(speaking, says) == []


@pytest.mark.parametrize(
    ("model", "says"),
    [("flows-cut", "not to be reached"), ("flows-ends", "breaks off"), ("flows-stalls", "in time")],
)
async def test_what_breaks_off_ends_softly_and_is_not_kept(address: str, tmp_path: Path, model: str, says: str) -> None:
    begun = time.monotonic()
    cache = SpeechCache(tmp_path)
    async with voice(address, model, cache=cache, stall_s=0.3) as speaking:
        parts = await until_it_fails(speaking, says)
        assert cache.get(cache.key("Guten Tag.", "de", "alloy", 1.0, speaking.version)) is None
    assert time.monotonic() - begun < audio_server.STALL_S
    assert 500 < sum(part.duration_ms for part in parts) < 1_500
    assert not parts[-1].more
    assert abs(int(sound.from_pcm(parts[-1].pcm)[-1] * 32_768)) < 10


async def test_nobody_waits_for_ever(address: str) -> None:
    async with voice(address, "slow", timeout_s=0.4) as speaking:
        assert await until_it_fails(speaking, "in time") == []
    async with voice(address, "flows-endless") as speaking:
        assert await until_it_fails(speaking, "does not end")


async def test_who_is_hushed_hangs_up(address: str) -> None:
    async with voice(address, "flows-slowly") as speaking:
        async with aclosing(speaking.speak_parts("Guten Tag.", "de", "af_heart")) as parts:
            assert (await anext(parts)).more
        for _ in range(100):
            if "flows-slowly" in facts(address)["left"]:
                return
            await asyncio.sleep(0.05)
    raise AssertionError("the server sends on")


def test_what_she_has_not_heard_yet_covers_a_server_that_hesitates() -> None:
    now = [0.0]
    patience = Patience(5.0, 3.0, lambda: now[0])
    assert (patience.left_s(), patience.left_ms) == (5.0, 0.0)
    now[0] = 2.0
    patience.handed_on(1_500)
    assert (patience.left_s(), patience.left_ms) == (4.5, 1_500.0)
    now[0] = 3.0
    patience.handed_on(500)
    assert (patience.left_s(), patience.ran_dry) == (4.0, False)
    now[0] = 4.5
    assert (patience.left_s(), patience.left_ms) == (2.5, 0.0)
    patience.handed_on(100)
    assert patience.ran_dry
    now[0] = 59.0
    patience.handed_on(9_000)
    assert patience.left_s() == pytest.approx(1.0)
    now[0] = 61.0
    assert patience.left_s() == 0.0


def test_a_server_slower_than_speech_gets_a_longer_start_until_it_is_faster() -> None:
    head = Head()
    begins = head.ms
    head.learn(ran_dry=True)
    head.learn(ran_dry=True)
    assert head.ms == 4 * begins
    for _ in range(30):
        head.learn(ran_dry=False)
    assert head.ms == begins


def test_the_gain_of_a_voice_is_learnt_from_whole_texts() -> None:
    gains = Gains()
    assert gains.of("nova") is None
    gains.learn("nova", 2.0)
    assert gains.of("nova") == 2.0
    gains.learn("nova", 1.0)
    assert 1.5 < (gains.of("nova") or 0) < 2.0
    assert gains.of("echo") is None
