"""When has she finished? Small named policies over what was heard; every number stands in docs/voice-timing.md.

Acoustic silence is measured from the end of the last speech. A model that listens for intonation (smart-turn) may
shorten the pause, never end the turn alone; an unfinished last word lengthens it.
"""

from __future__ import annotations

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


def pause_ms(pace: str, sounds_complete: float | None, *, unfinished: bool) -> int:
    """Silence, from the end of the last speech, that ends this turn."""
    pace = pace if pace in PAUSE_MS else "normal"
    if unfinished:
        return PAUSE_UNFINISHED_MS[pace]
    if sounds_complete is not None and sounds_complete >= COMPLETE_FROM:
        return PAUSE_COMPLETE_MS[pace]
    return PAUSE_MS[pace]
