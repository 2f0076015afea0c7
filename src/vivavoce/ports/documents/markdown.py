"""Markdown, as the page that it is written for: rendered, then read like HTML.

Link definitions and link titles don't show; what they hold is kept as notes.
"""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt

from vivavoce.ports.documents.html import read_html
from vivavoce.ports.documents.port import Document

MEDIA_TYPE = "text/markdown"


def read_markdown(text: str) -> Document:
    """Raises UnreadableDocumentError, DocumentTooLargeError."""
    environment: dict[str, Any] = {}
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(text, environment)
    definitions = environment.get("references", {})
    notes = tuple(f"{label} {found.get('title') or ''}".strip() for label, found in definitions.items())
    return read_html(rendered, MEDIA_TYPE, notes)
