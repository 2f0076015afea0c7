"""The words of ``phrases/<code>.toml`` by which her words are understood, and how text is made comparable with them."""

from __future__ import annotations

import itertools
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

_NOT_SPOKEN = re.compile(
    r"[^\w\s'’\u0300-\u036f\u064b-\u0652\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+"
)
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_BETWEEN_UNSPACED = re.compile(rf"(?<={UNSPACED.pattern}) (?={UNSPACED.pattern})")
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
    ASK = "ask"


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
    never_mind: tuple[str, ...]
    openings: tuple[str, ...]
    asking: tuple[str, ...]
    topics: tuple[str, ...]


def normalised(text: str) -> str:
    """Lower case, no punctuation, single spaces; none at all in scripts that write none."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_SAME_LETTER)
    plain = _NOT_SPOKEN.sub(" ", plain).replace("_", " ")
    return _BETWEEN_UNSPACED.sub("", " ".join(plain.split()))


def unspaced(text: str) -> bool:
    """Whether words are not written apart in this."""
    return bool(UNSPACED.search(text))


def spelt_out(phrase: str) -> list[str]:
    """Every reading of ``{can|could} you {please|} wait``."""
    parts = re.split(r"\{([^{}]*)\}", phrase)
    choices = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    return [normalised("".join(reading)) for reading in itertools.product(*choices)]


def _all(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading for phrase in phrases for reading in spelt_out(phrase) if reading))


@cache
def words_of(code: str) -> Words:
    """The words of a language of the product."""
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
        never_mind=_all(words.get("never_mind", ())),
        openings=_all(asked.get("openings", ())),
        asking=_all(asked.get("endings", ())),
        topics=tuple(dict.fromkeys(_stem(topic) for topic in asked.get("topics", ()))),
    )


def _stem(topic: str) -> str:
    return normalised(topic) + "*" * topic.endswith("*")
