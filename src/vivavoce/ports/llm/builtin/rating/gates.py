"""What an answer is before it is rated: nothing, a refusal, an admission, an echo of the question, or an answer.

"Not assessed" is for everything that says nothing about the person: silence, a refusal (nobody owes an answer), the
question read back (most often the microphone heard the loudspeaker), another language, words that the recogniser
made up. "I don't know" is different: it was asked, understood and answered, and the quote says so; it is rated 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from vivavoce.ports.llm.builtin.rating.language import language_of
from vivavoce.ports.llm.builtin.rating.signals import Ask, Signals, content_stems
from vivavoce.ports.llm.builtin.rating.speech import Piece
from vivavoce.ports.llm.builtin.similarity import Similarity


class Gate(StrEnum):
    """The reasons as they stand on the wire, and the two ways of being rated."""

    NO_ANSWER = "no_answer"
    TOO_SHORT = "too_short"
    DECLINED = "declined"
    RECITED = "recited_question"
    LANGUAGE = "language"
    UNINTELLIGIBLE = "unintelligible"
    UNAVAILABLE = "rater_unavailable"
    DOES_NOT_KNOW = "does_not_know"
    ANSWER = "answer"


_REFUSAL = re.compile(
    r"\b(?:skip|pass on (?:this|that)|next (?:question|one)|rather not|prefer not|don't want to (?:answer|say|talk)|"
    r"won't answer|not going to answer|no comment|none of your business|move on|i pass)\b"
)
_ADMISSION = re.compile(
    r"\b(?:(?:don't|do not|didn't) (?:really |actually )?(?:know|remember|recall)|no idea|not sure|no clue|"
    r"can't (?:really )?(?:think|remember|recall|say|answer)|cannot (?:think|remember|recall|say|answer)|"
    r"(?:have|had) (?:no|never)|haven't|hasn't|never (?:had|done|did|used|heard|happened|been)|nothing "
    r"(?:special|comes to)|"
    r"no (?:example|experience)|not (?:really )?familiar|beats me|wouldn't know)\b"
)
ADMISSION_STEMS = 6
"""Content words beside "I don't know" up to which nothing else was said; from there on it is an answer with a doubt."""
FEWEST_WORDS, FEWEST_STEMS = 4, 2
"""Below both, there is nothing to rate ("Yes.", "We talked.")."""
ECHO_SHARE, ECHO_OWN_STEMS, ECHO_WORDS = 0.7, 2, 4
"""An echo: seven content words in ten are the question's, two of its own at most."""
BROKEN_WORDS, FEWEST_TO_TELL = 0.4, 6
"""Share of broken words (see Similarity) from which nobody can rate what the recogniser wrote: speech of nurses and of
engineers reaches 0.23, made-up words 0.5 to 0.6. Fewer
than six words are too few to tell."""


def gate_of(pieces: Sequence[Piece], signals: Signals, ask: Ask, similarity: Similarity) -> Gate:
    """The first that applies, in the order of the checks below."""
    text = " ".join(piece.text for piece in pieces)
    if not signals.words:
        return Gate.NO_ANSWER
    if language_of(text) not in ("en", None):
        return Gate.LANGUAGE
    if _only(_REFUSAL, text):
        return Gate.DECLINED
    if _only(_ADMISSION, text):
        return Gate.DOES_NOT_KNOW
    if _echoes(signals) and ask is not Ask.FACT:
        return Gate.RECITED
    if not _enough(signals, ask):
        return Gate.TOO_SHORT
    if _made_up(text, similarity):
        return Gate.UNINTELLIGIBLE
    # By letters alone nobody can tell whether an answer is to the point; a guess would be a false statement.
    return Gate.ANSWER if similarity.embeds("en") else Gate.UNAVAILABLE


def _only(pattern: re.Pattern[str], text: str) -> bool:
    return bool(pattern.search(text)) and len(set(content_stems(pattern.sub(" ", text).split()))) < ADMISSION_STEMS


def _echoes(signals: Signals) -> bool:
    borrowed = signals.question_share >= ECHO_SHARE and signals.own_stems <= ECHO_OWN_STEMS
    return borrowed and signals.words >= ECHO_WORDS and not signals.claim_share


def _enough(signals: Signals, ask: Ask) -> bool:
    if ask is Ask.FACT:
        return signals.own_stems > 0 or signals.facts > 0
    return signals.words >= FEWEST_WORDS and (signals.own_stems >= FEWEST_STEMS or signals.claim_share > 0)


def _made_up(text: str, similarity: Similarity) -> bool:
    broken = similarity.broken_words([word for word in text.split() if len(word) > 3 and word.isalpha()])
    return broken is not None and broken > BROKEN_WORDS and len(text.split()) >= FEWEST_TO_TELL
