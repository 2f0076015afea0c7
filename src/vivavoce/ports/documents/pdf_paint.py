"""What is painted on a PDF page, in the order of painting, and the page as a picture with and without its text.

The only module that turns page objects on and off. Device places are points from the top left corner of the page as
it is shown (crop box, rotation), y downwards; pictures are ``SCALE`` pixels a point.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Picture = NDArray[np.uint8]
"""Height × width × (blue, green, red)."""

MAX_PIXELS = 3_000_000
MAX_OBJECTS = 100_000
MAX_NESTING = 12
_MAX_SCALE = 1.5

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
_FULL = 255
_OPAQUE = 250


@dataclass(frozen=True, slots=True)
class Painted:
    """One page object. ``key`` is its address; ``place`` its turn in painting; ``solid``: nothing shows
    through. Text has no box here: its characters have."""

    handle: Any
    key: int
    place: int
    is_text: bool
    is_image: bool
    box: Box
    solid: bool


class Canvas:
    """A page, its objects and its pictures."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.page = page
        self.width: float
        self.height: float
        self.width, self.height = page.get_size()
        self._to_device = _device_matrix(page, self.width, self.height)
        area = max(1.0, self.width * self.height)
        self.scale = min(_MAX_SCALE, (MAX_PIXELS / area) ** 0.5)
        self.objects = list(self._walk(page.raw, _IDENTITY, 0, [0]))
        self.by_key = {painted.key: painted for painted in self.objects}

    def device(self, x: float, y: float) -> tuple[float, float]:
        """A place on the page in device points."""
        a, b, c, d, e, f = self._to_device
        return a * x + c * y + e, b * x + d * y + f

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """An upright box of the page in device points; pages are only turned by quarters, so two corners do."""
        a, b, c, d, e, f = self._to_device
        x0, y0 = a * left + c * bottom + e, b * left + d * bottom + f
        x1, y1 = a * right + c * top + e, b * right + d * top + f
        return (x0 if x0 < x1 else x1, y0 if y0 < y1 else y1, x1 if x0 < x1 else x0, y1 if y0 < y1 else y0)

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """A direction on the page in device directions (y up, as angles are counted)."""
        a, b, c, d, _, _ = self._to_device
        return a * x + c * y, -(b * x + d * y)

    def picture(self, without: Iterable[Painted] = ()) -> Picture:
        """The page as it shows, with some objects left out."""
        left_out = list(without)
        for painted in left_out:
            raw.FPDFPageObj_SetIsActive(painted.handle, False)
        try:
            return self._render()
        finally:
            for painted in left_out:
                raw.FPDFPageObj_SetIsActive(painted.handle, True)

    def _render(self) -> Picture:
        width, height = max(1, round(self.width * self.scale)), max(1, round(self.height * self.scale))
        bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
        bitmap.fill_rect((_FULL, _FULL, _FULL, _FULL), 0, 0, width, height)
        raw.FPDF_RenderPageBitmap(bitmap, self.page, 0, 0, width, height, 0, 0)
        picture: Picture = bitmap.to_numpy()[:, :, :3]  # a view; it keeps the memory, PDFium's handle goes by itself
        return picture

    def _walk(self, holder: Any, matrix: _Matrix, depth: int, count: list[int]) -> Iterator[Painted]:
        counts, gets = (
            (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
            if depth
            else (raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
        )
        for index in range(max(0, counts(holder))):
            if count[0] >= MAX_OBJECTS:
                return
            handle = gets(holder, index)
            kind = raw.FPDFPageObj_GetType(handle)
            if kind == raw.FPDF_PAGEOBJ_FORM:
                if depth < MAX_NESTING:
                    yield from self._walk(handle, _times(_matrix_of(handle), matrix), depth + 1, count)
                continue
            count[0] += 1
            yield Painted(
                handle=handle,
                key=address(handle),
                place=count[0],
                is_text=kind == raw.FPDF_PAGEOBJ_TEXT,
                is_image=kind == raw.FPDF_PAGEOBJ_IMAGE,
                box=self._bounds(handle, matrix) if kind != raw.FPDF_PAGEOBJ_TEXT else _NOWHERE,
                solid=kind == raw.FPDF_PAGEOBJ_IMAGE or _is_filled(handle, kind),
            )

    def _bounds(self, handle: Any, matrix: _Matrix) -> Box:
        edges = [ctypes.c_float() for _ in range(4)]
        if not raw.FPDFPageObj_GetBounds(handle, *edges):
            return _NOWHERE
        left, bottom, right, top = (edge.value for edge in edges)
        corners = [_apply(matrix, x, y) for x, y in ((left, bottom), (right, top), (left, top), (right, bottom))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return self.box(min(xs), min(ys), max(xs), max(ys))


def address(handle: Any) -> int:
    """What identifies a page object as long as its page is open; 0: none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def fill_of(handle: Any) -> tuple[int, int, int, int]:
    """Blue, green, red, opacity of an object's fill, 0 to 255. Of a pattern only what PDFium makes of it."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(handle, *parts):
        return 0, 0, 0, _FULL
    red, green, blue, alpha = (int(part.value) for part in parts)
    return blue, green, red, alpha


def _is_filled(handle: Any, kind: int) -> bool:
    if kind == raw.FPDF_PAGEOBJ_SHADING:
        return True
    if kind != raw.FPDF_PAGEOBJ_PATH:
        return False
    mode, stroke = ctypes.c_int(), raw.FPDF_BOOL()
    found = raw.FPDFPath_GetDrawMode(handle, mode, stroke)
    return bool(found) and mode.value != raw.FPDF_FILLMODE_NONE and fill_of(handle)[3] >= _OPAQUE


def _device_matrix(page: pdfium.PdfPage, width: float, height: float) -> _Matrix:
    fine = 100.0
    size = round(width * fine), round(height * fine)

    def place(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
        return across.value / fine, down.value / fine

    e, f = place(0, 0)
    (ax, ay), (cx, cy) = place(1000, 0), place(0, 1000)
    return (ax - e) / 1000, (ay - f) / 1000, (cx - e) / 1000, (cy - f) / 1000, e, f


def _matrix_of(handle: Any) -> _Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    x, y = _apply(then, e, f)
    g, h, i, j, _, _ = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, x, y


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
