"""PDF, read by PDFium: the text that a person sees on each page, in reading order.

Runs in the worker process: PDFium is C and the files come from strangers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vivavoce.ports.documents import pdf_extras
from vivavoce.ports.documents.hiding import assembled
from vivavoce.ports.documents.layout import read_page
from vivavoce.ports.documents.pdf_glyphs import read_characters
from vivavoce.ports.documents.pdf_paint import Canvas
from vivavoce.ports.documents.pdf_sight import Judge
from vivavoce.ports.documents.places import Glyph
from vivavoce.ports.documents.port import (
    MAX_CHARACTERS,
    MAX_PAGES,
    Document,
    DocumentTooLargeError,
    Hidden,
    HiddenReason,
    Page,
    Unreadable,
    UnreadableDocumentError,
)

MEDIA_TYPE = "application/pdf"
_DAMAGED = "The PDF is damaged and can't be opened. Save it again from the program it was made with, and send that."
_ENCRYPTED = "The PDF is locked with a password. Remove the password and send it again."
_UNNAMED = (
    "The PDF doesn't say which letters its shapes stand for. Save it again with its fonts embedded, or as a Word file."
)


@dataclass(frozen=True, slots=True)
class _Read:
    page: Page
    hidden: tuple[Hidden, ...]
    notes: tuple[str, ...]
    ocr: bool
    unknown: int


def read_pdf(data: bytes) -> Document:
    """Raises UnreadableDocumentError, DocumentTooLargeError."""
    document = _opened(data)
    try:
        properties = pdf_extras.properties(document)
        read: list[_Read] = []
        characters = 0
        for number in range(1, len(document) + 1):
            read.append(_page(document, number))
            characters += len(read[-1].page.text) + sum(len(one.text) for one in read[-1].hidden)
            if characters > MAX_CHARACTERS:
                break  # assembled() says so
    except pdfium.PdfiumError as error:
        raise UnreadableDocumentError(Unreadable.DAMAGED, _DAMAGED) from error
    finally:
        document.close()
    if sum(one.unknown for one in read) > sum(len(one.page.text) for one in read):
        raise UnreadableDocumentError(Unreadable.NO_TEXT, _UNNAMED)
    return assembled(
        MEDIA_TYPE,
        (one.page for one in read),
        (hidden for one in read for hidden in one.hidden),
        title=properties.get("Title"),
        notes=(*properties.values(), *(note for one in read for note in one.notes)),
        ocr=any(one.ocr for one in read),
    )


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD or error.err_code == raw.FPDF_ERR_SECURITY:
            raise UnreadableDocumentError(Unreadable.ENCRYPTED, _ENCRYPTED) from error
        raise UnreadableDocumentError(Unreadable.DAMAGED, _DAMAGED) from error
    if len(document) > MAX_PAGES:
        pages = len(document)
        document.close()
        raise DocumentTooLargeError(f"The PDF has {pages} pages; at most {MAX_PAGES} are read.")
    if document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()  # draws the values of fields that bring no appearance of their own
    return document


def _page(document: pdfium.PdfDocument, number: int) -> _Read:
    page = document[number - 1]
    try:
        notes, shown = pdf_extras.notes_on(page)
        if shown and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            page.close()
            page = document[number - 1]
        notes += pdf_extras.alternative_texts(page)
        canvas = Canvas(page)
        reading = read_characters(canvas)
        sight = Judge(canvas, reading).judge()
        reasons = {one.glyph.order: run.reason for run in sight.runs for one in run.characters}
        glyphs = [one.glyph for one in reading.characters]
        hidden = [Hidden(text, HiddenReason.INVISIBLE, number) for text in reading.claimed]
        hidden += [
            Hidden(read_page(list(_of(glyphs, reasons, reason))), reason, number)
            for reason in dict.fromkeys(reasons.values())
            if reason is not None
        ]
        text = read_page(list(_of(glyphs, reasons, None)))
        return _Read(Page(number, text), tuple(hidden), tuple(notes), sight.ocr, reading.unknown)
    finally:
        page.close()


def _of(glyphs: list[Glyph], reasons: dict[int, HiddenReason | None], wanted: HiddenReason | None) -> Iterator[Glyph]:
    """The glyphs with one verdict, and the blanks between them."""
    return (glyph for glyph in glyphs if glyph.blank or (glyph.order in reasons and reasons[glyph.order] == wanted))
