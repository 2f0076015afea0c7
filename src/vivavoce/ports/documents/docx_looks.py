"""How a run of a DOCX file looks: its properties as styles, tables and the run itself give them; theme colours.

Properties are small dictionaries that are laid over each other, the later one winning: document defaults, table
style, paragraph style, character style, the run's own. Lengths are in points. Source: ECMA-376 part 1, 17.7.2.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from vivavoce.ports.documents.contrast import Rgb

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

Properties = dict[str, Any]
"""``colour`` (Rgb; None: automatic, always readable), ``size`` (pt), ``vanish``, ``shade`` (Rgb; None: none),
``scale`` (per cent), ``gone`` (no ink at all), ``outlined``; of paragraphs ``fill``, ``line`` (pt), ``away``,
``heading``, ``numbered``."""

_OFF = frozenset({"0", "false", "off"})
_HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
    "white": "FFFFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
}
_THEME_NAMES = {
    "background1": "lt1",
    "light1": "lt1",
    "bg1": "lt1",
    "text1": "dk1",
    "dark1": "dk1",
    "tx1": "dk1",
    "background2": "lt2",
    "light2": "lt2",
    "bg2": "lt2",
    "text2": "dk2",
    "dark2": "dk2",
    "tx2": "dk2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_AWAY_PT = 1_000.0
_LEFT_OF_PAGE_PT = -400.0


class Theme:
    """The colours that a file gives names to."""

    def __init__(self, root: Element | None) -> None:
        self._colours: dict[str, Rgb] = {"lt1": (255, 255, 255), "dk1": (0, 0, 0)}
        scheme = root.find(f".//{A}clrScheme") if root is not None else None
        for one in scheme if scheme is not None else ():
            for given in one:
                if found := hexadecimal(given.get("lastClr") or given.get("val")):
                    self._colours[local(one)] = found

    def named(self, name: str | None) -> Rgb | None:
        """None: no such colour."""
        return self._colours.get(_THEME_NAMES.get(name or "", name or ""))

    def word(self, given: Element, value: str, theme: str, tint: str, shade: str) -> Rgb | None:
        """The colour of an element such as ``w:color``; the theme goes first, as in Word. None: automatic."""
        colour = self.named(given.get(W + theme))
        if colour is None:
            return hexadecimal(given.get(W + value))
        if share := given.get(W + tint):
            part = _hex_share(share)
            colour = _each(colour, lambda channel: 255 - (255 - channel) * part)
        if share := given.get(W + shade):
            part = _hex_share(share)
            colour = _each(colour, lambda channel: channel * part)
        return colour

    def drawn(self, fill: Element) -> tuple[Rgb | None, float]:
        """The first colour in a DrawingML fill and its opacity (0 to 1)."""
        for given in fill.iter():
            kind = local(given)
            if kind not in ("srgbClr", "schemeClr", "sysClr", "prstClr"):
                continue
            value = given.get("val") or given.get(W14 + "val")
            colour = (
                self.named(value)
                if kind == "schemeClr"
                else hexadecimal(given.get("lastClr") or value) or _preset(value)
            )
            alpha = 1.0
            for change in given:
                share = _number(change.get("val") or change.get(W14 + "val"), 100_000) / 100_000
                if local(change) == "alpha":
                    # DrawingML counts opacity, Word's own text effects transparency
                    alpha = 1 - share if change.tag.startswith(W14) else share
                elif colour and local(change) in ("lumMod", "shade"):
                    colour = _each(colour, lambda channel, s=share: channel * s)
                elif colour and local(change) in ("lumOff", "tint"):
                    colour = _each(colour, lambda channel, s=share: channel + 255 * s)
            return colour, alpha
        return None, 1.0


def run_properties(given: Element | None, theme: Theme) -> Properties:
    """What a ``w:rPr`` says."""
    found: Properties = {}
    for one in given if given is not None else ():
        kind = local(one)
        if kind == "color":
            found["colour"] = theme.word(one, "val", "themeColor", "themeTint", "themeShade")
        elif kind == "sz":
            found["size"] = _number(one.get(W + "val"), 22) / 2
        elif kind == "vanish":
            found["vanish"] = is_on(one)
        elif kind == "shd":
            found["shade"] = shading(one, theme)
        elif kind == "highlight":
            found["shade"] = hexadecimal(_HIGHLIGHTS.get(one.get(W + "val", "")))
        elif kind == "w":
            found["scale"] = _number((one.get(W + "val") or "").rstrip("%"), 100)
        elif kind == "textFill":
            _text_fill(one, theme, found)
        elif kind == "textOutline":
            found["outlined"] = not any(local(part) == "noFill" for part in one)
    return found


def paragraph_properties(given: Element | None, theme: Theme) -> Properties:
    """What a ``w:pPr`` says, as far as it decides what is seen."""
    found: Properties = {}
    for one in given if given is not None else ():
        kind = local(one)
        if kind == "shd":
            found["fill"] = shading(one, theme)
        elif kind == "spacing" and one.get(W + "lineRule") == "exact":
            found["line"] = _number(one.get(W + "line"), 240) / 20
        elif kind == "ind":
            edges = [_number(one.get(W + key), 0) / 20 for key in ("left", "start", "firstLine")]
            found["away"] = max(edges) >= _AWAY_PT or min(edges) <= _LEFT_OF_PAGE_PT
        elif kind == "framePr":
            places = [_number(one.get(W + key), 0) / 20 for key in ("x", "y")]
            found["away"] = max(places) >= _AWAY_PT or min(places) <= _LEFT_OF_PAGE_PT
        elif kind == "numPr":
            number = {local(part): part.get(W + "val", "0") for part in one}
            found["numbered"] = (number.get("numId"), number.get("ilvl", "0"))
        elif kind == "outlineLvl":
            found["heading"] = one.get(W + "val") != "9"
    return found


def shading(given: Element, theme: Theme) -> Rgb | None:
    """The colour of a ``w:shd``; None: it lets through what is behind."""
    if given.get(W + "val") == "solid":
        return theme.word(given, "color", "themeColor", "themeTint", "themeShade") or (0, 0, 0)
    return theme.word(given, "fill", "themeFill", "themeFillTint", "themeFillShade")


def _text_fill(given: Element, theme: Theme, found: Properties) -> None:
    """Word's own text effects (2010); they go before ``w:color``."""
    for fill in given:
        colour, alpha = theme.drawn(fill)
        found["gone"] = local(fill) == "noFill" or alpha < 0.05
        if colour is not None and local(fill) == "solidFill":
            found["colour"] = colour


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_on(element: Element) -> bool:
    """Whether a switch such as ``w:vanish`` is on: there, and not said to be off."""
    return (element.get(W + "val") or "1").lower() not in _OFF


def hexadecimal(value: str | None) -> Rgb | None:
    """RRGGBB as a colour; None: something else, such as ``auto``."""
    try:
        number = int((value or "").lstrip("#"), 16)
    except ValueError:
        return None
    return (number >> 16 & 255, number >> 8 & 255, number & 255) if len((value or "").lstrip("#")) == 6 else None


def _preset(value: str | None) -> Rgb | None:
    return {"white": (255, 255, 255), "black": (0, 0, 0)}.get(value or "")


def _number(value: str | None, otherwise: float) -> float:
    try:
        return float(value) if value else otherwise
    except ValueError:
        return otherwise


def _hex_share(value: str) -> float:
    try:
        return int(value, 16) / 255
    except ValueError:
        return 1.0


def _each(colour: Rgb, change: Any) -> Rgb:
    red, green, blue = (max(0, min(255, round(change(channel)))) for channel in colour)
    return red, green, blue
