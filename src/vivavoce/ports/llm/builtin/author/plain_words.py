"""Words that are too hard for the simple tone (CEFR A2), in English; other languages are held by sentence length alone.

Levels from 1 (A1) to 6 (C2) are those of cefrpy (2023), averaged over a word's parts of speech.
"""

from __future__ import annotations

import re
from functools import cache

from cefrpy import CEFRAnalyzer

from vivavoce.ports.llm.builtin.skills import all_skills, category_of

TOO_HARD = 4.5
"""Between B2 and C1. B1 and B2 words of working life ("colleague", "schedule") have no simpler names."""
_WORD = re.compile(r"(?<![A-Za-z])[a-z]+(?:['’][a-z]+)?(?![A-Za-z])")
_PLAIN = frozenset(("cannot",))
"""Words that the lists miss."""


@cache
def _levels() -> CEFRAnalyzer:
    return CEFRAnalyzer()


@cache
def _hard(word: str) -> bool:
    stems = [word, *(word.removesuffix(end) for end in ("s", "es", "ed", "ing", "'s", "d") if word.endswith(end))]
    levels = [level for stem in stems if (level := _levels().get_average_word_level_float(stem)) is not None]
    return bool(levels) and min(levels) >= TOO_HARD


@cache
def _terms() -> frozenset[str]:
    """Words of the names and situations of skills: what a trade calls its things has no simpler name."""
    texts = [text for skill in all_skills() for text in (skill.name, *skill.tests, *category_of(skill.category).tests)]
    return frozenset(word for text in dict.fromkeys(texts) for word in _WORD.findall(text.lower()))


def hard_words(text: str, known: str) -> list[str]:
    """The hard words of an English text that are neither the merchant's (``known``) nor a trade's own."""
    allowed = {*_WORD.findall(known.lower()), *_terms(), *_PLAIN}
    words = dict.fromkeys(_WORD.findall(text))
    return [word for word in words if len(word) > 3 and word not in allowed and _hard(word)]
