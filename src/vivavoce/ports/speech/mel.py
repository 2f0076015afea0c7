"""Whisper's log-mel picture of a sound, in numpy alone; smart-turn looks at the same picture.

80 mel bands of Slaney's scale, windows of 25 ms every 10 ms (Radford et al. 2022, section 2.2).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vivavoce.ports.speech.port import HEARING_RATE, Samples

HOP = 160
"""Samples from one column to the next: 10 ms."""
_FFT = 400
_BANDS = 80

_LINEAR_MEL_HZ = 200.0 / 3.0
_LOG_FROM_HZ = 1000.0
_LOG_STEP = np.log(6.4) / 27.0


def picture(samples: Samples) -> NDArray[np.float32]:
    """(80, length / ``HOP``), about -1 to 1.5. The floor lies 80 dB under the loudest place."""
    padded = np.pad(samples.astype(np.float64), _FFT // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, _FFT)[::HOP][:-1]
    power = np.abs(np.fft.rfft(frames * _HANN, axis=1)) ** 2
    levels = np.log10(np.maximum(_FILTERS @ power.T, 1e-10))
    levels = np.maximum(levels, levels.max() - 8.0)
    return np.asarray((levels + 4.0) / 4.0, dtype=np.float32)


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
