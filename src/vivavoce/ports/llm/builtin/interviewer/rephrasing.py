"""The same question in plainer form, by rules: never more, never less, and nothing of what is looked for.

A question of the built-in author is said in its plain wording. Of another one's sentences the one that asks may stand
alone, when it says all by itself. Otherwise the question is said again, with one sentence on what answer is fine.
The result is a question like any other: it may be repeated, and rephrased once more.
"""

from __future__ import annotations

from vivavoce.ports.llm.builtin.author.lint import rules_of, sentences
from vivavoce.ports.llm.builtin.author.phrasebook.book import book_of
from vivavoce.ports.llm.builtin.author.script import QUOTED
from vivavoce.ports.llm.builtin.interviewer import patterns
from vivavoce.ports.llm.builtin.interviewer.asking import asking_sentences, wanted_by
from vivavoce.ports.llm.builtin.interviewer.phrases import Phrases, phrases_of
from vivavoce.ports.llm.builtin.interviewer.wording import content_words
from vivavoce.ports.llm.port import Manner

STANDS_ALONE = 6
"""Content words from which a sentence that asks says what it is about: "what is your plan?" needs its scene."""


def rephrase(question: str, manner: Manner) -> str | None:
    """None: it was helped already, the language has no words, or nothing was asked. Some 200 ms once, then 1 ms."""
    phrases, question = phrases_of(manner.language), " ".join(question.split())
    if phrases is None or not question:
        return None
    if plain := patterns.plain_wording(question, manner, phrases):
        return plain
    if alone := _asking_alone(question, phrases):
        return alone
    if question.endswith(tuple(phrases.help.values())):
        return None
    return f"{question}{_gap(phrases.code)}{phrases.helped(wanted_by(question, phrases))}"


def _asking_alone(question: str, phrases: Phrases) -> str | None:
    """The one sentence that asks, when the others hold less than it does and quote nothing."""
    asking = asking_sentences(question, phrases.code)
    others = [one for one in sentences(question) if one not in asking]
    if len(asking) != 1 or not others or any(QUOTED.search(one) for one in others):
        return None
    rules = rules_of(phrases.code)
    own, around = content_words(asking[0], rules), content_words(" ".join(others), rules)
    return asking[0] if len(own) >= STANDS_ALONE and len(around) < len(own) else None


def _gap(code: str) -> str:
    book = book_of(code)
    return book.gap if book else " "
