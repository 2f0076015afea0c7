"""The thing an answer names that is worth asking about: "the migration to Postgres", "a complaint about the delivery".

Only clean noun phrases are echoed: a head from a list of things that happen at work, the words that describe it, and
perhaps what it was about. Nothing personal, abusive or ordering is ever given back.
"""

# ruff: noqa: SIM905 (word lists read better as text)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vivavoce.ports.llm.builtin.rating.instructions import is_instruction
from vivavoce.ports.llm.builtin.rating.signals import is_past
from vivavoce.ports.llm.builtin.rating.speech import Piece
from vivavoce.ports.llm.builtin.rating.words import (
    ABUSIVE,
    FUNCTION_WORDS,
    GRAMMAR,
    NUMBER_WORDS,
    PERSONAL,
    TIME_AND_PLACE,
)
from vivavoce.ports.llm.builtin.skills import find_skills
from vivavoce.ports.llm.port import Said

HEADS = frozenset(
    """migration project launch rollout redesign rewrite merger campaign complaint deadline conflict audit inspection
    system tool process procedure checklist training workshop outage incident shortage delay backlog transition
    move switch upgrade release prototype portal website shop app database dashboard report budget contract deal
    tender negotiation presentation event festival conference renovation installation repair kitchen menu roster
    rota schedule template workflow pipeline integration machine engine robot warehouse shift ward handover
    lesson curriculum exam onboarding hiring reorganisation reorganization restructuring closing reconciliation
    forecast strategy research survey experiment study analysis model spreadsheet macro script newsletter
    brochure stair staircase roof garden order delivery route emergency accident hazard return refund mistake
    error bug misunderstanding disagreement""".split()
)
_WEIGHTY = frozenset(
    """migration launch rollout redesign rewrite merger campaign complaint conflict outage incident delay transition
    emergency reorganisation restructuring renovation negotiation mistake misunderstanding disagreement
    shortage""".split()
)
_DESCRIBE = frozenset("of to for with about from between against".split())
_NOT_DESCRIBING = (
    FUNCTION_WORDS
    | NUMBER_WORDS
    | TIME_AND_PLACE
    | frozenset("big small whole really only first second new".split()) - {"new"}
)
_UNFIT = PERSONAL | ABUSIVE | frozenset("i me my we us our you your he she his her they their it its".split())
_NO_THING = frozenset({"ways", "languages", "conditions", "credentials", "leadership", "other"})
LONGEST_PHRASE = 5
"""Words without the first one. A longer echo sounds like reading back."""
MOST_DESCRIBING = 2


def things_named(pieces: Sequence[Piece], said: Sequence[Said], question: str) -> list[str]:
    """Phrases with "the" or "your" in front, best first; none that the question had already."""
    asked = set(re.findall(r"\w+", question.lower()))
    found: dict[str, tuple[int, int]] = {}
    for piece in pieces:
        if is_instruction(piece.text) or set(piece.words) & ABUSIVE:
            continue
        happened = any(is_past(word) for word in piece.words)
        for head, phrase in _phrases(piece.words):
            if (happened or len(phrase.split()) > 2) and head not in asked and fit_to_say(phrase):
                worth = (len(phrase.split()), int(head in _WEIGHTY))
                found.setdefault(_as_written(phrase, said[piece.turn].text), worth)
    return sorted(found, key=lambda phrase: (-found[phrase][1], -found[phrase][0]))


def skills_named(said: Sequence[Said], question: str) -> list[str]:
    """Tools and crafts that the answer names by their own name ("Kubernetes"); ways of working are no thing to tell."""
    asked = question.lower()
    return [
        found.name
        for one in said
        for found in find_skills(one.text)
        if found.category not in _NO_THING
        and found.name.lower() == one.text[found.start : found.end].lower()
        and found.name.lower() not in asked
    ]


def fit_to_say(phrase: str) -> bool:
    """Whether a phrase may be given back to the person who said it."""
    tokens = set(phrase.removeprefix("your ").split())
    return not tokens & _UNFIT and not is_instruction(phrase)


def _phrases(tokens: Sequence[str]) -> Iterator[tuple[str, str]]:
    for place, word in enumerate(tokens):
        if word not in HEADS:
            continue
        start = place
        while place - start < MOST_DESCRIBING and start and _describes(tokens[start - 1]):
            start -= 1
        before = tokens[start - 1] if start else ""
        described = list(tokens[start : place + 1])
        named = described + _about(tokens[place + 1 :])
        if len(named) > LONGEST_PHRASE:
            named = described  # half of what it was about would be no phrase
        if before in ("my", "our"):
            yield word, "your " + " ".join(named)
        elif before in ("the", "a", "an", "this", "that", "one", "another"):
            if len(named) > 1 or word in _WEIGHTY:
                yield word, "the " + " ".join(named)
        elif len(described) > 1 and before in _DESCRIBE | {"did", "ran", "built", "made", "led", "had", "in"}:
            yield word, "the " + " ".join(named)


def _describes(word: str) -> bool:
    return word.isalpha() and len(word) > 2 and word not in _NOT_DESCRIBING and not is_past(word) and word not in _UNFIT


def _about(following: Sequence[str]) -> list[str]:
    """ "to Postgres", "about the delivery", "for a hotel chain": a preposition and up to two words, or nothing."""
    if not following or following[0] not in _DESCRIBE:
        return []
    kept = [following[0]]
    rest = list(following[1:4])
    if rest and rest[0] in ("the", "a", "an"):
        kept.append(rest.pop(0))
    named = []
    for word in rest[:2]:
        if not _describes(word) or word in GRAMMAR:
            break
        named.append(word)
    whole = bool(named) and not named[-1].endswith(("ing", "ly"))
    # A verb after "to" is no name: "a project to reduce costs" keeps "project" only.
    return [*kept, *named] if whole and not (kept[0] == "to" and len(kept) == 1 and named[0] in _VERBS) else []


_VERBS = frozenset(
    """reduce improve build make help find keep get save change move start stop write check test create increase cut
    fix replace bring learn work sell buy run plan teach show avoid solve finish deliver support manage""".split()
)


def _as_written(phrase: str, text: str) -> str:
    """The phrase with the capitals of the transcript ("postgres" said as "Postgres")."""
    written = {word.lower(): word for word in re.findall(r"\w+", text) if word != word.lower()}
    return " ".join(
        written.get(word, word) if word not in ("the", "your") and word not in _DESCRIBE else word
        for word in phrase.split()
    )
