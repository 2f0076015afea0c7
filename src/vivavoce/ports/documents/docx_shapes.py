"""Drawings in a DOCX file: text boxes with what is behind their text, and shapes that body text may lie on.

Where Word puts an anchored shape is only known after layout. So a shape counts as a possible background for as much
of the text after its anchor as its height has room for, and white text over a dark one is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from vivavoce.ports.documents.contrast import Rgb
from vivavoce.ports.documents.docx_looks import Theme, hexadecimal, local
from vivavoce.ports.documents.port import HiddenReason

_EMU_PER_PT = 12_700
_MIN_PT = 3.0
_FAR_PT = 1_600.0
_MIN_BACKGROUND_PT2 = 15_000.0
"""3 % of an A4 page."""
_VML_SHAPES = frozenset({"shape", "rect", "roundrect", "oval"})
_VML_SHIFT = re.compile(r"(?:margin-left|margin-top|left|top)\s*:\s*(-?[\d.]+)pt")

Behind = tuple[Rgb, ...]
"""Colours that may lie behind a text; empty: a picture or something else that can't be known."""


@dataclass(frozen=True, slots=True)
class Box:
    """The content of a text box. ``behind`` None: what is behind the box shows."""

    content: Element
    behind: Behind | None
    reason: HiddenReason | None


@dataclass(slots=True)
class Background:
    """A drawing that text may lie on, and for how many more points of text."""

    behind: Behind
    left_pt: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A ``w:drawing`` or ``w:pict``, taken apart."""

    boxes: tuple[Box, ...]
    background: Background | None
    notes: tuple[str, ...]


def parts_shown(element: Element, *, into_text: bool = False) -> Iterator[Element]:
    """All elements below, of alternatives only the first, without the content of text boxes unless ``into_text``."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        yield one
        if local(one) == "txbxContent" and not into_text:
            continue
        children = list(one)
        if local(one) == "AlternateContent":
            children = [child for child in children if local(child) == "Choice"][:1] or children
        waiting += reversed(children)


def taken_apart(drawing: Element, theme: Theme) -> Drawing:
    """The drawing's text boxes, what it is as a background, and its alternative texts."""
    boxes: list[tuple[Element, Behind | None]] = []
    fills: list[Behind] = []
    notes: list[str] = []
    reason: HiddenReason | None = None
    width = height = 0.0
    floating = False
    for one in parts_shown(drawing):
        kind = local(one)
        if kind == "docPr":
            notes += [text for key in ("descr", "title") if (text := one.get(key))]
            reason = HiddenReason.INVISIBLE if one.get("hidden") in ("1", "true") else reason
        elif kind == "extent":
            width, height = (_points(one.get(key)) for key in ("cx", "cy"))
        elif kind == "anchor":
            floating = one.get("behindDoc") in ("1", "true") or any(local(child) == "wrapNone" for child in one)
        elif kind == "posOffset":
            far = _points(one.text)
            reason = HiddenReason.OFF_PAGE if abs(far) > _FAR_PT else reason
        elif kind == "pic":
            fills.append(())
        elif kind == "wsp" or kind in _VML_SHAPES:
            behind = _drawn_fill(one, theme) if kind == "wsp" else _vml_fill(one)
            reason = _vml_reason(one) or reason if kind in _VML_SHAPES else reason
            fills += [behind] if behind is not None else []
            content = next((below for below in parts_shown(one) if local(below) == "txbxContent"), None)
            if content is not None:
                boxes.append((content, behind))
    if width and height and min(width, height) < _MIN_PT:
        reason = HiddenReason.INVISIBLE
    around = _together(fills)
    large = floating and width * height >= _MIN_BACKGROUND_PT2
    return Drawing(
        # a box without a fill of its own lies on its neighbours in the group, or on the page
        boxes=tuple(Box(content, around if behind is None else behind, reason) for content, behind in boxes),
        background=Background(around, height) if large and around is not None else None,
        notes=tuple(notes),
    )


def _together(fills: list[Behind]) -> Behind | None:
    if not fills:
        return None
    return tuple(colour for fill in fills for colour in fill) if all(fills) else ()


def _drawn_fill(shape: Element, theme: Theme) -> Behind | None:
    for properties in shape:
        if local(properties) != "spPr":
            continue
        for fill in properties:
            if local(fill) in ("solidFill", "gradFill", "pattFill"):
                colour, alpha = theme.drawn(fill)
                return None if alpha < 0.3 else (colour,) if colour else ()
            if local(fill) == "noFill":
                return None
            if local(fill) in ("blipFill", "grpFill"):
                return ()
    for given in shape.iter():
        if local(given) == "fillRef" and given.get("idx") not in (None, "0"):
            colour, _ = theme.drawn(given)
            return (colour,) if colour else ()
    return None


def _vml_fill(shape: Element) -> Behind | None:
    if shape.get("filled", "t").lower() in ("f", "false") or any(local(one) == "imagedata" for one in shape):
        return None
    given = (shape.get("fillcolor") or "#ffffff").split(" ")[0]
    named = {"white": "#ffffff", "black": "#000000"}.get(given, given)
    if re.fullmatch(r"#[0-9a-fA-F]{3}", named):
        named = "#" + "".join(2 * digit for digit in named[1:])
    colour = hexadecimal(named)
    return (colour,) if colour else ()


def _vml_reason(shape: Element) -> HiddenReason | None:
    style = shape.get("style", "").lower()
    if re.search(r"visibility\s*:\s*hidden|display\s*:\s*none", style):
        return HiddenReason.INVISIBLE
    if any(
        abs(float(shift)) > _FAR_PT
        for shift in _VML_SHIFT.findall(style)
        if shift.count(".") <= 1 and shift[-1:].isdigit()
    ):
        return HiddenReason.OFF_PAGE
    return None


def _points(value: str | None) -> float:
    try:
        return float(value or 0) / _EMU_PER_PT
    except ValueError:
        return 0.0
