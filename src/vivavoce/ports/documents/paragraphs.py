"""Lines of one region into paragraphs: which line goes on in the next, where a word was parted, where a gap is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_BULLET = re.compile(r"^(?:[-–—*•·▪◦●■○‣⁃►▸➢➤✓✔❖]|\(?(?:\d{1,2}|[a-z])[.)])(?:\s|$)")
_HYPHENS = "-\u2010\x02"
"""PDFium gives U+0002 for a hyphen at the end of a line."""
_PARTED = re.compile(rf"([^\W\d_]{{2,}})[{_HYPHENS}]$")
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_SENTENCE_END = re.compile(r"[.!?:;。！？][\"'”’)\]]*$")
_NARROW_EM = 24
_PROSE = 5
"""Words in a line that may be one of a paragraph."""
_SHORT = 3
"""Words in a line that may go on with a small letter: not a name or a telephone number."""
_ADDRESS = re.compile(r"\S*(?:@|://|www\.|\w/\w)\S*")
_BLANK_LINE = 1.45
"""Times the usual pitch of lines: from there a paragraph ends."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what the next one must know of it; ``wide``: it has a gap like that of a tab."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    first_width: float
    first_font: int
    last_font: int
    words: int
    text_left: float
    """Where the second word starts: behind a bullet, where the text does."""
    wide: bool
    mirrored: bool = False
    """Read from right to left: its x run to the left (they are negative), so that all else stays as it is."""


def joined(lines: Sequence[Line]) -> str:
    """The region's text: wrapped lines put together, a blank line where a gap is."""
    if not lines:
        return ""
    pitches = [after.baseline - line.baseline for line, after in pairwise(lines)]
    usual = median(pitches) if pitches else 0.0
    edges = {
        mirrored: (min(line.left for line in same), max(line.right for line in same))
        for mirrored in (False, True)
        if (same := [line for line in lines if line.mirrored == mirrored])
    }
    text, starts = lines[0].text, lines[0]
    for line, after in pairwise(lines):
        pitch = after.baseline - line.baseline
        left, right = edges[line.mirrored]
        if pitch < 1.9 * after.size and _goes_on(line, after, starts, right, right - left):
            text = _put_together(text, after.text)
            continue
        text += "\n\n" if pitch > _BLANK_LINE * max(min(usual, 1.6 * after.size), 1.15 * after.size) else "\n"
        text += after.text
        starts = after
    return re.sub("\x02", "-", text)


def _goes_on(line: Line, after: Line, starts: Line, right: float, width: float) -> bool:
    """Whether ``after`` is the rest of ``line``: its first word would not have fitted there."""
    if (
        line.wide
        or after.wide
        or line.mirrored != after.mirrored
        or _BULLET.match(after.text)
        or abs(line.size - after.size) > 0.1 * line.size
    ):
        return False
    if _SENTENCE_END.search(line.text) and _DATED.search(after.text):
        return False  # an entry of a resume: only the next job begins with its years after a full stop
    indent = starts.text_left if _BULLET.match(starts.text) else line.left
    if min(abs(after.left - indent), abs(after.left - starts.left)) > 1.2 * line.size:
        return False
    if _PARTED.search(line.text) and after.text[:1].islower():
        return True
    justified = abs(line.right - after.right) < 0.1 * line.size
    if not justified and line.right + 0.2 * line.size + after.first_width < right - 0.3 * line.size:
        return False
    if line.words >= _SHORT and (after.text[:1].islower() or line.text.endswith(",")):
        return not _ADDRESS.match(after.text)
    if line.words >= _PROSE and after.text[:1].isdigit():
        return True
    prose = line.words >= _PROSE and width >= _NARROW_EM * line.size
    if line.mirrored:
        return prose
    return (
        prose and line.last_font == after.first_font and not (_SENTENCE_END.search(line.text) and line.text.isupper())
    )


def _put_together(text: str, after: str) -> str:
    parted = _PARTED.search(text)
    if not parted:
        return f"{text}{after}" if text[-1:] in "-/" and after[:1].isalnum() else f"{text} {after}"
    return text[:-1] + ("-" if _stands_alone(parted[1], text) else "") + after


def _stands_alone(part: str, text: str) -> bool:
    """Whether the part before a hyphen is a word of its own, as in "full-time"."""
    return part.lower() in _FIRST_PARTS or bool(re.search(rf"\b{re.escape(part)}\b(?![{_HYPHENS}]$)", text))


_FIRST_PARTS = frozenset(
    [
        "full",
        "part",
        "front",
        "back",
        "end",
        "real",
        "long",
        "short",
        "high",
        "low",
        "well",
        "self",
        "non",
        "co",
        "cross",
        "multi",
        "in",
        "on",
        "off",
        "large",
        "small",
        "client",
        "user",
        "data",
        "cost",
        "award",
        "decision",
        "problem",
        "team",
        "event",
        "test",
        "open",
        "object",
        "state",
        "mid",
        "post",
        "pre",
        "sub",
        "time",
        "hands",
        "fast",
        "first",
        "second",
        "third",
        "two",
        "three",
        "four",
        "five",
        "six",
        "year",
        "third-party",
        "cloud",
        "customer",
        "day",
        "month",
        "far",
        "so",
        "follow",
        "sign",
        "log",
        "set",
        "start",
        "up",
        "down",
        "home",
        "work",
        "world",
        "role",
        "rule",
        "risk",
        "go",
        "goal",
        "micro",
        "re",
        "de",
        "e",
    ]
)
