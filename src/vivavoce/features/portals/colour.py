"""Colours that can be read: contrast as WCAG 2.2 defines it. Pure."""

from __future__ import annotations

import re

TEXT_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3 (AA): text on its background."""
PART_CONTRAST = 3.0
"""WCAG 2.2, 1.4.11 (AA): a button against the page."""
HEX = re.compile(r"#[0-9a-fA-F]{6}")
INK, PAPER = "#111111", "#ffffff"


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, from 0 (black) to 1 (white)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, from 1 (the same) to 21 (black and white)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(background: str) -> str:
    """Ink or paper, whichever reads better; black where ink is too pale for a middling grey."""
    best = max((INK, PAPER), key=lambda colour: contrast(colour, background))
    return best if contrast(best, background) >= TEXT_CONTRAST else "#000000"
