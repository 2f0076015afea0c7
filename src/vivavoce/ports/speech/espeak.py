"""espeak-ng behind a process boundary: the phonemizer for Kokoro, and a voice for every language that Kokoro lacks.

The library is GPL-3, so it lives in ``espeak_worker`` and this side only talks to a pipe. Nothing of the worker is
imported. One request at a time (a lock); a worker that died is started again, once per request.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from vivavoce.ports.speech import sound, visemes
from vivavoce.ports.speech.port import MouthShape, Speech, SpeechUnavailableError
from vivavoce.ports.speech.text import speakable

_WORKER = Path(__file__).with_name("espeak_worker.py")
WORDS_PER_MINUTE = 165

VOICES: dict[str, str] = {
    "ar": "ar",
    "bg": "bg",
    "br": "pt-br",
    "cs": "cs",
    "da": "da",
    "de": "de",
    "el": "el",
    "en": "en-us",
    "es": "es",
    "fi": "fi",
    "fil": "id",
    "fr": "fr",
    "hi": "hi",
    "hr": "hr",
    "hu": "hu",
    "id": "id",
    "it": "it",
    "ja": "ja",
    "ko": "ko",
    "ms": "ms",
    "nl": "nl",
    "no": "nb",
    "pl": "pl",
    "pt": "pt",
    "ro": "ro",
    "ru": "ru",
    "sk": "sk",
    "sv": "sv",
    "ta": "ta",
    "th": "th",
    "tr": "tr",
    "uk": "uk",
    "vi": "vi",
    "zh": "cmn",
}
"""espeak-ng's voice for each platform language. Filipino has none: Indonesian reads its spelling nearest. Japanese is
read rightly only in kana."""


class EspeakWorker:
    """The worker process. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Of the running worker, for tests and diagnosis."""
        return self._process.pid if self._process else None

    def phonemes(self, voice: str, texts: list[str]) -> list[str]:
        """IPA of each text: stress before its vowel, letters of one phoneme tied with ``^``."""
        answer, _ = self._ask({"op": "phonemes", "voice": voice, "texts": texts})
        return [str(text) for text in answer["phonemes"]]

    def speak(
        self, voice: str, text: str, words_per_minute: int, pitch: int = 50
    ) -> tuple[bytes, int, list[tuple[int, str]]]:
        """PCM s16le mono, its sample rate, and (ms, IPA) of each phoneme; an empty IPA is a pause."""
        answer, pcm = self._ask(
            {"op": "speak", "voice": voice, "text": text, "words_per_minute": words_per_minute, "pitch": pitch}
        )
        return pcm, int(answer["sample_rate"]), [(int(at), str(ipa)) for at, ipa in answer["phonemes"]]

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._stop()

    def _ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        line = json.dumps(request).encode() + b"\n"
        with self._lock:
            try:
                answer, pcm = self._exchange(line)
            except (OSError, ValueError):
                self._stop()
                try:
                    answer, pcm = self._exchange(line)
                except (OSError, ValueError) as error:
                    self._stop()
                    raise SpeechUnavailableError("espeak-ng's worker died twice on one request") from error
        if not answer["ok"]:
            raise SpeechUnavailableError(f"espeak-ng: {answer['error']}")
        return answer, pcm

    def _exchange(self, line: bytes) -> tuple[dict[str, Any], bytes]:
        process = self._process
        if process is None or process.poll() is not None:
            self._stop()
            # -P: the worker's own folder must not become a place to import from
            process = self._process = subprocess.Popen(
                [sys.executable, "-P", str(_WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line)
        process.stdin.flush()
        answer: dict[str, Any] = json.loads(process.stdout.readline())
        pcm = process.stdout.read(answer.get("bytes", 0))
        if len(pcm) != answer.get("bytes", 0):
            raise ValueError("the worker ended in the middle of an answer")
        return answer, pcm

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except BrokenPipeError:
                continue
        process.kill()
        process.wait()


class EspeakSynthesizer:
    """A robot's voice, but in every language and at almost no cost (0.004 s a second)."""

    name = "espeak-ng"
    version = "espeak-ng-1.52/1"

    def __init__(self, worker: EspeakWorker) -> None:
        self._worker = worker

    def languages(self) -> frozenset[str]:
        """All of the platform's languages; ``fil`` with a stand-in."""
        return frozenset(VOICES)

    def voices(self, language: str) -> tuple[str, ...]:
        """A lower and a higher voice."""
        return ("espeak-low", "espeak-high") if language in VOICES else ()

    def speak(self, text: str, language: str, voice: str, pace: float = 1.0) -> Speech:
        """See ``Synthesizer``. ``voice`` may be any name; only ``espeak-high`` changes the pitch."""
        if language not in VOICES:
            raise SpeechUnavailableError(f"espeak-ng has no voice for language {language!r}")
        if not text.strip():
            return Speech(b"", sound.SPEECH_RATE, ())
        pitch = 70 if voice == "espeak-high" else 40
        pcm, rate, phonemes = self._worker.speak(
            VOICES[language], speakable(text, language), round(WORDS_PER_MINUTE * pace), pitch
        )
        samples = sound.resampled(sound.from_pcm(pcm), rate, sound.SPEECH_RATE)
        voiced = sound.trimmed(samples, sound.SPEECH_RATE)
        polished = sound.polished(samples[voiced], sound.SPEECH_RATE)
        offset_ms = voiced.start * 1000 / sound.SPEECH_RATE
        return Speech(sound.to_pcm(polished), sound.SPEECH_RATE, _mouth(phonemes, offset_ms, len(polished)))


def _mouth(phonemes: list[tuple[int, str]], offset_ms: float, length: int) -> tuple[MouthShape, ...]:
    duration_ms = length * 1000 // sound.SPEECH_RATE
    starts = [max(0.0, at - offset_ms) for at, _ in phonemes] + [float(duration_ms)]
    spans = (
        (starts[index], starts[index + 1], visemes.of_ipa(ipa) if ipa.strip() else ("sil",))
        for index, (_, ipa) in enumerate(phonemes)
    )
    return visemes.track(spans, duration_ms)
