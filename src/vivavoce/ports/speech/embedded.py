"""The engines that need no account and no network, built from the models folder when they are first needed.

Every engine exists once per process and is shared by all interviews; building is locked, calls are not. Whatever is
called here blocks: go through ``Compute``. Kokoro speaks where it can, espeak-ng everywhere else and whenever Kokoro's
files are missing: an interview must never be mute.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np

from vivavoce.ports.speech import sound, whisper
from vivavoce.ports.speech.cache import SpeechCache
from vivavoce.ports.speech.espeak import EspeakSynthesizer, EspeakWorker
from vivavoce.ports.speech.kokoro import KokoroSynthesizer
from vivavoce.ports.speech.models import check
from vivavoce.ports.speech.moonshine import MoonshineTranscriber
from vivavoce.ports.speech.port import (
    HEARING_RATE,
    VAD_FRAME,
    Samples,
    Speech,
    SpeechUnavailableError,
    Transcript,
)
from vivavoce.ports.speech.silero import SileroVoiceActivity
from vivavoce.ports.speech.smart_turn import SmartTurn
from vivavoce.ports.speech.whisper import WhisperTranscriber

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Readiness:
    """Which model files an interview would miss, by name. Nothing missing: ready."""

    missing: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """All there."""
        return not self.missing


class EmbeddedSpeech:
    """All four engines behind one door. Cheap to make: nothing is loaded before it is asked for."""

    def __init__(self, models_dir: Path, cache: SpeechCache | None = None, synthesis_threads: int = 1) -> None:
        self._models_dir = models_dir
        self._cache = cache
        self._threads = synthesis_threads
        self._lock = threading.RLock()
        self._built: dict[str, object] = {}
        self._worker = EspeakWorker()

    def ready(self) -> Readiness:
        """Cheap (a stamp is compared, nothing is hashed twice)."""
        return Readiness(tuple(state.model.name for state in check(self._models_dir) if state.status != "present"))

    @property
    def voice_activity(self) -> SileroVoiceActivity:
        """Raises SpeechUnavailableError when its file is missing; so do the others."""
        return self._once("vad", lambda: SileroVoiceActivity(self._models_dir))

    @property
    def end_of_turn(self) -> SmartTurn:
        """smart-turn."""
        return self._once("turn", lambda: SmartTurn(self._models_dir))

    @property
    def transcriber(self) -> LocalTranscriber:
        """Moonshine for English; Whisper for its languages, once its files are there."""
        moonshine = self._once("stt", lambda: MoonshineTranscriber(self._models_dir, self.voice_activity))
        return self._once("hear", lambda: LocalTranscriber(moonshine, self._models_dir, self._whisper))

    @cached_property
    def synthesizer(self) -> LocalSynthesizer:
        """Kokoro and espeak-ng as one, with the cache in front."""
        return LocalSynthesizer(self._kokoro, EspeakSynthesizer(self._worker), self._cache)

    def speak(self, text: str, language: str, voice: str = "", pace: float = 1.0) -> Speech:
        """The same as ``synthesizer.speak``; without a voice, the language's default."""
        return self.synthesizer.speak(text, language, voice, pace)

    def warm_up(self) -> None:
        """Load everything and run it once (about 2 s), so that the first candidate doesn't wait for it."""
        silence = np.zeros(HEARING_RATE, np.float32)
        self.voice_activity.open().probability(silence[:VAD_FRAME])
        self.end_of_turn.probability(silence)
        LocalSynthesizer(self._kokoro, EspeakSynthesizer(self._worker), None).speak("Hello.", "en", "")
        spoken = EspeakSynthesizer(self._worker).speak("Hello.", "en", "")
        heard = sound.heard(spoken)
        for language in {self.transcriber.engine(one): one for one in self.transcriber.languages()}.values():
            self.transcriber.transcribe(heard, language)

    def close(self) -> None:
        """End the worker process. The engine objects must not be used afterwards."""
        self._worker.close()

    def _whisper(self) -> WhisperTranscriber:
        return self._once("whisper", lambda: WhisperTranscriber(self._models_dir, self.voice_activity))

    def _kokoro(self) -> KokoroSynthesizer | None:
        try:
            return self._once("tts", lambda: KokoroSynthesizer(self._models_dir, self._worker, self._threads))
        except SpeechUnavailableError:
            return None

    def _once(self, name: str, build: Callable[[], _T]) -> _T:
        with self._lock:
            if name not in self._built:
                self._built[name] = build()
            built: _T = self._built[name]  # type: ignore[assignment]
            return built


class LocalTranscriber:
    """See ``Transcriber``. Knows what Whisper hears without loading it: that takes a second."""

    name = "embedded"

    def __init__(
        self, moonshine: MoonshineTranscriber, models_dir: Path, whisper: Callable[[], WhisperTranscriber]
    ) -> None:
        self._moonshine = moonshine
        self._models_dir = models_dir
        self._whisper = whisper

    def languages(self) -> frozenset[str]:
        """What can be heard now; a pull makes it more while the process runs."""
        return self._moonshine.languages() | (whisper.LANGUAGES if whisper.installed(self._models_dir) else frozenset())

    def engine(self, language: str) -> str:
        """Name of the engine that hears it; empty: none."""
        if language in self._moonshine.languages():
            return self._moonshine.name
        return WhisperTranscriber.name if language in self.languages() else ""

    def transcribe(self, samples: Samples, language: str) -> Transcript:
        """See ``Transcriber``."""
        if language in self._moonshine.languages():
            return self._moonshine.transcribe(samples, language)
        if language in self.languages():
            return self._whisper().transcribe(samples, language)
        pull = f"run `vivavoce models pull --languages {language}`, or " if language in whisper.LANGUAGES else ""
        raise SpeechUnavailableError(f"Nothing here hears {language!r}: {pull}set VIVAVOCE_STT_BASE_URL")


class LocalSynthesizer:
    """Kokoro for its languages and voices, else espeak-ng."""

    name = "embedded"

    def __init__(
        self, kokoro: Callable[[], KokoroSynthesizer | None], espeak: EspeakSynthesizer, cache: SpeechCache | None
    ) -> None:
        self._kokoro = kokoro
        self._espeak = espeak
        self._cache = cache

    @property
    def version(self) -> str:
        kokoro = self._kokoro()
        return f"{kokoro.version if kokoro else 'no-kokoro'}+{self._espeak.version}"

    def languages(self) -> frozenset[str]:
        return self._espeak.languages()

    def engine(self, language: str) -> str:
        """Name of the engine of the language's default voice."""
        kokoro = self._kokoro()
        return kokoro.name if kokoro and language in kokoro.languages() else self._espeak.name

    def voices(self, language: str) -> tuple[str, ...]:
        kokoro = self._kokoro()
        return (kokoro.voices(language) if kokoro else ()) + self._espeak.voices(language)

    def speak(self, text: str, language: str, voice: str, pace: float = 1.0) -> Speech:
        """A voice that the language doesn't have gives way to the nearest that it has, so that nobody is mute."""
        voices = self.voices(language)
        if not voices:
            raise SpeechUnavailableError(f"There is no voice for language {language!r}")
        voice = voice if voice in voices else _nearest(voice, voices)
        kokoro = self._kokoro()
        engine = kokoro if kokoro and voice in kokoro.voices(language) else self._espeak
        if self._cache is None:
            return engine.speak(text, language, voice, pace)
        key = self._cache.key(text, language, voice, pace, engine.version)
        speech = self._cache.get(key)
        if speech is None:
            speech = engine.speak(text, language, voice, pace)
            self._cache.put(key, speech)
        return speech


def _nearest(wanted: str, voices: tuple[str, ...]) -> str:
    """The first voice of the same pitch as the wanted one (the second letter of Kokoro's names), else the first."""
    pitch = {"m": ("m_", "low"), "f": ("f_", "high")}.get(wanted[1:2] if wanted[2:3] == "_" else "", ())
    return next((voice for voice in voices if voice[1:3] in pitch or voice.endswith(pitch)), voices[0])
