"""Columns: where a page is parted into regions that are read one after the other.

A gutter is a strip without text that many lines leave free on both sides. Whether such a strip parts columns (read
down, then across) or cells of rows (a date at the margin, a table: read across) is told by two things: whether the
lines of the two sides share baselines, and in which order the file itself paints them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from vivavoce.ports.documents.places import Segment

_GUTTER_EM = 0.9
_MIN_LINES = 3
"""On each side."""
_MAX_DEPTH = 6
_MAX_SEGMENTS = 2_000
_MAX_CANDIDATES = 40
_NARROW = 0.25
"""Of the region's width: a column of dates or labels."""


@dataclass(frozen=True, slots=True)
class _Gutter:
    left: list[Segment]
    right: list[Segment]
    top: float


def regions(segments: Sequence[Segment], depth: int = 0) -> list[list[Segment]]:
    """Groups of segments in reading order; each is read from top to bottom."""
    ordered = sorted(segments, key=lambda segment: segment.baseline)
    if not ordered:
        return []
    gutter = None
    if depth < _MAX_DEPTH and 2 * _MIN_LINES <= len(ordered) <= _MAX_SEGMENTS:
        gutter = _widest_read(ordered)
    if gutter is None:
        return [ordered]
    inside = {id(segment) for segment in (*gutter.left, *gutter.right)}
    above = [one for one in ordered if id(one) not in inside and one.baseline <= gutter.top]
    below = [one for one in ordered if id(one) not in inside and one.baseline > gutter.top]
    found: list[list[Segment]] = []
    for part in (above, gutter.left, gutter.right, below):
        found += regions(part, depth + 1)
    return found


def _widest_read(segments: list[Segment]) -> _Gutter | None:
    """The gutter with most lines beside it."""
    edges = Counter(round(segment.left / 2) * 2 for segment in segments)
    best, most = None, 0
    for edge, _ in edges.most_common(_MAX_CANDIDATES):
        for gutter in _along(segments, float(edge)):
            lines = len(gutter.left) + len(gutter.right)
            if lines > most and _is_read_down(gutter):
                best, most = gutter, lines
    return best


def _along(segments: list[Segment], edge: float) -> list[_Gutter]:
    """The stretches in which nothing crosses the strip left of ``edge``."""
    found: list[_Gutter] = []
    left: list[Segment] = []
    right: list[Segment] = []
    crossing: Segment | None = None
    size = median(segment.size for segment in segments)
    for segment in [*segments, None]:
        if segment is not None and segment.left >= edge - 2:
            right.append(segment)
        elif segment is not None and segment.right <= edge - _GUTTER_EM * size:
            left.append(segment)
        else:
            left = _without_rest(crossing, left, right)
            if min(_line_count(left), _line_count(right)) >= _MIN_LINES:
                found.append(_Gutter(left, right, min(one.baseline for one in (*left, *right)) - 0.01))
            left, right, crossing = [], [], segment
    return found


def _without_rest(crossing: Segment | None, left: list[Segment], right: list[Segment]) -> list[Segment]:
    """The left side without the last, short lines of a paragraph that runs over both."""
    if crossing is None or not right:
        return left
    first, before = 0, crossing
    for one in left:
        goes_on = abs(one.size - before.size) < 0.5 and abs(one.left - crossing.left) < 2 * one.size
        if (
            one.baseline >= right[0].baseline - one.size
            or one.baseline - before.baseline > 1.7 * one.size
            or not goes_on
        ):
            break
        first, before = first + 1, one
    return left[first:]


def _line_count(segments: Sequence[Segment]) -> int:
    return len({round(segment.baseline) for segment in segments})


def _is_read_down(gutter: _Gutter) -> bool:
    """Whether the two sides are columns."""
    few, many = sorted((gutter.left, gutter.right), key=len)
    aligned = sum(any(abs(one.baseline - other.baseline) < 0.35 * one.size for other in many) for one in few) / len(few)
    painted = sorted([(segment.order, 0) for segment in gutter.left] + [(segment.order, 1) for segment in gutter.right])
    switches = sum(one[1] != other[1] for one, other in pairwise(painted))
    if switches <= max(2, len(few) / 3):
        return True
    width = max(one.right for one in (*few, *many)) - min(one.left for one in (*few, *many))
    narrow = median(one.right - one.left for one in few) < _NARROW * width
    return aligned < 0.6 and not narrow
