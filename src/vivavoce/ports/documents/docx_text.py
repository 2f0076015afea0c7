"""The text of one part of a DOCX file (body, header, notes), each run judged by its look and what is behind it."""

# ruff: noqa: SIM905 (word lists read better as text)

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from vivavoce.ports.documents.docx_judge import paragraph_reason, row_reason, run_reason
from vivavoce.ports.documents.docx_looks import (
    Properties,
    Theme,
    W,
    local,
    paragraph_properties,
    run_properties,
    shading,
)
from vivavoce.ports.documents.docx_package import damaged
from vivavoce.ports.documents.docx_shapes import Background, Behind, Box, parts_shown, taken_apart
from vivavoce.ports.documents.docx_styles import Cell, Numbering, Styles
from vivavoce.ports.documents.flow import Flow
from vivavoce.ports.documents.port import HiddenReason

_MAX_DEPTH = 60
_LINE_PT = 450.0
"""Length of a line of text, to guess how far a shape behind it reaches."""
_GONE = frozenset(
    "del moveFrom rPr pPr sectPr tblPr trPr tcPr tblGrid sdtPr sdtEndPr instrText delText delInstrText "
    "drawing pict object rt tblPrEx altChunk".split()
)
"""Not shown, or read elsewhere."""
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad", "ptab": "\t"}


@dataclass(frozen=True, slots=True)
class Place:
    """What surrounds a text. ``reason``: why everything here is unseen."""

    behind: Behind = ((255, 255, 255),)
    run: Properties = field(default_factory=dict)
    paragraph: Properties = field(default_factory=dict)
    reason: HiddenReason | None = None
    depth: int = 0

    def deeper(self) -> Place:
        """One level down. Raises UnreadableDocumentError when no person's file goes as deep."""
        if self.depth >= _MAX_DEPTH:
            raise damaged("nested too deeply")
        return replace(self, depth=self.depth + 1)


class Reader:
    """Writes the text of parts into ``flow``, alternative texts into ``notes``."""

    def __init__(self, styles: Styles, theme: Theme, numbering: Numbering) -> None:
        self.flow = Flow()
        self.notes: list[str] = []
        self.backgrounds: list[Background] = []
        """Shapes that the text now being read may lie on."""
        self._styles = styles
        self._theme = theme
        self._numbering = numbering
        self._fields: list[bool] = []
        """Of each field that is open: whether its result has begun; before that, nothing of it shows."""
        self._label = ""

    def blocks(self, parent: Element, place: Place) -> None:
        """Paragraphs and tables."""
        for one in parent:
            kind = local(one)
            if kind == "p":
                self._paragraph(one, place)
            elif kind == "tbl":
                self._table(one, place.deeper())
            elif kind == "AlternateContent":
                for choice in [child for child in one if local(child) == "Choice"][:1] or list(one)[:1]:
                    self.blocks(choice, place.deeper())
            elif kind not in _GONE:
                self.blocks(one, place.deeper())

    def _paragraph(self, paragraph: Element, place: Place) -> None:
        given = paragraph.find(f"{W}pPr")
        named = given.find(f"{W}pStyle") if given is not None else None
        style = self._styles.named(named.get(f"{W}val") if named is not None else self._styles.default_paragraph)
        own = paragraph_properties(given, self._theme)
        look = self._styles.defaults.paragraph | place.paragraph | style.paragraph | own
        boxes = self._drawings(paragraph, place)
        if look.get("heading"):
            self.flow.paragraph()
        self.flow.line()
        fill = look.get("fill")
        inside = replace(
            place,
            behind=(fill,) if fill else self._behind(place.behind),
            run=self._styles.defaults.run | place.run | style.run,
            reason=place.reason or paragraph_reason(look),
        )
        self._label = self._numbering.label(look.get("numbered"))
        length = self._inline(paragraph, inside.deeper())
        self.flow.line()
        if not length and not boxes:
            self.flow.paragraph()
        self._use_up(length if place.depth == 0 else length // 2, inside.run.get("size", 11.0))
        for box in boxes:
            behind = place.behind if box.behind is None else box.behind
            inner = Place(behind=behind, reason=place.reason or box.reason, depth=place.depth).deeper()
            self.blocks(box.content, inner)
            self.flow.paragraph()

    def _drawings(self, paragraph: Element, place: Place) -> list[Box]:
        boxes: list[Box] = []
        for one in parts_shown(paragraph):
            if local(one) in ("drawing", "pict", "object"):
                drawing = taken_apart(one, self._theme)
                boxes += drawing.boxes
                self.notes += drawing.notes
                if drawing.background and place.depth < 2:
                    self.backgrounds.append(drawing.background)
        return boxes

    def _behind(self, behind: Behind) -> Behind:
        found = behind
        for background in self.backgrounds:
            if not background.behind or not found:
                return ()
            found += background.behind
        return found

    def _use_up(self, length: int, size: float) -> None:
        lines = max(1, math.ceil(length * size * 0.5 / _LINE_PT))
        for background in self.backgrounds:
            background.left_pt -= lines * size * 1.2
        self.backgrounds = [background for background in self.backgrounds if background.left_pt > 0]

    def _inline(self, parent: Element, place: Place) -> int:
        """Runs and what holds runs; back comes the number of characters."""
        length = 0
        for one in parent:
            kind = local(one)
            if kind == "r":
                length += self._run(one, place)
            elif kind == "AlternateContent":
                for choice in [child for child in one if local(child) == "Choice"][:1]:
                    length += self._inline(choice, place.deeper())
            elif kind == "t":
                length += self._text(one.text or "", place.reason)  # a formula's
            elif kind not in _GONE:
                length += self._inline(one, place.deeper())
        return length

    def _run(self, run: Element, place: Place) -> int:
        given = run.find(f"{W}rPr")
        named = given.find(f"{W}rStyle") if given is not None else None
        look = dict(place.run)
        if named is not None:
            look |= self._styles.named(named.get(f"{W}val")).run
        look |= run_properties(given, self._theme)
        reason = place.reason or run_reason(look, place.behind)
        length = 0
        for one in run:
            kind = local(one)
            if kind == "t":
                length += self._text(one.text or "", reason)
            elif kind in _MARKS:
                self._text(_MARKS[kind], reason)
            elif kind == "sym":
                length += self._text(_symbol(one), reason)
            elif kind == "fldChar":
                self._field(one.get(f"{W}fldCharType", ""))
            elif kind == "AlternateContent":
                for choice in [child for child in one if local(child) == "Choice"][:1]:
                    length += self._inline(choice, replace(place, run=look))
            elif kind == "ruby":
                length += sum(self._inline(base, place) for base in one if local(base) == "rubyBase")
        return length

    def _text(self, text: str, reason: HiddenReason | None) -> int:
        if self._fields and not all(self._fields):
            reason = reason or HiddenReason.INVISIBLE
        if reason is None and text.strip():
            text, self._label = self._label + text, ""
        self.flow.text(text, reason, preformatted=True)
        return len(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _table(self, table: Element, place: Place) -> None:
        given = table.find(f"{W}tblPr")
        named = given.find(f"{W}tblStyle") if given is not None else None
        look = given.find(f"{W}tblLook") if given is not None else None
        shade = given.find(f"{W}shd") if given is not None else None
        key = named.get(f"{W}val") if named is not None else None
        rows = [row for row in _own(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
        self.flow.paragraph()
        for number, row in enumerate(rows):
            cells = list(_own(row, "tc"))
            reason = place.reason or row_reason(row)
            for column, cell in enumerate(cells):
                style = self._styles.cell(key, look, Cell(number, column, len(rows), len(cells)))
                own = cell.find(f"{W}tcPr/{W}shd")
                fill = style.fill if shade is None else shading(shade, self._theme) or style.fill
                fill = fill if own is None else shading(own, self._theme) or fill
                behind = (fill,) if fill else place.behind
                inner = Place(behind, place.run | style.run, place.paragraph | style.paragraph, reason, place.depth)
                self.flow.cell()
                self.blocks(cell, inner.deeper())
                self.flow.cell_end()
            self.flow.line()
        self.flow.paragraph()


def _own(parent: Element, wanted: str) -> Iterator[Element]:
    """A table's rows or a row's cells, through what may be wrapped around them, not those of inner tables."""
    for one in parent:
        if local(one) == wanted:
            yield one
        elif local(one) in _WRAPPERS:
            yield from _own(one, wanted)


def _symbol(given: Element) -> str:
    """A character of a symbol font: nearly always a bullet or an icon."""
    try:
        code = int(given.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return "• " if 0xF000 <= code < 0xF100 else chr(code) if 0x20 <= code < 0xD800 else ""
