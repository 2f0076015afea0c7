"""Reads a resume as a person would see it; what nobody sees is kept apart, shown to the recruiter, and never scored."""

from __future__ import annotations

from dataclasses import dataclass

from vivavoce.kernel.errors import FieldError
from vivavoce.kernel.uploads import Upload
from vivavoce.ports.documents.port import (
    Document,
    DocumentTooLargeError,
    Hidden,
    Unreadable,
    UnreadableDocumentError,
)
from vivavoce.ports.documents.read import read

MOST_LETTERS = 200_000


@dataclass(frozen=True, slots=True)
class Resume:
    """``text`` is what a person sees; ``unreadable`` says why there is none. ``file``: as it came, if it was one."""

    text: str
    hidden: tuple[Hidden, ...] = ()
    unreadable: str | None = None
    file: Upload | None = None
    media_type: str | None = None


async def read_text(text: str) -> Resume:
    """A resume that came as text: characters that take no room are hidden text, markup is not."""
    try:
        found = await read(text.encode("utf-8"), filename="resume.txt", media_type="text/plain")
    except (UnreadableDocumentError, DocumentTooLargeError):
        return Resume(text)
    return _resume(found, None)


async def read_file(file: Upload) -> Resume:
    """A resume that came as a file. One that no reader can open is nobody's fault: a person looks at it.

    Raises FieldError (``file``) for what is no document at all, or over a limit.
    """
    try:
        found = await read(file.data, filename=file.name, media_type=file.media_type)
    except DocumentTooLargeError as error:
        raise FieldError("file", f"file: {error}", code="file_too_large") from None
    except UnreadableDocumentError as error:
        if error.reason in (Unreadable.UNSUPPORTED, Unreadable.EMPTY):
            raise FieldError("file", f"file: {error}", code="unsupported_file") from None
        return Resume("", unreadable=str(error), file=file, media_type=file.media_type)
    return _resume(found, file)


def _resume(found: Document, file: Upload | None) -> Resume:
    return Resume(found.text[:MOST_LETTERS], found.hidden, None, file, found.media_type)
