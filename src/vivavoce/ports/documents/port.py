"""A document as a person sees it: the text on its pages, and apart from that the text that was put there unseen.

Whoever judges a resume reads ``Document.text``. ``Document.hidden`` is for the person who decides: it says what a
reader of characters would have read and a reader of the page would not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MAX_BYTES = 10_000_000
MAX_PAGES = 200
MAX_CHARACTERS = 2_000_000
"""Visible and hidden together."""
TIME_LIMIT_S = 20.0
"""For one document, from when its turn has come."""


class HiddenReason(StrEnum):
    """Why a person does not see a text."""

    WHITE = "white"
    """The colour of what is behind it, or nearly."""
    TINY = "tiny"
    """Below about 3 pt, or squeezed to nothing."""
    OFF_PAGE = "off_page"
    """Beyond the edge of the page."""
    BEHIND_PICTURE = "behind_picture"
    """An image or a filled shape is painted over it."""
    INVISIBLE = "invisible"
    """Declared invisible, fully transparent, clipped away, on a layer that is off, or drawn without ink."""
    ZERO_WIDTH = "zero_width"
    """Characters that take no room; a message written in them is decoded, the others are listed by code point."""
    METADATA = "metadata"
    """Properties, comments, annotations and alternative texts that are not shown."""


@dataclass(frozen=True, slots=True)
class Page:
    """The visible text of one page. ``number`` from 1; None: the format has no fixed pages."""

    number: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text that nobody sees. ``page`` as in ``Page.number``."""

    text: str
    reason: HiddenReason
    page: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """What ``read`` gives back. ``pages`` hold at least one visible character."""

    media_type: str
    pages: tuple[Page, ...]
    hidden: tuple[Hidden, ...]
    title: str | None
    ocr: bool = False
    """Whether a page is a picture with recognised text over it: what people see is the picture, which was not read."""

    @property
    def text(self) -> str:
        """The visible text of all pages, a blank line between two pages."""
        return "\n\n".join(page.text for page in self.pages if page.text)


class Unreadable(StrEnum):
    """What is wrong with a document."""

    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    NO_TEXT = "no_text"
    UNSUPPORTED = "unsupported"
    TOO_SLOW = "too_slow"


class UnreadableDocumentError(Exception):
    """No text can be had from this document; the message says why and what to do about it."""

    def __init__(self, reason: Unreadable, sentence: str) -> None:
        super().__init__(reason, sentence)
        self.reason = reason
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class DocumentTooLargeError(Exception):
    """The document is over a limit; the message names the limit."""
