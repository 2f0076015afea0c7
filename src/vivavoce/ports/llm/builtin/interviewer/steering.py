"""Which of several things worth asking comes first: one that may settle a requirement nobody has spoken of yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vivavoce.ports.llm.builtin.author.lint import rules_of
from vivavoce.ports.llm.builtin.interviewer.wording import content_words, same_word
from vivavoce.ports.llm.builtin.rating.probes import Reason
from vivavoce.ports.llm.builtin.similarity import Similarity

NEAR = 0.42
"""Cosine from which a requirement is about the thing. Named tools and crafts with the requirement that asks for them
reach 0.45 to 0.8, with others 0.1 to 0.35."""
_ALWAYS_FIRST = (Reason.TOPIC, Reason.MORE)
"""An answer beside the question, or of three words, has nothing yet that could be built on."""
_ABOUT = {
    Reason.OUTCOME: "the result and what came out of it",
    Reason.HOW: "the steps and the way of working",
    Reason.OWN_PART: "the own contribution and responsibility",
    Reason.LEARNING: "what was learned from it",
    Reason.ENJOYMENT: "motivation and joy in the work",
}


@dataclass(frozen=True, slots=True)
class Worth:
    """Something worth asking, in words that were not used yet. ``thing``: what the candidate named, or nothing."""

    reason: Reason
    text: str
    thing: str = ""


def steered(worth: Sequence[Worth], undiscussed: Sequence[str], language: str, similarity: Similarity) -> Worth | None:
    """The first, unless a later one may settle a requirement and the first does not; None: there is nothing."""
    if not worth or not undiscussed or worth[0].reason in _ALWAYS_FIRST:
        return worth[0] if worth else None
    settling = [one for one in worth if _settles(one, undiscussed, language, similarity)]
    return settling[0] if settling else worth[0]


def _settles(one: Worth, undiscussed: Sequence[str], language: str, similarity: Similarity) -> bool:
    subject = one.thing or _ABOUT.get(one.reason, "")
    if not subject:
        return False
    if one.thing and _shares_word(one.thing, undiscussed, language):
        return True
    return similarity.embeds(language) and bool(similarity.between([subject], undiscussed, language).max() >= NEAR)


def _shares_word(thing: str, undiscussed: Sequence[str], language: str) -> bool:
    rules = rules_of(language)
    named = content_words(thing, rules)
    wanted = content_words(" ".join(undiscussed), rules)
    return any(same_word(one, other) for one in named for other in wanted)
