"""smart-turn v3.2: does it sound as if she has finished? It hears melody and pace, not words.

The model reads Whisper's log-mel picture of the last eight seconds (Radford et al. 2022; 80 mel bands of Slaney's
scale, 25 ms windows every 10 ms), made here with numpy alone. Shorter turns are padded with silence in front.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vivavoce.ports.speech.catalogue import SMART_TURN_MODEL
from vivavoce.ports.speech.onnx import session
from vivavoce.ports.speech.port import HEARING_RATE, Samples

_LANGUAGES = frozenset(
    {"ar", "br", "da", "de", "en", "es", "fi", "fr", "hi", "id", "it", "ja", "ko", "nl", "no", "pl", "pt"}
    | {"ru", "tr", "uk", "vi", "zh"}
)
_WINDOW = 8 * HEARING_RATE
_FFT = 400
_HOP = 160
_BANDS = 80

_LINEAR_MEL_HZ = 200.0 / 3.0
_LOG_FROM_HZ = 1000.0
_LOG_STEP = np.log(6.4) / 27.0


class SmartTurn:
    """See ``EndOfTurn``. About 0.07 CPU-seconds a question, however long the turn."""

    def __init__(self, models_dir: Path) -> None:
        self._session = session(models_dir / SMART_TURN_MODEL)

    def languages(self) -> frozenset[str]:
        """That it was trained on. For the others a pause policy must do alone."""
        return _LANGUAGES

    def probability(self, samples: Samples) -> float:
        """See ``EndOfTurn``; ask it some 200 ms into a pause, the silence included."""
        (out,) = self._session.run(None, {"input_features": log_mel(samples)[None]})
        return float(np.asarray(out).flat[0])


def log_mel(samples: Samples) -> NDArray[np.float32]:
    """Whisper's picture, (80, 800), of the last eight seconds."""
    window = np.zeros(_WINDOW, np.float32)
    recent = samples[-_WINDOW:]
    window[_WINDOW - len(recent) :] = recent
    window = (window - window.mean()) / np.sqrt(window.var() + np.float32(1e-7))
    padded = np.pad(window.astype(np.float64), _FFT // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, _FFT)[::_HOP][:-1]
    power = np.abs(np.fft.rfft(frames * _HANN, axis=1)) ** 2
    picture = np.log10(np.maximum(_FILTERS @ power.T, 1e-10))
    picture = np.maximum(picture, picture.max() - 8.0)
    return np.asarray((picture + 4.0) / 4.0, dtype=np.float32)


def _to_hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slaney's scale: linear up to 1 kHz, logarithmic above."""
    knee = _LOG_FROM_HZ / _LINEAR_MEL_HZ
    return np.where(mel < knee, mel * _LINEAR_MEL_HZ, _LOG_FROM_HZ * np.exp(_LOG_STEP * (mel - knee)))


def _filters() -> NDArray[np.float64]:
    """(80, 201): triangles between neighbouring mel frequencies, each of area one."""
    highest = _LOG_FROM_HZ / _LINEAR_MEL_HZ + np.log(HEARING_RATE / 2 / _LOG_FROM_HZ) / _LOG_STEP
    edges = _to_hz(np.linspace(0.0, highest, _BANDS + 2))
    low, mid, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    bins = np.linspace(0.0, HEARING_RATE / 2, _FFT // 2 + 1)
    triangles = np.maximum(0.0, np.minimum((bins - low) / (mid - low), (high - bins) / (high - mid)))
    return np.asarray(triangles * 2.0 / (high - low))


_HANN = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(_FFT) / _FFT)
_FILTERS = _filters()
