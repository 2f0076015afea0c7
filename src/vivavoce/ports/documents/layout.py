"""From glyphs with places to text in reading order: words, lines, paragraphs. Columns: see ``columns``.

Places are in points from the top left corner of the page, y downwards. Knows nothing of PDF.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from vivavoce.ports.documents.columns import regions
from vivavoce.ports.documents.direction import has_right_to_left, is_right_to_left, logical_glyphs, logical_words
from vivavoce.ports.documents.paragraphs import Line, joined
from vivavoce.ports.documents.places import Glyph, Segment, Word

_WORD_GAP_EM = 0.35
"""A jump between two glyphs from which they are two words, when the file itself puts no space."""
_RAISED_EM = 0.6
"""Superscripts stay with the word that they touch."""
_SEGMENT_GAP_EM = 1.0
"""A justified line stretches its spaces to 0.8 em at most; a column gutter or a tab is wider."""
_SAME_LINE_EM = 0.35
_SPACED_LETTERS = 5
_SPACED_MEAN = 1.4
"""Kerned pairs ("TA") stay together even in text set apart."""


def read_page(glyphs: Sequence[Glyph]) -> str:
    """The text of one page in reading order: what stands as most of it does, then turned text, then slanted."""
    words = _words(glyphs)
    turns = Counter(word.quarter for word in words if not word.is_slanted)
    blocks = [
        joined(_lines(region))
        for quarter, _ in turns.most_common()
        for region in regions(_segments([word for word in words if word.quarter == quarter and not word.is_slanted]))
    ]
    blocks.append(" ".join(word.text for word in words if word.is_slanted))
    return "\n\n".join(block for block in blocks if block)


def _words(glyphs: Iterable[Glyph]) -> list[Word]:
    words: list[Word] = []
    held: list[Glyph] = []
    for glyph in glyphs:
        if glyph.blank or (held and _parts(held, glyph)):
            if held:
                words.append(_word(held))
            held = []
        if not glyph.blank:
            held.append(glyph)
    if held:
        words.append(_word(held))
    return words


def _parts(held: list[Glyph], glyph: Glyph) -> bool:
    """Whether a glyph begins a new word. The whole word counts, as right-to-left files jump about inside it."""
    before = held[-1]
    size = max(before.size, glyph.size)
    if before.quarter != glyph.quarter or before.is_slanted != glyph.is_slanted:
        return True
    if glyph.is_slanted:
        return abs(before.left - glyph.left) > 2 * size or abs(before.baseline - glyph.baseline) > 2 * size
    if abs(before.baseline - glyph.baseline) > _RAISED_EM * size:
        return True
    gap = max(glyph.left - before.right, before.left - glyph.right)
    if gap > _WORD_GAP_EM * size and has_right_to_left(before.text + glyph.text):
        gap = max(glyph.left - max(one.right for one in held), min(one.left for one in held) - glyph.right)
    return gap > _WORD_GAP_EM * size


def _word(glyphs: list[Glyph]) -> Word:
    main = max(glyphs, key=lambda glyph: glyph.size)
    shown = logical_glyphs(glyphs) if any(has_right_to_left(glyph.text) for glyph in glyphs) else glyphs
    return Word(
        text="".join(glyph.text for glyph in shown),
        left=min(glyph.left for glyph in glyphs),
        right=max(glyph.right for glyph in glyphs),
        baseline=main.baseline,
        size=main.size,
        font=glyphs[-1].font,
        order=glyphs[0].order,
        quarter=main.quarter,
        is_slanted=main.is_slanted,
    )


def _segments(words: Sequence[Word]) -> list[Segment]:
    """Words of one row that stand close together."""
    segments = []
    for row in _rows(words):
        held: list[Word] = []
        for word in sorted(row, key=lambda word: word.left):
            if held and word.left - max(one.right for one in held) > _SEGMENT_GAP_EM * max(held[-1].size, word.size):
                segments.append(Segment(tuple(held)))
                held = []
            held.append(word)
        segments.append(Segment(tuple(held)))
    return segments


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words with one baseline, from top to bottom; a small raised or lowered word goes with the row it touches."""
    rows: list[list[Word]] = []
    bases: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda word: (-round(word.size), word.baseline)):
        near = [
            (abs(base - word.baseline), place)
            for place, (base, size) in enumerate(bases)
            if abs(base - word.baseline) <= (_SAME_LINE_EM if word.size > 0.85 * size else 0.5) * size
        ]
        if near:
            rows[min(near)[1]].append(word)
        else:
            rows.append([word])
            bases.append((word.baseline, word.size))
    return [row for _, row in sorted(zip(bases, rows, strict=True), key=lambda pair: pair[0][0])]


def _lines(segments: Sequence[Segment]) -> list[Line]:
    return [_line(row) for row in _rows(word for segment in segments for word in segment.words)]


def _line(row: list[Word]) -> Line:
    row.sort(key=lambda word: word.left)
    letters = re.sub(r"\s", "", "".join(word.text for word in row))
    if len(row) >= _SPACED_LETTERS and len(letters) <= _SPACED_MEAN * len(row) and letters.isalpha():
        text, wide = _closed_up(row), False
    else:
        text, wide = _spaced(row)
    mirrored = is_right_to_left(row)
    if mirrored:
        row = [replace(word, left=-word.right, right=-word.left) for word in reversed(row)]
    main = max(row, key=lambda word: word.size)
    return Line(
        text=text,
        left=row[0].left,
        right=max(word.right for word in row),
        baseline=main.baseline,
        size=main.size,
        first_width=row[0].right - row[0].left,
        first_font=row[0].font,
        last_font=row[-1].font,
        words=len(row),
        text_left=row[1].left if len(row) > 1 else row[0].left,
        wide=wide,
        mirrored=mirrored,
    )


def _spaced(row: list[Word]) -> tuple[str, bool]:
    """The row as text, a tab where a gap is wide, and whether there is one."""
    if any(has_right_to_left(word.text) for word in row):
        return " ".join(logical_words(row)), False
    gaps = [word.left - before.right for before, word in pairwise(row)]
    stretched = len(gaps) >= 3 and max(gaps) < 1.3 * min(gaps)
    text, wide = row[0].text, False
    for gap, before, word in zip(gaps, row, row[1:], strict=False):
        apart = gap > 1.5 * max(before.size, word.size) and not stretched
        touching = gap < 0.05 * word.size and word.order > before.order + len(before.text) + 1
        text += "\t" if apart else "" if touching else " "
        text += word.text
        wide = wide or apart
    return text, wide


def _closed_up(row: list[Word]) -> str:
    """Letters set apart for effect ("E X P E R I E N C E") as the words that they make."""
    gaps = [word.left - before.right for before, word in pairwise(row)]
    usual = median(gaps)
    text = row[0].text
    for gap, word in zip(gaps, row[1:], strict=True):
        text += (" " if gap > 1.6 * max(usual, 0.1 * word.size) else "") + word.text
    return text
