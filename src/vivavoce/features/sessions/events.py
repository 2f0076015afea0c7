"""What can happen to a live interview, and what the engine may want done. All of it is data.

Events are kept in the attempt's log with the time at which they took effect; replaying them gives the state again.
``at_ms`` is milliseconds since the attempt began. ``SpeechStopped.at_ms`` is the end of the speech, not of the wait.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from vivavoce.features.sessions.wording import Wish


class EndReason(StrEnum):
    """Why a conversation is over."""

    COMPLETED = "completed"
    TIME = "time"
    ENDED_BY_CANDIDATE = "ended_by_candidate"
    NO_SPEECH = "no_speech"
    EARLY_STOP = "early_stop"


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
    REPLY = "reply"
    ANSWER = "answer"
    ASKED = "asked"
    """Her question to the company: no answer, so never scored."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Joined(Event):
    """The candidate's browser is on the line (again); ``typing``: she chose to type; ``extra_time``: she wants more."""

    typing: bool = False
    extra_time: bool = False


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
    """She speaks; the sound of this stretch is ``segment``. ``echo``: it is the interviewer's own, so far."""

    segment: int
    echo: bool = False


@dataclass(frozen=True, slots=True)
class SpeechStopped(Event):
    """She paused; the segment is being transcribed."""

    segment: int


@dataclass(frozen=True, slots=True)
class PartlyHeard(Event):
    """The words of a segment that is not over: she speaks over the interviewer. Empty: no words so far."""

    segment: int
    text: str


@dataclass(frozen=True, slots=True)
class SegmentHeard(Event):
    """The words of a segment; empty when it was no speech, or was not made out. ``speech_ms`` is 0 in old logs."""

    segment: int
    text: str
    speech_ms: int = 0


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
class Wished(Event):
    """A button: "say that again", "put it differently", "skip" …"""

    wish: Wish


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """The button "continue" after a pause."""


@dataclass(frozen=True, slots=True)
class Held(Event):
    """She holds the floor by key or button, or lets it go."""

    on: bool


@dataclass(frozen=True, slots=True)
class PaceChosen(Event):
    """Slower, normal or faster, from now on."""

    pace: str


@dataclass(frozen=True, slots=True)
class Interrupted(Event):
    """A hushed utterance: its turn, and how much of its sound was heard."""

    utterance: int
    turn: int
    heard_ms: int


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
class Rephrased(Event):
    """The question in other words; None: there are none."""

    text: str | None


@dataclass(frozen=True, slots=True)
class ReplyFound(Event):
    """What the company's texts answer to her question; None: a person will. ``document`` empty: the description."""

    text: str | None
    document: str = ""


@dataclass(frozen=True, slots=True)
class RatedSoFar(Event):
    """The score of the answers so far, on the scale of ``early_stop``; None: not assessed."""

    score: float | None


@dataclass(frozen=True, slots=True)
class Ticked(Event):
    """A timer of the engine has run out."""


_KINDS = {kind.__name__: kind for kind in Event.__subclasses__()}


def to_json(event: Event) -> tuple[str, dict[str, Any]]:
    """Name and fields, as they are logged."""
    return type(event).__name__, asdict(event)


def from_json(name: str, fields: dict[str, Any]) -> Event:
    """What ``to_json`` gave, also in logs of earlier versions."""
    if name == "RepeatAsked":
        return Wished(fields["at_ms"], Wish.REPEAT)
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
    """Keep what the candidate said as turn number ``turn``."""

    turn: int
    text: str
    step: int
    at_ms: int
    kind: TurnKind = TurnKind.ANSWER


@dataclass(frozen=True, slots=True)
class Listen(Action):
    """Her turn begins: what the ear remembers of before is no part of it."""


@dataclass(frozen=True, slots=True)
class CutSegment(Action):
    """What she is saying ends here, and is transcribed."""


@dataclass(frozen=True, slots=True)
class Duck(Action):
    """Lower the interviewer's voice, or raise it again."""

    on: bool


@dataclass(frozen=True, slots=True)
class Prepare(Action):
    """She may have finished: look for the follow-up that fits these words, before it is needed."""

    text: str


@dataclass(frozen=True, slots=True)
class Probe(Action):
    """Look for a follow-up to what was said to the question in hand."""


@dataclass(frozen=True, slots=True)
class Rephrase(Action):
    """Put a question into other words."""

    question: str


@dataclass(frozen=True, slots=True)
class Ask(Action):
    """Look for an answer to her question in the company's texts."""

    question: str


@dataclass(frozen=True, slots=True)
class NoteQuestion(Action):
    """Her question is a task for a person; ``turn`` is where she asked it."""

    question: str
    turn: int


@dataclass(frozen=True, slots=True)
class CutShort(Action):
    """Of the interviewer's turn only the first ``heard_ms`` were heard."""

    turn: int
    heard_ms: int


@dataclass(frozen=True, slots=True)
class Rate(Action):
    """Rate the answers so far, in the background."""


@dataclass(frozen=True, slots=True)
class Offer(Action):
    """Show her other ways to go on: ``pause``, ``text``."""

    what: tuple[str, ...]


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
