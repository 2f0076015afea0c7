"""Mouth shapes read off the sound alone, for engines that don't tell their phonemes.

Each 20 ms are sorted by loudness and by where their energy lies: hiss above 3 kHz is a fricative, little sound between
loud places is a closed mouth, and a vowel is known by its two lowest formants (Peterson and Barney 1952), taken as the
centres of gravity of two bands. Good enough to look at; it knows neither language nor words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from vivavoce.ports.speech import visemes
from vivavoce.ports.speech.port import MouthShape, Samples, Viseme

_FRAME_MS = 20
_WINDOW_MS = 40
_SILENT_DB = 38.0
"""So much quieter than the loudest frame: nothing is said."""
_CLOSED_DB = 7.0
"""So much quieter than what is around it (120 ms to each side): lips or tongue close the way."""
_AROUND = 6
_HISS = 0.35
"""Share of the energy above 3 kHz from which on it is a fricative."""
_SHARP_HZ = 5_000.0
"""Centre of gravity of a hiss: [s] above, [ʃ] below."""

_FIRST, _SECOND = (200.0, 1_000.0), (900.0, 2_800.0)
_OPEN_HZ, _HALF_OPEN_HZ = 560.0, 440.0
_FRONT_HZ, _HALF_FRONT_HZ = 1_750.0, 1_600.0


def read(samples: Samples, rate: int) -> tuple[MouthShape, ...]:
    """The mouth track of finished speech; see ``visemes.track`` for its form."""
    duration_ms = len(samples) * 1000 // rate
    power, level = _spectra(samples, rate)
    if not len(level) or level.max() <= -90.0:
        return visemes.track((), duration_ms)
    shapes = _steady(_shapes(power, level, rate))
    spans = ((index * _FRAME_MS, (index + 1) * _FRAME_MS, (shape,)) for index, shape in enumerate(shapes))
    return visemes.track(_merged(spans), duration_ms)


def _spectra(samples: Samples, rate: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Power of each frame by frequency, and its level in dBFS."""
    hop, window = rate * _FRAME_MS // 1000, rate * _WINDOW_MS // 1000
    if len(samples) < hop:
        return np.zeros((0, window // 2 + 1)), np.zeros(0)
    padded = np.pad(samples.astype(np.float64), (window - hop) // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop]
    level = 10.0 * np.log10(np.mean(frames**2, axis=1) + 1e-12)
    return np.abs(np.fft.rfft(frames * np.hanning(window), axis=1)) ** 2, level


def _shapes(power: NDArray[np.float64], level: NDArray[np.float64], rate: int) -> list[Viseme]:
    hertz = np.linspace(0.0, rate / 2, power.shape[1])
    whole = power.sum(axis=1) + 1e-12
    hiss = power[:, hertz > 3_000].sum(axis=1) / whole
    hum = power[:, hertz < 350].sum(axis=1) / whole
    sharp = _centre(power, hertz, 2_000.0, 9_000.0)
    first, second = _centre(power, hertz, *_FIRST), _centre(power, hertz, *_SECOND)
    dip = _around(level) - level
    shapes: list[Viseme] = []
    for at in range(len(level)):
        if level[at] < level.max() - _SILENT_DB:
            shapes.append("sil")
        elif hiss[at] > _HISS:
            shapes.append("SS" if sharp[at] > _SHARP_HZ else "CH")
        elif dip[at] > _CLOSED_DB:
            shapes.append("PP" if hum[at] > 0.55 else "DD")
        else:
            shapes.append(_vowel(float(first[at]), float(second[at])))
    return shapes


def _vowel(first_hz: float, second_hz: float) -> Viseme:
    if first_hz > _OPEN_HZ:
        return "aa"
    if first_hz > _HALF_OPEN_HZ:
        return "E" if second_hz > _HALF_FRONT_HZ else "O"
    return "I" if second_hz > _FRONT_HZ else "U"


def _centre(power: NDArray[np.float64], hertz: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """Centre of gravity, in Hz, of each frame's amplitude between two frequencies."""
    band = (hertz >= low) & (hertz <= high)
    amplitude = np.sqrt(power[:, band]) + 1e-12
    return np.asarray((amplitude * hertz[band]).sum(axis=1) / amplitude.sum(axis=1))


def _around(level: NDArray[np.float64]) -> NDArray[np.float64]:
    """The lesser of the loudest frames shortly before and shortly after each."""
    padded = np.pad(level, _AROUND, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * _AROUND + 1)
    return np.asarray(np.minimum(windows[:, :_AROUND].max(axis=1), windows[:, _AROUND + 1 :].max(axis=1)))


def _steady(shapes: list[Viseme]) -> list[Viseme]:
    """A single frame between two that agree is a flicker, unless the mouth closes in it."""
    out = list(shapes)
    for at in range(1, len(shapes) - 1):
        if shapes[at - 1] == shapes[at + 1] != shapes[at] and shapes[at] != "PP":
            out[at] = shapes[at - 1]
    return out


def _merged(
    spans: Iterable[tuple[float, float, tuple[Viseme, ...]]],
) -> Iterator[tuple[float, float, tuple[Viseme, ...]]]:
    """Neighbours with the same shape as one."""
    for shape, group in groupby(spans, key=lambda span: span[2]):
        members = list(group)
        yield members[0][0], members[-1][1], shape
