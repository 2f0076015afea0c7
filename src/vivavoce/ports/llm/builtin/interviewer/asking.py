"""What a question asks for, in any language: told by its words, or by the pattern of the author that wrote it."""

from __future__ import annotations

from vivavoce.ports.llm.builtin.author.lint import rules_of, sentences
from vivavoce.ports.llm.builtin.author.script import QUOTED
from vivavoce.ports.llm.builtin.interviewer.phrases import Phrases, Wanted
from vivavoce.ports.llm.builtin.rating.signals import ask_of


def wanted_by(question: str, phrases: Phrases) -> Wanted:
    """The kind of answer. The cue that comes first decides: "how do you react when…" asks for a method."""
    bare = QUOTED.sub(" ", question)
    if phrases.code == "en":
        known = Wanted(ask_of(question).value)
        return Wanted.OTHER if known is Wanted.METHOD and _place(bare, phrases, "how") is None else known
    places = {wanted: _place(bare, phrases, name) for wanted, name in _CUES}
    found = {wanted: place for wanted, place in places.items() if place is not None}
    first = min(found, key=lambda wanted: found[wanted], default=None)
    if first is not Wanted.METHOD and first is not Wanted.FACT and tells(question, phrases.code):
        return Wanted.STORY
    return first or Wanted.OTHER


# "How long" begins where "how" does, so numbers come first.
_CUES = ((Wanted.FACT, "number"), (Wanted.METHOD, "how"), (Wanted.MOTIVE, "why"))


def _place(text: str, phrases: Phrases, name: str) -> int | None:
    found = phrases.question[name].search(text)
    return found.start() if found else None


def tells(sentence: str, code: str) -> bool:
    """Whether a sentence asks by an order ("tell me", "describe")."""
    rules = rules_of(code)
    return bool(rules and rules.asks.search(QUOTED.sub(" ", sentence)))


def asks(sentence: str, code: str) -> bool:
    """Whether a sentence asks at all: by its mark, by an order, or by a question word where no mark stands."""
    bare = QUOTED.sub(" ", sentence).rstrip()
    if bare.endswith(("?", "？", "؟")) or (code == "el" and bare.endswith(";")) or tells(sentence, code):
        return True
    if code == "ja" and bare.rstrip("。").endswith("か"):
        return True
    rules = rules_of(code)
    unmarked = code in ("th", "ja") and rules is not None and rules.question_words is not None
    return bool(unmarked and rules and rules.question_words and rules.question_words.search(bare))


def asking_sentences(question: str, code: str) -> tuple[str, ...]:
    """The sentences of a question that ask."""
    return tuple(one for one in sentences(question) if asks(one, code))
