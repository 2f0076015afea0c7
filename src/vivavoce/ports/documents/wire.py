"""What goes between ``read`` and its worker: one line of JSON and the document's bytes there, one line of JSON back.

JSON and not pickle: a worker that a document has taken over can only answer with text, and that is checked here.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from vivavoce.ports.documents.port import (
    Document,
    DocumentTooLargeError,
    Hidden,
    HiddenReason,
    Page,
    Unreadable,
    UnreadableDocumentError,
)

MAX_ANSWER_BYTES = 64_000_000


def request(data: bytes, filename: str | None, media_type: str | None) -> bytes:
    """The head of a request; the data follows."""
    return json.dumps({"bytes": len(data), "filename": filename, "media_type": media_type}).encode() + b"\n"


def answer(document: Document) -> bytes:
    """The line for a document."""
    return json.dumps({"document": asdict(document)}).encode() + b"\n"


def refusal(error: UnreadableDocumentError | DocumentTooLargeError) -> bytes:
    """The line for an error."""
    reason = error.reason if isinstance(error, UnreadableDocumentError) else None
    return json.dumps({"reason": reason, "sentence": str(error)}).encode() + b"\n"


def understood(line: bytes) -> Document:
    """The document of an answer. Raises the error of a refusal; ValueError: neither, or only part of one."""
    if not line.endswith(b"\n"):
        raise ValueError("the answer is cut off or too long")
    try:
        found: dict[str, Any] = json.loads(line)
        if "document" in found:
            return _document(found["document"])
        reason, sentence = found["reason"], str(found["sentence"])
        error = (
            DocumentTooLargeError(sentence) if reason is None else UnreadableDocumentError(Unreadable(reason), sentence)
        )
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError("not an answer") from wrong
    raise error


def _document(found: dict[str, Any]) -> Document:
    return Document(
        media_type=str(found["media_type"]),
        pages=tuple(Page(_number(page["number"]), str(page["text"])) for page in found["pages"]),
        hidden=tuple(
            Hidden(str(one["text"]), HiddenReason(one["reason"]), _number(one["page"])) for one in found["hidden"]
        ),
        title=None if found["title"] is None else str(found["title"]),
        ocr=bool(found["ocr"]),
    )


def _number(value: Any) -> int | None:
    return None if value is None else int(value)
