"""What layout works on: glyphs, words and segments with their places.

Points, x in reading direction, y down, each glyph in the frame of its own quarter turn: text along the margin has
places as if the page were turned so that it stands upright.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

_SLANTED_DEGREES = 5.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shown character, or two or three of a ligature. ``order``: its place in the file's own sequence."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: int
    order: int
    quarter: int = 0
    """Quarter turns counterclockwise, 0 to 3."""
    slant: float = 0.0
    """Degrees beside that."""

    @property
    def is_slanted(self) -> bool:
        """Whether it doesn't stand in lines with other text."""
        return abs(self.slant) > _SLANTED_DEGREES

    @property
    def blank(self) -> bool:
        """Whether it only parts words."""
        return self.text.isspace()


@dataclass(frozen=True, slots=True)
class Word:
    """Glyphs without a gap. ``font`` is that of the last glyph."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: int
    order: int
    quarter: int = 0
    is_slanted: bool = False


@dataclass(frozen=True)
class Segment:
    """Words of one row that stand close together: a line of a column, a cell, a date at the margin."""

    words: tuple[Word, ...]

    @cached_property
    def left(self) -> float:
        return min(word.left for word in self.words)

    @cached_property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @cached_property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @cached_property
    def baseline(self) -> float:
        return max(self.words, key=lambda word: word.size).baseline

    @cached_property
    def order(self) -> int:
        return min(word.order for word in self.words)
