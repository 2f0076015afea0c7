"""What was said, cut into pieces that can be compared and quoted.

Hesitations, repetitions, restarts and pauses are gone before anything is counted or cut, so that they can't move a
score; every piece knows its place in the turn it came from, so that it can be quoted to the letter.
"""

# ruff: noqa: SIM905 (word lists read better as text)

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vivavoce.ports.llm.builtin.rating.instructions import find_instructions, without
from vivavoce.ports.llm.builtin.rating.text import Span, plain, word_spans
from vivavoce.ports.llm.port import Said, TurnQuote

HESITATIONS = frozenset(
    "um umm uh uhh uhm er erm ehm eh hm hmm hmmm mm mmm mhm ah ahh oh huh like basically actually literally "
    "yeah yep okay ok well anyway honestly obviously".split()
)
DISCOURSE = (("you", "know"), ("i", "mean"), ("sort", "of"), ("kind", "of"), ("let", "me", "think"), ("let's", "say"))
_SPOKEN = {
    "gonna": "going to", "wanna": "want to", "gotta": "have to", "cause": "because", "'cause": "because",
    "cos": "because", "cuz": "because", "coz": "because", "ain't": "isn't", "dunno": "don't know", "kinda": "",
    "sorta": "", "lemme": "let me", "y'all": "you", "innit": "", "em": "them", "ya": "you", "yer": "your",
    "nowt": "nothing", "summat": "something", "owt": "anything", "me mum": "my mum", "lil": "little",
    "prolly": "probably",
}  # fmt: skip
_NOISE = re.compile(r"[\[(<*](?:[^\])>*]{0,30})[\])>*]|\.{2,}|…|[\u2014]|\s-\s")
_RESTART = re.compile(r"\b\w{1,12}-(?=\s|$|,)")
_CONNECTIVES = frozenset("and but so because then when which after before until if although while".split())

LONGEST_REPEAT = 4
"""Words of a phrase said twice in a row that count once ("I was I was", "we had to we had to")."""
PIECE_WORDS = 24
"""A piece is closed at the next connective from this length: a recogniser may return minutes without a full stop."""
LONGEST_PIECE = 34
SHORTEST_PIECE = 5
"""Sentences shorter than this join the next one: "It worked." says little alone."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some fifteen words of one turn: normalised words, and ``said.text[start:end]`` for the quote."""

    words: tuple[str, ...]
    turn: int
    start: int
    end: int
    capitals: int
    """Words inside a sentence that are written with a capital, "I" apart: names of things and places."""

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def quote(self, said: Sequence[Said]) -> TurnQuote:
        """The piece, verbatim."""
        turn = said[self.turn]
        return TurnQuote(turn.turn_id, turn.text[self.start : self.end], self.start, self.end)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    last: bool
    """Whether a sentence ends here."""
    capital: bool


def pieces_of(said: Sequence[Said]) -> tuple[Piece, ...]:
    """Every turn's words in pieces, without hesitations and without orders to a machine."""
    return tuple(piece for turn, one in enumerate(said) for piece in _cut(_words(one.text), turn))


def has_instructions(said: Sequence[Said]) -> bool:
    """Whether something in the turns was taken out because it gave orders to a machine."""
    return any(find_instructions(plain(one.text).text) for one in said)


def _words(text: str) -> list[_Word]:
    """Words of one turn with their places in it."""
    readable = plain(text)
    bare = without(readable.text, find_instructions(readable.text))
    for pattern in (_NOISE, _RESTART):
        bare = pattern.sub(lambda found: " " * len(found[0]), bare)
    spans = list(word_spans(bare))
    marked = [
        _Word(
            span.text,
            *readable.span(span.start, span.end),
            last=_ends_sentence(bare, span, following),
            capital=bare[span.start].isupper()
            and not _opens_sentence(bare, span.start)
            and span.text.split("'")[0] != "i",
        )
        for span, following in pairwise([*spans, Span("", len(bare), len(bare))])
    ]
    return _once(_fluent(_spoken(marked)))


def _ends_sentence(text: str, span: Span, following: Span) -> bool:
    return any(mark in text[span.end : following.start] for mark in ".!?\n;") or not following.text


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'“(")
    return not before or before[-1] in ".!?\n;:"


def _spoken(marked: Iterable[_Word]) -> Iterator[_Word]:
    for word in marked:
        for text in _SPOKEN.get(word.text, word.text).split():
            yield _Word(text, word.start, word.end, word.last, word.capital)


def _fluent(marked: Iterable[_Word]) -> list[_Word]:
    kept: list[_Word] = []
    for word in marked:
        if word.text in HESITATIONS:
            _close(kept, word.last)
            continue
        kept.append(word)
        for phrase in DISCOURSE:
            if tuple(one.text for one in kept[-len(phrase) :]) == phrase:
                del kept[-len(phrase) :]
                _close(kept, word.last)
                break
    return kept


def _close(kept: list[_Word], last: bool) -> None:
    if last and kept:
        kept[-1] = _Word(kept[-1].text, kept[-1].start, kept[-1].end, True, kept[-1].capital)


def _once(marked: list[_Word]) -> list[_Word]:
    kept: list[_Word] = []
    for word in marked:
        kept.append(word)
        for size in range(1, LONGEST_REPEAT + 1):
            now, before = kept[-size:], kept[-2 * size : -size]
            if len(before) == size and [one.text for one in now] == [one.text for one in before]:
                del kept[-size:]
                _close(kept, word.last)
                break
    return kept


def _cut(marked: list[_Word], turn: int) -> Iterator[Piece]:
    open_: list[_Word] = []
    for word, following in pairwise([*marked, None]):
        if word is None:
            break
        open_.append(word)
        breath = len(open_) >= PIECE_WORDS and following is not None and following.text in _CONNECTIVES
        if (word.last and len(open_) >= SHORTEST_PIECE) or breath or len(open_) >= LONGEST_PIECE or following is None:
            yield Piece(
                tuple(one.text for one in open_),
                turn,
                open_[0].start,
                open_[-1].end,
                sum(one.capital for one in open_),
            )
            open_ = []
