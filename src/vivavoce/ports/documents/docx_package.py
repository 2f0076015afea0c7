"""The parts of a DOCX file: a ZIP archive from a stranger, opened with limits, its XML parsed without entities.

Source: ECMA-376, parts 1 and 2 (WordprocessingML, Open Packaging Conventions).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from vivavoce.ports.documents.port import DocumentTooLargeError, Unreadable, UnreadableDocumentError

MAX_PART_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 60_000_000
MAX_ENTRIES = 5_000
_CHUNK = 1 << 16
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""ISO's strict variant has other names for the same things."""

_DAMAGED = "The Word file is damaged or incomplete. Open it in Word, save it again as .docx, and send that."


def damaged(cause: str) -> UnreadableDocumentError:
    """The error for a file that can't be taken apart; ``cause`` is for our logs, as a note on the exception."""
    error = UnreadableDocumentError(Unreadable.DAMAGED, _DAMAGED)
    error.add_note(cause)
    return error


class Package:
    """An open DOCX file. All names are those of parts, without a leading slash."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise damaged(str(error)) from error
        self._left = MAX_UNPACKED_BYTES
        self._names = {info.filename.lstrip("/"): info for info in self._archive.infolist()}
        if len(self._names) > MAX_ENTRIES:
            raise DocumentTooLargeError(f"The Word file has more than {MAX_ENTRIES:,} parts; save it again, simpler.")

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._names)

    def xml(self, name: str) -> Element | None:
        """The root of a part; None: there is no such part. Raises UnreadableDocumentError, DocumentTooLargeError."""
        data = self._read(name)
        if data is None:
            return None
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        parser = XMLParser(target=_Builder())  # noqa: S314 (see _Builder)
        try:
            for start in range(0, len(data), _CHUNK):
                parser.feed(data[start : start + _CHUNK])
            root: Element = parser.close()
        except (ParseError, ValueError, RecursionError) as error:
            raise damaged(f"{name}: {error}") from error
        return root

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Of each relationship id of a part: the last word of its type, and the name of the part it leads to."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for one in root.iter(_RELATIONSHIPS) if root is not None else ():
            if one.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            found[one.get("Id", "")] = (one.get("Type", "").rsplit("/", 1)[-1], target)
        return found

    def _read(self, name: str) -> bytes | None:
        info = self._names.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise UnreadableDocumentError(
                Unreadable.ENCRYPTED, "The Word file is locked with a password. Remove it and send the file again."
            )
        limit = min(MAX_PART_BYTES, self._left)
        try:
            with self._archive.open(info) as part:
                data = part.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise damaged(f"{name}: {error}") from error
        if len(data) > limit:
            raise DocumentTooLargeError("The Word file unpacks to more than we read. Save it again with less in it.")
        self._left -= len(data)
        return data


class _Builder(TreeBuilder):
    """Refuses document type declarations: there are no entities without one, and a DOCX file never has one."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError("a document type declaration")
