"""Words compared across scripts and endings: what carries content, and whether two words are forms of one.

No parser knows all languages here, so two words count as one when they begin with the same letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from vivavoce.ports.llm.builtin.author.bank import Rules
from vivavoce.ports.llm.builtin.author.script import UNSPACED, WORD

SHORTEST_STEM = 5
"""Letters that two words of a spaced script must share at their beginning to be forms of one."""
LONGEST_ENDING = 4
"""Letters by which two forms of one word may differ in length."""
_RUN = re.compile("[\u0e00-\u0e7f]+|[\u30a0-\u30ff]+|[\u3400-\u9fff]+")
"""What stands together in a script without spaces: Thai, Katakana, Han. Hiragana are endings and small words."""


def content_words(text: str, rules: Rules | None) -> frozenset[str]:
    """Words that carry content, in lower case; pairs of characters where a script writes no spaces."""
    empty = rules.empty if rules else frozenset()
    spaced = UNSPACED.sub(" ", text)
    words = (word.casefold().replace("’", "'") for word in WORD.findall(spaced))
    return frozenset(word for word in words if word not in empty and len(word) > 1) | frozenset(_pairs(text, empty))


def _pairs(text: str, empty: frozenset[str]) -> Iterator[str]:
    for word in sorted((one for one in empty if UNSPACED.search(one)), key=len, reverse=True):
        text = text.replace(word, " ")
    for run in _RUN.findall(text):
        yield from ("".join(pair) for pair in pairwise(run))


def same_word(one: str, other: str) -> bool:
    """Whether two words are one, but for a short ending."""
    if one == other:
        return True
    if min(len(one), len(other)) < SHORTEST_STEM or abs(len(one) - len(other)) > LONGEST_ENDING:
        return False
    stem = max(SHORTEST_STEM, min(len(one), len(other)) - 2)
    return one[:stem] == other[:stem]


def shared(wanted: frozenset[str], found: frozenset[str]) -> frozenset[str]:
    """The wanted words that are there in some form."""
    return frozenset(one for one in wanted if any(same_word(one, other) for other in found))
