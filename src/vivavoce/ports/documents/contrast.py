"""How far two colours are apart for an eye that reads: brightness first, hue a little.

0 is the same colour, 255 black on white. ``READABLE`` lies between #EBEBEB (gone on white paper) and #E0E0E0 (faint).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

READABLE = 22.0
_HUE = 0.35
"""Weight of the strongest single channel: pure red on pure green of one brightness can be read, barely."""
_BRIGHTNESS = np.array([0.114, 0.587, 0.299], dtype=np.float32)
"""Of blue, green, red (Rec. 601)."""

Rgb = tuple[int, int, int]


def contrasts(one: NDArray[np.generic], other: NDArray[np.generic]) -> NDArray[np.float32]:
    """For each pixel; the last axis of both is blue, green, red (0 to 255), and they broadcast."""
    apart = one.astype(np.float32) - other.astype(np.float32)
    bright = np.abs(apart @ _BRIGHTNESS)
    hue = np.abs(apart).max(axis=-1) * np.float32(_HUE)
    found: NDArray[np.float32] = np.maximum(bright, hue)
    return found


def contrast(one: Rgb, other: Rgb) -> float:
    """Of two colours given as red, green, blue."""
    red, green, blue = (abs(a - b) for a, b in zip(one, other, strict=True))
    signed = [a - b for a, b in zip(one, other, strict=True)]
    bright = abs(0.299 * signed[0] + 0.587 * signed[1] + 0.114 * signed[2])
    return max(bright, _HUE * max(red, green, blue))
