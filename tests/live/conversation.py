"""A conversation in virtual time: the engine alone, a candidate with a script, and a clock that jumps."""

from __future__ import annotations

from dataclasses import dataclass, field

from vivavoce.features.sessions import engine, turns
from vivavoce.features.sessions.engine import Phase, State
from vivavoce.features.sessions.events import (
    Action,
    AnswerFinished,
    Event,
    Finish,
    FollowUpFound,
    Joined,
    Keep,
    Left,
    PartlyHeard,
    PlaybackEnded,
    PlaybackStarted,
    Probe,
    Say,
    SegmentHeard,
    SoundedComplete,
    SpeechStarted,
    SpeechStopped,
    Spoken,
    Ticked,
    from_json,
    to_json,
)
from vivavoce.features.sessions.script import Script, Step, StepKind

LINE_MS = 2_000


def script(
    questions: int = 2, *, followups: int = 0, rapport: bool = False, closing: bool = False, **changes: object
) -> Script:
    """A small interview."""
    steps = [Step("w", StepKind.WELCOME, "Hello and welcome.")]
    steps += [Step("r", StepKind.RAPPORT, "How is your day?")] * rapport
    steps += [Step(f"q{n}", StepKind.QUESTION, f"Question {n}?") for n in range(1, questions + 1)]
    steps += [Step("c", StepKind.CLOSING, "Would you like to add or ask anything?")] * closing
    steps += [Step("t", StepKind.THANK_YOU, "Thank you and goodbye.")]
    settings: dict[str, object] = {
        "language": "en",
        "tone": "professional",
        "interview_type": "pre-screening",
        "voice": "af_heart",
        "pace": "normal",
        "max_followups": followups,
        "max_duration_ms": 20 * 60_000,
    }
    return Script(steps=tuple(steps), **{**settings, **changes})  # type: ignore[arg-type]


@dataclass
class Conversation:
    """Feeds the engine, keeps everything that it did, and checks after each event that replay gives the same state."""

    script: Script
    state: State = field(default_factory=State)
    now_ms: int = 0
    log: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    segment: int = 0

    def feed(self, event: Event) -> tuple[Action, ...]:
        """One event."""
        assert event.at_ms >= 0
        self.log.append(to_json(event))
        self.state, actions = engine.step(self.script, self.state, event)
        self.actions += actions
        return actions

    def join(self, **options: bool) -> Conversation:
        self.feed(Joined(self.now_ms, **options))
        return self

    def leave(self) -> Conversation:
        self.feed(Left(self.now_ms))
        return self

    def crash(self) -> Conversation:
        """Only the log survives."""
        self.state = engine.replay(self.script, [from_json(name, fields) for name, fields in self.log])
        return self

    def hear_out(self) -> Conversation:
        """She listens until the floor is hers, or all is over."""
        while self.state.phase is Phase.SPEAKING:
            utterance = self.state.awaiting
            self.feed(Spoken(self.now_ms, utterance, LINE_MS))
            self.feed(PlaybackStarted(self.now_ms, utterance))
            self.now_ms += LINE_MS
            self.feed(PlaybackEnded(self.now_ms, utterance))
        return self

    def hear_out_until(self, kind: str) -> Conversation:
        """She listens until a line of this kind begins."""
        while self.kinds[-1] != kind:
            self.play(LINE_MS)
            self.feed(PlaybackEnded(self.now_ms, self.state.awaiting))
        return self

    def play_out(self) -> Conversation:
        """Every line that waits for its end is heard to it."""
        for _ in range(20):
            if self.state.phase is not Phase.SPEAKING or self.state.connected_since is None:
                break
            self.play(LINE_MS)
            self.feed(PlaybackEnded(self.now_ms, self.state.awaiting))
        return self

    def speak(self, text: str, *, for_ms: int = 3_000, complete: float | None = 0.9) -> Conversation:
        """A stretch of speech, its words, and what the end-of-turn model thinks."""
        self.segment += 1
        self.feed(SpeechStarted(self.now_ms, self.segment))
        self.now_ms += for_ms
        self.feed(SpeechStopped(self.now_ms, self.segment))
        self.feed(SegmentHeard(self.now_ms + 300, self.segment, text))
        if complete is not None:
            self.feed(SoundedComplete(self.now_ms + 400, complete))
        return self

    def interrupt(self, text: str, *, for_ms: int = 1_500, words_after_ms: int = 500) -> Conversation:
        """She speaks over the interviewer; the first words are looked at while she goes on."""
        self.segment += 1
        self.feed(SpeechStarted(self.now_ms, self.segment))
        self.feed(PartlyHeard(self.now_ms + words_after_ms, self.segment, text))
        self.now_ms += for_ms
        self.feed(SpeechStopped(self.now_ms, self.segment))
        self.feed(SegmentHeard(self.now_ms + 300, self.segment, text))
        return self

    def play(self, for_ms: int) -> Conversation:
        """The browser plays the line for so long, and not to its end."""
        utterance = self.state.awaiting
        self.feed(Spoken(self.now_ms, utterance, 60_000))
        self.feed(PlaybackStarted(self.now_ms, utterance))
        self.now_ms += for_ms
        return self

    def wait(self, ms: int) -> Conversation:
        """Time goes by; due timers run."""
        until = self.now_ms + ms
        while (due := engine.wake_at(self.script, self.state)) is not None and due <= until:
            self.now_ms = max(self.now_ms, due)
            before = self.state
            self.feed(Ticked(self.now_ms))
            assert self.state != before, "a timer that changes nothing would run for ever"
        self.now_ms = until
        return self

    def answer(self, text: str) -> Conversation:
        """A whole answer, with the pause that ends it."""
        return self.speak(text).wait(turns.PAUSE_MS["normal"])

    def probe(self, follow_up: str | None) -> Conversation:
        """The prober's answer."""
        assert isinstance(self.actions[-1], Probe)
        self.feed(FollowUpFound(self.now_ms, follow_up))
        return self

    def finish_answer(self) -> Conversation:
        self.feed(AnswerFinished(self.now_ms))
        return self

    @property
    def transcript(self) -> list[tuple[str, str]]:
        """(kind, text) of all turns, in order."""
        return [
            (action.kind.value, action.text) if isinstance(action, Say) else ("answer", action.text)
            for action in self.actions
            if isinstance(action, Say | Keep)
        ]

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.transcript]

    @property
    def ending(self) -> str | None:
        return next((action.reason.value for action in self.actions if isinstance(action, Finish)), None)
