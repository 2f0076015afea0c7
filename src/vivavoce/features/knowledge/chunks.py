"""Cuts a document into passages: whole sentences, never over a page's end, each long enough to be understood alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LEAST_LETTERS, MOST_LETTERS = 200, 900
"""A passage of 900 letters is about 150 words: what an embedding of a sentence still tells apart."""
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"(?<=[.!?؟।])\s+|(?<=[。！？])|\n(?=\s*(?:[-*•–]|\d+[.)])\s)")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage before it has vectors. ``page`` counts from 1; None: the document has no pages."""

    page: int | None
    text: str


def chunks(pages: Sequence[tuple[int | None, str]]) -> tuple[Chunk, ...]:
    """The passages of all pages, in their order."""
    return tuple(Chunk(page, text) for page, whole in pages for text in _passages(whole))


def _passages(text: str) -> Iterator[str]:
    """Paragraphs, short ones together, long ones cut at the ends of sentences; a heading goes with what follows it."""
    held = ""
    for paragraph in _PARAGRAPH.split(text):
        for piece in _pieces(" ".join(paragraph.split()) if "\n" not in paragraph.strip() else paragraph.strip()):
            if held and len(held) + len(piece) > MOST_LETTERS:
                yield held
                held = ""
            held = f"{held}\n{piece}" if held else piece
            if len(held) >= LEAST_LETTERS and _ends(held):
                yield held
                held = ""
    if held:
        yield held


def _ends(text: str) -> bool:
    return text.rstrip()[-1:] in ".!?؟।。！？:"


def _pieces(paragraph: str) -> Iterator[str]:
    if len(paragraph) <= MOST_LETTERS:
        if paragraph.strip():
            yield paragraph.strip()
        return
    held = ""
    for sentence in _SENTENCE.split(paragraph):
        for part in _cut(sentence.strip()):
            if held and len(held) + len(part) + 1 > MOST_LETTERS:
                yield held
                held = ""
            held = f"{held} {part}" if held else part
    if held:
        yield held


def _cut(sentence: str) -> Iterator[str]:
    """A sentence without an end (a table, a list of names), in pieces that fit."""
    while len(sentence) > MOST_LETTERS:
        at = sentence.rfind(" ", LEAST_LETTERS, MOST_LETTERS)
        at = at if at > 0 else MOST_LETTERS
        yield sentence[:at].strip()
        sentence = sentence[at:].strip()
    if sentence:
        yield sentence
