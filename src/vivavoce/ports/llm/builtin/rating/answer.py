"""One answer, one to five: how complete it is for what was asked, how much of it was shown and not claimed.

The quality of an answer is a weighted sum of signals that all saturate early (a long answer is not a better one),
lowered by claims, and counted only as far as the answer speaks of the question. Weights and half-points were set on
the tuning part of tests/gold/answers.jsonl; the held-out part was not looked at.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vivavoce.ports.llm.builtin.rating.gates import Gate, gate_of
from vivavoce.ports.llm.builtin.rating.relevance import Relevance, relevance_of
from vivavoce.ports.llm.builtin.rating.signals import (
    Ask,
    Signals,
    actions_in,
    ask_of,
    claims_only,
    content_stems,
    facts_in,
    gives_the_fact,
    has_result,
    signals_of,
)
from vivavoce.ports.llm.builtin.rating.speech import Piece, has_instructions, pieces_of
from vivavoce.ports.llm.builtin.rating.words import GRAMMAR
from vivavoce.ports.llm.builtin.similarity import Similarity
from vivavoce.ports.llm.port import Answered, AnswerRating


@dataclass(frozen=True, slots=True)
class Weights:
    """What makes an answer complete, per kind of question; each row sums to 1."""

    substance: float
    actions: float
    result: float
    reasons: float
    facts: float
    points: float
    topic: float


WEIGHTS = {
    Ask.STORY: Weights(substance=0.26, actions=0.20, result=0.14, reasons=0.06, facts=0.12, points=0.12, topic=0.10),
    Ask.METHOD: Weights(substance=0.28, actions=0.18, result=0.04, reasons=0.10, facts=0.12, points=0.18, topic=0.10),
    Ask.MOTIVE: Weights(substance=0.34, actions=0.10, result=0.04, reasons=0.16, facts=0.16, points=0.08, topic=0.12),
    Ask.FACT: Weights(substance=0.26, actions=0.0, result=0.0, reasons=0.04, facts=0.46, points=0.04, topic=0.20),
}
SUBSTANCE_SCALE = {Ask.STORY: 14.0, Ask.METHOD: 14.0, Ask.MOTIVE: 12.0, Ask.FACT: 4.0}
"""Different own content words at which 63 % of the substance is reached: some 35 spoken words, 10 for a plain fact."""
ENOUGH_ACTIONS, ENOUGH_RESULTS, ENOUGH_REASONS, ENOUGH_FACTS = 3.5, 1.5, 2.0, 4.0
"""From here on more of it adds nothing."""
UNDONE_ACTIONS = 0.4
"""What "I would…" is worth in answer to "tell me about a time": it was asked what happened."""
CLAIM_COST = 0.65
"""Share of the quality that an answer of claims only loses."""
OFF_TOPIC_WORTH = 0.2
"""What is left of the quality of an answer to another question. Not 0: the comparison can be wrong."""
UNTESTED_TOPIC = 0.95
"""Topic granted where the words can't show it: dates, and reasons for a wish that speak of work, rarely repeat the
question."""
PLAIN_FACT = 0.6
"""A plain question that was plainly answered ("in two weeks") is a decent answer, however short."""
LIST_GRAMMAR, LIST_WORDS = 0.10, 6
"""Enumerations: fewer than one grammar word in ten, "and" and "or" apart.
Telegraphic speech of beginners keeps above two in ten."""
LIST_QUALITY = 0.12
"""Quality of an answer that only enumerates: the words are there, nothing says that the person did any of it."""
LISTED_AND_OFF_TOPIC = 0.3
"""A list this far from the topic is no list of keywords; the words were not understood."""
ELSEWHERE = 0.3
"""Topic below which the report says that the answer is about something else."""
SCORE_FLOOR, SCORE_CEILING = 1.0, 5.0
QUOTES = 2


def rate_answer(asked: Answered, similarity: Similarity) -> AnswerRating:
    """Blocking: runs the embedder on the answer's pieces."""
    pieces = pieces_of(asked.said)
    ask = ask_of(asked.question)
    signals = signals_of(pieces, asked.question)
    gate = gate_of(pieces, signals, ask, similarity)
    if gate is Gate.DOES_NOT_KNOW:
        return _rating(asked, SCORE_FLOOR, pieces[:1], "Says that there is nothing to tell about this.")
    if gate is not Gate.ANSWER:
        return AnswerRating(asked.question_id, None, gate.value, (), _NOT_ASSESSED[gate] + _aside(asked))
    spoken = tuple(piece for piece in pieces if not is_list(piece))
    relevance = relevance_of(spoken or pieces, asked, similarity)
    if not spoken:
        return _rate_list(asked, pieces, relevance)
    signals = signals_of(spoken, asked.question)
    plainly = ask is Ask.FACT and gives_the_fact(asked.question, [piece.text for piece in spoken])
    score = SCORE_FLOOR + (SCORE_CEILING - SCORE_FLOOR) * quality_of(signals, relevance, ask, plainly=plainly)
    best = _best(spoken, relevance)
    return _rating(asked, round(score, 1), best, _rationale(signals, relevance, ask))


def quality_of(signals: Signals, relevance: Relevance, ask: Ask, *, plainly: bool = False) -> float:
    """0 to 1, from the counts alone; ``plainly``: the fact that was asked for was given."""
    weights = WEIGHTS[ask]
    topic = max(relevance.topic, _untested_topic(relevance, ask, plainly))
    done = UNDONE_ACTIONS if ask is Ask.STORY and not signals.past else 1.0
    total = (
        weights.substance * (1 - math.exp(-signals.own_stems / SUBSTANCE_SCALE[ask]))
        + weights.actions * done * min(1.0, signals.actions / ENOUGH_ACTIONS)
        + weights.result * min(1.0, signals.results / ENOUGH_RESULTS)
        + weights.reasons * min(1.0, signals.reasons / ENOUGH_REASONS)
        + weights.facts * min(1.0, signals.facts / ENOUGH_FACTS)
        + weights.points * relevance.points
        + weights.topic * topic
    )
    if plainly:
        total = max(total, PLAIN_FACT)
    return total * (1 - CLAIM_COST * signals.claim_share) * (OFF_TOPIC_WORTH + (1 - OFF_TOPIC_WORTH) * topic)


def _untested_topic(relevance: Relevance, ask: Ask, plainly: bool) -> float:
    if plainly:
        return UNTESTED_TOPIC
    return UNTESTED_TOPIC * relevance.work if ask is Ask.MOTIVE else 0.0


def is_list(piece: Piece) -> bool:
    """Whether the piece enumerates terms instead of saying something."""
    grammar = sum(word in GRAMMAR and word not in ("and", "or") for word in piece.words)
    return len(piece.words) >= LIST_WORDS and grammar < LIST_GRAMMAR * len(piece.words)


def _rate_list(asked: Answered, pieces: Sequence[Piece], relevance: Relevance) -> AnswerRating:
    if relevance.topic < LISTED_AND_OFF_TOPIC:
        gate = Gate.UNINTELLIGIBLE
        return AnswerRating(asked.question_id, None, gate.value, (), _NOT_ASSESSED[gate] + _aside(asked))
    score = round(SCORE_FLOOR + (SCORE_CEILING - SCORE_FLOOR) * LIST_QUALITY, 1)
    return _rating(asked, score, pieces[:1], "Lists terms and does not say what was done with them.")


def _best(pieces: Sequence[Piece], relevance: Relevance) -> list[Piece]:
    def worth(place: int) -> float:
        piece = pieces[place]
        shown = actions_in(piece.words) + min(2, facts_in(piece)) + has_result(piece.text)
        return shown + 3 * relevance.nearest[place] + len(set(content_stems(piece.words))) / 20 - 2 * claims_only(piece)

    chosen = sorted(range(len(pieces)), key=lambda place: (-worth(place), place))[:QUOTES]
    return [pieces[place] for place in sorted(chosen)]


def _rating(asked: Answered, score: float, quoted: Sequence[Piece], rationale: str) -> AnswerRating:
    evidence = tuple(piece.quote(asked.said) for piece in quoted)
    return AnswerRating(asked.question_id, score, None, evidence, rationale + _aside(asked))


def _aside(asked: Answered) -> str:
    return " An instruction to the rater was taken out and not followed." if has_instructions(asked.said) else ""


def _rationale(signals: Signals, relevance: Relevance, ask: Ask) -> str:
    parts = [
        ("own steps", ask is not Ask.FACT, signals.actions >= 2),
        ("the outcome", ask is Ask.STORY, signals.results >= 1),
        ("reasons", ask in (Ask.MOTIVE, Ask.METHOD), signals.reasons >= 1),
        ("figures, times or examples", True, signals.facts >= 2),
    ]
    shown = [name for name, asked_for, there in parts if asked_for and there]
    lacking = [name for name, asked_for, there in parts if asked_for and not there]
    told = f"Gives {_listed(shown)}." if shown else "Stays general."
    missing = f" Not said: {_listed(lacking)}." if lacking else ""
    claims = " Much of it is a claim without an example." if signals.claim_share > 0.5 else ""
    off = (
        " Speaks of something else than was asked."
        if relevance.topic < ELSEWHERE and ask in (Ask.STORY, Ask.METHOD)
        else ""
    )
    return told + missing + claims + off


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


_NOT_ASSESSED = {
    Gate.NO_ANSWER: "Nothing was said.",
    Gate.TOO_SHORT: "Too little was said to be rated.",
    Gate.DECLINED: "Chose not to answer; that is not rated.",
    Gate.RECITED: "Only the question was heard.",
    Gate.LANGUAGE: "Said in a language that this rater does not read.",
    Gate.UNAVAILABLE: "The rater could not run completely.",
    Gate.UNINTELLIGIBLE: "The transcript is too poor to be rated.",
}
