"""What the styles of an element mean for the text in it: is it seen, and if not, why?

A model of a browser without layout: what depends on where boxes end up (one element over another) is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from vivavoce.ports.documents.contrast import READABLE, Rgb, contrast
from vivavoce.ports.documents.css import Declarations
from vivavoce.ports.documents.css_values import INHERITED, Rgba, blended, colour, colours, font_pixels, pixels
from vivavoce.ports.documents.port import HiddenReason

_TINY_PX = 4.0
"""3 pt."""
_AWAY_PX = 500.0
_FAR_RIGHT_PX = 3_000.0
_GONE = 0.05
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_FONT_SIZE = re.compile(r"(?:^|\s)((?:\d*\.)?\d+(?:px|pt|em|rem|%)|xx-small|x-small|small|medium|large)")
_SHIFT = re.compile(r"translate(?:x|y|3d)?\(([^)]*)\)")
_SCALE = re.compile(r"scale(?:x|y|3d)?\(\s*([\d.]+)")
_CLIPPED = re.compile(
    r"inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0(?:px|%)?\s+0(?:px|%)?\s*(?:,\s*0(?:px|%)?\s+0(?:px|%)?\s*)*\)"
)


@dataclass(frozen=True, slots=True)
class Style:
    """What text in an element looks like. ``gone``: why the whole element is unseen."""

    colour: Rgba = (0, 0, 0, 1.0)
    behind: tuple[Rgb, ...] = ((255, 255, 255),)
    """Background colours; several: a gradient."""
    font_px: float = 16.0
    opacity: float = 1.0
    visible: bool = True
    indent_px: float = 0.0
    preformatted: bool = False
    painted_letters: bool = False
    """The background shows through the letters."""
    gone: HiddenReason | None = None
    variables: Mapping[str, str] = field(default_factory=dict)

    def reason(self) -> HiddenReason | None:
        """Why text here is not seen."""
        if self.gone:
            return self.gone
        if not self.visible or self.opacity < _GONE:
            return HiddenReason.INVISIBLE
        if self.indent_px <= -_AWAY_PX:
            return HiddenReason.OFF_PAGE
        if self.font_px < _TINY_PX:
            return HiddenReason.TINY
        if self.painted_letters:
            return None
        if self.colour[3] < _GONE:
            return HiddenReason.INVISIBLE
        ink = (*self.colour[:3], self.colour[3] * self.opacity)
        if max(contrast(blended(ink, one), one) for one in self.behind) < READABLE:
            return HiddenReason.WHITE
        return None


def styled(parent: Style, given: Declarations) -> Style:
    """The style of an element, from that of its parent and its own declarations."""
    if not given:
        return parent
    variables = {name: value for name, value in given.items() if name.startswith("--")}
    known = {**parent.variables, **variables} if variables else parent.variables
    own = {name: _resolved(value, known) for name, value in given.items() if not name.startswith("--")}
    style = replace(
        parent,
        variables=known,
        colour=_ink(parent, own),
        font_px=_font(parent, own),
        opacity=parent.opacity * _opacity(own),
        visible=_visibility(parent, own),
        indent_px=_inherited(own, "text-indent", parent.indent_px),
        preformatted=own["white-space"].startswith("pre") if "white-space" in own else parent.preformatted,
    )
    style = replace(style, behind=_background(style, own))
    if "text" in own.get("background-clip", own.get("-webkit-background-clip", "")):
        style = replace(style, painted_letters=True, behind=parent.behind)
    return replace(style, gone=parent.gone or _gone(own))


def _gone(own: Declarations) -> HiddenReason | None:
    if own.get("display") == "none" or own.get("content-visibility") == "hidden":
        return HiddenReason.INVISIBLE
    if _is_away(own):
        return HiddenReason.OFF_PAGE
    transform = f"{own.get('transform', '')} scale({own.get('scale', '1')})"
    if any(float(scale or 1) < 0.1 for scale in _SCALE.findall(transform) if scale.count(".") <= 1 and scale != "."):
        return HiddenReason.TINY
    positioned = own.get("position") in ("absolute", "fixed")
    if _CLIPPED.search(own.get("clip-path", "")) or (positioned and _is_empty_rectangle(own.get("clip", ""))):
        return HiddenReason.INVISIBLE
    clipped = any(
        value in ("hidden", "clip")
        for key in ("overflow", "overflow-x", "overflow-y")
        for value in own.get(key, "").split()
    )
    sizes = (pixels(own[key]) for key in ("width", "height", "max-width", "max-height") if key in own)
    if clipped and any(size is not None and size < 2 for size in sizes):
        return HiddenReason.INVISIBLE
    if re.search(r"opacity\(\s*0(?:\.0\d*)?%?\s*\)", own.get("filter", "")):
        return HiddenReason.INVISIBLE
    return None


def _is_away(own: Declarations) -> bool:
    shifts = [own.get(key, "") for key in ("margin-left", "margin-top", "margin-right")]
    shifts += own.get("margin", "").split()
    if own.get("position") in ("absolute", "fixed", "relative"):
        sides = [own.get(key, "") for key in ("left", "top", "right", "bottom")] + own.get("inset", "").split()
        shifts += sides
        if any((pixels(side, 1280.0) or 0.0) >= _FAR_RIGHT_PX for side in sides):
            return True
    for shift in [*_SHIFT.findall(own.get("transform", "")), own.get("translate", "")]:
        shifts += re.split(r"[,\s]+", shift)
    return any((pixels(shift, 1280.0) or 0.0) <= -_AWAY_PX for shift in shifts)


def _is_empty_rectangle(clip: str) -> bool:
    edges = [pixels(edge) for edge in re.findall(r"[\d.]+(?:px)?", clip)]
    return clip.startswith("rect(") and len(edges) == 4 and all(edge is not None and edge < 2 for edge in edges)


def _ink(parent: Style, own: Declarations) -> Rgba:
    value = own.get("-webkit-text-fill-color", own.get("color", ""))
    if value == "currentcolor":
        value = own.get("color", "")
    if value == "initial":
        return (0, 0, 0, 1.0)
    return colour(value) or parent.colour


def _background(style: Style, own: Declarations) -> tuple[Rgb, ...]:
    found: list[Rgba] = []
    for key, value in own.items():
        if key == "background":
            found = colours(value)
        elif key in ("background-color", "background-image"):
            found = colours(value) or found
    return tuple(blended(one, style.behind[0]) for one in found[:16]) or style.behind


def _font(parent: Style, own: Declarations) -> float:
    value = ""
    for key, given in own.items():
        if key == "font-size":
            value = given
        elif key == "font" and (found := _FONT_SIZE.search(given)):
            value = found[1]
    if value == "initial":
        return 16.0
    size = font_pixels(value, parent.font_px) if value and value not in INHERITED else None
    return parent.font_px if size is None else size


def _opacity(own: Declarations) -> float:
    value = own.get("opacity", "")
    number = re.match(r"([\d.]+)(%?)", value)
    if not number or number[1].count(".") > 1 or number[1] == ".":
        return 1.0
    return min(1.0, float(number[1]) / (100 if number[2] else 1))


def _visibility(parent: Style, own: Declarations) -> bool:
    value = own.get("visibility", "")
    if value in ("visible", "initial"):
        return True
    return parent.visible and value not in ("hidden", "collapse")


def _inherited(own: Declarations, name: str, inherited: float) -> float:
    found = pixels(own.get(name, ""), 1280.0)
    return inherited if found is None else found


def _resolved(value: str, variables: Mapping[str, str]) -> str:
    for _ in range(10):
        if "var(" not in value or len(value) > 10_000:
            break
        value = _VARIABLE.sub(lambda found: variables.get(found[1], found[2] or "").strip().lower(), value)
    return value
