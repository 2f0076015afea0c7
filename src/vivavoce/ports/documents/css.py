"""Which declarations of its style sheets apply to each element of an HTML page.

Rules of ``<style>`` and ``style="…"`` with their order, specificity and importance (CSS Cascade 4, without layers).
Media queries are answered for a screen ``SCREEN_PX`` wide. Style sheets elsewhere are not loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from vivavoce.ports.documents.css_values import LENGTH, known

SCREEN_PX = 1280
_MAX_RULES = 5_000
_MAX_NESTING = 8
_INLINE = (1, 0, 0, 0)
_CONDITION = re.compile(r"\((min|max)-width:\s*(\d+(?:\.\d+)?)(px|em|rem)\)")

Declarations = dict[str, str]
_Weight = tuple[bool, tuple[int, int, int, int], int]


class StyleSheets:
    """The rules of a page, matched to its elements."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._matched: dict[int, list[tuple[_Weight, str, str]]] = {}
        self._order = 0
        sheets = "\n".join(node.text() for node in tree.css("style") if _is_for_screen(node.attributes.get("media")))
        for selectors, declarations in _rules(sheets, 0):
            for selector in selectors:
                self._apply(tree, selector, declarations)

    def of(self, node: LexborNode) -> Declarations:
        """The declarations that win for this element, inline ones included."""
        found = list(self._matched.get(node.mem_id, ()))
        if style := node.attributes.get("style"):
            content = tinycss2.parse_blocks_contents(style)
            found += [
                ((important, _INLINE, self._order), name, value) for name, value, important in _declarations(content)
            ]
        found.sort(key=lambda one: one[0])
        winning: Declarations = {}
        for _, name, value in found:
            winning.pop(name, None)  # the last one stands last: "background" after "background-color" takes it back
            winning[name] = value
        return winning

    def _apply(self, tree: LexborHTMLParser, selector: str, declarations: list[tuple[str, str, bool]]) -> None:
        try:
            nodes = tree.css(selector)
        except SelectolaxError:
            return
        self._order += 1
        specificity = _specificity(selector)
        for node in nodes:
            matched = self._matched.setdefault(node.mem_id, [])
            matched += [((important, specificity, self._order), name, value) for name, value, important in declarations]


def _rules(css: str | list[Any], depth: int) -> Iterator[tuple[list[str], list[tuple[str, str, bool]]]]:
    parse = tinycss2.parse_stylesheet if isinstance(css, str) else tinycss2.parse_rule_list
    for rule in parse(css, skip_comments=True, skip_whitespace=True)[:_MAX_RULES]:
        if rule.type == "qualified-rule":
            declarations = list(_declarations(tinycss2.parse_blocks_contents(rule.content)))
            if declarations:
                yield _selectors(rule.prelude), declarations
        elif rule.type == "at-rule" and rule.content is not None and depth < _MAX_NESTING:
            keyword = rule.lower_at_keyword
            media = tinycss2.serialize(rule.prelude)
            if keyword in ("supports", "layer", "container") or (keyword == "media" and _is_for_screen(media)):
                yield from _rules(rule.content, depth + 1)


def _declarations(content: Iterable[Any]) -> Iterator[tuple[str, str, bool]]:
    for one in content:
        if one.type != "declaration":
            continue
        value = tinycss2.serialize(one.value).strip()
        name = one.name if one.name.startswith("--") else one.lower_name
        if name.startswith("--") or "var(" in value.lower() or known(name, value.lower()):
            yield name, value if name.startswith("--") else value.lower(), one.important


def _selectors(prelude: list[Any]) -> list[str]:
    found: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            found.append([])
        else:
            found[-1].append(token)
    return [tinycss2.serialize(tokens).strip() for tokens in found]


def _specificity(selector: str) -> tuple[int, int, int, int]:
    classes = len(re.findall(r"\.[\w-]|\[|(?<!:):(?!:)(?!not|is|where|has)[\w-]", selector))
    types = len(re.findall(r"(?:^|[\s>+~(,])[a-z]", selector, re.IGNORECASE))
    return 0, selector.count("#"), classes, types


def _is_for_screen(media: str | None) -> bool:
    """Whether one of the queries holds on a screen."""
    if not media or not media.strip():
        return True
    return any(_holds(query.strip()) for query in media.lower().split(","))


def _holds(query: str) -> bool:
    if query.startswith("not "):
        return not _holds(query[4:])
    for part in re.split(r"\s+and\s+", query.removeprefix("only ").strip()):
        if part in ("all", "screen"):
            continue
        found = _CONDITION.fullmatch(part)
        if not found:
            return False
        width = float(found[2]) * LENGTH[found[3]]
        if (found[1] == "min" and width > SCREEN_PX) or (found[1] == "max" and width < SCREEN_PX):
            return False
    return True
