"""What her words mean to the conversation: a wish, a question to the company, an unfinished clause, nothing at all.

Nothing here judges an answer. The words lie in ``phrases/<code>.toml`` beside the interviewer's own lines; a phrase may
hold alternatives, ``{can|could} you {please|} repeat that``. A wish is a wish only when an utterance says nothing else:
an answer in which "say that again" occurs stays an answer.
"""

from __future__ import annotations

import itertools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from importlib import resources

LONGEST_WISH = 90
"""Letters. Longer utterances are answers."""
MISHEARD_FROM_WORDS = 4
"""The first word of a phrase this long may be misheard ("good you say that again"), when it resembles the right one."""
RESEMBLES = 0.4
NEARLY = 0.86
"""Likeness of the whole from which a phrase counts in a script that writes no words apart."""
NEARLY_FROM_LETTERS = 6
BRIEF_WORDS = 4
"""Up to so many words are said in passing, and are no answer."""
LETTERS_PER_WORD = 2.3
"""Letters that weigh as much as a word in a script that writes none apart."""
ECHO = 0.75
"""The share of heard words that the interviewer just said, from which they are her loudspeaker's."""
LONGEST_QUESTION_WORDS = 45
"""A question to the company is short; whoever talks longer is answering."""

_NOT_SPOKEN = re.compile(
    r"[^\w\s'’\u0300-\u036f\u064b-\u0652\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+"
)
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_BETWEEN_UNSPACED = re.compile(rf"(?<={_UNSPACED.pattern}) (?={_UNSPACED.pattern})")
_SENTENCE = re.compile(r"[^.!?。！？؟।;\u037e]+[.!?。！？؟।;\u037e]*")
_ASKING = ("?", "？", "؟", ";", "\u037e")
"""The last two are the Greek question mark, as it is typed and as it is encoded."""
_COMMAS = (",", "、", "，", "،")
_GOES_ON = (*_COMMAS, "…", "-", "–", ":")
_SAME_LETTER = str.maketrans({"’": "'", "ʼ": "'", "ё": "е", "ş": "ș", "ţ": "ț", "\u0307": None})
"""Letters that recognisers write in two ways; what is left of a Turkish İ that was made small is its dot."""


class Wish(StrEnum):
    """What a candidate may want of the interviewer in the middle of a turn."""

    REPEAT = "repeat"
    REPHRASE = "rephrase"
    WAIT = "wait"
    ADD = "add"
    SKIP = "skip"
    PAUSE = "pause"
    STOP = "stop"


_FORGIVEN = (Wish.REPEAT, Wish.WAIT)
"""Wishes that may be misheard. One word lies between "I want to end this" and "I want to go on with this"."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, normalised; ``unfinished``: a clause that ends so goes on.

    ``endings`` and ``asking`` are ends of words, where a language puts its conjunctions and questions there.
    """

    wishes: dict[Wish, frozenset[str]]
    polite: tuple[str, ...]
    fillers: frozenset[str]
    hesitations: tuple[str, ...]
    endings: tuple[str, ...]
    backchannels: frozenset[str]
    unfinished: tuple[str, ...]
    yes: frozenset[str]
    nothing_more: tuple[str, ...]
    openings: tuple[str, ...]
    asking: tuple[str, ...]
    topics: tuple[str, ...]


def wish_of(text: str, language: str) -> Wish | None:
    """The wish that these words are, and nothing else; also when a syllable was misheard."""
    words = _words(language)
    bared = [bare for bare in _bared(text, words) if bare and len(bare) <= LONGEST_WISH]
    for bare in bared:
        if exact := next((wish for wish, phrases in words.wishes.items() if bare in phrases), None):
            return exact
    meant = (wish for bare in bared for wish in _FORGIVEN if _is_misheard(bare, words.wishes[wish]))
    return next(meant, None)


def unfinished(text: str, language: str) -> bool:
    """Whether the last words promise more: a conjunction, an article, a filler, a comma."""
    text = text.strip()
    if not text or text.endswith(_ASKING):
        return False
    words = _words(language)
    said = normalised(text)
    return (
        text.endswith(_GOES_ON)
        or said.endswith(words.endings)
        or _ends_with(said, (*words.unfinished, *words.hesitations))
    )


def trails_off(text: str, language: str) -> bool:
    """Whether nothing but a comma makes these words unfinished: recognisers put one where the voice stays up, or so."""
    bare = text.strip().rstrip("".join(_COMMAS))
    return text.strip().endswith(_COMMAS) and not unfinished(bare, language)


def has_substance(text: str, language: str) -> bool:
    """Whether anything is left when fillers are taken out."""
    return bool(_without(normalised(text), _words(language).fillers))


def is_backchannel(text: str, language: str) -> bool:
    """Whether this is the sound of somebody who listens ("mhm", "okay"), or nothing: no reason to stop talking."""
    words = _words(language)
    return not _without(normalised(text), words.backchannels | words.fillers)


def is_interruption(text: str, spoken: str, language: str) -> bool:
    """Whether somebody who says this over the interviewer's ``spoken`` line wants the floor."""
    if wish_of(text, language):
        return True
    if is_backchannel(text, language):
        return False
    heard = normalised(text)
    if _unspaced(heard):
        return len(heard) > 2 and heard not in normalised(spoken)
    words = heard.split()
    known = set(normalised(spoken).split())
    return len(words) > 1 and sum(word in known for word in words) < ECHO * len(words)


def is_brief(text: str) -> bool:
    """Whether this is a word or two, said in passing."""
    return length(text) <= BRIEF_WORDS


def length(text: str) -> float:
    """Words, or what weighs as much where words are not written apart."""
    plain = normalised(text)
    unspaced = len(_UNSPACED.findall(plain))
    return len(_UNSPACED.sub(" ", plain).split()) + unspaced / LETTERS_PER_WORD


def agrees(text: str, language: str) -> bool:
    """Whether these words are a plain yes."""
    words = _words(language)
    return any(bare in words.yes for bare in _bared(text, words))


def has_nothing_to_add(text: str, language: str) -> bool:
    """Whether these words, said in the closing turn, mean "no, that is all"."""
    words = _words(language)
    said = normalised(text)
    return len(said) <= LONGEST_WISH and _starts_with(said, words.nothing_more) and not _asking(text, words)


def asks_company(text: str, language: str) -> bool:
    """Whether she asks something about the job or the company instead of answering."""
    words = _words(language)
    sentences = _SENTENCE.findall(text.strip())
    if not sentences or len(normalised(text).split()) > LONGEST_QUESTION_WORDS:
        return False
    last = sentences[-1]
    return _opens(last, words) and _names(normalised(last), words.topics)


def asks_something(text: str, language: str) -> bool:
    """Whether these words, said in the closing turn, ask for an answer."""
    return _asking(text, _words(language))


def normalised(text: str) -> str:
    """Lower case, no punctuation, single spaces; none at all in scripts that write none."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_SAME_LETTER)
    plain = _NOT_SPOKEN.sub(" ", plain).replace("_", " ")
    return _BETWEEN_UNSPACED.sub("", " ".join(plain.split()))


def _asking(text: str, words: Words) -> bool:
    return any(one.strip().endswith(_ASKING) or _opens(one, words) for one in _SENTENCE.findall(text))


def _opens(sentence: str, words: Words) -> bool:
    said = _bare(sentence, words)
    if _unspaced(said):
        return any(opening in said for opening in words.openings)
    return _starts_with(said, words.openings) or said.endswith(words.asking)


def _bared(text: str, words: Words) -> Iterator[str]:
    """The utterance, and what is left of it as fillers and politeness fall off both ends, layer by layer."""
    said = normalised(text)
    around = (*words.polite, *sorted(words.fillers, key=len, reverse=True))
    yield said
    while shorter := next((cut for word in around if (cut := _cut(said, word)) != said), None):
        said = shorter
        yield said


def _bare(text: str, words: Words) -> str:
    """Without any fillers and politeness around it."""
    return [*_bared(text, words)][-1]


def _cut(said: str, word: str) -> str:
    if said == word:
        return ""
    gap = "" if _unspaced(word) else " "
    return said.removeprefix(word + gap).removesuffix(gap + word).strip()


def _without(said: str, words: Iterable[str]) -> str:
    """What is left of an utterance without these words, wherever they stand."""
    for word in sorted(words, key=len, reverse=True):
        said = said.replace(word, " ") if _unspaced(word) else re.sub(rf"(?<!\S){re.escape(word)}(?!\S)", " ", said)
    return "".join(said.split())


def _starts_with(said: str, phrases: Sequence[str]) -> bool:
    return any(said == one or said.startswith(one if _unspaced(one) else one + " ") for one in phrases)


def _ends_with(said: str, phrases: Sequence[str]) -> bool:
    return any(said == one or said.endswith(one if _unspaced(one) else " " + one) for one in phrases)


def _names(said: str, topics: Sequence[str]) -> bool:
    """``gehalt*`` stands for every word that begins so."""
    tokens = said.split()
    return any(
        topic.rstrip("*") in said
        if _unspaced(topic)
        else any(token.startswith(topic[:-1]) if topic.endswith("*") else token == topic for token in tokens)
        or (" " in topic and f" {topic} " in f" {said} ")
        for topic in topics
    )


def _unspaced(text: str) -> bool:
    return bool(_UNSPACED.search(text))


def _is_misheard(bare: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases was said and its first word, often cut off, was not heard right."""
    if _unspaced(bare):
        return len(bare) >= NEARLY_FROM_LETTERS and any(_is_nearly(bare, phrase) for phrase in phrases)
    heard = bare.split()
    if len(heard) < MISHEARD_FROM_WORDS:
        return False
    others = (phrase.split() for phrase in phrases)
    return any(heard[1:] == meant[1:] and _likeness(heard[0], meant[0]) >= RESEMBLES for meant in others)


def _is_nearly(one: str, other: str) -> bool:
    """The two cheap upper bounds first: thousands of phrases are compared while somebody waits."""
    alike = SequenceMatcher(None, one, other, autojunk=False)
    return all(ratio() >= NEARLY for ratio in (alike.real_quick_ratio, alike.quick_ratio, alike.ratio))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def spelt_out(phrase: str) -> list[str]:
    """Every reading of ``{can|could} you {please|} wait``."""
    parts = re.split(r"\{([^{}]*)\}", phrase)
    choices = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    return [normalised("".join(reading)) for reading in itertools.product(*choices)]


def _all(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading for phrase in phrases for reading in spelt_out(phrase) if reading))


@cache
def _words(code: str) -> Words:
    file = resources.files(__package__) / "phrases" / f"{code}.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    words, wishes, asked = (table.get(name, {}) for name in ("words", "wishes", "questions"))
    return Words(
        wishes={wish: frozenset(_all(wishes.get(wish.value, ()))) for wish in Wish},
        polite=_all(words.get("polite", ())),
        fillers=frozenset(_all([*words.get("fillers", ()), *words.get("hesitations", ())])),
        hesitations=_all(words.get("hesitations", ())),
        endings=_all(words.get("endings", ())),
        backchannels=frozenset(_all(words.get("backchannels", ()))),
        unfinished=_all(words.get("unfinished", ())),
        yes=frozenset(_all(words.get("yes", ()))),
        nothing_more=_all(words.get("nothing_more", ())),
        openings=_all(asked.get("openings", ())),
        asking=_all(asked.get("endings", ())),
        topics=tuple(dict.fromkeys(_stem(topic) for topic in asked.get("topics", ()))),
    )


def _stem(topic: str) -> str:
    return normalised(topic) + "*" * topic.endswith("*")
