"""What a whole conversation says of each requirement of the rubric.

Confirmed: something was said about it, in an answer that was rated well. Rejected: the candidate says that she lacks
it. Everything else is not discussed; a weak answer is no proof of absence. Blocking: runs the embedder.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vivavoce.ports.llm.builtin.rating.relevance import shared_words
from vivavoce.ports.llm.builtin.rating.signals import actions_in, claims_only, content_stems, facts_in, is_past
from vivavoce.ports.llm.builtin.rating.speech import Piece, pieces_of
from vivavoce.ports.llm.builtin.similarity import Similarity
from vivavoce.ports.llm.port import Answered, AnswerRating, RequirementStanding, Rubric, Standing, TurnQuote

SPOKEN_NEAR, TOGETHER_NEAR, EITHER_NEAR = 0.40, 0.42, 0.30
"""Cosine of a requirement with a piece from which it speaks of it alone, and sum of the cosines with the piece and with
its question from which both together do. On 26 pairs from the tuning gold, the sum parts 10 of 14 that belong together
(0.44 to 0.86) from 11 of 12 that don't (0.36 at
most); one of the two must be near by itself, two faint likenesses are none."""
SHARED_WORDS = 0.6
"""Share of a requirement's content words from which a piece speaks of it whatever the cosine."""
SHOWN = 3.2
"""Rating of an answer (of 5) from which what it says is taken as shown. Between "mid" and "high" of the gold bands."""
BRACKET_WEIGHTS = {"strong": 3.0, "moderate": 2.0, "weak": 1.0}

_DENIAL = re.compile(
    r"\b(?:(?:have|had|has) (?:no|never)|haven't|hadn't|never (?:used|worked|done|did|had|been|learned|learnt|"
    r"managed|led)|"
    r"(?:don't|do not|didn't) (?:know|have|use|speak|understand|like|want)|no experience|not (?:familiar|"
    r"experienced|good)|"
    r"can't|cannot|without any)\b"
)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A piece, the answer it stands in, and that answer's score."""

    piece: Piece
    answered: Answered
    score: float

    @property
    def quote(self) -> TurnQuote:
        return self.piece.quote(self.answered.said)


def standings(
    answers: Sequence[Answered], ratings: Sequence[AnswerRating], rubric: Rubric, similarity: Similarity
) -> tuple[RequirementStanding, ...]:
    """One standing per requirement, in the rubric's order. Only answers that were rated are looked at."""
    spoken = [
        _Spoken(piece, answered, rating.score)
        for answered, rating in zip(answers, ratings, strict=True)
        if rating.score is not None
        for piece in pieces_of(answered.said)
    ]
    brackets = (("strong", rubric.strong), ("moderate", rubric.moderate), ("weak", rubric.weak))
    return tuple(_standing(one, bracket, spoken, similarity) for bracket, listed in brackets for one in listed)


def _standing(requirement: str, bracket: str, spoken: Sequence[_Spoken], similarity: Similarity) -> RequirementStanding:
    if not spoken:
        return RequirementStanding(requirement, bracket, Standing.NOT_DISCUSSED)
    by_piece = np.round(similarity.between([requirement], [one.piece.text for one in spoken])[0], 4)
    asked = np.round(_asked(requirement, spoken, similarity), 4)
    words = [shared_words([one.piece.text], [requirement]) for one in spoken]
    places = sorted(range(len(spoken)), key=lambda place: (-float(by_piece[place]) - words[place], place))
    for place in places:
        if _denies(spoken[place].piece, requirement) and (
            words[place] >= SHARED_WORDS or by_piece[place] >= SPOKEN_NEAR
        ):
            return RequirementStanding(requirement, bracket, Standing.REJECTED, (spoken[place].quote,))
    confirming = [
        place
        for place in places
        if spoken[place].score >= SHOWN
        and _shows(spoken[place].piece)
        and (
            by_piece[place] >= SPOKEN_NEAR
            or words[place] >= SHARED_WORDS
            or _together(float(by_piece[place]), float(asked[place]))
        )
    ]
    if not confirming:
        return RequirementStanding(requirement, bracket, Standing.NOT_DISCUSSED)
    return RequirementStanding(
        requirement, bracket, Standing.CONFIRMED, tuple(spoken[place].quote for place in confirming[:2])
    )


def _asked(requirement: str, spoken: Sequence[_Spoken], similarity: Similarity) -> NDArray[np.float32]:
    """How near each piece's question comes to the requirement, its competency named or not."""
    questions = [one.answered.question for one in spoken]
    named = [f"{one.answered.competency}: {one.answered.question}" for one in spoken]
    nearer: NDArray[np.float32] = np.maximum(
        similarity.between([requirement], questions)[0], similarity.between([requirement], named)[0]
    )
    return nearer


def _together(spoken: float, asked: float) -> bool:
    return spoken + asked >= TOGETHER_NEAR and max(spoken, asked) >= EITHER_NEAR


def _shows(piece: Piece) -> bool:
    if claims_only(piece) or _DENIAL.search(piece.text):
        return False
    return bool(actions_in(piece.words) or facts_in(piece) or any(is_past(word) for word in piece.words))


def _denies(piece: Piece, requirement: str) -> bool:
    """Whether a denial stands right before words of the requirement ("I have never driven a forklift")."""
    wanted = set(content_stems(requirement.lower().split()))
    for denial in _DENIAL.finditer(piece.text):
        after = content_stems(piece.text[denial.end() :].split()[:8])
        if wanted & set(after) and "i" in piece.text[: denial.end()].replace("'", " ").split():
            return True
    return False


def session_score(ratings: Sequence[AnswerRating], settled: Sequence[RequirementStanding]) -> float | None:
    """0 to 10, from the answers (one to five, spread over the scale) and the rubric; None below half of the answers.

    The rubric counts the more the more of it was settled, up to ``RUBRIC_SHARE``.
    """
    scores = [rating.score for rating in ratings if rating.score is not None]
    if not scores or len(scores) < MOST_UNASSESSED * len(ratings):
        return None
    answers = 10 * (sum(scores) / len(scores) - 1) / 4
    confirmed = sum(BRACKET_WEIGHTS[one.bracket] for one in settled if one.standing is Standing.CONFIRMED)
    rejected = sum(BRACKET_WEIGHTS[one.bracket] for one in settled if one.standing is Standing.REJECTED)
    discussed = sum(one.standing is not Standing.NOT_DISCUSSED for one in settled)
    if not discussed:
        return round(answers, 1)
    share = RUBRIC_SHARE * discussed / max(len(settled), 1)
    return round((1 - share) * answers + share * 10 * confirmed / (confirmed + rejected), 1)


RUBRIC_SHARE = 0.3
"""Share of the rubric in the session score when all of it was settled; the matching of requirements is coarser than
the rating of answers, so the answers keep the larger part."""
MOST_UNASSESSED = 0.5
"""A session is scored when at least half of what was asked could be assessed: skipping the hard half is no way up."""
