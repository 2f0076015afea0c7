"""Checks on what a model wants to say in a conversation: faults in words that a model can mend. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vivavoce.ports.llm.builtin.author.lint import alike, content, lint_question, rules_of, sentences
from vivavoce.ports.llm.builtin.author.script import length
from vivavoce.ports.llm.builtin.rating.instructions import is_instruction
from vivavoce.ports.llm.detect import is_written_in
from vivavoce.ports.llm.port import Manner, Passage, Tone

MOST_WORDS, MOST_WORDS_REPLY = 32.0, 70.0
MOST_SENTENCES = 3
REPEATED = 0.7
"""Share of common content words from which a follow-up is one that was asked before."""
RUN_WORDS, RUN_LETTERS = 4, 9
"""Words in a row (letters, where a script writes no spaces) that give a requirement away."""
LONGEST_GROWTH = 1.6
"""A question put plainly may be longer than it was, in more and shorter sentences, and not by much."""
_ALLOWED = frozenset(("too_many_sentences", "too_long"))
"""Length is checked here: a question put plainly may take more and shorter sentences."""


def line(text: str) -> str:
    """On one line, without marks of Markdown or control characters: it is spoken."""
    return " ".join(re.sub(r"[*_`#<>\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e]+", " ", text).split())


def follow_up_faults(
    text: str | None, manner: Manner, asked: Sequence[str], hidden: Sequence[str], known: str
) -> list[str]:
    """``hidden``: what must not be given away; ``known``: the question and the answer, whose words may be used."""
    return [] if text is None else list(_follow_up(text, manner, asked, hidden, known))


def _follow_up(text: str, manner: Manner, asked: Sequence[str], hidden: Sequence[str], known: str) -> Iterator[str]:
    yield from _of_question(text, manner, frozenset())
    if length(text) > MOST_WORDS or len(sentences(text)) > MOST_SENTENCES:
        yield f"At most two short sentences and {MOST_WORDS:.0f} words."
    rules = rules_of(manner.language)
    words = content(text, rules)
    if any(_letters(text) == _letters(one) or alike(words, content(one, rules)) >= REPEATED for one in asked):
        yield "It was asked before; ask for something else, or for nothing."
    if any(_gives_away(text, one, known) for one in hidden):
        yield "It quotes what is looked for; ask without naming it."


def rephrase_faults(text: str | None, question: str, manner: Manner) -> list[str]:
    """Faults of a question put plainly. What the question itself has is not held against it."""
    if text is None:
        return []
    before = frozenset(code for code, _ in lint_question(question, manner.language, Tone.RELAXED))
    found = list(_of_question(text, manner, before))
    if _letters(text) == _letters(question):
        found.append("It is the same as before; say it in plainer words.")
    if _numbers(text) != _numbers(question):
        found.append("Every number of the question stays, and none is added.")
    if length(text) > LONGEST_GROWTH * length(question) + 6:
        found.append("It is much longer than the question; ask neither more nor less.")
    return found


def reply_faults(
    text: str | None, number: int | None, quote: str | None, passages: Sequence[Passage], asked: str, manner: Manner
) -> list[str]:
    """Faults of a reply: above all, words that stand nowhere."""
    return [] if text is None else list(_reply(text, number, quote, passages, asked, manner))


def _reply(
    text: str, number: int | None, quote: str | None, passages: Sequence[Passage], asked: str, manner: Manner
) -> Iterator[str]:
    if number is None or not 1 <= number <= len(passages):
        yield "`passage` is the number of the passage that the reply stands on."
        return
    source = passages[number - 1].text
    if not quote or length(quote) < 2 or _even(quote) not in _even(source):
        yield "`quote` does not stand in that passage; copy it exactly, or reply with null."
    if not _numbers(text) <= _numbers(source) | _numbers(asked):
        yield "It says a number that is not in the passage."
    if len(sentences(text)) > MOST_SENTENCES or length(text) > MOST_WORDS_REPLY:
        yield "At most three short sentences."
    rules = rules_of(manner.language)
    if rules is not None and any(pattern.search(text) for pattern in (*rules.illegal, rules.protected)):
        yield "It repeats a demand that must not matter in a selection; leave it out."
    yield from _of_speech(text, manner)


def _of_question(text: str, manner: Manner, before: frozenset[str]) -> Iterator[str]:
    for code, message in lint_question(text, manner.language, Tone.RELAXED):
        if code not in _ALLOWED | before:
            yield message
    yield from _of_speech(text, manner)


def _of_speech(text: str, manner: Manner) -> Iterator[str]:
    if is_written_in(text, manner.language) is False:
        yield f"It is not in the language asked for ({manner.language})."
    if is_instruction(text):
        yield "It gives orders to a machine."


def _gives_away(text: str, requirement: str, known: str) -> bool:
    """Whether a run of a requirement's words is in the text and was not said before."""
    runs = _runs(requirement)
    return bool(runs & _runs(text) - _runs(known))


def _runs(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.casefold())
    runs = {" ".join(words[at : at + RUN_WORDS]) for at in range(len(words) - RUN_WORDS + 1)}
    for word in words:
        if len(word) >= RUN_LETTERS and not word.isascii() and length(word) > 1.5:
            runs |= {word[at : at + RUN_LETTERS] for at in range(len(word) - RUN_LETTERS + 1)}
    return frozenset(runs)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"\W", "", one) for one in re.findall(r"\d+(?:[.,: \u00a0\u202f]\d+)*", text))


def _even(text: str) -> str:
    return " ".join(text.split()).casefold()


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))
