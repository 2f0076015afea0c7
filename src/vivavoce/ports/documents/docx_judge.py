"""Why a run or a row of a DOCX file is not seen, from its look and what is behind it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from vivavoce.ports.documents.contrast import READABLE, contrast
from vivavoce.ports.documents.docx_looks import Properties, W, is_on, local
from vivavoce.ports.documents.docx_shapes import Behind
from vivavoce.ports.documents.port import HiddenReason

_TINY_PT = 3.0
_TINY_SCALE = 10.0


def run_reason(look: Properties, behind: Behind) -> HiddenReason | None:
    """None: a person sees it."""
    if look.get("vanish") or (look.get("gone") and not look.get("outlined")):
        return HiddenReason.INVISIBLE
    if look.get("size", 11.0) < _TINY_PT or look.get("scale", 100.0) < _TINY_SCALE:
        return HiddenReason.TINY
    colour = look.get("colour")
    if look.get("shade"):
        behind = (look["shade"],)
    if colour is None or look.get("outlined") or not behind:
        return None
    return HiddenReason.WHITE if max(contrast(colour, one) for one in behind) < READABLE else None


def paragraph_reason(look: Properties) -> HiddenReason | None:
    """None: where it stands and its line height leave it to be seen."""
    if look.get("away"):
        return HiddenReason.OFF_PAGE
    return HiddenReason.TINY if 0 < look.get("line", 12.0) < _TINY_PT else None


def row_reason(row: Element) -> HiddenReason | None:
    """None: the row is shown and has a height."""
    for given in row.findall(f"{W}trPr/*"):
        if local(given) == "hidden" and is_on(given):
            return HiddenReason.INVISIBLE
        if local(given) == "trHeight" and given.get(f"{W}hRule") == "exact":
            height = given.get(f"{W}val", "")
            if height.isdigit() and int(height) < 20 * _TINY_PT:
                return HiddenReason.INVISIBLE
    return None
