"""Bytes to document, in this process and without a limit of time: what the worker does, and tests may."""

from __future__ import annotations

from vivavoce.ports.documents.docx import read_docx
from vivavoce.ports.documents.html import read_html
from vivavoce.ports.documents.markdown import read_markdown
from vivavoce.ports.documents.pdf import read_pdf
from vivavoce.ports.documents.plain import decoded, read_plain
from vivavoce.ports.documents.port import Document
from vivavoce.ports.documents.sniff import Kind, check_size, kind_of_bytes, kind_of_text


def extract(data: bytes, filename: str | None = None, media_type: str | None = None) -> Document:
    """Raises UnreadableDocumentError, DocumentTooLargeError."""
    check_size(data)
    kind = kind_of_bytes(data)
    if kind is Kind.PDF:
        return read_pdf(data)
    if kind is Kind.DOCX:
        return read_docx(data)
    text = decoded(data)
    kind = kind_of_text(text, filename, media_type)
    if kind is Kind.HTML:
        return read_html(text)
    return read_markdown(text) if kind is Kind.MARKDOWN else read_plain(text)
