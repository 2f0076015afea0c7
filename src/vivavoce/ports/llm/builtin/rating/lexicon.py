"""Words of any language turned into concepts that all languages share ("Rechnungen" and "invoices": ``invoice``).

Only what stands in the lists counts, so a name of a person, a firm or a town can't become a concept unless it is
also a word, and those are masked before. Knows nothing of resumes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from vivavoce.ports.llm.builtin.rating.languages import FILES, LETTER, table, words_of

_TOKEN = re.compile(rf"[^\W_]{LETTER}*(?:[.'’-](?=[^\W\d_]){LETTER}+)*[+#]*")
_PART = re.compile(rf"[^\W_]{LETTER}*[+#]*")
_FOLDS = str.maketrans("أإآىةёğıŭßѐ", "ااايهеgiuse", "ـ")
SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A word or phrase with its place, and its concepts (none: not listed)."""

    text: str
    start: int
    end: int
    concepts: tuple[str, ...]


def folded(word: str) -> str:
    """Lower case; letters that writers exchange freely (Arabic alef, dotless i, sharp s) in one form."""
    return word.casefold().translate(_FOLDS).replace("’", "'").replace("\u0307", "")


@cache
def concepts() -> tuple[dict[str, str], frozenset[str]]:
    """The family of each concept ("" for none), and those that are roles."""
    raw = table("concepts.toml")
    return raw["roles"] | raw["things"], frozenset(raw["roles"])


def family(concept: str) -> str:
    """The kind of work that a concept speaks of, or nothing."""
    return concepts()[0].get(concept, "")


def is_role(concept: str) -> bool:
    """Whether people are called so."""
    return concept in concepts()[1]


def gloss(found: tuple[str, ...]) -> str:
    """Concepts in English words, for comparing meanings."""
    return " ".join(dict.fromkeys(" ".join(found).replace("-", " ").split()))


class Lexicon:
    """The lists of one language."""

    def __init__(self, code: str) -> None:
        self.words = words_of(code)
        self.exact: dict[str, tuple[str, ...]] = {}
        self.prefixes: dict[str, tuple[str, ...]] = {}
        self.inside: list[tuple[str, str]] = []
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.longest = 1
        self.endings = tuple(folded(ending) for ending in self.words.endings)
        self._stripped = re.compile(f"^{self.words.proclitics}") if self.words.proclitics else None
        for concept, listed in table(f"terms/{FILES.get(code, code)}.toml").items():
            for entry in listed.split():
                self._add(folded(entry), concept)
        if not self.words.spaced:
            # Common words stand in the way of shorter listed ones within them.
            for word in map(folded, self.words.generic | self.words.small):
                if len(word) > 1:
                    self.exact.setdefault(word, ())
                    self.longest = max(self.longest, len(word))
        self.known = frozenset(table(f"terms/{FILES.get(code, code)}.toml"))
        self.concepts_of = lru_cache(maxsize=20_000)(self._concepts_of)

    def _add(self, entry: str, concept: str) -> None:
        parts = entry.replace("-", "_").split("_")
        if len(parts) > 1 and self.words.spaced:
            self.phrases.setdefault(parts[0].rstrip("*~")[:3], []).append((tuple(parts), concept))
        elif entry.startswith("*"):
            self.inside.append((entry.strip("*~"), concept))
        elif entry.endswith("*"):
            self._put(self.prefixes, entry[:-1], concept)
        elif entry.endswith("~"):
            for ending in ("", *self.endings):
                self._put(self.exact, entry[:-1] + ending, concept)
        else:
            self._put(self.exact, entry.replace("_", " "), concept)
            self.longest = max(self.longest, len(entry))

    @staticmethod
    def _put(into: dict[str, tuple[str, ...]], word: str, concept: str) -> None:
        into[word] = (*into.get(word, ()), concept) if concept not in into.get(word, ()) else into[word]

    def _concepts_of(self, word: str) -> tuple[str, ...]:
        listed = self._listed(word)
        if not listed and self._stripped:
            bare = self._stripped.sub("", word, count=1)
            listed = self._listed(bare) if bare != word and len(bare) > 2 else ()
        inner = tuple(concept for part, concept in self.inside if part in word)
        return tuple(dict.fromkeys((*listed, *inner)))

    def _listed(self, word: str) -> tuple[str, ...]:
        if exact := self.exact.get(word):
            return exact
        for length in range(len(word), 1, -1):
            if found := self.prefixes.get(word[:length]):
                return found
        return ()

    def find(self, text: str) -> Iterator[Found]:
        """Every word or phrase of a text, in order, without overlaps."""
        return self._find_words(text) if self.words.spaced else self._find_strings(text)

    def _find_words(self, text: str) -> Iterator[Found]:
        tokens = [(folded(one[0]), one.start(), one.end()) for one in _tokens(text)]
        place = 0
        while place < len(tokens):
            word, start, end = tokens[place]
            concept, count = self._phrase(tokens, place)
            if concept:
                last = tokens[place + count - 1][2]
                yield Found(text[start:last], start, last, (concept,))
                place += count
                continue
            yield Found(text[start:end], start, end, self.concepts_of(word))
            place += 1

    def _phrase(self, tokens: list[tuple[str, int, int]], place: int) -> tuple[str, int]:
        best = ("", 0)
        first = tokens[place][0]
        listed = self.phrases.get(first[:3], [])
        if self._stripped and (bare := self._stripped.sub("", first, count=1)) != first:
            listed = listed + self.phrases.get(bare[:3], [])
        for parts, concept in listed:
            count = len(parts)
            if count > best[1] and place + count <= len(tokens):
                said = tokens[place : place + count]
                close = said[-1][1] - said[0][1] <= sum(len(one[0]) + 2 for one in said)
                if close and all(self._fits(one[0], part) for one, part in zip(said, parts, strict=True)):
                    best = (concept, count)
        return best

    def _fits(self, word: str, part: str) -> bool:
        if _matches(word, part, self.endings):
            return True
        return self._stripped is not None and _matches(self._stripped.sub("", word, count=1), part, self.endings)

    def _find_strings(self, text: str) -> Iterator[Found]:
        low = folded(text) if len(folded(text)) == len(text) else text
        place = 0
        while place < len(text):
            length = next(
                (size for size in range(min(self.longest, len(text) - place), 0, -1) if self._string(low, place, size)),
                0,
            )
            if length:
                yield Found(
                    text[place : place + length], place, place + length, self.exact[low[place : place + length]]
                )
                place += length
                continue
            latin = _LATIN.match(text, place)
            step = len(latin[0]) if latin else 1
            if latin:
                yield Found(latin[0], place, place + step, ())
            place += step

    def _string(self, low: str, place: int, size: int) -> bool:
        """Whether a listed string stands here; one of Latin letters only as a whole word."""
        string = low[place : place + size]
        if string not in self.exact:
            return False
        if not string.isascii():
            return True
        return not (low[place + size : place + size + 1].isascii() and low[place + size : place + size + 1].isalnum())

    def stem(self, word: str) -> str:
        """A word that is not listed without its ending, so that its forms meet."""
        low = folded(word)
        if self._stripped and not low.isascii():
            bare = self._stripped.sub("", low, count=1)
            low = bare if len(bare) >= 3 else low
        for ending in self.endings:
            if low.endswith(ending) and len(low) - len(ending) >= SHORTEST_STEM:
                return low[: -len(ending)]
        return low


_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+#.&/-]*")


def _tokens(text: str) -> Iterator[re.Match[str]]:
    for found in _TOKEN.finditer(text):
        if "-" in found[0] or "'" in found[0] or "’" in found[0]:
            yield from _PART.finditer(text, found.start(), found.end())
        else:
            yield found


def _matches(word: str, part: str, endings: tuple[str, ...]) -> bool:
    if part.endswith("*"):
        return word.startswith(part[:-1])
    if part.endswith("~"):
        return word.startswith(part[:-1]) and word[len(part) - 1 :] in ("", *endings)
    return word == part


@cache
def lexicon_of(code: str) -> Lexicon:
    """The lexicon of a language that is read. Raises KeyError for another."""
    return Lexicon(FILES.get(code, code))
