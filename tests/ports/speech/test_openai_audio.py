"""Servers with OpenAI's audio addresses: good, slow, cut off, refusing, failing, and answering nonsense."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
import pytest

from tests.support import audio_server
from vivavoce.ports.speech.cache import SpeechCache
from vivavoce.ports.speech.openai_compatible import AudioServer, RemoteSynthesizer, RemoteTranscriber, Voices
from vivavoce.ports.speech.port import HEARING_RATE, Speech, SpeechUnavailableError, Transcript

SOUND = np.zeros(2 * HEARING_RATE, np.float32)
ALL = frozenset({"de", "br", "fil"})


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with audio_server.running(tmp_path_factory.mktemp("audio")) as url:
        yield url


def seen(address: str, model: str) -> list[dict[str, Any]]:
    """What came in for a model."""
    requests = httpx2.get(address.replace("/v1", "/seen")).json()["requests"]
    return [one for one in requests if one["model"] == model]


async def hear(address: str, model: str, language: str = "de", timeout_s: float = 5.0) -> Transcript:
    """By a client of its own."""
    server = AudioServer(address, model, "secret", prefix="VIVAVOCE_STT", timeout_s=timeout_s)
    try:
        return await RemoteTranscriber(server, ALL).transcribe(SOUND, language)
    finally:
        await server.close()


async def say(
    address: str, model: str, text: str = "Guten Tag.", voice: str = "af_heart", language: str = "de", **given: Any
) -> Speech:
    """By a client of its own. ``given``: ``cache``, ``voices``."""
    server = AudioServer(address, model, "secret", prefix="VIVAVOCE_TTS", timeout_s=5.0)
    voices = Voices.parse(given.get("voices", ""))
    try:
        return await RemoteSynthesizer(server, ALL, voices, given.get("cache")).speak(text, language, voice)
    finally:
        await server.close()


@pytest.mark.parametrize("model", ["good", "streams", "hangs-up-once"])
async def test_hears(address: str, model: str) -> None:
    found = await hear(address, model, "br")
    assert found.text == "I heard 2.0 seconds of pt."
    assert found.confidence is None
    asked = seen(address, model)[-1]
    assert asked["authorization"] == "Bearer secret"
    assert asked["response_format"] == "json"


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("unauthorised", "VIVAVOCE_STT_API_KEY"),
        ("unknown", "VIVAVOCE_STT_MODEL"),
        ("busy", "429"),
        ("broken", "500"),
        ("garbage", "no transcript"),
        ("streams-half", "no transcript"),
        ("talks", "more words than fit"),
        ("hangs-up", "not to be reached"),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_sent_is_not(address: str, model: str, says: str) -> None:
    with pytest.raises(SpeechUnavailableError, match=says) as refused:
        await hear(address, model)
    assert "secret" not in str(refused.value)
    assert "language" not in str(refused.value)
    assert len(seen(address, model)) == (2 if model == "hangs-up" else 1)


async def test_nobody_waits_for_ever(address: str) -> None:
    begun = time.monotonic()
    with pytest.raises(SpeechUnavailableError, match="in time"):
        await hear(address, "slow", timeout_s=0.4)
    assert time.monotonic() - begun < 3


async def test_nobody_there() -> None:
    with pytest.raises(SpeechUnavailableError, match="VIVAVOCE_STT_BASE_URL"):
        await hear("http://127.0.0.1:9/v1", "good")


@pytest.mark.parametrize("model", ["good", "streams", "raw", "hangs-up-once"])
async def test_speaks(address: str, model: str) -> None:
    spoken = await say(address, model)
    assert spoken.sample_rate == 24_000
    assert 900 < spoken.duration_ms < 1300
    shapes = [shape.viseme for shape in spoken.mouth]
    assert shapes[-1] == "sil"
    assert len(set(shapes)) >= 2
    assert all(later.at_ms > before.at_ms for before, later in zip(spoken.mouth, spoken.mouth[1:], strict=False))


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("unauthorised", "VIVAVOCE_TTS_API_KEY"),
        ("busy", "429"),
        ("broken", "500"),
        ("garbage", "no WAV"),
        ("silent", "only silence"),
        ("cut", "not to be reached"),
        ("cut-unseen", "breaks off"),
    ],
)
async def test_no_sound_is_better_than_a_wrong_one(address: str, model: str, says: str) -> None:
    with pytest.raises(SpeechUnavailableError, match=says) as refused:
        await say(address, model)
    assert "Guten" not in str(refused.value)


async def test_nothing_to_say_asks_nobody() -> None:
    assert (await say("http://127.0.0.1:9/v1", "good", "…")).pcm == b""


async def test_the_same_line_is_asked_for_once(address: str, tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    before = len(seen(address, "good"))
    first = await say(address, "good", "Noch einmal.", cache=cache)
    assert await say(address, "good", "Noch einmal.", cache=cache) == first
    assert len(seen(address, "good")) == before + 1
    await say(address, "streams", "Noch einmal.", cache=cache)
    assert seen(address, "streams")[-1]["input"] == "Noch einmal.", "another model is another voice"


@pytest.mark.parametrize(
    ("ours", "language", "theirs"),
    [("am_michael", "de", "echo"), ("af_heart", "de", "anna"), ("af_heart", "br", "nova")],
)
async def test_which_voice_stands_for_ours(address: str, ours: str, language: str, theirs: str) -> None:
    await say(address, "good", "Ja.", ours, language, voices="nova, am_michael=echo, de=anna")
    assert seen(address, "good")[-1]["voice"] == theirs


def test_a_voice_without_a_name_is_refused() -> None:
    assert Voices.parse("").default == "alloy"
    with pytest.raises(ValueError, match="'de='"):
        Voices.parse("de=")
