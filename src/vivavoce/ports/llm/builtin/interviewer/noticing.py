"""What an answer shows in any language, by words that everybody uses: no parser, no judgement.

Orders to a machine are taken out first; they are neither read nor given back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vivavoce.ports.llm.builtin.author.lint import rules_of
from vivavoce.ports.llm.builtin.author.script import QUOTED, length
from vivavoce.ports.llm.builtin.interviewer.phrases import Phrases
from vivavoce.ports.llm.builtin.interviewer.wording import content_words, same_word, shared
from vivavoce.ports.llm.builtin.rating.instructions import find_instructions, without
from vivavoce.ports.llm.builtin.rating.languages import codes, words_of
from vivavoce.ports.llm.builtin.rating.phrases import skills_named
from vivavoce.ports.llm.builtin.rating.text import plain
from vivavoce.ports.llm.detect import is_written_in
from vivavoce.ports.llm.port import Answered, Said

SHORT = 12.0
"""Words (see ``script.length``) below which an answer is invited to go on: one spoken sentence has ten to fifteen."""
DECLINED = 9.0
"""Words up to which "I don't know" or "I'd rather not" is all that was said."""
ECHO_SHARE, ECHO_WORDS = 0.8, 4
"""Share of the answer's words that are the question's: most often the microphone heard the loudspeaker."""
TOLD_BY_FACTS = 2
TELLABLE = 12
"""Words from which the language of an answer can be told."""
MOST_THING_WORDS = 3
LONG_WORD = 6
_NUMBER = re.compile(r"\d+")
_KIN = ({"no", "da"}, {"cs", "sk"}, {"id", "ms"}, {"hr", "sr"}, {"ru", "uk"}, {"ru", "bg"}, {"es", "pt"}, {"sv", "no"})
"""Languages whose short texts are easily taken for one another."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """``length`` in words; ``facts``: numbers and cues of an example; the rest: whether such words were used."""

    length: float
    facts: int
    result: bool
    reason: bool
    own: bool
    shared: bool
    steps: bool

    @property
    def told(self) -> bool:
        """Whether something that happened was told, and not only claimed."""
        return self.facts >= TOLD_BY_FACTS or (self.facts >= 1 and self.length >= SHORT)


def text_of(said: Sequence[Said]) -> str:
    """Everything that was said, without orders to a machine."""
    return " ".join(" ".join(_bare(one.text).split()) for one in said).strip()


def _bare(text: str) -> str:
    readable = plain(text).text
    return without(readable, find_instructions(readable))


def is_answer(text: str, answered: Answered, phrases: Phrases) -> bool:
    """Whether there is an answer to build on: something was said, it is not a refusal, an echo or another language."""
    words = length(text)
    if not words or (phrases.answer and words <= DECLINED and phrases.answer["declines"].search(text)):
        return False
    if words >= TELLABLE and _is_foreign(text, phrases.code):
        return False
    own, asked = content_words(text, None), content_words(answered.question, None)
    return len(own) < ECHO_WORDS or len(shared(own, asked)) < ECHO_SHARE * len(own)


def _is_foreign(text: str, code: str) -> bool:
    return is_written_in(text, code) is False and not any(
        is_written_in(text, other) for kin in _KIN if code in kin for other in kin
    )


def noticed(text: str, phrases: Phrases) -> Noticed:
    """What the cues of the language find."""
    found = {name: len(cue.findall(text)) for name, cue in phrases.answer.items()}
    return Noticed(
        length=length(text),
        facts=len(_NUMBER.findall(text)) + _counted(text, phrases.code) + found.get("example", 0),
        result=bool(found.get("result")),
        reason=bool(found.get("reason")),
        own=bool(found.get("own")),
        shared=bool(found.get("shared")),
        steps=bool(found.get("steps")),
    )


def _counted(text: str, code: str) -> int:
    """Numbers in words, from two on: "one" is an article in many languages."""
    numbers = words_of(code).numbers if code in codes() else {}
    return sum(numbers.get(word, 0) > 1 for word in re.findall(r"[^\W\d_]+", text.casefold()))


def things(text: str, answered: Answered, undiscussed: Sequence[str], code: str) -> list[str]:
    """What was named and may be asked about, as it was said: requirements' own words first, tools and crafts, then
    what stood in quotation marks. Nothing personal, nothing that the question had already."""
    asked = content_words(answered.question, rules_of(code))
    found = dict.fromkeys((*_wanted(text, undiscussed, code), *_crafts(text, answered), *_quoted(text)))
    return [one for one in found if _fit(one, code) and not _known(one, asked, code)]


def _wanted(text: str, undiscussed: Sequence[str], code: str) -> Iterator[str]:
    """Words of the answer that are also those of a requirement nobody has spoken of. Only long ones: they are names of
    things in most languages, and short ones are mostly not."""
    rules = rules_of(code)
    wanted = [word for word in content_words(" ".join(undiscussed), rules) if len(word) >= LONG_WORD]
    for word in re.findall(r"[^\W\d_]+", text):
        if len(word) >= LONG_WORD and word[0].isupper() and any(same_word(word.casefold(), one) for one in wanted):
            yield word


def _crafts(text: str, answered: Answered) -> list[str]:
    return skills_named((Said("", text),), answered.question)


def _quoted(text: str) -> Iterator[str]:
    for found in QUOTED.findall(text):
        inner = found[1:-1].strip()
        if inner and length(inner) <= MOST_THING_WORDS:
            yield inner


def _fit(thing: str, code: str) -> bool:
    rules = rules_of(code)
    return rules is None or not any(
        pattern.search(thing) for pattern in (*rules.illegal, rules.protected, rules.instruction, rules.money)
    )


def _known(thing: str, asked: frozenset[str], code: str) -> bool:
    words = content_words(thing, rules_of(code))
    return not words or bool(shared(words, asked))
