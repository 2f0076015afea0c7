"""What can happen to a live interview, and what the engine may want done. All of it is data.

Events are kept in the attempt's log with the time at which they took effect; replaying them gives the state again.
``at_ms`` is milliseconds since the attempt began. ``SpeechStopped.at_ms`` is the end of the speech, not of the wait.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class EndReason(StrEnum):
    """Why a conversation is over."""

    COMPLETED = "completed"
    TIME = "time"
    ENDED_BY_CANDIDATE = "ended_by_candidate"
    NO_SPEECH = "no_speech"


class TurnKind(StrEnum):
    """What a turn is for."""

    WELCOME = "welcome"
    RAPPORT = "rapport"
    QUESTION = "question"
    FOLLOW_UP = "follow_up"
    REPEAT = "repeat"
    PROMPT = "prompt"
    ACKNOWLEDGEMENT = "acknowledgement"
    CLOSING = "closing"
    CLOSING_REPLY = "closing_reply"
    THANK_YOU = "thank_you"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Joined(Event):
    """The candidate's browser is on the line (again); ``typing``: she chose to type."""

    typing: bool = False


@dataclass(frozen=True, slots=True)
class Left(Event):
    """The line is gone."""


@dataclass(frozen=True, slots=True)
class Spoken(Event):
    """An utterance has been synthesised and sent; it lasts ``duration_ms``."""

    utterance: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class PlaybackStarted(Event):
    """The browser began to play an utterance."""

    utterance: int


@dataclass(frozen=True, slots=True)
class PlaybackEnded(Event):
    """The browser played an utterance to its end."""

    utterance: int


@dataclass(frozen=True, slots=True)
class SpeechStarted(Event):
    """She speaks; the sound of this stretch is ``segment``."""

    segment: int


@dataclass(frozen=True, slots=True)
class SpeechStopped(Event):
    """She paused; the segment is being transcribed."""

    segment: int


@dataclass(frozen=True, slots=True)
class SegmentHeard(Event):
    """The words of a segment; empty when it was no speech."""

    segment: int
    text: str


@dataclass(frozen=True, slots=True)
class SoundedComplete(Event):
    """What the end-of-turn model thinks of the turn so far, 0 to 1."""

    probability: float


@dataclass(frozen=True, slots=True)
class Typed(Event):
    """A typed answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Typing(Event):
    """A key was pressed."""


@dataclass(frozen=True, slots=True)
class ModeChosen(Event):
    """She goes on by typing, or by talking again."""

    typing: bool


@dataclass(frozen=True, slots=True)
class RepeatAsked(Event):
    """The button "say that again"."""


@dataclass(frozen=True, slots=True)
class AnswerFinished(Event):
    """The button "I've finished"."""


@dataclass(frozen=True, slots=True)
class EndAsked(Event):
    """The button "end the interview"."""


@dataclass(frozen=True, slots=True)
class FollowUpFound(Event):
    """The prober's answer; None: nothing worth asking."""

    text: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Ticked(Event):
    """A timer of the engine has run out."""


_KINDS = {
    kind.__name__: kind
    for kind in (
        Joined,
        Left,
        Spoken,
        PlaybackStarted,
        PlaybackEnded,
        SpeechStarted,
        SpeechStopped,
        SegmentHeard,
        SoundedComplete,
        Typed,
        Typing,
        ModeChosen,
        RepeatAsked,
        AnswerFinished,
        EndAsked,
        FollowUpFound,
        Ticked,
    )
}


def to_json(event: Event) -> tuple[str, dict[str, Any]]:
    """Name and fields, as they are logged."""
    return type(event).__name__, asdict(event)


def from_json(name: str, fields: dict[str, Any]) -> Event:
    """What ``to_json`` gave."""
    return _KINDS[name](**fields)


@dataclass(frozen=True, slots=True)
class Action:
    """Something that the runner shall do."""


@dataclass(frozen=True, slots=True)
class Say(Action):
    """Speak ``text`` as turn number ``turn``; segments of sound carry ``utterance``."""

    utterance: int
    turn: int
    kind: TurnKind
    text: str
    step: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Hush(Action):
    """Stop speaking all that was said up to ``utterance``."""

    utterance: int


@dataclass(frozen=True, slots=True)
class Keep(Action):
    """Keep an answer of the candidate as turn number ``turn``."""

    turn: int
    text: str
    step: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Listen(Action):
    """Open the ear."""


@dataclass(frozen=True, slots=True)
class StopListening(Action):
    """Close the ear; what is being said is still transcribed."""


@dataclass(frozen=True, slots=True)
class Probe(Action):
    """Look for a follow-up to what was said to the question in hand."""


@dataclass(frozen=True, slots=True)
class ShowCaption(Action):
    """Show her what was heard so far."""

    text: str


@dataclass(frozen=True, slots=True)
class GiveBack(Action):
    """Tell her that a typed text could not be taken now."""


@dataclass(frozen=True, slots=True)
class Finish(Action):
    """The conversation is over."""

    reason: EndReason
    at_ms: int
