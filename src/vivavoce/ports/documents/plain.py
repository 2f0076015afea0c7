"""Plain text in whatever encoding, and the decoding that HTML and Markdown share.

A byte order mark decides; then UTF-8 if it fits, UTF-16 if every other byte is zero, then what charset-normalizer
finds most likely, then Windows-1252.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from vivavoce.ports.documents.hiding import assembled
from vivavoce.ports.documents.port import Document, Page, Unreadable, UnreadableDocumentError

MEDIA_TYPE = "text/plain"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_BINARY_SHARE = 0.02
"""Of control characters, from which bytes are no text."""
_CONTROL = re.compile("[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f\ufffd]")


def read_plain(text: str) -> Document:
    """Raises UnreadableDocumentError, DocumentTooLargeError."""
    return assembled(MEDIA_TYPE, [Page(None, text)], [])


def decoded(data: bytes) -> str:
    """The bytes as text. Raises UnreadableDocumentError if they are none."""
    text = _decoded(data)
    if len(_CONTROL.findall(text[:_SAMPLE])) > _BINARY_SHARE * min(len(text), _SAMPLE):
        raise UnreadableDocumentError(
            Unreadable.UNSUPPORTED, "This is not a text document. Send a PDF, a Word file (.docx), HTML or plain text."
        )
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if half := _half_of_zeros(data):
        return data.decode(half, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def _half_of_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a zero in every other byte."""
    sample = data[:4_000]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.35 * len(sample) / 2 or min(even, odd) > 0.05 * len(sample):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _legacy(data: bytes) -> str:
    if declared := _DECLARED.search(data[:4_000]):
        try:
            return data.decode(declared[1].decode("ascii"), "replace")
        except LookupError:
            pass
    best = from_bytes(data[:_SAMPLE]).best()
    encoding = best.encoding if best else "cp1252"
    return data.decode(encoding, "replace")
