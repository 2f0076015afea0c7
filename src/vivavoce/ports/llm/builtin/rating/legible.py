"""Whether a resume can be read at all, and by which reader. What can't be read gets a reason, never a low score."""

from __future__ import annotations

import re

from vivavoce.ports.llm.builtin.rating.bridge import BridgeReader
from vivavoce.ports.llm.builtin.rating.english_reader import EnglishReader
from vivavoce.ports.llm.builtin.rating.language import TWINS, is_mixed, language_of
from vivavoce.ports.llm.builtin.rating.languages import LETTER, codes, small_words, words_of
from vivavoce.ports.llm.builtin.rating.reader import Reader
from vivavoce.ports.llm.builtin.rating.resume_text import Resume
from vivavoce.ports.llm.builtin.rating.text import words
from vivavoce.ports.llm.port import PositionToMatch

FEWEST_WORDS = 15
"""Below this there is nothing to compare; the shortest of the tuning part of the gold set has 20."""
FEWEST_SIGNS = 40
"""The same for texts without spaces between words."""
FEWEST_LETTERS, FEWEST_WORDLIKE = 0.55, 0.6
"""Share of letters among visible characters, and of pronounceable words among tokens, of a text that can be read."""
LEAST_UNDERSTOOD = 0.1
"""Share of words that the lists know, below which a comparison would say nothing. The gold set has 0.15 and more."""
SIGNS_PER_SMALL_WORD = 60
"""A text in a script of one language only has at least one small word in so many signs, or it is no text."""

_WORDLIKE = re.compile(r"^(?:[a-z]{0,18}[aeiouyäöüéèáíóú][a-z'äöüßéèáíóúñç]{0,18}|[a-z]{1,5}\d?)$")
_ANY_WORD = re.compile(rf"^(?:{LETTER}|['’-]){{1,28}}$")
_VOWEL = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýāăąēėęěīįıōőūůűųœơư\u0300-\u036f\u0370-\u1eff]", re.I)
_NAMES = re.compile(r"\b[A-Z][\w.&'’-]*(?:[ ,]+(?:of |the |and |de )?[A-Z][\w.&'’-]*)+")
_UNPRONOUNCED = 5


def reader_for(position: PositionToMatch, resume: str) -> Reader | str:
    """The reader of the two texts' languages, or why there is none."""
    theirs = language_of(" ".join((position.name, position.description, position.description_long))) or (
        position.language if position.language in codes() else "en"
    )
    if _letters_share(resume) < FEWEST_LETTERS:
        return "unreadable"
    ours = language_of(resume) or "en"
    if ours not in codes():
        return "language"
    if theirs not in codes():
        return "position"
    one, other = words_of(theirs).code, words_of(ours).code
    if one == other == "en":
        return EnglishReader()
    hinted = position.language
    if any(one in pair and hinted in pair for pair in TWINS):
        one = hinted
    if any(one in pair and other in pair for pair in TWINS):
        one = other  # hardly told apart by a short text, and compared in the same words
    texts = (position.name, position.description, position.description_long, position.candidate_expectations or "")
    rubric = (*position.rubric.strong, *position.rubric.moderate)
    return BridgeReader(words_of(one), words_of(other), "\n".join((*texts, *rubric)))


def _letters_share(text: str) -> float:
    visible = [character for character in text if not character.isspace()]
    letters = sum(character.isalpha() or not character.isascii() for character in visible)
    return letters / len(visible) if len(visible) >= FEWEST_WORDS else 1.0


def unreadable(resume: Resume, bare: str, reader: Reader) -> str:
    """``unreadable``, ``mixed``, ``too_short``, or nothing. Names and places count as one word, however long."""
    shown = "\n".join(line.text for line in resume.lines)
    if reader.resume.code == "en":
        tokens = [word for word in words(shown) if not word.isdigit()]
        if len(words(shown)) >= FEWEST_WORDS and sum(bool(_WORDLIKE.match(word)) for word in tokens) < (
            FEWEST_WORDLIKE * len(tokens)
        ):
            return "unreadable"
    elif _garbled(shown, reader):
        return "unreadable"
    if reader.understood(shown) < LEAST_UNDERSTOOD:
        return "unreadable" if reader.resume.code == "en" else "unknown_words"
    if is_mixed(shown, reader.resume.code):
        return "mixed"
    counted = [word for line in resume.lines for word in words(_NAMES.sub("Name", line.text)) if not word.isdigit()]
    if reader.resume.spaced:
        return "too_short" if len(counted) < FEWEST_WORDS else ""
    return "too_short" if sum(not sign.isascii() for sign in shown) < FEWEST_SIGNS else ""


def _garbled(shown: str, reader: Reader) -> bool:
    words_ = reader.resume
    signs = sum(character.isalpha() for character in shown)
    if not words_.spaced:
        found = sum(shown.count(word) for word in small_words(words_.code))
        return signs >= FEWEST_SIGNS and found * SIGNS_PER_SMALL_WORD < signs
    tokens = [word for word in words(shown) if not any(letter.isdigit() for letter in word)]
    likely = sum(
        bool(_ANY_WORD.match(word)) and (len(word) <= _UNPRONOUNCED or bool(_VOWEL.search(word))) for word in tokens
    )
    return len(tokens) >= FEWEST_WORDS and likely < FEWEST_WORDLIKE * len(tokens)
