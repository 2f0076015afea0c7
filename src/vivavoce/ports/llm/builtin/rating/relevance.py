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
from vivavoce.ports.llm.builtin.rating.text import found_in, stem, words
from vivavoce.ports.llm.builtin.rating.words import OPEN_QUESTION_WORDS
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
DOUBT = 1.5
"""Standard deviations more that an answer needs which sounds like life and not like work: short ones come near any
question by accident. A dog groomer who speaks of dogs is far above it."""
SHARED_WORDS_WORTH = 4.0
"""Standard deviations that a full overlap of words with question and strong answer is worth."""

POINT_ABSENT, POINT_MADE = 0.12, 0.40
"""Cosine of a strong answer's phrase with the nearest piece: below the first it is not mentioned, from the second it
is. Good answers of the tuning part reach 0.3 to 0.5 on the points they make, others stay below 0.2."""


OF_WORK = (
    "I repaired the machine and tested it again.",
    "I listened to the customer and solved the complaint.",
    "We delivered the project on time and within the budget.",
    "I planned the shifts and spoke with my team.",
    "I looked after the patients on the ward and called the doctor.",
    "I wrote the program, found the error and fixed it.",
    "I prepared the report and checked the figures and accounts.",
    "I explained it to the pupils and prepared the lesson.",
    "I negotiated with the client and signed the contract.",
    "I cooked the dishes and served the guests.",
    "I loaded the van and planned the deliveries.",
    "I trained a new colleague and showed her the steps.",
    "I ran the campaign and measured the results.",
    "I checked the equipment and reported the fault.",
    "I made it from wood, measured it and fitted it.",
)
"""Work told, over many trades."""

OF_LIFE = (
    "I went on holiday with my friends and the weather was great.",
    "I take my dog for a walk and have breakfast.",
    "I am a football fan and my team won the cup.",
    "I watched a series and a film on television.",
    "I live near the river and I like my neighbourhood.",
    "My sister and my cousin told me about it.",
    "I bought a new phone and took pictures.",
    "It rained all week and my father repaired the roof at home.",
    "I would like a higher salary and more days off.",
    "I come by car and need a parking space.",
    "My hobby is baking and playing video games.",
    "At school my favourite subject was biology.",
    "I love music, singing and dancing at night.",
    "I moved to this city because of my studies.",
)
"""Life outside work, and the conditions of a job: what answers to another question are mostly about."""

LIFE, WORK = -0.14, -0.05
"""Nearness to work minus nearness to life. On the tuning part answers about work lie above -0.10 (nine in ten above
-0.03), answers about something else below -0.06 (eight in ten below -0.11)."""
NEAREST_TWO = 2

SUBJECT_WORTH = (0.95, 0.7, 0.5)
"""Topic granted to an answer about work when the question names no subject ("a problem you solved"), one word of it,
or more. A good story told in other words than the question must not fall to the bottom because the comparison missed
it; whether it is the right story is then for a person to hear."""
_OPEN = frozenset(stem(word) for word in OPEN_QUESTION_WORDS)


@dataclass(frozen=True, slots=True)
class Relevance:
    """``topic``, ``work`` and ``points`` 0 to 1; ``nearest`` is one number per piece, for choosing quotes."""

    topic: float
    work: float
    """Whether the answer speaks of work at all, and not of holidays, pets or parking."""
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
        return Relevance(0.0, 0.0, 0.0, tuple(0.0 for _ in texts))
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
    work = _of_work(pieces, texts, similarity)
    doubt = DOUBT * (1 - work)
    granted = work * SUBJECT_WORTH[min(subject_words(asked.question), len(SUBJECT_WORTH) - 1)]
    return Relevance(
        topic=max(ramp(round(float(topic) - doubt, 4), OFF_TOPIC, ON_TOPIC), granted),
        work=work,
        points=round(sum(made) / len(made), 4) if made else 0.0,
        nearest=tuple(float(value) for value in np.round(own.max(axis=1), 4)),
    )


def subject_words(question: str) -> int:
    """How many content words name a subject; none: any story from work can answer it."""
    return len(set(content_stems(words(question))) - _OPEN)


def _of_work(pieces: Sequence[Piece], texts: Sequence[str], similarity: Similarity) -> float:
    work = np.sort(similarity.between(texts, OF_WORK), axis=1)[:, -NEAREST_TWO:].mean(axis=1)
    life = np.sort(similarity.between(texts, OF_LIFE), axis=1)[:, -NEAREST_TWO:].mean(axis=1)
    lengths = np.array([len(piece.words) for piece in pieces], dtype=np.float64)
    lead = float(((work - life) * lengths).sum() / max(1.0, lengths.sum()))
    return ramp(round(lead, 4), LIFE, WORK)


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
