"""Rendered once: the same bytes come back; damage and age make room."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vivavoce.ports.speech.cache import SpeechCache
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.kokoro import KokoroSynthesizer
from vivavoce.ports.speech.port import MouthShape, Speech

SPEECH = Speech(bytes(range(256)) * 100, 24_000, (MouthShape(0, "sil"), MouthShape(120, "aa"), MouthShape(300, "sil")))
KEY = SpeechCache.key("Hello.", "en", "af_heart", 1.0, "engine/1")


def test_what_comes_back_is_what_was_put(tmp_path: Path) -> None:
    SpeechCache(tmp_path).put(KEY, SPEECH)
    assert SpeechCache(tmp_path).get(KEY) == SPEECH
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".speech"]


def test_every_part_of_the_content_counts() -> None:
    others = {
        SpeechCache.key("Hello!", "en", "af_heart", 1.0, "engine/1"),
        SpeechCache.key("Hello.", "br", "af_heart", 1.0, "engine/1"),
        SpeechCache.key("Hello.", "en", "af_bella", 1.0, "engine/1"),
        SpeechCache.key("Hello.", "en", "af_heart", 1.1, "engine/1"),
        SpeechCache.key("Hello.", "en", "af_heart", 1.0, "engine/2"),
    }
    assert len(others | {KEY}) == 6


@pytest.mark.parametrize("damage", ["cut", "flipped", "no head", "empty"])
def test_damaged_entries_are_dropped(tmp_path: Path, damage: str) -> None:
    cache = SpeechCache(tmp_path)
    cache.put(KEY, SPEECH)
    (path,) = tmp_path.rglob("*.speech")
    content = path.read_bytes()
    path.write_bytes(
        {"cut": content[:-7], "flipped": content[:-1] + b"!", "no head": b"{}\n" + content, "empty": b""}[damage]
    )
    assert cache.get(KEY) is None
    assert not path.exists()


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    size = len(SPEECH.pcm) + 400
    cache = SpeechCache(tmp_path, max_bytes=5 * size)
    keys = [SpeechCache.key(str(number), "en", "v", 1.0, "e") for number in range(5)]
    for age, key in enumerate(keys):
        cache.put(key, SPEECH)
        (path,) = tmp_path.rglob(f"{key}.speech")
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    assert cache.get(keys[0]) is not None  # used: now the youngest
    cache.put(KEY, SPEECH)
    assert cache.get(keys[0]) is not None
    assert cache.get(KEY) is not None
    assert cache.get(keys[1]) is None
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.speech")) <= 5 * size


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = SpeechCache(tmp_path / "file")
    cache.put(KEY, SPEECH)


def test_a_sentence_is_rendered_once(models_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = EmbeddedSpeech(models_dir, SpeechCache(tmp_path))
    rendered = first.speak("Welcome.", "en", "af_sarah")
    first.close()
    monkeypatch.setattr(KokoroSynthesizer, "speak", lambda *_: pytest.fail("rendered again"))
    second = EmbeddedSpeech(models_dir, SpeechCache(tmp_path))
    assert second.speak("Welcome.", "en", "af_sarah") == rendered
    second.close()
