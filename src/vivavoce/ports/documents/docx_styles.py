"""The style sheet of a DOCX file: named styles with what they are based on, table styles, list labels."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from vivavoce.ports.documents.contrast import Rgb
from vivavoce.ports.documents.docx_looks import (
    Properties,
    Theme,
    W,
    local,
    paragraph_properties,
    run_properties,
    shading,
)

_MAX_CHAIN = 20
_LOOK_FLAGS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}


@dataclass(slots=True)
class Named:
    """A style with all that it is based on. ``parts``: of a table style, for the first row, bands and so on."""

    run: Properties = field(default_factory=dict)
    paragraph: Properties = field(default_factory=dict)
    fill: Rgb | None = None
    parts: dict[str, Named] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands in its table, counted from 0."""

    row: int
    column: int
    rows: int
    columns: int


class Styles:
    """See the module."""

    def __init__(self, root: Element | None, theme: Theme) -> None:
        self._theme = theme
        self._given: dict[str, Element] = {}
        self._named: dict[str, Named] = {}
        self.defaults = Named()
        self.default_paragraph = ""
        for style in root.iter(f"{W}style") if root is not None else ():
            key = style.get(f"{W}styleId", "")
            self._given[key] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self.default_paragraph = key
        if root is not None:
            self.defaults.run = run_properties(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), theme)
            self.defaults.paragraph = paragraph_properties(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"), theme)

    def named(self, key: str | None) -> Named:
        """A style by its id; an empty one if the file doesn't have it."""
        key = key or ""
        if key not in self._named:
            found = Named()
            for style in reversed(self._chain(key)):
                self._lay(found, style)
            self._named[key] = found
        return self._named[key]

    def cell(self, key: str | None, look: Element | None, cell: Cell) -> Named:
        """What a table style says for one cell."""
        style = self.named(key)
        found = Named(dict(style.run), dict(style.paragraph), style.fill)
        for part in _parts_of(cell, _flags(look)):
            if over := style.parts.get(part):
                found.run |= over.run
                found.paragraph |= over.paragraph
                found.fill = over.fill or found.fill
        return found

    def _chain(self, key: str) -> list[Element]:
        chain: list[Element] = []
        while key in self._given and len(chain) < _MAX_CHAIN:
            chain.append(self._given[key])
            based = chain[-1].find(f"{W}basedOn")
            key = based.get(f"{W}val", "") if based is not None else ""
        return chain

    def _lay(self, found: Named, style: Element) -> None:
        found.run |= run_properties(style.find(f"{W}rPr"), self._theme)
        found.paragraph |= paragraph_properties(style.find(f"{W}pPr"), self._theme)
        for path in (f"{W}tblPr/{W}shd", f"{W}tcPr/{W}shd"):
            given = style.find(path)
            if given is not None:
                found.fill = shading(given, self._theme)
        for part in style.findall(f"{W}tblStylePr"):
            self._lay(found.parts.setdefault(part.get(f"{W}type", ""), Named()), part)


def _flags(look: Element | None) -> frozenset[str]:
    """Which parts of a table style a table takes: from single attributes, or from the older bit mask."""
    if look is None:
        return frozenset({"firstRow", "firstColumn", "noVBand"})
    try:
        mask = int(look.get(f"{W}val") or "0", 16)
    except ValueError:
        mask = 0
    return frozenset(
        name
        for name, bit in _LOOK_FLAGS.items()
        if (look.get(W + name) in ("1", "true") if look.get(W + name) is not None else mask & bit)
    )


def _parts_of(cell: Cell, flags: frozenset[str]) -> list[str]:
    """The conditional parts for a cell, the weakest first."""
    parts = []
    if "noVBand" not in flags:
        parts.append("band1Vert" if (cell.column - ("firstColumn" in flags)) % 2 == 0 else "band2Vert")
    if "noHBand" not in flags:
        parts.append("band1Horz" if (cell.row - ("firstRow" in flags)) % 2 == 0 else "band2Horz")
    for flag, name, holds in (
        ("lastColumn", "lastCol", cell.column == cell.columns - 1),
        ("firstColumn", "firstCol", cell.column == 0),
        ("lastRow", "lastRow", cell.row == cell.rows - 1),
        ("firstRow", "firstRow", cell.row == 0),
    ):
        if flag in flags and holds:
            parts.append(name)
    return parts


class Numbering:
    """List labels: "• " or a number that counts on."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[tuple[str, str], tuple[str, str]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        for abstract in root.findall(f"{W}abstractNum") if root is not None else ():
            for level in abstract.findall(f"{W}lvl"):
                given = {local(one): one.get(f"{W}val", "") for one in level}
                key = abstract.get(f"{W}abstractNumId", ""), level.get(f"{W}ilvl", "0")
                self._levels[key] = given.get("numFmt", "decimal"), given.get("lvlText", "%1.")
        for number in root.findall(f"{W}num") if root is not None else ():
            leads = number.find(f"{W}abstractNumId")
            self._abstract[number.get(f"{W}numId", "")] = leads.get(f"{W}val", "") if leads is not None else ""

    def label(self, numbered: tuple[str | None, str] | None) -> str:
        """The label of the next paragraph of this list and level; empty: none."""
        if numbered is None or numbered[0] in (None, "0"):
            return ""
        abstract, level = self._abstract.get(numbered[0] or "", ""), numbered[1]
        style, text = self._levels.get((abstract, level), ("none", ""))
        if style == "none":
            return ""
        if style == "bullet":
            return "• "
        self._counts[abstract, level] += 1
        for deeper in [key for key in self._counts if key[0] == abstract and key[1] > level]:
            del self._counts[deeper]
        for place in range(9):
            text = text.replace(f"%{place + 1}", str(self._counts[abstract, str(place)] or 1))
        return f"{text} "
