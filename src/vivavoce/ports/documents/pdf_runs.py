"""Runs of PDF text: characters side by side without a space, painted in one way, that are judged together.

Producers that kern paint every letter as an object of its own; a run goes across such objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pypdfium2.raw as raw

from vivavoce.ports.documents.pdf_glyphs import Character
from vivavoce.ports.documents.pdf_paint import Box, Canvas, Painted, fill_of
from vivavoce.ports.documents.port import HiddenReason

_APART_EM = 1.0
_SIZES_APART = 1.2


@dataclass(frozen=True, slots=True)
class Look:
    """How an object paints its letters. ``fill``: blue, green, red; ``opacity`` 0 to 1; ``mode``: ISO 32000, 9.3.6."""

    fill: tuple[int, int, int]
    opacity: float
    mode: int

    @property
    def is_filled(self) -> bool:
        """Not only outlined."""
        return self.mode not in (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)

    @property
    def is_invisible(self) -> bool:
        """Declared to leave no ink."""
        return self.mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


@dataclass
class Run:
    """``reason`` None: a person sees it. ``cover``: what was painted over it."""

    characters: list[Character]
    look: Look
    painted: Painted
    """The object of the first character."""
    reason: HiddenReason | None = None
    cover: Painted | None = None

    @cached_property
    def inked(self) -> list[Character]:
        """Those that should show."""
        return [one for one in self.characters if not one.blank]

    @cached_property
    def keys(self) -> frozenset[int]:
        """Of all its objects."""
        return frozenset(one.key for one in self.characters)

    @cached_property
    def box(self) -> Box:
        """Around the ink, in device points."""
        inks = [one.ink for one in self.characters]
        return (
            min(ink[0] for ink in inks),
            min(ink[1] for ink in inks),
            max(ink[2] for ink in inks),
            max(ink[3] for ink in inks),
        )

    def has_no_glyphs(self) -> bool:
        """Whether we lack a font that the reader's machine would put in: not in the file, and no outline found here."""
        font = raw.FPDFTextObj_GetFont(self.painted.handle)
        empty = not any(one.has_outline for one in self.inked)
        return bool(empty and raw.FPDFFont_GetIsEmbedded(font) == 0)


def runs_of(characters: Sequence[Character], canvas: Canvas) -> list[Run]:
    """All runs, in the file's order."""
    looks: dict[int, Look] = {}
    runs: list[Run] = []
    before: Character | None = None
    for one in characters:
        if one.glyph.blank or one.key not in canvas.by_key:
            before = None
            continue
        look = looks.get(one.key)
        if look is None:
            handle = canvas.by_key[one.key].handle
            *fill, alpha = fill_of(handle)
            look = Look((fill[0], fill[1], fill[2]), alpha / 255, raw.FPDFTextObj_GetTextRenderMode(handle))
            looks[one.key] = look
        if before is not None and (before.key == one.key or (looks[before.key] == look and _touch(before, one))):
            runs[-1].characters.append(one)
        else:
            runs.append(Run([one], look, canvas.by_key[one.key]))
        before = one
    return runs


def _touch(before: Character, one: Character) -> bool:
    """Whether two characters of different objects may be of one word."""
    sizes = sorted((before.nominal, one.nominal))
    if before.glyph.quarter != one.glyph.quarter or sizes[1] > _SIZES_APART * sizes[0]:
        return False
    near = _APART_EM * max(before.glyph.size, one.glyph.size)
    across = max(one.ink[0] - before.ink[2], before.ink[0] - one.ink[2])
    down = max(one.ink[1] - before.ink[3], before.ink[1] - one.ink[3])
    return across < near and down < near
