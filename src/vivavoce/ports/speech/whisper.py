"""Whisper base (int8, CTranslate2): speech to text in the languages that the world has written most beneath its videos.

The model was made for windows of half a minute and takes as long for a "yes" as for thirty seconds. It also takes
shorter windows, and a few seconds of silence after the speech are enough for it to find the end: that makes it five
times as fast (0.05 instead of 0.25 CPU-seconds a second of speech). Decoding is greedy and without timestamps.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from vivavoce.ports.speech import hearing, mel
from vivavoce.ports.speech.catalogue import WHISPER, WHISPER_FOLDER
from vivavoce.ports.speech.port import HEARING_RATE, Samples, SpeechUnavailableError, Transcript
from vivavoce.ports.speech.silero import SileroVoiceActivity

_TOKEN: dict[str, str] = {
    "br": "pt",
    "de": "de",
    "en": "en",
    "es": "es",
    "fr": "fr",
    "it": "it",
    "ja": "ja",
    "ko": "ko",
    "nl": "nl",
    "pl": "pl",
    "pt": "pt",
    "ru": "ru",
    "sv": "sv",
    "tr": "tr",
    "zh": "zh",
}
"""Whisper's name of each language. Only those that it heard for more than 2,000 hours in training (Radford et al. 2022,
figure 11); in the others the base model gets about every second word wrong, and an interview is better typed."""

LANGUAGES = frozenset(_TOKEN)
_SIMPLIFIED = "以下是普通话的句子。"
"""Put before a Mandarin transcript: without it the model writes traditional characters as often as simplified ones."""
_PADDING_S = 6.0
"""With two seconds it lost a Spanish sentence; more than six bought nothing."""
_TOKENS_PER_S = 12.0
_UNLIKELY = -1.0
"""Mean log probability of the tokens below which nobody said that (the threshold of Whisper's makers). Measured: clear
speech -0.03 to -0.4, speech that is understood wrongly -0.8 to -2."""
_FEW = 6
_UNLIKELY_FEW = -1.4
"""The same for so few tokens: a clear "no" got -1.3, because it may be written in so many ways."""
_SILENT = 0.6
"""Probability that there is no speech, from which on a doubtful text is dropped (again the makers')."""
_AT_ONCE = 2


def installed(models_dir: Path) -> bool:
    """Whether its files lie there and its library is there. Cheap; whether they are whole is for ``models`` to say."""
    files = all((models_dir / model.name).is_file() for model in WHISPER)
    return files and importlib.util.find_spec("ctranslate2") is not None


@dataclass(frozen=True, slots=True)
class _Look:
    """What was made of one window: tokens without their loop, whether there was one, and two probabilities."""

    words: list[int]
    looped: bool
    likelihood: float
    """Mean log probability of the tokens."""
    no_speech: float


class WhisperTranscriber:
    """See ``Transcriber``."""

    name = "whisper-base"

    def __init__(self, models_dir: Path, voice_activity: SileroVoiceActivity) -> None:
        """Takes about a second. Raises SpeechUnavailableError."""
        if not installed(models_dir):
            raise SpeechUnavailableError("Whisper's files are missing: run `vivavoce models pull whisper`")
        folder = models_dir / WHISPER_FOLDER
        try:
            import ctranslate2  # 0.2 s, and only for those who need it

            self._array = ctranslate2.StorageView.from_array
            self._model = ctranslate2.models.Whisper(
                str(folder), compute_type="int8", intra_threads=1, inter_threads=_AT_ONCE
            )
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # both libraries raise bare Exceptions
            raise SpeechUnavailableError(f"Whisper can't be used: {error}") from error
        self._voice_activity = voice_activity

    def languages(self) -> frozenset[str]:
        """See ``_TOKEN``."""
        return LANGUAGES

    def transcribe(self, samples: Samples, language: str) -> Transcript:
        """See ``Transcriber``; longer recordings are cut where it is quietest."""
        if language not in _TOKEN:
            raise SpeechUnavailableError(f"{self.name} does not hear {language!r} well enough")
        found = hearing.stretches(self._voice_activity, samples)
        return hearing.joined((self._stretch(one, _TOKEN[language]) for one in found), self.name)

    def _stretch(self, stretch: hearing.Stretch, language: str) -> tuple[str, float]:
        """Text, and mean log probability of its tokens. Doubtful words get a second look, at the window of training."""
        heard = self._look(stretch.samples, _PADDING_S, language)
        if heard.looped or heard.likelihood < _UNLIKELY:
            again = self._look(stretch.samples, hearing.LONGEST_S, language)
            heard = min(heard, again, key=lambda look: (look.looped, -look.likelihood))
        least = _UNLIKELY if len(heard.words) > _FEW else _UNLIKELY_FEW
        if heard.likelihood < least or (heard.no_speech > _SILENT and not stretch.plenty):
            return "", heard.likelihood
        return str(self._tokenizer.decode(heard.words)).strip(), heard.likelihood

    def _look(self, samples: Samples, padding_s: float, language: str) -> _Look:
        (found,) = self._model.generate(
            self._array(mel.picture(_window(samples, padding_s))[None]),
            [self._prompt(language)],
            beam_size=1,
            max_length=int(20 + _TOKENS_PER_S * len(samples) / HEARING_RATE),
            return_scores=True,
            return_no_speech_prob=True,
        )
        tokens: list[int] = found.sequences_ids[0]
        words = _without_loop(tokens)
        return _Look(words, len(words) < len(tokens), float(found.scores[0]), float(found.no_speech_prob))

    def _prompt(self, language: str) -> list[int]:
        """What the transcript begins with, as tokens."""
        marks = f"<|startoftranscript|><|{language}|><|transcribe|><|notimestamps|>"
        text = f"<|startofprev|>{_SIMPLIFIED}{marks}" if language == "zh" else marks
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids


def _window(samples: Samples, padding_s: float) -> Samples:
    """The speech and the silence after it, at most half a minute, in whole columns of the picture (an even number)."""
    step = 2 * mel.HOP
    wanted = min(len(samples) + round(padding_s * HEARING_RATE), hearing.LONGEST_S * HEARING_RATE)
    window = np.zeros(-(-wanted // step) * step, np.float32)
    kept = samples[: len(window)]
    window[: len(kept)] = kept
    return window


def _without_loop(tokens: list[int]) -> list[int]:
    """Up to the end of the first turn of the first loop."""
    for end in range(1, len(tokens) + 1):
        if (kept := hearing.loop_cut(tokens[:end])) is not None:
            return kept
    return tokens
