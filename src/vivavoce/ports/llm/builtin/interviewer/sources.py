"""A company's texts as sentences that can be said aloud, each with the heading it stands under.

Marks of Markdown and HTML are taken out, wrapped lines are joined; nothing else is changed. Left out: orders to a
machine, and demands that must not matter in a selection, which nobody should hear from an interviewer.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from vivavoce.ports.llm.builtin.author.bank import Rules
from vivavoce.ports.llm.builtin.author.script import length
from vivavoce.ports.llm.builtin.rating.instructions import addresses_machine
from vivavoce.ports.llm.builtin.rating.text import sentences
from vivavoce.ports.llm.port import Passage

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_BULLET = re.compile(r"^\s*(?:[-*•·–+▪◦●✓✔👉]|\d{1,2}[.)])\s+")
_HEADING = re.compile(r"^\s*#{1,6}\s+|:\s*$")
_MARKS = re.compile(r"[*_`#|~]{1,3}(?=\S)|(?<=\S)[*_`#|~]{1,3}|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]")
_ENDS = re.compile(r"[.!?:;…。！？।]\W*$")
HEADING_WORDS = 6.0
WRAPPED_LETTERS = 60
"""A line this long may go on in the next one; of shorter ones each stands for itself, as in a list without marks."""
LONGEST = 45.0
"""Words of a sentence that can still be followed by ear."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it stands in the passage, and the heading above it."""

    text: str
    heading: str
    passage: Passage


def lines(passages: tuple[Passage, ...], rules: Rules | None) -> list[Line]:
    """Every sentence that may be quoted."""
    return [line for passage in passages for line in _lines(passage) if _may_be_said(line.text, rules)]


def _lines(passage: Passage) -> Iterator[Line]:
    heading = ""
    for block, is_heading in _blocks(passage.text):
        if is_heading:
            heading = block
            continue
        for sentence in sentences(block):
            yield Line(sentence.text, heading, passage)


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    """Paragraphs and items of lists on one line each, and whether it is a heading."""
    held, opens, wrapped = "", True, False
    for raw in [*html.unescape(_TAG.sub("\n", text)).splitlines(), ""]:
        line = " ".join(_MARKS.sub("", _BULLET.sub("", raw)).split())
        heading = bool(line and (_HEADING.search(raw) or (opens and _looks_like_heading(raw, line))))
        goes_on = line and (wrapped or line[0].islower()) and not heading and not _BULLET.match(raw)
        if held and not goes_on:
            yield held, False
            held = ""
        if heading:
            yield line.rstrip(":"), True
        elif line:
            held = f"{held} {line}".strip()
        opens, wrapped = not line, len(raw) >= WRAPPED_LETTERS and not _ENDS.search(line)


def _looks_like_heading(raw: str, line: str) -> bool:
    """A short line that opens a passage or follows a gap, without a sentence's end."""
    plainly = not _BULLET.match(raw) and not _ENDS.search(line) and "," not in line
    return plainly and length(line) <= HEADING_WORDS and not line[:1].islower()


def _may_be_said(text: str, rules: Rules | None) -> bool:
    if not 1 < length(text) <= LONGEST or addresses_machine(text):
        return False
    return rules is None or not any(pattern.search(text) for pattern in (*rules.illegal, rules.protected))
