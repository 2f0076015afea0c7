"""Kokoro-82M (int8, onnxruntime): natural speech in English, Spanish, French, Hindi, Italian and Portuguese.

Phonemes come from espeak-ng's worker, the melody from a style vector that depends on the length of the sentence. The
model decides how long each phoneme lasts before it makes the sound; that tensor is inside the graph, so we name it as
an output and get the mouth for nothing: its sum times 25 ms is the length of the sound, exactly.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vivavoce.ports.speech import sound, visemes
from vivavoce.ports.speech.catalogue import KOKORO_MODEL, MODELS, voice_file
from vivavoce.ports.speech.espeak import EspeakWorker
from vivavoce.ports.speech.onnx import session
from vivavoce.ports.speech.phonemes import LONGEST, TOKENS, phonemized
from vivavoce.ports.speech.port import Samples, Speech, SpeechUnavailableError, Viseme
from vivavoce.ports.speech.text import cut, speakable

_DURATIONS = "/encoder/Clip_output_0"
_FRAME_MS = 25
_EARLY_FRAMES = 3
"""The sound of a phoneme comes this much before its place in the durations: the makers' own time stamps subtract the
same, and hissing against the sound itself gives 60 to 80 ms with three voices."""
_STYLE_SIZE = 256
_BETWEEN_PIECES_MS = 120
_SLOWEST, _FASTEST = 0.6, 1.6

_PHONEMIZER: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (("af_", "en-us"), ("am_", "en-us"), ("bf_", "en-gb"), ("bm_", "en-gb")),
    "es": (("e", "es"),),
    "fr": (("f", "fr"),),
    "hi": (("h", "hi"),),
    "it": (("i", "it"),),
    "pt": (("p", "pt"),),
    "br": (("p", "pt-br"),),
}
"""For each language: which voices (by how their names begin) with which of espeak-ng's pronunciations."""


class KokoroSynthesizer:
    """See ``Synthesizer``. One session for everybody; calls may come from several threads."""

    name = "kokoro-82m-int8"
    version = "kokoro-1.0-int8/2"

    def __init__(self, models_dir: Path, worker: EspeakWorker, threads: int = 1) -> None:
        """Takes about 0.8 s. ``threads`` within one sentence: 2 make it 1.7 times as fast, at the others' cost."""
        self._models_dir = models_dir
        self._worker = worker
        self._session = session(models_dir / KOKORO_MODEL, threads, extra_output=_DURATIONS)
        self._styles: dict[str, NDArray[np.float32]] = {}

    def languages(self) -> frozenset[str]:
        """Languages that at least one voice here speaks."""
        return frozenset(language for language in _PHONEMIZER if self.voices(language))

    def voices(self, language: str) -> tuple[str, ...]:
        """In the catalogue's order: the first is the best."""
        starts = tuple(start for start, _ in _PHONEMIZER.get(language, ()))
        if not starts:
            return ()
        names = (
            model.name.removeprefix("kokoro-").removesuffix(".bin") for model in MODELS if model.purpose == "voice"
        )
        return tuple(
            name for name in names if name.startswith(starts) and (self._models_dir / voice_file(name)).exists()
        )

    def speak(self, text: str, language: str, voice: str, pace: float = 1.0) -> Speech:
        """An empty ``voice`` is the default one. Text without a word gives no sound."""
        voice = voice or next(iter(self.voices(language)), "")
        pronunciation = self._pronunciation(language, voice)
        phonemes = phonemized(self._worker, speakable(text, language), pronunciation)
        pace = min(max(pace, _SLOWEST), _FASTEST)
        made = [self._piece(piece, voice, pace) for piece in cut(phonemes, LONGEST)]
        made = [(samples, spans) for samples, spans in made if len(samples)]
        if not made:
            return Speech(b"", sound.SPEECH_RATE, ())
        return _joined(made)

    def _pronunciation(self, language: str, voice: str) -> str:
        if voice in self.voices(language):
            return next(espeak for start, espeak in _PHONEMIZER[language] if voice.startswith(start))
        raise SpeechUnavailableError(f"Kokoro has no voice {voice!r} for language {language!r}")

    def _piece(self, phonemes: str, voice: str, pace: float) -> tuple[Samples, list[_Span]]:
        letters = [letter for letter in phonemes if letter in TOKENS]
        if not any(letter.isalpha() for letter in letters):
            return np.zeros(0, np.float32), []
        tokens = np.array([[0, *(TOKENS[letter] for letter in letters), 0]], dtype=np.int64)
        style = self._style(voice)[len(letters) - 1][None]
        speed = np.array([pace], dtype=np.float32)
        audio, frames = self._session.run(None, {"tokens": tokens, "style": style, "speed": speed})
        ends = np.cumsum(np.asarray(frames, dtype=np.float64).reshape(-1)) - _EARLY_FRAMES
        ends = np.maximum(ends, 0.0) * _FRAME_MS
        starts = np.concatenate(([0.0], ends[:-1]))
        spans = [
            (float(start), float(end), visemes.of_kokoro(letter, end - start))
            for start, end, letter in zip(starts, ends, ["", *letters, ""], strict=True)
        ]
        return np.asarray(audio, dtype=np.float32).reshape(-1), spans

    def _style(self, voice: str) -> NDArray[np.float32]:
        if voice not in self._styles:
            vectors = np.fromfile(self._models_dir / voice_file(voice), dtype="<f4")
            self._styles[voice] = vectors.reshape(-1, _STYLE_SIZE)
        return self._styles[voice]


_Span = tuple[float, float, tuple[Viseme, ...]]


def _joined(made: list[tuple[Samples, list[_Span]]]) -> Speech:
    """Pieces one after the other with a short pause, each trimmed, and their mouths moved with them."""
    rate = sound.SPEECH_RATE
    pause = np.zeros(rate * _BETWEEN_PIECES_MS // 1000, np.float32)
    parts: list[Samples] = []
    spans: list[_Span] = []
    length = 0
    for samples, piece_spans in made:
        if parts:
            parts.append(pause)
            length += len(pause)
        kept = sound.trimmed(samples, rate)
        shift = (length - kept.start) * 1000 / rate
        begin, end = length * 1000 / rate, (length + kept.stop - kept.start) * 1000 / rate
        for start, stop, shapes in piece_spans:
            moved = (min(max(start + shift, begin), end), min(max(stop + shift, begin), end))
            if moved[1] > moved[0]:
                spans.append((*moved, shapes))
        parts.append(samples[kept])
        length += kept.stop - kept.start
    whole = sound.polished(np.concatenate(parts), rate)
    return Speech(sound.to_pcm(whole), rate, visemes.track(spans, len(whole) * 1000 // rate))
