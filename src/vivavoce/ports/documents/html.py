"""HTML: the text that a browser shows. The page is parsed as a browser does (Lexbor); scripts don't run.

Elements are visited without recursion: nesting may be as deep as a stranger likes.
"""

# ruff: noqa: SIM905 (word lists read better as text)

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from vivavoce.ports.documents.css import Declarations, StyleSheets
from vivavoce.ports.documents.flow import Flow
from vivavoce.ports.documents.hiding import assembled
from vivavoce.ports.documents.html_style import Style, styled
from vivavoce.ports.documents.port import Document, HiddenReason, Page

MEDIA_TYPE = "text/html"

_NEVER_SHOWN = frozenset(
    "head script style template noscript noframes iframe object audio video canvas datalist rp title desc defs symbol "
    "metadata param source track link meta base".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "header hgroup hr html legend li main menu nav optgroup option search section summary table tbody tfoot thead tr "
    "caption".split()
)
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol pre table section article blockquote".split())
_CELLS = frozenset({"td", "th"})
_SHOWN_INPUTS = frozenset({"", "text", "email", "tel", "url", "search", "number", "date", "button", "submit"})
_SVG_TEXT = frozenset({"text", "tspan", "textpath"})
_NOTES = ("alt", "title", "aria-label", "aria-description")


def read_html(text: str, media_type: str = MEDIA_TYPE, notes: tuple[str, ...] = ()) -> Document:
    """``notes``: more texts that are not shown. Raises UnreadableDocumentError, DocumentTooLargeError."""
    tree = LexborHTMLParser(text)
    flow, found = Flow(), list(notes)
    sheets = StyleSheets(tree)
    if tree.root is not None:
        _walk(tree.root, sheets, flow, found)
    found += [node.attributes.get("content") or "" for node in tree.css("meta[name]")]
    title = tree.css_first("head > title")
    name = re.sub(r"\s+", " ", title.text()).strip() if title else ""
    visible, hidden = flow.finished()
    return assembled(media_type, [Page(None, visible)], hidden, title=name, notes=(name, *found))


def _walk(root: LexborNode, sheets: StyleSheets, flow: Flow, notes: list[str]) -> None:
    """Into every element and out again. A tuple on the stack is an element to enter, a string a tag to leave."""
    stack: list[tuple[LexborNode, Style, str] | str] = [(root, Style(), "")]
    while stack:
        top = stack.pop()
        if isinstance(top, str):
            _leave(flow, top)
            continue
        node, style, layout = top
        tag = (node.tag or "").lower()
        if tag == "-text":
            flow.text(node.text_content or "", style.reason(), preformatted=style.preformatted)
        elif tag == "-comment":
            comment = node.comment_content or ""
            notes += [] if comment.lstrip().startswith("[if") else [comment]
        elif not tag.startswith("-") and tag not in _NEVER_SHOWN:
            given, attributes = _given(node, tag, sheets), node.attributes
            style = styled(style, given)
            notes += [value for key in _NOTES if (value := attributes.get(key))]
            role = _enter(flow, node, tag, given, style, layout)
            stack.append(role)
            inside = "row" if _is_row(given) else ""
            folded = (
                replace(style, gone=HiddenReason.INVISIBLE) if tag == "details" and "open" not in attributes else style
            )
            stack += [
                (child, style if child.tag == "summary" else folded, inside)
                for child in reversed(list(_children(node)))
            ]


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _given(node: LexborNode, tag: str, sheets: StyleSheets) -> Declarations:
    """The element's declarations, those first that old attributes and the browser's own rules stand for."""
    attributes, given = node.attributes, Declarations()
    if tag == "font" and (colour := attributes.get("color")):
        given["color"] = colour.lower()
    if tag == "body" and (colour := attributes.get("text")):
        given["color"] = colour.lower()
    if colour := attributes.get("bgcolor"):
        given["background-color"] = colour.lower()
    if tag in _SVG_TEXT:
        given["color"] = (attributes.get("fill") or "black").lower()
    if tag in ("pre", "textarea"):
        given["white-space"] = "pre"
    if "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        given["display"] = "none"
    given |= sheets.of(node)
    if tag in _SVG_TEXT and "fill" in given:
        given["color"] = given["fill"]
    if tag == "option" and node.prev is not None and "selected" not in attributes:
        given["display"] = "none"
    return given


def _is_row(given: Declarations) -> bool:
    return given.get("display", "").endswith(("flex", "grid")) and not given.get("flex-direction", "").startswith("col")


def _enter(flow: Flow, node: LexborNode, tag: str, given: Declarations, style: Style, layout: str) -> str:
    """What stands before the element; back comes what its end means."""
    display = given.get("display", "")
    if tag == "br":
        flow.line()
    elif tag == "input" and (node.attributes.get("type") or "") in _SHOWN_INPUTS:
        flow.text(node.attributes.get("value") or "", style.reason(), preformatted=False)
    elif tag in _PARAGRAPHS:
        flow.paragraph()
        return "paragraph"
    elif tag in _CELLS or (layout == "row" and tag not in _BLOCKS):
        flow.cell()
        return "cell"
    elif tag in _BLOCKS or display.startswith(("block", "flex", "grid", "list-item", "table")):
        flow.line()
        if tag == "li" and style.reason() is None and "none" not in given.get("list-style", ""):
            flow.text(_label(node), None, preformatted=True)
        return "line"
    return ""


def _leave(flow: Flow, role: str) -> None:
    if role == "paragraph":
        flow.paragraph()
    elif role == "line":
        flow.line()
    elif role == "cell":
        flow.cell_end()


def _label(item: LexborNode) -> str:
    """The bullet or number before a list item."""
    parent = item.parent
    if parent is None or parent.tag != "ol":
        return "• "
    number, before = 1, item.prev
    while before is not None and number < 1_000:
        number += before.tag == "li"
        before = before.prev
    return f"{number}. "
