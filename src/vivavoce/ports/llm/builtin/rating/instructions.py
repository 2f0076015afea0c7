"""Sentences of candidates that address their reader as a machine.

They are found, reported and taken out before anything is rated; nothing obeys them. The patterns ask for an order
to a machine ("ignore your instructions", "[system]", "give this candidate full marks"), not for its vocabulary: a
person who writes system prompts for a living, or whose boss would rate her ten out of ten, is left alone.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from vivavoce.ports.llm.builtin.rating.languages import FILES, Words, codes, table, words_of
from vivavoce.ports.llm.builtin.rating.text import Span, plain, sentences

WITHIN = 70
"""Letters between the two words of an order: a sentence has room for a polite phrase and two adjectives."""


VERB_LAST = frozenset(("tr", "ja", "ko", "hu"))
"""Languages whose sentences close with the verb; both orders are looked for."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Patterns that are worth a try only in a text that ``needs`` matches."""

    needs: re.Pattern[str] | None
    patterns: tuple[re.Pattern[str], ...]


@cache
def _groups() -> tuple[_Group, ...]:
    """Those of every language that has words, whatever the resume is written in."""
    groups = [_Group(None, _compiled(table("others.toml")["orders"]))]
    for code in sorted(codes() - set(FILES)):
        orders = words_of(code).orders
        groups.append(_Group(None, _compiled(orders.direct)))
        for verb, about in ((orders.ignore, orders.rules), (orders.give, orders.marks)):
            if verb and about:
                groups.append(_Group(re.compile(about, re.M), _compiled(_ordered(verb, about, words_of(code)))))
    return tuple(groups)


@cache
def _english() -> tuple[_Group, ...]:
    return (_Group(None, _compiled(words_of("en").orders.direct)),)


def _compiled(listed: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.M) for pattern in listed)


def _ordered(verb: str, about: str, words: Words) -> list[str]:
    """An imperative and its object, in the order of the language: elsewhere a verb that follows tells a story."""
    gap = rf"[^\n]{{0,{WITHIN}}}?"
    first = [rf"(?<!\w)(?:{verb})(?!\w){gap}(?:{about})" if words.spaced else f"(?:{verb}){gap}(?:{about})"]
    return [*first, rf"(?:{about}){gap}(?:{verb})"] if words.code in VERB_LAST else first


def _worth_trying(groups: Iterable[_Group], text: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that match anywhere in a text; most texts have none, and need no search line by line."""
    return tuple(
        pattern
        for group in groups
        if group.needs is None or group.needs.search(text)
        for pattern in group.patterns
        if pattern.search(text)
    )


_SQUEEZED = re.compile(
    r"(?:ignore|disregard|forget)(?:all|any|the|your|previous|prior|above|of){1,4}(?:instructions|rules|prompts)"
    r"|(?:give|rate|score)(?:this|the)?(?:candidate|me)\w{0,20}(?:fullmarks|10outof10|tenoutoften|1010|maximum|"
    r"highest)"
)
_SPACED = re.compile(r"(?:\b\w[\s.\-_*]+){6,}\w\b")
_A_TO_Z = re.compile("[a-z]")
_LEET = str.maketrans("013457@$", "oieastas")
_ENCODED = re.compile(r"\b[A-Za-z0-9+/]{24,}={0,2}")
LONG_CLAUSE_WORDS = 30
"""A recogniser may return minutes without a full stop; longer sentences are searched clause by clause."""
_CLAUSE = re.compile(
    r"\s+(?=(?:and then|and so|and (?:i|we|he|she|they|it)|but|so (?:i|we)|then (?:i|we)|because|after that)\b)", re.I
)


def addresses_machine(sentence: str) -> bool:
    """Whether one sentence (of a plain text) gives orders to a machine that reads it."""
    return _Search([sentence]).finds(sentence)


class _Search:
    """The patterns that match anywhere in a text, tried on its pieces. Most texts have none."""

    def __init__(self, pieces: Sequence[str]) -> None:
        lows = [_low(piece) for piece in pieces]
        changed = [bare for low in lows if (bare := _unleet(low)) != low]
        self._tried = _worth_trying(_groups(), _both_ways(lows))
        self._tried_bare = _worth_trying(_english(), _both_ways(changed)) if changed else ()

    def finds(self, piece: str) -> bool:
        low = _low(piece)
        if any(pattern.search(low) for pattern in self._tried):
            return True
        bare = _unleet(low) if self._tried_bare else ""
        return any(pattern.search(bare) for pattern in self._tried_bare) or _is_hidden(piece, low)


def _low(piece: str) -> str:
    return " ".join(piece.lower().split())


def _both_ways(lows: Sequence[str]) -> str:
    """The pieces one below the other, and as one line: an order may be broken over two of them."""
    return "\n".join(lows) + "\n" + " ".join(lows)


def _is_hidden(piece: str, low: str) -> bool:
    """Whether an order is spelt out letter by letter, or encoded."""
    if _SPACED.search(low) and _SQUEEZED.search(re.sub(r"[\W_]+", "", low)):
        return True
    decoded = [text for text in map(_decoded, _ENCODED.findall(piece)) if text]
    return any(_worth_trying(_groups(), text) for text in decoded)


def _unleet(low: str) -> str:
    """Digits and signs read as the letters they stand for, accents dropped."""
    text = (
        low if low.isascii() else "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))
    )
    return " ".join(word.translate(_LEET) if _A_TO_Z.search(word) else word for word in text.split())


def _decoded(word: str) -> str:
    try:
        text = base64.b64decode(word + "=" * (-len(word) % 4), validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return ""
    return text.lower() if text.isprintable() else ""


def find_instructions(text: str) -> tuple[Span, ...]:
    """The clauses and sentences of a plain text that give orders to a machine, in their order, none overlapping."""
    pieces = [piece for sentence in sentences(text) for piece in _clauses(sentence)]
    search = _Search([piece.text for piece in pieces])
    found = [search.finds(piece.text) for piece in pieces]
    for place, (one, other) in enumerate(pairwise(pieces)):
        # An order broken over two lines; a pair that already has a hit needs no joining.
        unfinished = one.text[-1] not in ".!?:。" and other.start - one.end < 4
        if unfinished and not found[place] and not found[place + 1] and search.finds(f"{one.text} {other.text}"):
            found[place] = found[place + 1] = True
    return tuple(piece for piece, hit in zip(pieces, found, strict=True) if hit)


def _clauses(sentence: Span) -> list[Span]:
    if len(sentence.text.split()) <= LONG_CLAUSE_WORDS:
        return [sentence]
    edges = [0, *(gap.end() for gap in _CLAUSE.finditer(sentence.text)), len(sentence.text)]
    spans = []
    for start, end in pairwise(edges):
        piece = sentence.text[start:end].rstrip()
        if piece:
            spans.append(Span(piece, sentence.start + start, sentence.start + start + len(piece)))
    return spans


def without(text: str, spans: Sequence[Span]) -> str:
    """The text with the spans blanked: every other character keeps its place."""
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = "\n" * (span.end - span.start)
    return "".join(characters)


def is_instruction(text: str) -> bool:
    """Whether any part of a raw text gives orders to a machine."""
    return bool(find_instructions(plain(text).text))
