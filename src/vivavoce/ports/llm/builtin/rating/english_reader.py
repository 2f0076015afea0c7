"""Serves ``Reader`` where both texts are English: stems, titles by their nouns, sentences compared as they stand."""

from __future__ import annotations

import re

from vivavoce.ports.llm.builtin.rating.english import generic, listed, neutral_words, pattern, terms_of
from vivavoce.ports.llm.builtin.rating.languages import Words, words_of
from vivavoce.ports.llm.builtin.rating.lexicon import lexicon_of
from vivavoce.ports.llm.builtin.rating.professions import is_role, nearness, title_in
from vivavoce.ports.llm.builtin.rating.signals import is_past
from vivavoce.ports.llm.builtin.rating.text import stem, words
from vivavoce.ports.llm.builtin.rating.words import GRAMMAR
from vivavoce.ports.llm.builtin.similarity import Similarity

MEANING_FAR, MEANING_NEAR = 0.32, 0.62
"""Cosine of a resume's sentence with a requirement. "Resolved escalated client issues" and "handles customer
complaints calmly" have 0.58, unrelated duties 0.14 to 0.25."""
NARRATIVE_GRAMMAR = 0.1
"""One in ten words of a line that tells is grammar. Lists of keywords stay below."""
FEWEST_MEANING_WORDS = 3
FEWEST_TO_TELL = 15
"""Words from which a text that has none we know is no English."""


class EnglishReader:
    """Serves ``Reader`` where both texts are English."""

    meaning = (MEANING_FAR, MEANING_NEAR)

    def __init__(self) -> None:
        self.position: Words = words_of("en")
        self.resume: Words = self.position
        self.own_language = frozenset({stem("english")})

    def asked(self, text: str) -> frozenset[str]:
        return terms_of(text)

    def shown(self, text: str) -> frozenset[str]:
        return terms_of(text)

    def is_listed(self, word: str) -> bool:
        return False

    def shown_beside(self, text: str) -> frozenset[str]:
        return terms_of(text)

    def shown_by_title(self, title: str) -> frozenset[str]:
        return terms_of(title)

    def weight(self, term: str) -> float:
        return 1.0

    def whole(self, terms: frozenset[str]) -> float:
        return float(len(terms))

    def languages(self, text: str, asked: bool) -> tuple[str, ...]:
        return tuple(stem(word) for word in words(text) if word in listed("languages"))

    def asked_meaning(self, text: str) -> str:
        return text

    def shown_meaning(self, text: str) -> str:
        """Without figures and whatever is written with a capital."""
        kept = []
        for place, word in enumerate(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lstrip("-–*•· "))):
            low = word.lower()
            opening = place == 0 and (is_past(low) or low.endswith("ing") or low in listed("opening_verbs"))
            if (word[0].islower() or (opening and low not in listed("first_word_names"))) and not any(
                letter.isdigit() for letter in word
            ):
                kept.append(low)
        return " ".join(kept) if len(kept) >= FEWEST_MEANING_WORDS else ""

    def understood(self, text: str) -> float:
        found = [one for one in lexicon_of("en").find(text) if one.text.isalpha()]
        known = [one for one in found if one.concepts or one.text.lower() in generic()]
        return len(known) / len(found) if len(found) >= FEWEST_TO_TELL else 1.0

    def told_of(self, text: str) -> bool:
        tokens = words(text)
        return sum(word in GRAMMAR for word in tokens) >= NARRATIVE_GRAMMAR * len(tokens)

    def title_in(self, line: str) -> str | None:
        return title_in(line)

    def titles_told(self, sentence: str) -> list[str]:
        found = [neutral_words(words(match[1])) for match in pattern("as_a").finditer(sentence.lower())]
        return [" ".join(tokens) for tokens in found if tokens and is_role(tokens[-1])]

    def has_verb(self, line: str) -> bool:
        return any(is_past(word) for word in words(line))

    def nearness(self, title: str, position: str, similarity: Similarity) -> float | None:
        return nearness(title, position, similarity)
