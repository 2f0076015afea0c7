"""Values of the CSS properties that decide whether a text is seen: colours, lengths, keywords. Lower case comes in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import tinycss2
import tinycss2.color4

from vivavoce.ports.documents.contrast import Rgb

Rgba = tuple[int, int, int, float]

LENGTH = {
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
    "ch": 8.0,
    "vw": 12.8,
    "vh": 7.2,
    "": 1.0,
}
"""Pixels of each unit; em, rem, ex and ch at the usual 16 px."""
FONT_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
}
INHERITED = frozenset({"inherit", "unset", "revert", "revert-layer"})
_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%|[a-z]*)")
_KEYWORDS = {
    "display": re.compile(r"(?:inline|block|none|contents|flex|grid|list-item|flow-root|table|ruby|run-in)\b.*"),
    "visibility": re.compile(r"visible|hidden|collapse"),
    "content-visibility": re.compile(r"visible|auto|hidden"),
    "position": re.compile(r"static|relative|absolute|fixed|sticky|-webkit-sticky"),
}
_COLOURS = frozenset({"color", "background-color", "-webkit-text-fill-color", "fill"})


def known(name: str, value: str) -> bool:
    """Whether a browser takes the value; what it doesn't take leaves an earlier declaration standing."""
    if value in INHERITED or value == "initial":
        return True
    if name in _KEYWORDS:
        return bool(_KEYWORDS[name].fullmatch(value))
    if name in _COLOURS:
        return value in ("currentcolor", "none") or colour(value) is not None
    if name == "font-size":
        return value in FONT_SIZES or value in ("smaller", "larger") or bool(_NUMBER.search(value))
    if name == "opacity":
        return bool(_NUMBER.match(value))
    return True


def colour(value: str) -> Rgba | None:
    """Red, green, blue (0 to 255) and opacity (0 to 1); None: not a colour, or that of the text."""
    found = tinycss2.color4.parse_color(value)
    if found is None or isinstance(found, str):
        return None
    try:
        red, green, blue = (0.0 if part is None else part for part in found.to("srgb").coordinates)
    except (NotImplementedError, ValueError, ArithmeticError):
        return None
    return _byte(red), _byte(green), _byte(blue), max(0.0, min(1.0, float(found.alpha or 0.0)))


def colours(value: str) -> list[Rgba]:
    """All colours of a background, those of a gradient included."""
    found = (colour(tinycss2.serialize([token])) for token in _tokens(tinycss2.parse_component_value_list(value), 0))
    return [one for one in found if one is not None]


def pixels(value: str, whole_px: float | None = None) -> float | None:
    """A length in pixels; percentages are of ``whole_px``. Of ``calc()`` the first length. None: neither."""
    found = _NUMBER.search(value)
    if not found or found[2] not in (*LENGTH, "%"):
        return None
    number = float(found[1])
    if found[2] == "%":
        return None if whole_px is None else number * whole_px / 100
    return number * LENGTH[found[2]]


def font_pixels(value: str, parent_px: float) -> float | None:
    """The size of a font."""
    if value in FONT_SIZES:
        return FONT_SIZES[value]
    if value in ("smaller", "larger"):
        return parent_px * (5 / 6 if value == "smaller" else 1.2)
    found = _NUMBER.search(value)
    if found and found[2] == "em":
        return float(found[1]) * parent_px
    return pixels(value, parent_px)


def blended(over: Rgba, under: Rgb) -> Rgb:
    """A see-through colour on another one."""
    alpha = over[3]
    red, green, blue = (round(top * alpha + below * (1 - alpha)) for top, below in zip(over[:3], under, strict=True))
    return red, green, blue


def _tokens(values: list[Any], depth: int) -> Iterator[Any]:
    for value in values:
        if value.type == "function" and "gradient" in value.lower_name and depth < 3:
            yield from _tokens(value.arguments, depth + 1)
        elif value.type in ("ident", "hash", "function"):
            yield value


def _byte(part: float) -> int:
    return max(0, min(255, round(part * 255)))
