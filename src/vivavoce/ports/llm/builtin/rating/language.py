"""Which language a text is written in, among those of the platform; or none that can be told.

By script first, then by the small words that no text of a language does without, and by its own letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from vivavoce.ports.llm.builtin.rating.languages import SAME_SCRIPT, codes, letters_of, small_words, table, words_of
from vivavoce.ports.llm.builtin.rating.text import sentences, words

_SCRIPTS = {
    "han": "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "kana": "\u3040-\u30ff\u31f0-\u31ff",
    "hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "cyrillic": "\u0400-\u052f",
    "arabic": "\u0600-\u06ff\u0750-\u077f",
    "thai": "\u0e00-\u0e7f",
    "devanagari": "\u0900-\u097f",
    "tamil": "\u0b80-\u0bff",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "hebrew": "\u0590-\u05ff",
    "bengali": "\u0980-\u09ff",
    "georgian": "\u10a0-\u10ff",
    "armenian": "\u0530-\u058f",
}
_LETTERS = {name: re.compile(f"[{span}]") for name, span in _SCRIPTS.items()}
_UNREAD = {"hebrew": "he", "bengali": "bn", "georgian": "ka", "armenian": "hy"}

FOREIGN_LETTERS = 0.4
"""Share of letters of another script from which the text is taken to be in one of that script's languages."""
CLEARLY_MORE = 1.3
"""Another language needs this many times the small words of English: names of firms and towns are no evidence."""
FEWEST_SMALL_WORDS = 3
OWN_LETTER_WORTH = 0.6
"""Worth of a word with a letter that only one language has, against a small word that only one has."""
MIXED_SHARE = 0.3
"""Share of a text in a second language from which it is mixed: comparing the rest would miss too much."""


def language_of(text: str) -> str | None:
    """A platform code, that of another language, or None when the text gives too little to tell."""
    letters = sum(character.isalpha() for character in text)
    if not letters:
        return None
    counted = Counter({name: len(pattern.findall(text)) for name, pattern in _LETTERS.items()})
    if sum(counted.values()) <= FOREIGN_LETTERS * letters:
        return _latin_language(Counter(words(text)))
    script = "kana" if counted["kana"] > counted["han"] / 20 and counted["kana"] else counted.most_common(1)[0][0]
    listed = SAME_SCRIPT.get(script, ())
    if len(listed) <= 1:
        return listed[0] if listed else _UNREAD[script]
    scores = _scores(Counter(words(text)), listed)
    return max(listed, key=lambda code: (scores[code], -listed.index(code)))


def is_mixed(text: str, main: str) -> bool:
    """Whether a large part of a text is in another language than ``main``, block by block."""
    sizes: Counter[bool] = Counter()
    for block in _blocks(text):
        code = language_of(block)
        if code:
            same = _KIN.get(code, code) == _KIN.get(main, main)
            sizes[same or CLEARLY_OTHER * _hits(block, main) >= _hits(block, code)] += len(block)
    return sizes[False] > MIXED_SHARE * sum(sizes.values())


def _blocks(text: str) -> Iterator[str]:
    """Lines in a row, each block long enough to tell its language."""
    block: list[str] = []
    for sentence in sentences(text):
        block.append(sentence.text)
        if sum(map(len, block)) >= BLOCK_LETTERS:
            yield "\n".join(block)
            block = []


def _hits(block: str, code: str) -> int:
    counted = Counter(words(block))
    return sum(counted[word] for word in _small(code)) + _with_letters(counted, letters_of(code))


CLEARLY_OTHER = 2
"""A block is in another language if it has more than twice as many of that language's small words."""
BLOCK_LETTERS = 300
"""Letters by which a language can be told although resumes leave out most small words."""
_KIN = {"br": "pt", "no": "da", "sv": "da", "sk": "cs", "ms": "id", "uk": "ru", "bg": "ru", "ja": "zh"}
"""Languages so near that a block may look like the other."""


def _latin_language(counted: Counter[str]) -> str | None:
    english = sum(counted[word] for word in small_words("en"))
    listed = tuple(code for code in SAME_SCRIPT["latin"] if code != "en")
    scores = _scores(counted, listed)
    code = _of_twins(max(listed, key=lambda one: (scores[one], one)), counted)
    hits = sum(counted[word] for word in _small(code)) + _with_letters(counted, letters_of(code))
    if hits >= FEWEST_SMALL_WORDS and hits > CLEARLY_MORE * english:
        return code
    if english:
        return "en"
    return _by_common_words(counted, listed)


def _of_twins(code: str, counted: Counter[str]) -> str:
    """Of two languages that share their small words, the one whose common words the text has."""
    twins = next((pair for pair in TWINS if code in pair), ())
    if not all(one in codes() for one in twins):
        return code
    hits = {one: sum(counted[word] for word in _small(one) | _generic(one)) for one in twins}
    return max(twins, key=lambda one: (hits[one], one == code)) if twins else code


TWINS = (("id", "ms"), ("da", "no"))


def _by_common_words(counted: Counter[str], listed: tuple[str, ...]) -> str | None:
    """For texts of hardly any sentences: the words that advertisements and resumes consist of."""
    hits = {code: sum(counted[word] for word in _small(code) | _generic(code)) for code in listed}
    code = max(listed, key=lambda one: (hits[one], one))
    return code if hits[code] >= FEWEST_SMALL_WORDS else None


def _scores(counted: Counter[str], listed: tuple[str, ...]) -> Counter[str]:
    """Small words, each worth the less the more of the languages share it, and letters of their own."""
    scores: Counter[str] = Counter()
    shared = _shared(listed)
    for word, count in counted.items():
        for code in shared.get(word, ()):
            scores[code] += count / len(shared[word])  # type: ignore[assignment]
    for code in listed:
        scores[code] += OWN_LETTER_WORTH * _with_letters(counted, letters_of(code))  # type: ignore[assignment]
    return scores


def _with_letters(counted: Counter[str], letters: str) -> int:
    if not letters:
        return 0
    own = frozenset(letters)
    return sum(count for word, count in counted.items() if not word.isascii() and not own.isdisjoint(word))


@cache
def _shared(listed: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code in listed:
        for word in _small(code):
            found[word] = (*found.get(word, ()), code)
    return found


@cache
def _generic(code: str) -> frozenset[str]:
    return words_of(code).generic if code in codes() else frozenset()


@cache
def _small(code: str) -> frozenset[str]:
    return small_words(code) if code in codes() else frozenset(table("others.toml").get(code, "").split())
