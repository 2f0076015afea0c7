"""When has she finished? Small named policies over what was heard; every number stands in docs/voice-timing.md.

Acoustic silence is measured from the end of the last speech. A model that listens for intonation (smart-turn) may
shorten the pause, never end the turn alone; an unfinished last word lengthens it, and so do her own habits.
"""

from __future__ import annotations

from statistics import median
from typing import Final

PAUSE_COMPLETE_MS: Final = {"slower": 1400, "normal": 750, "faster": 550}
"""Silence that ends a turn which reads and sounds complete and is long enough for an answer."""
PAUSE_BRIEF_MS: Final = {"slower": 2000, "normal": 1300, "faster": 900}
"""The same when it is short: a short answer is likely to go on."""
PAUSE_MS: Final = {"slower": 3000, "normal": 2000, "faster": 1300}
"""Silence that ends a turn which reads complete, and doesn't sound so."""
PAUSE_UNFINISHED_MS: Final = {"slower": 5200, "normal": 3800, "faster": 2600}
"""Silence that ends a turn whose last words promise more."""
PAUSE_WISH_MS: Final = 500
"""Silence after words that are a wish and nothing else."""
COMPLETE_FROM: Final = 0.5
"""Probability of the end-of-turn model from which a turn sounds complete."""
ANSWER_WORDS: Final = 10
"""A shorter answer is a short one."""

USUAL_PAUSE_MS: Final = 700
"""A pause after a whole sentence, before anything is known of hers; weighs as much as ``USUAL_WEIGHT`` of her own."""
USUAL_WEIGHT: Final = 3
SHORTEST_PAUSE_MS: Final = 300
"""Shorter silences are the gaps of fluent speech."""
PAUSES_KEPT: Final = 9
LEARNT_BOUNDS: Final = (0.85, 1.5)
"""How far her habits may stretch the pauses of the pace she chose."""

PROMPT_AFTER_MS: Final = 11_000
"""Silence before the first word, until the first prompt, and between prompts."""
TYPING_PROMPT_AFTER_MS: Final = 60_000
"""The same when she types."""
GIVE_UP_AFTER_MS: Final = 60_000
"""Silence after the last prompt, until the interview is put aside as `no_speech`."""
TYPING_HOLD_MS: Final = 8_000
"""A key pressed holds the floor for so long."""
HOLD_LIMIT_MS: Final = 300_000
"""A floor that is held is let go of after so long."""
WAIT_MS: Final = 60_000
"""Time to think, when she asked for it; then the prompts begin."""
THINKING_LIMIT_MS: Final = 4_000
"""A follow-up that isn't there by then is not asked."""
REPLY_LIMIT_MS: Final = 7_000
"""An answer to her question that isn't there by then is a person's."""
PLAYBACK_GRACE_MS: Final = 10_000
"""After the length of an utterance, until its end is assumed when the browser stays silent about it."""
WARN_BEFORE_MS: Final = 150_000
"""Time left when the warning is spoken."""

EXTRA_TIME: Final = 1.5
"""With extra time, the time limit and every patience with her are so many times as long."""

CUT_IN_MS: Final = 1_500
"""She speaks again so soon after the interviewer began: she had not finished."""
SHORTEST_INTERRUPTION_MS: Final = 500
"""A shorter sound over the interviewer is a listener's, unless it is a wish."""
WORDLESS_MS: Final = 1_000
"""So much speech of which no word was made out is told, instead of waiting for more."""
OVER_LIMIT_MS: Final = 3_000
"""Speech over the interviewer that lasts so long is an interruption even when no word of it is known."""
CLOSING_QUESTIONS: Final = 5
"""Questions of hers that are answered in the closing turn."""


def stretch(pauses: tuple[int, ...]) -> float:
    """How much longer or shorter than usual she pauses while she speaks, within ``LEARNT_BOUNDS``."""
    typical = median((*pauses, *[USUAL_PAUSE_MS] * USUAL_WEIGHT))
    shortest, longest = LEARNT_BOUNDS
    return min(longest, max(shortest, typical / USUAL_PAUSE_MS))


def learn(pauses: tuple[int, ...], pause_ms: int) -> tuple[int, ...]:
    """Her habits, with one more pause."""
    return pauses if pause_ms < SHORTEST_PAUSE_MS else (*pauses, pause_ms)[-PAUSES_KEPT:]


def longer(ms: int, *, extra_time: bool) -> int:
    """A patience with her, or the time limit, with extra time or without."""
    return round(ms * EXTRA_TIME) if extra_time else ms


def pace_at_first(pace: str, *, extra_time: bool) -> str:
    """The pace until she chooses one: the template's, and with extra time the slowest."""
    return "slower" if extra_time else pace


def is_complete(sounds: float | None) -> bool:
    """Whether a turn with this verdict sounds complete; None: no verdict."""
    return sounds is not None and sounds >= COMPLETE_FROM


def pause_ms(
    pace: str, sounds_complete: float | None, pauses: tuple[int, ...] = (), *, unfinished: bool, brief: bool = False
) -> int:
    """Silence, from the end of the last speech, that ends this turn.

    ``sounds_complete``: the end-of-turn model's probability; None: it doesn't know the language, or didn't answer yet.
    """
    pace = pace if pace in PAUSE_MS else "normal"
    if unfinished:
        return PAUSE_UNFINISHED_MS[pace]
    if is_complete(sounds_complete):
        return (PAUSE_BRIEF_MS if brief else PAUSE_COMPLETE_MS)[pace]
    return round(PAUSE_MS[pace] * stretch(pauses))
