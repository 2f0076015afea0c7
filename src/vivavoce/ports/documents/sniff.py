"""What kind of document some bytes are, by what is in them. Name and stated type only decide between kinds of text."""

from __future__ import annotations

import re
from enum import Enum

from vivavoce.ports.documents.port import MAX_BYTES, DocumentTooLargeError, Unreadable, UnreadableDocumentError


class Kind(Enum):
    """What can be read."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"


_SEND = "Send a PDF, a Word file (.docx), HTML, Markdown or plain text."
_LOCKED_WORD = (
    "The Word file is locked with a password, or of the old .doc format. Save it as .docx without a password."
)
_OTHERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _LOCKED_WORD),
    (b"{\\rtf", f"RTF is not read. Save the document as PDF or .docx. {_SEND}"),
    (b"MZ", f"This is a program, not a document. {_SEND}"),
    (b"\x7fELF", f"This is a program, not a document. {_SEND}"),
    (b"%!PS", f"PostScript is not read. Save the document as PDF. {_SEND}"),
    (b"\x89PNG\r\n\x1a\n", f"This is a picture; text in pictures is not read. {_SEND}"),
    (b"\xff\xd8\xff", f"This is a picture; text in pictures is not read. {_SEND}"),
    (b"GIF8", f"This is a picture; text in pictures is not read. {_SEND}"),
    (b"II*\x00", f"This is a picture; text in pictures is not read. {_SEND}"),
    (b"MM\x00*", f"This is a picture; text in pictures is not read. {_SEND}"),
    (b"\x1f\x8b", f"Compressed files are not opened. {_SEND}"),
    (b"7z\xbc\xaf'\x1c", f"Compressed files are not opened. {_SEND}"),
    (b"Rar!\x1a\x07", f"Compressed files are not opened. {_SEND}"),
)
_PDF_WITHIN = 1_024
"""A PDF may begin with other bytes (ISO 32000, annex H); viewers look as far."""
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAGS = re.compile(r"<(?:p|div|h[1-6]|ul|table|span|br|style|section|main)\b[^>]{0,500}>", re.IGNORECASE)


def check_size(data: bytes) -> None:
    """Raises DocumentTooLargeError."""
    if len(data) > MAX_BYTES:
        raise DocumentTooLargeError(f"The file has {len(data):,} bytes; at most {MAX_BYTES:,} are read.")


def kind_of_bytes(data: bytes) -> Kind | None:
    """PDF or something zipped (taken for DOCX); None: text, perhaps.

    Raises UnreadableDocumentError for what is known not to be read.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableDocumentError(Unreadable.EMPTY, "The file is empty. Send one with text in it.")
    if data.startswith(b"PK\x03\x04"):
        return Kind.DOCX
    for start, sentence in _OTHERS:
        if data.startswith(start):
            reason = Unreadable.ENCRYPTED if _is_locked(data) else Unreadable.UNSUPPORTED
            raise UnreadableDocumentError(reason, sentence)
    return Kind.PDF if b"%PDF-" in data[:_PDF_WITHIN] else None


def kind_of_text(text: str, filename: str | None, media_type: str | None) -> Kind:
    """HTML by its first tag; what is said about the file decides only for other texts."""
    said = (media_type or "").split(";")[0].strip().lower()
    ending = (filename or "").lower().rpartition(".")[2]
    if _HTML.match(text[:5_000]):
        return Kind.HTML
    if (said in ("text/html", "application/xhtml+xml") or ending in ("html", "htm", "xhtml")) and _TAGS.search(text):
        return Kind.HTML
    if said in ("text/markdown", "text/x-markdown") or ending in ("md", "markdown", "mdown"):
        return Kind.MARKDOWN
    return Kind.PLAIN


def _is_locked(data: bytes) -> bool:
    """Word keeps a file with a password in the old container, under a name in UTF-16."""
    return data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data
