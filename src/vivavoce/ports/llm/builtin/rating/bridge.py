"""Two texts in languages that are read, compared by concepts; what is not listed only by the position's own words.

Fair by construction: of a resume, only listed words and words of the position count. In languages that write names
with a capital, a capitalised word within a sentence is no concept. Gender and number fall away with the forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vivavoce.ports.llm.builtin.rating.families import BOTH_LEAD, RELATED_FAMILY, by_family, implied, weak
from vivavoce.ports.llm.builtin.rating.languages import Words
from vivavoce.ports.llm.builtin.rating.lexicon import Found, family, folded, gloss, is_role, lexicon_of
from vivavoce.ports.llm.builtin.rating.reader import length_of
from vivavoce.ports.llm.builtin.rating.relevance import ramp
from vivavoce.ports.llm.builtin.rating.text import alike
from vivavoce.ports.llm.builtin.similarity import Similarity

TITLE_FAR, TITLE_NEAR = 0.5, 0.9
"""Cosine of two titles' concepts in English words."""
LONGEST_TITLE = 6
"""Words. Longer segments of a line are sentences."""
UNLISTED_WEIGHT, WEAK_WEIGHT = 0.5, 0.6
"""Worth of a word that no list has (it may be "reliable" as well as "knitting"), and of a concept found everywhere."""
FEWEST_MEANING_CONCEPTS = 2
SAME_CHUNK = 0.6
"""Share of pairs of signs from which a chunk of an unspaced text stands in another."""
LONGEST_CHUNK = 8
MEANING_FAR, MEANING_NEAR = 0.45, 0.75
"""Cosine of a line's concepts with a requirement: strings of bare words come nearer to each other than sentences."""
SHORTEST_INFLECTED, LONGEST_ENDING = 4, 3
LEAST_WHOLE = 1.5
"""Weight that a requirement has at least: one common word of it is no proof of the rest, which no list knows."""
_SEGMENT = re.compile(r"\s*[|,;•·(（)）/:：\t、，／｜・@]\s*|\s+[-–—]\s+|\s{2,}")
_LETTERS = re.compile(r"[^\W\d_]")


class BridgeReader:
    """Serves ``Reader`` for any two languages. ``vocabulary`` is the position's whole text."""

    meaning = (MEANING_FAR, MEANING_NEAR)

    def __init__(self, position: Words, resume: Words, vocabulary: str) -> None:
        self.position, self.resume = position, resume
        self._theirs, self._ours = lexicon_of(position.code), lexicon_of(resume.code)
        self._same = position.code == resume.code
        self.own_language = frozenset({_spoken(resume.code)})
        self._wanted: frozenset[str] = frozenset()
        self._wanted = frozenset(term for term in self.asked(vocabulary) if term.startswith("w:"))
        self._first = {term[2:4] for term in self._wanted}
        self._known: dict[str, str] = {}

    def asked(self, text: str) -> frozenset[str]:
        found = list(self._theirs.find(text))
        listed = {concept for one in found for concept in one.concepts if not concept.endswith("-language")}
        # What the other language has no word for here can't be missed in it.
        return frozenset(listed if self._same else listed & self._ours.known) | self._unlisted(text, found)

    def _unlisted(self, text: str, found: list[Found]) -> frozenset[str]:
        words = self.position
        plain: set[str] = set()
        for one in found:
            low = folded(one.text)
            if one.concepts or len(low) < 2 or not _LETTERS.match(low) or self._proves_nothing(one.text, low):
                continue
            opening = not text[: one.start].strip() or text[: one.start].rstrip()[-1] in ".!?:\n-•–"
            if words.capitals == "names" and one.text[0].isupper() and words.at_end.search(text[: one.start]):
                continue  # a town
            tool = one.text.isascii() and (
                any(letter.isupper() or letter.isdigit() for letter in one.text[1:])
                or (one.text[0].isupper() and not opening and words.capitals != "nouns")
                or words.capitals == "none"
            )
            if tool or f"w:{low}" in self._wanted:
                plain.add(f"w:{low}")
            elif self._same and words.spaced and len(low) > 3:
                plain.add(f"w:{self._theirs.stem(one.text)}")
        if self._same and not words.spaced:
            plain |= {f"w:{chunk}" for chunk in self._chunks(text, found)}
        return frozenset(plain)

    def _proves_nothing(self, word: str, low: str) -> bool:
        words = self.position
        if low in words.small or low in words.generic:
            return True
        return any(
            pattern.search(word) for pattern in (words.must, words.optional, words.skill, words.worked, words.graduated)
        )

    def _chunks(self, text: str, found: list[Found]) -> set[str]:
        """Runs of signs between listed words and small words."""
        rest = list(text)
        for one in found:
            if one.concepts or one.text.isascii():
                rest[one.start : one.end] = " " * (one.end - one.start)
        bare = "".join(rest)
        for small in sorted(self.position.small | self.position.generic, key=lambda one: (-len(one), one)):
            bare = bare.replace(small, " ")
        return {run for run in re.findall(r"[^\W\d_a-zA-Z]+", bare) if 2 <= len(run) <= LONGEST_CHUNK}

    def shown(self, text: str) -> frozenset[str]:
        return self._shown(text, names=self.resume.capitals == "names")

    def is_listed(self, word: str) -> bool:
        return any(one.concepts for one in self._ours.find(word))

    def shown_beside(self, text: str) -> frozenset[str]:
        listed = frozenset(term for term in self.shown(text) if not term.startswith("w:"))
        degrees = (part for part in _SEGMENT.split(text) if self.resume.graduated.search(part))
        return listed.union(*(self.shown(part) for part in degrees))

    def shown_by_title(self, title: str) -> frozenset[str]:
        shown = self._shown(title, names=False)
        return shown.union(*(implied().get(one, frozenset()) for one in shown))

    def _shown(self, text: str, names: bool) -> frozenset[str]:
        shown: set[str] = set()
        for one in self._ours.find(text):
            if one.concepts:
                if not (names and _is_name(one, text)):
                    shown.update(concept for concept in one.concepts if not concept.endswith("-language"))
            elif (known := self._recognised(one.text)) is not None:
                shown.add(known)
        if self._same and not self.resume.spaced:
            shown |= {term for term in self._wanted if _stands_in(term[2:], text)}
        return frozenset(shown)

    def _recognised(self, word: str) -> str | None:
        """The position's own term that the word is a form of."""
        if word not in self._known:
            self._known[word] = self._recognise(word)
        return self._known[word] or None

    def _recognise(self, word: str) -> str:
        low = folded(word)
        if f"w:{low}" in self._wanted:
            return f"w:{low}"
        if not self._same:
            return next((term for term in sorted(self._wanted) if _inflected(low, term[2:])), "")
        if not self.resume.spaced or low[:2] not in self._first:
            return ""
        stem = self._ours.stem(word)
        if f"w:{stem}" in self._wanted:
            return f"w:{stem}"
        return next((term for term in sorted(self._wanted) if alike(stem, term[2:])), "")

    def weight(self, term: str) -> float:
        if term.startswith("w:"):
            return 1.0 if term[2:].isascii() and not self._same else UNLISTED_WEIGHT
        return WEAK_WEIGHT if term in weak("things") or term in weak("roles") else 1.0

    def whole(self, terms: frozenset[str]) -> float:
        return max(LEAST_WHOLE, sum(self.weight(term) for term in terms))

    def languages(self, text: str, asked: bool) -> tuple[str, ...]:
        lexicon = self._theirs if asked else self._ours
        own = _spoken(lexicon.words.code)
        found = [concept for one in lexicon.find(text) for concept in one.concepts if concept.endswith("-language")]
        return tuple(dict.fromkeys(own if concept == "own-language" else concept for concept in found))

    def asked_meaning(self, text: str) -> str:
        if self.position.code == "en":
            return text
        return self._gloss(self._theirs.find(text), text, names=False)

    def shown_meaning(self, text: str) -> str:
        return self._gloss(self._ours.find(text), text, names=self.resume.capitals == "names")

    @staticmethod
    def _gloss(found: Iterator[Found], text: str, names: bool) -> str:
        concepts = tuple(
            one.concepts[0]
            for one in found
            if one.concepts and not (names and _is_name(one, text)) and not one.concepts[0].endswith("-language")
        )
        return gloss(concepts) if len(set(concepts)) >= FEWEST_MEANING_CONCEPTS else ""

    def understood(self, text: str) -> float:
        found = list(self._ours.find(text))
        known = [one for one in found if one.concepts or self._recognised(one.text)]
        if self.resume.spaced:
            return len(known) / max(1, len(found))
        return sum(len(one.text) for one in known) / max(1, sum(not sign.isspace() for sign in text))

    def told_of(self, text: str) -> bool:
        """A small word, a full stop, or so many words that no list is meant."""
        if not self.resume.spaced:
            return True
        return text.lstrip()[:1] in "-–*•·" or any(folded(word) in self.resume.small for word in text.split())

    def title_in(self, line: str) -> str | None:
        for segment in self._segments(line):
            bare = segment.strip(" -–—.,")
            if not bare or length_of(bare, self.resume) > LONGEST_TITLE or self.resume.organisations.search(bare):
                continue
            if any(is_role(concept) for one in self._ours.find(bare) for concept in one.concepts):
                return " ".join(bare.lower().split())
        return None

    def _segments(self, line: str) -> list[str]:
        undated = re.sub(r"[\d./年月日년월]{2,}", "  ", line)
        parts = [piece for part in _SEGMENT.split(undated) for piece in self.resume.at.split(part)]
        return parts if self.resume.spaced else [piece for part in parts for piece in part.split()]

    def titles_told(self, sentence: str) -> list[str]:
        if not self.resume.employed.search(sentence):
            return []
        found = [one for one in self._ours.find(sentence) if any(is_role(concept) for concept in one.concepts)]
        return [one.text.lower() for one in found[:1]]

    def has_verb(self, line: str) -> bool:
        return line.rstrip().endswith((".", "。", "!", "।"))

    def nearness(self, title: str, position: str, similarity: Similarity) -> float | None:
        ours, theirs = self._shown(title, names=False), self.asked(position)
        theirs_listed = tuple(sorted(term for term in theirs if not term.startswith("w:")))
        if not theirs:
            return None
        return self._near(ours, theirs, theirs_listed, similarity)

    def _near(
        self, ours: frozenset[str], theirs: frozenset[str], listed: tuple[str, ...], similarity: Similarity
    ) -> float:
        strong = weak("roles") | weak("things")
        common = ours & theirs
        telling = [side - strong or side for side in (ours, theirs)]
        by_words = len(telling[0] & telling[1]) / min(len(side) for side in telling) if all(telling) else 0.0
        if common and not common - strong:
            by_words *= RELATED_FAMILY  # "assistant", "manager", "engineer" alone say little of the work
        one, other = _families(ours), _families(theirs)
        shared = by_family(one, other)
        own = tuple(sorted(term for term in ours if not term.startswith("w:")))
        cosine = round(float(similarity.between([gloss(own)], [gloss(listed)])[0, 0]), 4) if own and listed else 0.0
        by_meaning = ramp(cosine, TITLE_FAR, TITLE_NEAR)
        if one and other and not shared:
            by_meaning *= 0.5
        leading = BOTH_LEAD if weak("leading") & ours and weak("leading") & theirs else 0.0
        return round(max(by_words, shared, by_meaning, leading), 4)


_ENGLISH_NAMES = {"en": "english", "de": "german", "fr": "french", "es": "spanish"}


def _families(terms: frozenset[str]) -> set[str]:
    """Those of the roles; only where no role tells, those of the things."""
    of_roles = {family(term) for term in terms if is_role(term)} - {""}
    return of_roles or {family(term) for term in terms} - {""}


def _spoken(code: str) -> str:
    return f"{_ENGLISH_NAMES.get(code, code)}-language"


def _is_name(one: Found, text: str) -> bool:
    """Whether a listed word is written as a name: with a capital, and not where a sentence or an item begins."""
    if not one.text[0].isupper() or one.text.isupper():
        return False
    before = text[: one.start].rstrip(" \"'«„“(")
    return bool(before) and before[-1] not in ".!?:;,\n-–—•·*/|&(" and not before[-1].isdigit()


def _inflected(word: str, tool: str) -> bool:
    """Whether a word is the name of a tool with an ending ("Pythonu")."""
    return len(tool) >= SHORTEST_INFLECTED and word.startswith(tool) and len(word) - len(tool) <= LONGEST_ENDING


def _stands_in(chunk: str, text: str) -> bool:
    if chunk in text:
        return True
    pairs = [chunk[place : place + 2] for place in range(len(chunk) - 1)]
    return len(pairs) > 1 and sum(pair in text for pair in pairs) >= SAME_CHUNK * len(pairs)
