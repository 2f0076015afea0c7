"""Which requirements of the rubric has she not yet said anything about?

A rough reading by the beginnings of words (in scripts that write none apart, by pairs of letters): good enough to
choose between two follow-ups, never used to rate.
"""

from __future__ import annotations

import re

STEM = 5
"""Letters of a word that are compared; shorter words carry little."""
MENTIONED = 0.34
"""The share of a requirement's stems that makes it a subject of what was said."""

_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


def undiscussed(requirements: tuple[str, ...], said: tuple[str, ...]) -> tuple[str, ...]:
    """The requirements that nothing said so far touches, in their order."""
    known = set().union(*map(_stems, said)) if said else set()
    return tuple(one for one in requirements if not _touches(_stems(one), known))


def _touches(wanted: set[str], known: set[str]) -> bool:
    return bool(wanted) and len(wanted & known) >= MENTIONED * len(wanted)


def _stems(text: str) -> set[str]:
    plain = text.casefold()
    if _UNSPACED.search(plain):
        letters = "".join(re.findall(r"\w", plain))
        return {letters[at : at + 2] for at in range(len(letters) - 1)}
    return {word[:STEM] for word in re.findall(r"\w+", plain) if len(word) >= STEM}
