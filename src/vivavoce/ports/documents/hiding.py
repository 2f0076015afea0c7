"""What all formats do with what they found: take out characters without width, keep only notes worth reading."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vivavoce.ports.documents.characters import seen
from vivavoce.ports.documents.port import (
    MAX_CHARACTERS,
    Document,
    DocumentTooLargeError,
    Hidden,
    HiddenReason,
    Page,
    Unreadable,
    UnreadableDocumentError,
)

_FEW_WORDS = 5
"""A title, a name or a label: not worth a remark."""
_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


def assembled(
    media_type: str,
    pages: Iterable[Page],
    hidden: Iterable[Hidden],
    *,
    title: str | None = None,
    notes: Iterable[str] = (),
    ocr: bool = False,
) -> Document:
    """The finished document. ``notes``: texts that lie beside the pages; those that a page shows, too, are dropped.

    Raises DocumentTooLargeError, and UnreadableDocumentError when there is nothing for a person to see.
    """
    shown: list[Page] = []
    unseen: list[Hidden] = []
    for page in pages:
        text, messages = seen(page.text)
        shown.append(Page(page.number, tidy(text)))
        unseen += [Hidden(message, HiddenReason.ZERO_WIDTH, page.number) for message in messages]
    for one in hidden:
        text, messages = seen(one.text)
        if tidy(text):
            unseen.append(Hidden(tidy(text), one.reason, one.page))
        unseen += [Hidden(message, HiddenReason.ZERO_WIDTH, one.page) for message in messages]
    unseen += _worth_reading(notes, " ".join(_words("\n".join(page.text for page in shown))))
    if sum(len(page.text) for page in shown) + sum(len(one.text) for one in unseen) > MAX_CHARACTERS:
        raise DocumentTooLargeError(f"The document holds more than {MAX_CHARACTERS:,} characters; send a shorter one.")
    if not any(page.text for page in shown):
        raise UnreadableDocumentError(Unreadable.NO_TEXT, _nothing_seen(bool(unseen)))
    name = tidy(seen(title)[0]) if title else ""
    return Document(media_type, tuple(shown), tuple(unseen), name or None, ocr)


def tidy(text: str) -> str:
    """No blanks at line ends, at most one blank line in a row, nothing at the edges."""
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip()


def _worth_reading(notes: Iterable[str], visible: str) -> list[Hidden]:
    found = []
    for note in dict.fromkeys(notes):
        text, messages = seen(note)
        words = _words(text)
        if len(words) >= _FEW_WORDS and " ".join(words) not in visible:
            found.append(Hidden(tidy(text), HiddenReason.METADATA, None))
        found += [
            Hidden(message, HiddenReason.ZERO_WIDTH, None) for message in messages if not message.startswith("U+")
        ]
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _nothing_seen(something_hidden: bool) -> str:
    if something_hidden:
        return "Nothing in this document can be seen: all of its text is hidden. Send one with visible text."
    return "The document holds no text. If it is a scan or a photo, send one with text that can be selected."
