"""DOCX: headers, body, notes and footers as Word shows them, with insertions accepted and deletions left out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from vivavoce.ports.documents.docx_looks import Theme, W, hexadecimal, is_on, local
from vivavoce.ports.documents.docx_package import Package, damaged
from vivavoce.ports.documents.docx_styles import Numbering, Styles
from vivavoce.ports.documents.docx_text import Place, Reader
from vivavoce.ports.documents.hiding import assembled
from vivavoce.ports.documents.port import Document, HiddenReason, Page, Unreadable, UnreadableDocumentError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NO_WORD_FILE = (
    "This is an archive or a kind of office file that is not read. "
    "Send a PDF, a Word file (.docx), HTML, Markdown or plain text."
)
_DESCRIBED = frozenset({"title", "subject", "keywords", "description", "category"})


@dataclass(frozen=True, slots=True)
class _Margin:
    """A header or footer; ``shown``: some page has it."""

    name: str
    is_header: bool
    shown: bool


def main_part(package: Package) -> str | None:
    """The name of the part with the body; None: this is not a Word file."""
    for kind, target in package.related("").values():
        if kind == "officeDocument" and "document" in posixpath.basename(target) and target in package.names:
            return target
    return None


def read_docx(data: bytes) -> Document:
    """Raises UnreadableDocumentError, DocumentTooLargeError."""
    try:
        return _read(Package(data))
    except RecursionError as error:
        raise damaged("nested too deeply") from error


def _read(package: Package) -> Document:
    name = main_part(package)
    if name is None:
        raise UnreadableDocumentError(Unreadable.UNSUPPORTED, _NO_WORD_FILE)
    root = package.xml(name)
    body = root.find(f"{W}body") if root is not None else None
    if root is None or body is None:
        raise damaged("no body")
    related = package.related(name)
    parts = dict(related.values())

    def part(kind: str) -> Element | None:
        return package.xml(parts[kind]) if kind in parts else None

    theme = Theme(part("theme"))
    settings = part("settings")
    reader = Reader(Styles(part("styles"), theme), theme, Numbering(part("numbering")))
    page = Place(behind=_page_colour(root, settings))
    margins = list(_margins(body, settings, {key: target for key, (_, target) in related.items()}))
    _read_margins(package, reader, [margin for margin in margins if margin.is_header], page)
    reader.blocks(body, page)
    for kind in ("footnotes", "endnotes"):
        notes = part(kind)
        for note in notes if notes is not None else ():
            if note.get(f"{W}type") in (None, "normal"):
                reader.flow.paragraph()
                reader.blocks(note, page)
    _read_margins(package, reader, [margin for margin in margins if not margin.is_header], page)
    visible, hidden = reader.flow.finished()
    described = _described(package)
    return assembled(
        MEDIA_TYPE,
        [Page(None, visible)],
        hidden,
        title=described.get("title"),
        notes=(*described.values(), *_comments(part("comments")), *reader.notes),
    )


def _read_margins(package: Package, reader: Reader, margins: list[_Margin], page: Place) -> None:
    for margin in margins:
        root = package.xml(margin.name)
        if root is not None:
            reader.flow.paragraph()
            reader.blocks(root, page if margin.shown else Place(reason=HiddenReason.INVISIBLE))
            reader.flow.paragraph()


def _margins(body: Element, settings: Element | None, targets: dict[str, str]) -> Iterator[_Margin]:
    """Every header and footer once. Those of the first page and of even pages only show where the file asks for it."""
    even = settings.find(f"{W}evenAndOddHeaders") if settings is not None else None
    shown: dict[tuple[str, bool], bool] = {}
    for section in body.iter(f"{W}sectPr"):
        first = section.find(f"{W}titlePg")
        allowed = {
            "default": True,
            "first": first is not None and is_on(first),
            "even": even is not None and is_on(even),
        }
        for one in section:
            if local(one) in ("headerReference", "footerReference") and one.get(_RELATION_ID, "") in targets:
                key = targets[one.get(_RELATION_ID, "")], local(one) == "headerReference"
                shown[key] = shown.get(key, False) or allowed.get(one.get(f"{W}type", "default"), True)
    for (name, is_header), is_shown in shown.items():
        yield _Margin(name, is_header, is_shown)


def _page_colour(root: Element, settings: Element | None) -> tuple[tuple[int, int, int], ...]:
    background = root.find(f"{W}background")
    switch = settings.find(f"{W}displayBackgroundShape") if settings is not None else None
    if background is None or switch is None or not is_on(switch):
        return ((255, 255, 255),)
    return (hexadecimal(background.get(f"{W}color")) or (255, 255, 255),)


def _described(package: Package) -> dict[str, str]:
    """The properties of the file that hold free text."""
    for kind, target in package.related("").values():
        root = package.xml(target) if kind == "core-properties" else None
        if root is not None:
            return {local(one): one.text.strip() for one in root if local(one) in _DESCRIBED and one.text}
    return {}


def _comments(root: Element | None) -> list[str]:
    comments = root if root is not None else ()
    return ["".join(text.text or "" for text in comment.iter(f"{W}t")) for comment in comments]
