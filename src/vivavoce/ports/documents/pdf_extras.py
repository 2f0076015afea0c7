"""Texts of a PDF that lie beside its pages: properties, notes, alternative texts of pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_KEYS = ("Title", "Subject", "Keywords", "Author")
_SHOWN_BY_FLATTENING = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP})
_MAX_ANNOTATIONS = 2_000
_MAX_ELEMENTS = 20_000
_MAX_DEPTH = 60


def properties(document: pdfium.PdfDocument) -> dict[str, str]:
    """The document's stated properties that hold free text."""
    found = {key: document.get_metadata_value(key) for key in _KEYS}
    return {key: value.strip() for key, value in found.items() if value.strip()}


def notes_on(page: pdfium.PdfPage) -> tuple[list[str], bool]:
    """What notes and fields hold, and whether some of them show on the page."""
    texts, shown = [], False
    for index in range(min(_MAX_ANNOTATIONS, max(0, raw.FPDFPage_GetAnnotCount(page)))):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        shown = shown or kind != raw.FPDF_ANNOT_LINK
        keys = (b"Contents", b"V") if kind in _SHOWN_BY_FLATTENING else (b"Contents",)
        texts += [_utf16(partial(raw.FPDFAnnot_GetStringValue, annotation, key)) for key in keys]
        raw.FPDFPage_CloseAnnot(annotation)
    return [text for text in texts if text], shown


def alternative_texts(page: pdfium.PdfPage) -> list[str]:
    """What screen readers say instead of pictures."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        tops = [
            raw.FPDF_StructTree_GetChildAtIndex(tree, place) for place in range(raw.FPDF_StructTree_CountChildren(tree))
        ]
        texts = (_utf16(partial(raw.FPDF_StructElement_GetAltText, element)) for element in _elements(tops))
        return list(dict.fromkeys(text for text in texts if text))
    finally:
        raw.FPDF_StructTree_Close(tree)


def _elements(tops: list[Any]) -> Iterator[Any]:
    waiting = [(top, 0) for top in tops if top]
    for _ in range(_MAX_ELEMENTS):
        if not waiting:
            return
        element, depth = waiting.pop()
        yield element
        if depth < _MAX_DEPTH:
            count = raw.FPDF_StructElement_CountChildren(element)
            below = (raw.FPDF_StructElement_GetChildAtIndex(element, place) for place in range(max(0, count)))
            waiting += [(child, depth + 1) for child in below if child]


def _utf16(get: Callable[[Any, int], int]) -> str:
    """A string from one of PDFium's getters: the first call tells its length in bytes, its end mark included."""
    size = get(None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    get(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "ignore").strip()
