"""Whether an answer speaks of what was asked.

Similarities of good answers are low in absolute terms (0.1 to 0.5), so nothing is held against a fixed threshold:
an answer is compared with its own question and with a fixed set of other questions, and what counts is by how many
standard deviations its own question is nearer. Blocking: runs the embedder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vivavoce.ports.llm.builtin.rating.signals import content_stems
from vivavoce.ports.llm.builtin.rating.speech import Piece
from vivavoce.ports.llm.builtin.rating.text import found_in, words
from vivavoce.ports.llm.builtin.similarity import Similarity
from vivavoce.ports.llm.port import Answered

OTHER_QUESTIONS = (
    "Describe a project where you had to meet a tight deadline.",
    "How do you test the code that you write?",
    "Tell me about a mistake that you made at work.",
    "How do you keep a work place clean?",
    "How do you prepare a monthly report?",
    "What are your hobbies and what do you do in your free time?",
    "How do you explain something complicated to a beginner?",
    "Tell me about a machine that you repaired.",
    "How do you treat patients with respect?",
    "How do you find new customers?",
    "What do you know about food and cooking?",
    "Tell me about your family and where you live.",
    "How do you write a text for the public?",
    "What is your experience with children?",
    "How do you keep data safe?",
    "How do you drive in bad weather?",
    "What do you expect from your manager?",
    "How do you check an invoice?",
    "Tell me about a holiday or a journey.",
    "How do you look after tools and materials?",
    "What salary do you expect?",
    "What sports, music and films do you like?",
    "How do you design a building?",
    "How do you organise a meeting?",
)
SAME_QUESTION = 0.5
"""One of the other questions that is nearer than this to the question asked is left out of the comparison."""

# Standard deviations. On the tuning part of tests/gold/answers.jsonl off-topic answers reach 2.2 at most and 0.9 in
# the median; answers on topic start at 1.8 and have a median of 4.8.
OFF_TOPIC, ON_TOPIC = 1.0, 2.6
SHARED_WORDS_WORTH = 4.0
"""Standard deviations that a full overlap of words with question and strong answer is worth."""

POINT_ABSENT, POINT_MADE = 0.12, 0.40
"""Cosine of a strong answer's phrase with the nearest piece: below the first it is not mentioned, from the second it
is. Good answers of the tuning part reach 0.3 to 0.5 on the points they make, others stay below 0.2."""


@dataclass(frozen=True, slots=True)
class Relevance:
    """``topic`` and ``points`` 0 to 1; ``nearest`` is one number per piece, for choosing quotes."""

    topic: float
    points: float
    nearest: tuple[float, ...]


def ramp(value: float, low: float, high: float) -> float:
    """0 up to ``low``, 1 from ``high``, a straight line between."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def relevance_of(pieces: Sequence[Piece], asked: Answered, similarity: Similarity) -> Relevance:
    """How near the pieces come to the question, its competency and the strong answer's phrases."""
    texts = [piece.text for piece in pieces]
    targets = [text for text in (asked.question, asked.competency, *asked.strong_answer) if text.strip()]
    if not texts or not targets:
        return Relevance(0.0, 0.0, tuple(0.0 for _ in texts))
    own = similarity.between(texts, targets).astype(np.float64)
    others = similarity.between(texts, OTHER_QUESTIONS).astype(np.float64)
    others = others[:, similarity.between(OTHER_QUESTIONS, [asked.question])[:, 0] < SAME_QUESTION]
    mean, spread = others.mean(axis=1), np.maximum(others.std(axis=1), 1e-3)
    to_question, to_any = (own[:, 0] - mean) / spread, (own.max(axis=1) - mean) / spread
    shared = shared_words(texts, targets)
    topic = (to_question.max() + to_any.max()) / 2 + SHARED_WORDS_WORTH * shared
    made = [
        _point(phrase, own[:, place + 2], texts) for place, phrase in enumerate(asked.strong_answer) if phrase.strip()
    ]
    return Relevance(
        topic=ramp(round(float(topic), 4), OFF_TOPIC, ON_TOPIC),
        points=round(sum(made) / len(made), 4) if made else 0.0,
        nearest=tuple(float(value) for value in np.round(own.max(axis=1), 4)),
    )


def shared_words(texts: Sequence[str], targets: Sequence[str]) -> float:
    """Share of the targets' content words that the texts contain, slips of spelling allowed."""
    wanted = set(content_stems(words(" ".join(targets))))
    said = set(content_stems(words(" ".join(texts))))
    return sum(found_in(one, said) for one in wanted) / len(wanted) if wanted else 0.0


def _point(phrase: str, cosines: np.ndarray[tuple[int], np.dtype[np.float64]], texts: Sequence[str]) -> float:
    return max(
        ramp(round(float(cosines.max()), 4), POINT_ABSENT, POINT_MADE),
        max(shared_words([text], [phrase]) for text in texts),
    )
