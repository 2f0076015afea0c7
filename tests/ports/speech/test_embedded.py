"""The door to the engines, and espeak-ng's process behind it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from vivavoce.ports.speech.catalogue import MODELS
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.espeak import EspeakWorker
from vivavoce.ports.speech.phonemes import TOKENS, phonemized
from vivavoce.ports.speech.port import SpeechUnavailableError


@pytest.fixture
def worker() -> Iterator[EspeakWorker]:
    started = EspeakWorker()
    yield started
    started.close()


def test_ready_names_what_is_missing(tmp_path: Path, models_dir: Path) -> None:
    assert EmbeddedSpeech(models_dir).ready().ok
    empty = EmbeddedSpeech(tmp_path / "nowhere").ready()
    assert not empty.ok
    assert empty.missing == tuple(model.name for model in MODELS)


def test_without_models_espeak_still_speaks(tmp_path: Path) -> None:
    bare = EmbeddedSpeech(tmp_path)
    assert bare.synthesizer.voices("en") == ("espeak-low", "espeak-high")
    assert bare.speak("Good morning.", "en", "af_heart").duration_ms > 500
    with pytest.raises(SpeechUnavailableError, match="pull the models"):
        _ = bare.transcriber
    bare.close()


def test_warm_up_loads_everything(models_dir: Path) -> None:
    speech = EmbeddedSpeech(models_dir)
    speech.warm_up()
    assert speech.synthesizer.voices("en")[0] == "af_heart"
    assert speech.transcriber is speech.transcriber
    speech.close()


def test_a_killed_worker_is_started_again(worker: EspeakWorker) -> None:
    before = worker.phonemes("en-us", ["hello"])
    first = worker.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert worker.phonemes("en-us", ["hello"]) == before == ["həlˈo^ʊ"]
    assert worker.pid != first


def test_an_unknown_voice_is_an_error_and_the_worker_goes_on(worker: EspeakWorker) -> None:
    with pytest.raises(SpeechUnavailableError, match="no voice 'xx-nonsense'"):
        worker.phonemes("xx-nonsense", ["hello"])
    assert worker.phonemes("de", ["ja"]) == ["jˈɑː"]


def test_the_worker_ends_with_its_parent(tmp_path: Path) -> None:
    """Also when the parent is killed and another child holds the pipe open."""
    script = (
        "import subprocess, sys, time\n"
        "from vivavoce.ports.speech.espeak import EspeakWorker\n"
        "worker = EspeakWorker()\n"
        "worker.phonemes('en-us', ['hello'])\n"
        "subprocess.Popen(['sleep', '8'], close_fds=False, stdout=subprocess.DEVNULL,\n"
        "    pass_fds=[worker._process.stdin.fileno()])\n"
        "print(worker.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 6
    while time.monotonic() < deadline and _runs(pid):
        time.sleep(0.05)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize(
    ("text", "voice", "letters"),
    [
        ("I need a better button, no?", "en-us", "ˌI nˈid ɐ bˈɛTəɹ bˈʌtᵊn, nˈO?"),
        ("I need a better button, no?", "en-gb", "ˌI nˈiːd ɐ bˈɛtə bˈʌtən, nˈQ?"),
        ("join each (nice) job", "en-us", "ʤˈYn ˈiʧ (nˈIs) ʤˈɑb"),
        ("¿Qué tal? Chico.", "es", "kˈe tˈal? ʧˈiko."),
    ],
)
def test_letters_are_those_that_kokoro_learnt(worker: EspeakWorker, text: str, voice: str, letters: str) -> None:
    found = phonemized(worker, text, voice)
    assert found == letters
    assert set(found) <= set(TOKENS)
