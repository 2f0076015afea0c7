"""Replies by extraction: the sentence of the company's own texts that answers, to the letter, or none.

Precision first: a wrong answer about a job does harm, a missing one is noted for a person. So everything that the
question is about has to stand in the sentence (in some form, or in a word of nearly the same meaning), a question
about a number needs one, about pay an amount of money, and who somebody is can't be told from such texts at all.
"""

# ruff: noqa: SIM905 (word lists read better as text)

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vivavoce.ports.llm.builtin.author.lint import rules_of
from vivavoce.ports.llm.builtin.author.phrasebook.texts import filled
from vivavoce.ports.llm.builtin.interviewer.asking import asks
from vivavoce.ports.llm.builtin.interviewer.phrases import Phrases, phrases_of
from vivavoce.ports.llm.builtin.interviewer.sources import Line, lines
from vivavoce.ports.llm.builtin.interviewer.wording import content_words, same_word
from vivavoce.ports.llm.builtin.rating.languages import codes, small_words, words_of
from vivavoce.ports.llm.builtin.rating.words import FUNCTION_WORDS, NUMBER_WORDS
from vivavoce.ports.llm.builtin.similarity import Similarity
from vivavoce.ports.llm.detect import is_written_in
from vivavoce.ports.llm.port import Manner, Passage, Reply

# Set on the part of tests/gold/replies that is not held out.
COVERED = 0.8
"""Share of what the question is about that has to stand in the sentence."""
NEARLY_SAME = 0.67
"""Cosine of two words from which one stands for the other ("personen", "kollegen"); "cheese" and "fish" reach 0.4."""
NEAR = 0.2
"""Cosine of question and sentence below which shared words are an accident."""
NEAR_ALONE = 0.3
"""The same where the question is about one word only ("when would I start?")."""
SURE = 0.6
"""Cosine plus half the share covered."""
CONTRAST_LETTERS = 6
"""Letters of a common ending from which two compounds are taken for opposites ("Frühschicht", "Nachtschicht")."""
_MONEY = re.compile(
    r"[€£$¥₽₹₩₺₴฿₫₱]|\b(?:euros?|eur|usd|gbp|php|chf|pln|zł|tl|kr|kč|ft|lei|ron|лв|руб|грн|rp|rm|dollars?|pounds?|pesos?"
    r"|rupees?|reais)\b|[元円원บ]|บาท|ريال|درهم|دينار",
    re.IGNORECASE,
)


_ELIDED = re.compile(r"(?<!\w)\w{1,2}['’](?=\w)")
"""French and Italian write a short word together with the next one ("d'expérience")."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, what it is about, and what has to stand in an answer."""

    text: str
    about: frozenset[str]
    number: bool
    money: bool


def reply(asked: str, passages: tuple[Passage, ...], manner: Manner, similarity: Similarity) -> Reply | None:
    """The best sentence; None: none is sure."""
    phrases = phrases_of(manner.language)
    if phrases is None or (question := _read(asked, phrases)) is None:
        return None
    said = [line for line in lines(passages, rules_of(phrases.code)) if _in_language(line, phrases.code)]
    scored = [(score, line) for line in said if (score := _score(question, line, phrases.code, similarity)) is not None]
    if not scored:
        return None
    best = max(scored, key=lambda pair: pair[0])[1]
    # A document is named as the source by whoever speaks; a description has no name to be called by.
    text = best.text if best.passage.document else filled(phrases.lead, {"text": best.text})
    return Reply(text, best.passage)


def _read(asked: str, phrases: Phrases) -> _Asked | None:
    """None: nothing is asked, or something that texts about a job don't tell."""
    question = " ".join(asked.split())
    if not _is_question(question, phrases) or phrases.question["name"].search(question):
        return None
    about = question
    for name in ("number", "how", "why", "pay", "aside"):
        about = phrases.question[name].sub(" ", about)
    rules = rules_of(phrases.code)
    if rules is not None and rules.question_words is not None:
        about = _whole(rules.question_words, rules.spaced).sub(" ", about)
    money = bool(phrases.question["pay"].search(question))
    words = _words(about, phrases.code)
    number = bool(phrases.question["number"].search(question))
    return _Asked(question, words, number, money) if words or money else None


@cache
def _whole(words: re.Pattern[str], spaced: bool) -> re.Pattern[str]:
    """The same, to the end of the word: some lists hold beginnings only."""
    return re.compile(rf"(?:{words.pattern})\w*", words.flags) if spaced else words


_ENGLISH = re.compile(
    r"(?:^|[.!?;,]\s+|\b(?:so|and|but|well|ok|okay)\s+)(?:what|when|where|which|why|how|who|is|are|do|does|did|can|could|"
    r"will|would|may|must|should|has|have|am)\b",
    re.IGNORECASE,
)


def _is_question(text: str, phrases: Phrases) -> bool:
    if phrases.code == "en":
        return "?" in text or bool(_ENGLISH.search(text))
    rules = rules_of(phrases.code)
    words = rules.question_words if rules else None
    return asks(text, phrases.code) or bool(words and words.search(text))


def _score(asked: _Asked, line: Line, code: str, similarity: Similarity) -> float | None:
    """None: the line doesn't answer."""
    if asked.money and not (_MONEY.search(line.text) and _has_number(line.text, code)):
        return None
    if asked.number and not _has_number(line.text, code):
        return None
    share = _covered(asked.about, _words(f"{line.heading} {line.text}", code), code, similarity)
    near = float(similarity.between([asked.text], [line.text], code)[0, 0])
    if share == 1.0 and asked.number and _counts(asked.about, line.text):
        return near + 1.0
    total = near + share / 2
    enough = NEAR if len(asked.about) != 1 or asked.money else NEAR_ALONE
    return total if share >= COVERED and near >= enough and total >= SURE else None


def _counts(about: frozenset[str], text: str) -> bool:
    """Whether a number stands right before something that was asked about ("25 days of holiday")."""
    counted = {found[1].casefold() for found in re.finditer(r"\d[\d.,]*\s+([^\W\d_]+)", text)}
    return any(same_word(one, other) for one in about for other in counted)


def _covered(about: frozenset[str], found: frozenset[str], code: str, similarity: Similarity) -> float:
    if not about:
        return 1.0
    missing = sorted(one for one in about if not any(same_word(one, other) for other in found))
    if any(_contrast(one, other) for one in missing for other in found):
        return 0.0
    near = 0
    if missing and found and similarity.embeds(code) and _is_spaced(code):
        near = int((similarity.between(missing, sorted(found), code).max(axis=1) >= NEARLY_SAME).sum())
    # Words that are merely near may not carry the whole: "raw meat kept" and "raw poultry stored".
    return 0.0 if 2 * near > len(about) else (len(about) - len(missing) + near) / len(about)


def _contrast(one: str, other: str) -> bool:
    """Two compounds that end alike and begin differently."""
    return (
        one[0] != other[0]
        and len(one) > CONTRAST_LETTERS < len(other)
        and one[-CONTRAST_LETTERS:] == other[-CONTRAST_LETTERS:]
    )


def _is_spaced(code: str) -> bool:
    rules = rules_of(code)
    return rules is None or rules.spaced


def _words(text: str, code: str) -> frozenset[str]:
    """Pairs of characters, without those that say nothing, where a script has no spaces."""
    if not _is_spaced(code):
        return content_words(text, rules_of(code))
    text = text if code == "en" else _ELIDED.sub(" ", text)
    return frozenset(one for one in content_words(text, None) if one not in _empty(code) and not one.isdigit())


@cache
def _empty(code: str) -> frozenset[str]:
    """Words without content. Those that lint leaves out are too many: "experience" is asked about here."""
    if code == "en":
        return (FUNCTION_WORDS - _TELLING) | _ASIDE
    rules = rules_of(code)
    stop = rules.empty if rules else frozenset()
    return small_words(code) | (stop - words_of(code).generic) if code in codes() else stop


_TELLING = frozenset(
    "after again before between down during every first last later off often once out over soon under up".split()
)
_ASIDE = frozenset("happen happens happened job company there here long like many much need needed".split())


def _has_number(text: str, code: str) -> bool:
    if re.search(r"\d", text):
        return True
    words = set(re.findall(r"[^\W\d_]+", text.casefold()))
    known = NUMBER_WORDS if code == "en" else frozenset(words_of(code).numbers) if code in codes() else frozenset()
    return bool(words & known)


def _in_language(line: Line, code: str) -> bool:
    """A voice of one language can't read another aloud; short lines can't be told, and pass."""
    return len(line.text) < 40 or is_written_in(line.text, code) is not False
