"""The live interview: attempts, the conversation's engine, its log, and the room's doors.

Promises: what a candidate was told is safe is in the database; a conversation goes on where it was; an attempt ends in
a state that is true.
"""

from vivavoce.features.sessions.coverage import undiscussed
from vivavoce.features.sessions.holder import Holder, Reading
from vivavoce.features.sessions.mouth import render_ahead
from vivavoce.features.sessions.records import (
    AttemptRecord,
    TurnRecord,
    answers_of,
    find_attempt,
    list_attempts,
    transcript_of,
)
from vivavoce.features.sessions.runner import Lines
from vivavoce.features.sessions.service import ATTEMPT_COMPLETED, ATTEMPT_ENDED, abandon_silent, script_for
from vivavoce.features.sessions.texts import text
from vivavoce.features.sessions.thoughts import Mind
from vivavoce.features.sessions.voice import Voice

__all__ = [
    "ATTEMPT_COMPLETED",
    "ATTEMPT_ENDED",
    "AttemptRecord",
    "Holder",
    "Lines",
    "Mind",
    "Reading",
    "TurnRecord",
    "Voice",
    "abandon_silent",
    "answers_of",
    "find_attempt",
    "list_attempts",
    "render_ahead",
    "script_for",
    "text",
    "transcript_of",
    "undiscussed",
]
