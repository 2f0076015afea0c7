"""The characters of a PDF page with their places, sizes and the objects that paint them.

A file may say in words of its own what a piece of its text is ("ActualText"). Where that says far more than the ink
could, it is set aside as hidden and the glyphs themselves are read.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vivavoce.ports.documents.characters import is_unseen
from vivavoce.ports.documents.pdf_paint import Box, Canvas, address
from vivavoce.ports.documents.places import Glyph

_CROWDED_EM = 0.12
"""Room for each character below which a text can't be what the ink shows; "l" and "." need 0.2."""
_CROWDED_CHARACTERS = 4
_BULLETS = frozenset({0xF0B7, 0xF0A7, 0xF0D8, 0xF0A8, 0xF076, 0xF0FC, 0xF06E, 0xF0BE})
"""Where Symbol and Wingdings have their bullets."""
_PRIVATE = range(0xE000, 0xF900)
_TYPE3_SIZE = 1.0
"""Fonts of drawn glyphs often state this size and scale the glyphs themselves."""
_NO_OUTLINE_EM = 0.004
"""PDFium gives a glyph that it can't find a height of one unit."""


@dataclass(frozen=True, slots=True)
class Character:
    """A glyph, the object that paints it (0: none), and the box of its ink in device points."""

    glyph: Glyph
    key: int
    ink: Box
    nominal: float
    """The font size that the file states, in points on the page."""
    blank: bool
    """Whether it has no ink by nature."""

    @property
    def has_outline(self) -> bool:
        """Whether a shape is known for it."""
        left, top, right, bottom = self.ink
        return min(right - left, bottom - top) > _NO_OUTLINE_EM * self.nominal

    @property
    def height(self) -> float:
        """Of its ink, as one reads it."""
        _, top, _, bottom = _turned(self.ink, self.glyph.quarter)
        return bottom - top


@dataclass(frozen=True, slots=True)
class Reading:
    """The characters of one page; ``squeezed``: keys of objects whose text has no room; ``claimed``: texts that only
    the file's own words say; ``unknown``: how many characters it doesn't name."""

    characters: tuple[Character, ...]
    unknown: int
    squeezed: frozenset[int] = frozenset()
    claimed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    nominal: float
    font: int
    quarter: int
    slant: float


def read_characters(canvas: Canvas) -> Reading:
    """All characters of the page, in the file's order."""
    first = _read(canvas)
    if not (crowded := _crowded(first.characters)):
        return first
    for painted in canvas.objects:
        if painted.is_text:
            _drop_actual_text(painted.handle)
    again = _read(canvas)
    squeezed = _crowded(again.characters)
    claimed = tuple(
        "".join(one.glyph.text for one in first.characters if one.key == key) for key in sorted(crowded - squeezed)
    )
    return Reading(again.characters, again.unknown, frozenset(squeezed), claimed)


def _read(canvas: Canvas) -> Reading:
    textpage = canvas.page.get_textpage()
    try:
        return _Reader(canvas, textpage).read()
    finally:
        textpage.close()


class _Reader:
    def __init__(self, canvas: Canvas, textpage: pdfium.PdfTextPage) -> None:
        self._canvas = canvas
        self._text = textpage.raw
        self._styles: dict[int, _Style] = {}
        self._loose = raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._edges = [ctypes.c_double() for _ in range(4)]

    def read(self) -> Reading:
        found: list[Character] = []
        unknown = high = 0
        for index in range(raw.FPDFText_CountChars(self._text)):
            code = raw.FPDFText_GetUnicode(self._text, index)
            if code in (0, 0xFFFD, 0xFFFF) or raw.FPDFText_HasUnicodeMapError(self._text, index) == 1:
                unknown += 1
                continue
            if 0xD800 <= code < 0xDC00:
                high = code  # PDFium gives UTF-16 where wchar_t is wide, too
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code = 0x10000 + (high - 0xD800) * 0x400 + code - 0xDC00
            high = 0
            character = self._character(index, code)
            if character is not None:
                found.append(character)
        return Reading(tuple(found), unknown)

    def _character(self, index: int, code: int) -> Character | None:
        text = _text_of(code)
        handle = raw.FPDFText_GetTextObject(self._text, index)
        key = address(handle) if handle else 0
        if not key or text.isspace() or 0xD800 <= code < 0xE000:
            return Character(Glyph(" ", 0, 0, 0, 1, 0, index), key, (0, 0, 0, 0), 1, True)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._style(index, handle)
        loose, x, y = self._loose, self._x, self._y
        raw.FPDFText_GetLooseCharBox(self._text, index, loose)
        box = self._canvas.box(loose.left, loose.bottom, loose.right, loose.top)
        left, _, right, _ = _turned(box, style.quarter)
        raw.FPDFText_GetCharOrigin(self._text, index, x, y)
        across, down = self._canvas.device(x.value, y.value)
        baseline = _turned((across, down, across, down), style.quarter)[1]
        glyph = Glyph(text, left, right, baseline, style.size, style.font, index, style.quarter, style.slant)
        return Character(glyph, key, self._ink(index), style.nominal, is_unseen(text))

    def _ink(self, index: int) -> Box:
        left, right, bottom, top = self._edges
        raw.FPDFText_GetCharBox(self._text, index, left, right, bottom, top)
        return self._canvas.box(left.value, bottom.value, right.value, top.value)

    def _style(self, index: int, handle: Any) -> _Style:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        nominal = abs(raw.FPDFText_GetFontSize(self._text, index)) * math.hypot(matrix.c, matrix.d)
        across, up = self._canvas.direction(matrix.a, matrix.b)
        angle = math.degrees(math.atan2(up, across))
        quarter = round(angle / 90) % 4
        _, top, _, bottom = _turned(self._ink(index), quarter)
        size = nominal if nominal > _TYPE3_SIZE else max(nominal, (bottom - top) / 0.7)
        font = address(raw.FPDFTextObj_GetFont(handle))
        return _Style(max(size, 0.01), nominal, font, quarter, angle - 90 * round(angle / 90))


def _text_of(code: int) -> str:
    """What a code shows: a soft hyphen that is painted is a hyphen, an icon of a private font is no text."""
    if code in (0xFFFE, 0xAD):
        return "-"
    if code in _BULLETS:
        return "•"
    return " " if code in _PRIVATE else chr(code)


def _turned(box: Box, quarter: int) -> Box:
    """A box in the frame of text that runs ``quarter`` quarter turns counterclockwise."""
    left, top, right, bottom = box
    if quarter == 1:
        return -bottom, left, -top, right
    if quarter == 2:
        return -right, -bottom, -left, -top
    return (top, -right, bottom, -left) if quarter == 3 else box


def _crowded(characters: tuple[Character, ...]) -> set[int]:
    """Objects in which many characters share one small place."""
    lines: dict[tuple[int, int], list[Glyph]] = {}
    for one in characters:
        if one.key and not one.blank and not one.glyph.is_slanted:
            lines.setdefault((one.key, round(one.glyph.baseline)), []).append(one.glyph)
    crowded = set()
    for (key, _), line in lines.items():
        if len(line) >= _CROWDED_CHARACTERS:
            room = max(glyph.right for glyph in line) - min(glyph.left for glyph in line)
            if room < _CROWDED_EM * line[0].size * len(line):
                crowded.add(key)
    return crowded


def _drop_actual_text(handle: Any) -> None:
    for index in reversed(range(max(0, raw.FPDFPageObj_CountMarks(handle)))):
        mark = raw.FPDFPageObj_GetMark(handle, index)
        if raw.FPDFPageObjMark_GetParamValueType(mark, b"ActualText") != raw.FPDF_OBJECT_UNKNOWN:
            raw.FPDFPageObj_RemoveMark(handle, mark)
