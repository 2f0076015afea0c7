"""Steps of a merchant's documents that a phrasebook's questions can quote, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vivavoce.ports.llm.builtin.author import clean
from vivavoce.ports.llm.builtin.author.choice import Choice
from vivavoce.ports.llm.builtin.author.phrasebook.book import Book
from vivavoce.ports.llm.builtin.author.phrasebook.texts import filled
from vivavoce.ports.llm.builtin.author.script import length, unspaced
from vivavoce.ports.llm.port import AuthorUnusableError, Brief, Tone

_MOST_STEPS = 60
_LEAST_WORDS, _MOST_WORDS = 3, 18
_MOST_WORDS_SIMPLE = 8


def steps(brief: Brief, book: Book, choice: Choice) -> Iterator[tuple[str, str, str]]:
    """``(document as it is said, words quoted, source for the recruiter)``, in turn from every document.

    Raises AuthorUnusableError when no passage has a sentence that could be asked about.
    """
    by_document: dict[str, list[tuple[str, str, str]]] = {}
    for passage in brief.passages:
        document = " ".join(clean.plain(passage.document).split()) or passage.document
        page = filled(book.table["why"]["page"], {"n": str(passage.page)}) if passage.page is not None else ""
        for sentence in _sentences(passage.text, book):
            source = filled(book.table["why"]["process"], {"document": document, "page": page, "quote": sentence})
            quoted = _short(sentence, _MOST_WORDS_SIMPLE if brief.tone is Tone.SIMPLE else _MOST_WORDS)
            by_document.setdefault(document, []).append((_said(document), quoted, source))
    if not by_document:
        raise AuthorUnusableError("The knowledge base has no passage that questions could be asked about.")
    rows = [choice.shuffled(found, lambda one: one[1])[:_MOST_STEPS] for found in by_document.values()]
    for turn in range(max(len(row) for row in rows)):
        yield from (row[turn] for row in rows if turn < len(row))


def _sentences(text: str, book: Book) -> Iterator[str]:
    for sentence, _ in clean.pieces(text, book.rules):
        for part in _parts(sentence):
            words = " ".join(re.sub(r"[“”\"„«»「」?？]", " ", part).split()).strip(" .;,:!。।؛،")
            if _LEAST_WORDS <= length(words) <= 60:
                yield words


def _parts(sentence: str) -> Iterator[str]:
    """Sentences where the marks are others than a full stop; Thai has none, there a space ends a clause."""
    for part in re.split(r"(?<=[。？！])|(?<=[؟।])\s+", sentence):
        if not unspaced(part) or length(part) <= _MOST_WORDS:
            yield part
            continue
        held = ""
        for clause in part.split():
            if held and length(held) + length(clause) > _MOST_WORDS:
                yield held
                held = ""
            held = f"{held} {clause}".strip()
        yield held


def _short(sentence: str, most: int) -> str:
    """The beginning of a sentence, cut at a comma where that leaves enough, with an ellipsis otherwise."""
    sentence = re.sub(r"[.!]+\s", ", ", sentence)
    if length(sentence) <= most:
        return sentence
    for cut in reversed(list(re.finditer(r"[,;:،、，–—]", sentence))):
        if _LEAST_WORDS < length(sentence[: cut.start()]) <= most:
            return sentence[: cut.start()]
    words = sentence.split()
    while len(words) > 1 and length(" ".join(words)) > most:
        words.pop()
    kept = " ".join(words)
    while length(kept) > most:
        kept = kept[:-1]
    return f"{kept}…"


def _said(document: str) -> str:
    """A file's name as one says it."""
    bare = re.sub(r"[_\-]+", " ", re.sub(r"\.\w{2,5}$", "", document))
    return " ".join(re.sub(r"\s+v\d+(?:\.\d+)*\b", " ", bare).split())[:60] or document
