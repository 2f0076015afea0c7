"""Texts made comparable, with the way back to the original.

``plain`` undoes what hides words from a reader of characters (invisible characters, look-alike letters, bold
mathematical letters) and remembers where each character came from, so that every quote is cut from the original.
Knows nothing of resumes or answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

# Letters of other alphabets that look like Latin ones. Applied only inside words that mix alphabets: a Russian
# word stays Russian, "ignоre" with a Cyrillic о becomes "ignore".
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏкмтвнАЕОРСУХІЈЅКМТВНοαερτυινκΟΑΕΡΤΥΙΝΚΒΗΜΖ",
    "aeopcyxijsdhlkmtbhAEOPCYXIJSKMTBHoaeptuivkOAEPTYINKBHMZ",
)
LONGEST_GAP = 8
"""White space that is kept in a row: enough to tell columns from words."""
_TAG_BLOCK = range(0xE0020, 0xE007F)
"""Invisible "tag" characters that mirror ASCII: they carry whole hidden sentences."""

MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0b82\u0bbe-\u0bcd\u0bd7"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
"""Signs that Python does not count as word characters and that words of Hindi, Tamil, Thai and Arabic consist of."""
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*(?:['’][^\W_](?:[^\W_]|[{MARKS}])*)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？।])[\"'”’)\]]*\s+|\s*[\n\r\u2028]+\s*|\s*[•▪◦●■]\s*|(?<=[。！？])|\s*;\s+")
_NO_END = re.compile(r"(?:(?<!\d)\d{1,2}|\b(?:[a-hj-zа-яčřšž]|гг|рр))\.$|\d{4}\.$")
"""A number, a year, or one small letter with a full stop: "12. März", "z. B.", "2019 г.": the sentence may go on."""

_ABBREVIATION = re.compile(r"\b(?:Sdn|Bhd|Ltd|Inc|Tbk|Kft|Zrt|Sp|Dr|Prof|Ing|Mgr|Mag|Dipl|St|Nr|Tel)\.$")
"""Short forms in names and addresses, before a capital too."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A readable form of ``source``. ``origin[i]`` is the place in ``source`` of character ``i`` of ``text``."""

    text: str
    source: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The places in ``source`` of ``text[start:end]``; a span of nothing is empty."""
        if start >= end:
            return (0, 0)
        return self.origin[start], self.origin[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a plain text and its place there."""

    text: str
    start: int
    end: int


def plain(source: str) -> Plain:
    """NFKC, without invisible characters and accents that stand alone; look-alike letters read as what they show.

    Long runs of white space are cut: they say nothing, and searches would try each of them.
    """
    characters: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(source):
        if characters and unicodedata.combining(character):
            whole = unicodedata.normalize("NFC", characters[-1] + character)
            if len(whole) == 1:
                characters[-1] = whole
                continue
        for shown in _shown(character, characters[-1] if characters else ""):
            if shown.isspace() and len(characters) >= LONGEST_GAP and "".join(characters[-LONGEST_GAP:]).isspace():
                continue
            characters.append(shown)
            origin.append(place)
    text = "".join(characters)
    for word in re.finditer(r"\w+", text):
        if _mixes_alphabets(word[0]):
            characters[word.start() : word.end()] = word[0].translate(_LOOKALIKES)
    return Plain("".join(characters), source, tuple(origin))


def _shown(character: str, before: str) -> str:
    if ord(character) in _TAG_BLOCK:
        return chr(ord(character) - 0xE0000)
    if character in "\n\t":
        return character
    category = unicodedata.category(character)
    if category == "Cf" or character in "\u034f\u115f\u1160\u3164\uffa0":
        return ""
    if category == "Nd" and not character.isascii():
        return str(unicodedata.decimal(character))
    if category == "Mn" and before and ord(before) < 0x250:
        return ""
    if category in ("Cc", "Zs"):
        return "\n" if character in "\r\x0b\x0c\x85" else " "
    return unicodedata.normalize("NFKC", character).replace("’", "'")


def _mixes_alphabets(word: str) -> bool:
    latin = any("a" <= letter.lower() <= "z" for letter in word)
    return latin and any(0x370 <= ord(letter) <= 0x52F for letter in word)


def sentences(text: str) -> Iterator[Span]:
    """Sentences, lines and bullets, trimmed, none empty."""
    edges = [0]
    for gap in _SENTENCE_END.finditer(text):
        if not _goes_on(text, gap):
            edges += [gap.start(), gap.end()]
    edges.append(len(text))
    for start, end in list(pairwise(edges))[::2]:
        piece = text[start:end]
        trimmed = piece.strip()
        if trimmed:
            first = start + piece.index(trimmed[0])
            yield Span(trimmed, first, first + len(trimmed))


def _goes_on(text: str, gap: re.Match[str]) -> bool:
    """Whether the full stop before a gap belongs to a number or an abbreviation."""
    if not gap[0].isspace() or "\n" in gap[0]:
        return False
    start = max(0, gap.start() - 6)
    if _ABBREVIATION.search(text, start, gap.start()):
        return True
    if not (ended := _NO_END.search(text, start, gap.start())):
        return False
    following = text[gap.end() : gap.end() + 1]
    before = text[: ended.start()].rstrip(" ")[-1:]
    # A capital goes on only after a number that begins the line or the second half of a period.
    return (
        following.islower()
        or following in "-–—"
        or (following.isdigit() and len(ended[0]) < 5)
        or (ended[0][0].isdigit() and len(ended[0]) < 5 and before in ("", "\n", "-", "–"))
    )


def words(text: str) -> list[str]:
    """Words in lower case, apostrophes kept."""
    return [found[0].replace("’", "'") for found in _WORD.finditer(text.lower())]


def word_spans(text: str) -> Iterator[Span]:
    """Words in lower case with their places."""
    for found in _WORD.finditer(text):
        yield Span(found[0].lower().replace("’", "'"), found.start(), found.end())


_SUFFIXES = (
    ("ational", ""), ("ations", ""), ("ation", ""), ("iness", "y"), ("ments", "ment"), ("nesses", ""), ("ness", ""),
    ("ically", "ic"), ("ities", "ity"), ("ings", ""), ("ing", ""), ("iers", "y"), ("ies", "y"), ("ied", "y"),
    ("ier", "y"), ("edly", ""), ("ed", ""), ("ers", ""), ("er", ""), ("ors", ""), ("or", ""), ("ions", ""), ("ion", ""),
    ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ly", ""), ("s", ""),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its common English endings, so that "managing", "managed" and "manager" meet."""
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'s").rstrip("'")
    if word.endswith(("ss", "us")) or not word.isalpha():
        return word
    for suffix, instead in _SUFFIXES:
        base = word.removesuffix(suffix)
        if base != word and len(base) >= 3:
            word = base + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def letter_groups(word: str) -> frozenset[str]:
    """The word's groups of three letters, its edges included."""
    padded = f"^{word}$"
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))


ALIKE = 0.62
"""Share of common letter groups from which two words count as one misspelt: "manegement", "recieved", not "manual"."""


@lru_cache(maxsize=50_000)
def alike(one: str, other: str) -> bool:
    """Whether two stems are the same word, one slip of spelling or hearing allowed in words of six letters or more."""
    if one == other:
        return True
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 2 or one[0] != other[0]:
        return False
    left, right = letter_groups(one), letter_groups(other)
    return 2 * len(left & right) / (len(left) + len(right)) >= ALIKE


def found_in(stem_: str, stems: Iterable[str]) -> bool:
    """Whether the stem, or its misspelling, is among the stems."""
    return any(alike(stem_, other) for other in stems)
