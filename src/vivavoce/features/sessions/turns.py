"""When has she finished? Small named policies over what was heard; every number stands in docs/voice-timing.md.

Acoustic silence is measured from the end of the last speech. A model that listens for intonation (smart-turn) may
shorten the pause, never end the turn alone; an unfinished last word lengthens it.
"""

from __future__ import annotations

import re
from typing import Final

PAUSE_MS: Final = {"slower": 3600, "normal": 2400, "faster": 1600}
"""Silence that ends a turn when nothing else is known."""
PAUSE_COMPLETE_MS: Final = {"slower": 1800, "normal": 1100, "faster": 800}
"""Silence that ends a turn which sounds and reads complete."""
PAUSE_UNFINISHED_MS: Final = {"slower": 5200, "normal": 3800, "faster": 2600}
"""Silence that ends a turn whose last words promise more."""
COMPLETE_FROM: Final = 0.6
"""Probability of the end-of-turn model from which a turn sounds complete."""

PROMPT_AFTER_MS: Final = 11_000
"""Silence before the first word, until the first prompt, and between prompts."""
TYPING_PROMPT_AFTER_MS: Final = 60_000
"""The same when she types."""
GIVE_UP_AFTER_MS: Final = 60_000
"""Silence after the last prompt, until the interview is put aside as `no_speech`."""
TYPING_HOLD_MS: Final = 8_000
"""A key pressed holds the floor for so long."""
THINKING_LIMIT_MS: Final = 4_000
"""A follow-up that isn't there by then is not asked."""
PLAYBACK_GRACE_MS: Final = 10_000
"""After the length of an utterance, until its end is assumed when the browser stays silent about it."""
WARN_BEFORE_MS: Final = 150_000
"""Time left when the warning is spoken."""

_UNFINISHED: Final = re.compile(
    r"(\b(and|but|or|so|because|since|that|which|who|where|when|if|while|although|then|the|a|an|to|of|for|with|in|on|at"
    r"|by|from|as|than|my|our|their|his|her|its|this|these|those|i|we|um|uh|er|erm|like|well|also|plus|basically)"
    r"[,.…]*|,|…)$",
    re.IGNORECASE,
)
_FILLER: Final = re.compile(
    r"\b(um+|uh+|er+m?|h+m+|mm+|ah+|oh|well|so|okay|ok|right|like|you know|let me (think|see))\b", re.I
)
_REPEAT: Final = re.compile(
    r"^(sorry|pardon|excuse me|please|hey|hi|okay|um|uh|well|[,.?! ])*"
    r"((can|could|would|will) you (please )?(say|repeat|ask) (that|it|the question|this)"
    r"( (again|once more|one more time))?"
    r"|(please )?(say|repeat|ask) (that|it|the question)( again| once more| one more time)?"
    r"|what (was|is) the question|i (didn't|did not|couldn't|could not) (hear|catch|get) (that|you|it|the question)"
    r"|(one more time|come again|pardon|what did you say))"
    r"([,.?! ]|please|again|sorry|thank you|thanks)*$",
    re.IGNORECASE,
)
_NOTHING_MORE: Final = re.compile(
    r"^(no|nope|nothing|none|not really|that('s| is| was) (all|it|everything)|i('m| am) (fine|good|done))\b.{0,60}$",
    re.IGNORECASE,
)
_QUESTION: Final = re.compile(
    r"\?|\b(what|when|where|who|why|how|which|is there|are there|do you|does the|will i|will there|can i|could you)\b",
    re.IGNORECASE,
)


def unfinished(text: str) -> bool:
    """Whether the last words promise more: a conjunction, an article, a filler, a comma."""
    return bool(_UNFINISHED.search(text.strip()))


def has_substance(text: str) -> bool:
    """Whether anything is left when fillers are taken out."""
    return bool(re.search(r"\w", _FILLER.sub(" ", text)))


def pause_ms(pace: str, sounds_complete: float | None, text: str) -> int:
    """Silence, from the end of the last speech, that ends this turn."""
    pace = pace if pace in PAUSE_MS else "normal"
    if unfinished(text):
        return PAUSE_UNFINISHED_MS[pace]
    if sounds_complete is not None and sounds_complete >= COMPLETE_FROM:
        return PAUSE_COMPLETE_MS[pace]
    return PAUSE_MS[pace]


def asks_to_repeat(text: str) -> bool:
    """Whether these words are a plea to hear the question again, and nothing else."""
    return len(text) <= 120 and bool(_REPEAT.match(text.strip()))


def has_nothing_to_add(text: str) -> bool:
    """Whether these words, said in the closing turn, mean "no, that is all"."""
    return bool(_NOTHING_MORE.match(text.strip())) and not asks_something(text)


def asks_something(text: str) -> bool:
    """Whether these words, said in the closing turn, ask for an answer."""
    return bool(_QUESTION.search(text))
