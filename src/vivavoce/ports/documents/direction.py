"""Right-to-left text back into the order in which it is spoken, from where its glyphs stand.

PDF files hold Hebrew and Arabic in the order of painting, which differs from producer to producer, so that only the
places can be trusted. A simple inverse of UAX 9: the line is read from right to left, and what is written from left
to right inside it (Latin words, numbers) is turned back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vivavoce.ports.documents.places import Glyph, Word

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT_TO_RIGHT = re.compile(r"[^\W_]")
_LEADING_MARKS = re.compile(r"^([.,:;!?]+)(.+)$")
"""Left of a number or a Latin word these end the sentence."""
_NUMBER_SIGNS = frozenset(".,:/-+%")


def has_right_to_left(text: str) -> bool:
    """Whether a letter of a right-to-left script is in the text."""
    return bool(_RIGHT_TO_LEFT.search(text))


def logical_glyphs(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of one word as it is spelt."""
    visual = sorted(glyphs, key=lambda glyph: (-glyph.left, glyph.order))
    found: list[Glyph] = []
    run: list[Glyph] = []
    for place, glyph in enumerate(visual):
        inside = bool(run) and glyph.text in _NUMBER_SIGNS and _goes_on(visual[place + 1 :])
        if _is_left_to_right(glyph.text) or inside:
            run.append(glyph)
        else:
            found += [*reversed(run), glyph]
            run = []
    return found + run[::-1]


def is_right_to_left(row: Sequence[Word]) -> bool:
    """Whether a line is read from right to left: at least half of its words are."""
    count = sum(has_right_to_left(word.text) for word in row)
    return count > 0 and 2 * count >= len(row)


def logical_words(row: Sequence[Word]) -> list[str]:
    """The words of one line as they are read; ``row`` is sorted from left to right."""
    right_to_left = is_right_to_left(row)
    found: list[str] = []
    run: list[str] = []
    for word in reversed(row) if right_to_left else row:
        text = word.text
        if right_to_left and not has_right_to_left(text):
            text = _LEADING_MARKS.sub(r"\2\1", text)
        if _latin(text) if right_to_left else has_right_to_left(text):
            run.append(text)
        else:
            found += [*reversed(run), text]
            run = []
    return found + run[::-1]


def _goes_on(rest: Sequence[Glyph]) -> bool:
    return bool(rest) and _is_left_to_right(rest[0].text)


def _is_left_to_right(text: str) -> bool:
    return bool(_LEFT_TO_RIGHT.search(text)) and not has_right_to_left(text)


def _latin(text: str) -> bool:
    return not has_right_to_left(text) and any(letter.isalpha() for letter in text)
