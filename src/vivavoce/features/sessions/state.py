"""Where a conversation stands: everything that its next step depends on, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vivavoce.features.sessions.events import Action, EndReason


class Phase(StrEnum):
    """Who holds the floor."""

    READY = "ready"
    SPEAKING = "speaking"
    LISTENING = "listening"
    THINKING = "thinking"
    PAUSED = "paused"
    ENDED = "ended"


class Then(StrEnum):
    """What follows when the awaited utterance has been heard."""

    LISTEN = "listen"
    ADVANCE = "advance"
    PAUSE = "pause"
    END = "end"


class Thought(StrEnum):
    """What the interviewer thinks about."""

    FOLLOW_UP = "follow_up"
    REPHRASING = "rephrasing"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Taken:
    """How things stood before the last answer was taken: she may turn out not to have finished."""

    step: int
    asked_line: str
    follow_ups: int
    asked: tuple[str, ...]
    said: tuple[tuple[int, str], ...]
    quiet_since: int


@dataclass(frozen=True, slots=True)
class State:
    """One owner per part: ``awaiting`` names the utterance whose end decides what comes next; ``heard`` and
    ``pending`` hold the answer in hand until it is kept. Times are milliseconds since the attempt began.
    """

    phase: Phase = Phase.READY
    step: int = -1
    connected_since: int | None = None
    spent_ms: int = 0
    typing: bool = False
    pace: str = ""
    extra_time: bool = False
    turn: int = 0

    utterance: int = 0
    awaiting: int = 0
    then: Then = Then.ADVANCE
    line: str = ""
    """What is being said; ``spoken`` has the line before it too, so that its echo is known."""
    spoken: str = ""
    begun_at: int | None = None
    """When the awaited line began to be heard."""
    asked_line: str = ""
    speaking_until: int = 0

    thought: Thought = Thought.FOLLOW_UP
    follow_ups: int = 0
    asked: tuple[str, ...] = ()
    said: tuple[tuple[int, str], ...] = ()
    taken: Taken | None = None

    heard: tuple[tuple[int, str], ...] = ()
    pending: frozenset[int] = frozenset()
    speaking: bool = False
    spoke_at: int = 0
    quiet_since: int = 0
    sounds_complete: float | None = None
    wordless_ms: int = 0
    """Sound like speech in this turn, of which no word was made out."""
    goes_on: bool = False
    """Her last answer was taken too early, and she goes on with it."""
    pauses: tuple[int, ...] = ()
    """Her latest pauses within answers."""
    floor_since: int = 0
    typing_until: int = 0
    wait_until: int = 0
    held_since: int | None = None
    finishing: bool = False
    prompts: int = 0

    last_answered: int | None = None
    """The step whose answer she may still add to."""
    adding_to: int | None = None
    confirming_end: bool = False
    asking: bool = False
    """She may ask something: what she says next is her question."""
    question: tuple[int, str] | None = None
    """Turn and words of her question to the company."""
    replies: int = 0
    answers: int = 0
    answered: frozenset[int] = frozenset()
    score: float | None = None
    warned: bool = False
    ending: EndReason = EndReason.COMPLETED

    @property
    def answer(self) -> str:
        """What was heard so far of the answer in hand, in the order of speaking."""
        return " ".join(text for _, text in sorted(self.heard) if text).strip()

    def spent_at(self, at_ms: int) -> int:
        """Connected time until ``at_ms``; only this counts against ``max_duration``."""
        running = 0 if self.connected_since is None else max(0, at_ms - self.connected_since)
        return self.spent_ms + running


Outcome = tuple[State, tuple[Action, ...]]
