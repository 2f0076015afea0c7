"""The live interview as a step function: ``step(script, state, event) -> (state, actions)``.

No ``await``, no clock, no I/O in here: time comes with the events, and everything to be done goes out as an action. One
owner per state: ``awaiting`` names the utterance whose end decides what comes next; ``heard`` and ``pending`` hold the
answer in hand until it is kept. Replaying the log of an attempt gives its state; ``Joined`` then takes up the thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from vivavoce.features.sessions import said as meant
from vivavoce.features.sessions import turns
from vivavoce.features.sessions.events import (
    Action,
    AnswerFinished,
    EndAsked,
    EndReason,
    Event,
    Finish,
    FollowUpFound,
    GiveBack,
    Hush,
    Joined,
    Keep,
    Left,
    Listen,
    ModeChosen,
    PlaybackEnded,
    PlaybackStarted,
    Probe,
    RepeatAsked,
    Say,
    SegmentHeard,
    ShowCaption,
    SoundedComplete,
    SpeechStarted,
    SpeechStopped,
    Spoken,
    StopListening,
    Ticked,
    TurnKind,
    Typed,
    Typing,
)
from vivavoce.features.sessions.lines import lines_of
from vivavoce.features.sessions.said import Wish
from vivavoce.features.sessions.script import ANSWERED, Script, Step, StepKind


class Phase(StrEnum):
    """Who holds the floor."""

    READY = "ready"
    SPEAKING = "speaking"
    LISTENING = "listening"
    THINKING = "thinking"
    ENDED = "ended"


class Then(StrEnum):
    """What follows when the awaited utterance has been heard."""

    LISTEN = "listen"
    ADVANCE = "advance"
    END = "end"


@dataclass(frozen=True, slots=True)
class State:
    """Everything that the next step depends on. Times are milliseconds since the attempt began."""

    phase: Phase = Phase.READY
    step: int = -1
    connected_since: int | None = None
    spent_ms: int = 0
    typing: bool = False
    turn: int = 0
    utterance: int = 0
    awaiting: int = 0
    then: Then = Then.ADVANCE
    line: str = ""
    line_begun: bool = False
    asked_line: str = ""
    speaking_until: int = 0
    follow_ups: int = 0
    asked: tuple[str, ...] = ()
    said: tuple[tuple[int, str], ...] = ()
    heard: tuple[tuple[int, str], ...] = ()
    pending: frozenset[int] = frozenset()
    speaking: bool = False
    quiet_since: int = 0
    sounds_complete: float | None = None
    floor_since: int = 0
    typing_until: int = 0
    finishing: bool = False
    prompts: int = 0
    answers: int = 0
    warned: bool = False
    ending: EndReason = EndReason.COMPLETED
    time_up: bool = False

    @property
    def answer(self) -> str:
        """What was heard so far of the answer in hand, in the order of speaking."""
        return " ".join(text for _, text in sorted(self.heard) if text).strip()

    def spent_at(self, at_ms: int) -> int:
        """Connected time until ``at_ms``; only this counts against ``max_duration``."""
        running = 0 if self.connected_since is None else max(0, at_ms - self.connected_since)
        return self.spent_ms + running


Outcome = tuple[State, tuple[Action, ...]]


def step(script: Script, state: State, event: Event) -> Outcome:
    """The one way in which a conversation goes on. Events that mean nothing now leave everything as it is."""
    if state.phase is Phase.ENDED and not isinstance(event, Joined | Left):
        return state, ()
    match event:
        case Joined():
            return _joined(script, state, event)
        case Left():
            return _left(state, event), ()
        case Spoken():
            if event.utterance != state.awaiting or state.phase is not Phase.SPEAKING:
                return state, ()
            return replace(state, speaking_until=event.at_ms + event.duration_ms + turns.PLAYBACK_GRACE_MS), ()
        case PlaybackStarted():
            begun = event.utterance == state.awaiting and state.phase is Phase.SPEAKING
            return (replace(state, line_begun=True), ()) if begun else (state, ())
        case PlaybackEnded():
            if event.utterance != state.awaiting or state.phase is not Phase.SPEAKING:
                return state, ()
            return _line_over(script, state, event.at_ms)
        case Typed():
            return _typed(script, state, event)
        case Typing():
            held = replace(state, typing_until=event.at_ms + turns.TYPING_HOLD_MS, floor_since=event.at_ms, typing=True)
            return (held, ()) if state.phase is Phase.LISTENING else (state, ())
        case ModeChosen():
            floor_since = event.at_ms if state.phase is Phase.LISTENING else state.floor_since
            return replace(state, typing=event.typing, typing_until=0, floor_since=floor_since), ()
        case SpeechStarted() | SpeechStopped() | SegmentHeard() | SoundedComplete():
            return _hearing(script, state, event)
        case RepeatAsked():
            return _repeat(state, event.at_ms)
        case AnswerFinished():
            return _finish_answer(script, state, event.at_ms)
        case EndAsked():
            return _end_early(script, state, event.at_ms)
        case FollowUpFound():
            return _follow_up(script, state, event)
        case Ticked():
            return _ticked(script, state, event.at_ms)
    return state, ()


def wake_at(script: Script, state: State) -> int | None:
    """When the next ``Ticked`` is due; None: nothing but an event moves this state."""
    if state.connected_since is None:
        return None
    match state.phase:
        case Phase.SPEAKING:
            return state.speaking_until or None
        case Phase.THINKING:
            return state.floor_since + turns.THINKING_LIMIT_MS
        case Phase.LISTENING:
            return _listening_until(script, state)
    return None


def _listening_until(script: Script, state: State) -> int | None:
    if state.speaking or state.pending:
        return None
    if meant.has_substance(state.answer, script.language):
        pause = turns.pause_ms(
            script.pace, state.sounds_complete, unfinished=meant.unfinished(state.answer, script.language)
        )
        return max(state.quiet_since + pause, state.typing_until)
    quiet = max(state.floor_since, state.quiet_since)
    if state.prompts >= len(lines_of(script.language).prompts):
        return None if state.typing else quiet + turns.GIVE_UP_AFTER_MS
    return quiet + (turns.TYPING_PROMPT_AFTER_MS if state.typing else turns.PROMPT_AFTER_MS)


# --- speaking ---------------------------------------------------------------------------------------------------------


def _say(state: State, at_ms: int, kind: TurnKind, text: str, then: Then) -> Outcome:
    """Speaks, and waits for the end of it."""
    state, aside = _aside(state, at_ms, kind, text)
    state = replace(
        state,
        phase=Phase.SPEAKING,
        awaiting=state.utterance,
        then=then,
        line=text,
        line_begun=False,
        speaking_until=0,
        floor_since=at_ms,
    )
    return state, aside


def _aside(state: State, at_ms: int, kind: TurnKind, text: str) -> Outcome:
    """Speaks without waiting; what is said next is played behind it."""
    state = replace(state, utterance=state.utterance + 1, turn=state.turn + 1)
    return state, (Say(state.utterance, state.turn, kind, text, state.step, at_ms),)


def _line_over(script: Script, state: State, at_ms: int) -> Outcome:
    match state.then:
        case Then.LISTEN:
            return _listen(state, at_ms)
        case Then.ADVANCE:
            return _advance(script, state, at_ms)
    return _finish(state, at_ms, state.ending)


def _listen(state: State, at_ms: int) -> Outcome:
    opened = replace(
        state,
        phase=Phase.LISTENING,
        floor_since=at_ms,
        quiet_since=at_ms,
        speaking=False,
        finishing=False,
        typing_until=0,
    )
    return opened, (Listen(),)


def _advance(script: Script, state: State, at_ms: int) -> Outcome:
    """To the next step; when the time is up, past the questions that are left."""
    index = state.step + 1
    over = state.spent_at(at_ms) >= script.max_duration_ms
    actions: tuple[Action, ...] = ()
    if over:
        while script.steps[index].kind in (StepKind.RAPPORT, StepKind.QUESTION):
            index += 1
            if not state.time_up:
                ending = replace(state, time_up=True, ending=EndReason.TIME)
                state, actions = _aside(ending, at_ms, TurnKind.PROMPT, lines_of(script.language).time_is_up)
    ahead = script.steps[index]
    state = replace(state, step=index, follow_ups=0, said=(), heard=(), pending=frozenset(), prompts=0)
    then = Then.LISTEN if ahead.kind in ANSWERED else Then.END if ahead.kind is StepKind.THANK_YOU else Then.ADVANCE
    state = replace(state, asked_line=ahead.text if then is Then.LISTEN else "")
    state, spoken = _say(state, at_ms, TurnKind(ahead.kind.value), ahead.text, then)
    return state, actions + spoken


def _finish(state: State, at_ms: int, reason: EndReason) -> Outcome:
    ended = replace(state, phase=Phase.ENDED, ending=reason)
    return ended, (StopListening(), Finish(reason, at_ms))


# --- the line ---------------------------------------------------------------------------------------------------------


def _joined(script: Script, state: State, event: Joined) -> Outcome:
    at_ms = event.at_ms
    state = replace(
        _left(state, event),
        connected_since=at_ms,
        typing=event.typing,
        speaking=False,
        pending=frozenset(),
        finishing=False,
    )
    match state.phase:
        case Phase.ENDED if state.ending is EndReason.NO_SPEECH:
            state = replace(state, ending=EndReason.COMPLETED, prompts=0)
        case Phase.ENDED:
            return state, (Finish(state.ending, at_ms),)
        case Phase.READY:
            return _advance(script, state, at_ms)
        case Phase.SPEAKING if not state.line_begun:
            return _say(state, at_ms, TurnKind.REPEAT, state.line, state.then)
        case Phase.SPEAKING if state.then is not Then.LISTEN:
            return _line_over(script, state, at_ms)
        case Phase.THINKING:
            return replace(state, floor_since=at_ms), (Probe(),)
    said = lines_of(script.language)
    back = said.welcome_back_answering if state.answer else f"{said.welcome_back} {state.asked_line}"
    return _say(state, at_ms, TurnKind.REPEAT, back, Then.LISTEN)


def _left(state: State, event: Event) -> State:
    return replace(state, spent_ms=state.spent_at(event.at_ms), connected_since=None, finishing=False)


# --- listening --------------------------------------------------------------------------------------------------------


def _hearing(script: Script, state: State, event: Event) -> Outcome:
    """Speech starts, stops and becomes words. Late words of a turn that was kept already are dropped."""
    if state.phase is not Phase.LISTENING:
        return state, ()
    match event:
        case SpeechStarted():
            pending = state.pending | {event.segment}
            return replace(state, speaking=True, sounds_complete=None, pending=pending), ()
        case SpeechStopped():
            return replace(state, speaking=False, quiet_since=event.at_ms), ()
        case SoundedComplete():
            return (state, ()) if state.speaking else (replace(state, sounds_complete=event.probability), ())
        case SegmentHeard() if event.segment in state.pending:
            state = replace(
                state,
                pending=state.pending - {event.segment},
                heard=(*state.heard, (event.segment, event.text.strip())),
            )
            caption = (ShowCaption(state.answer),) if event.text.strip() else ()
            if state.finishing and not state.pending and not state.speaking:
                state, actions = _take_answer(script, state, event.at_ms)
                return state, (*caption, *actions)
            return state, caption
    return state, ()


def _typed(script: Script, state: State, event: Typed) -> Outcome:
    """A typed answer ends the turn; it may come before the question has been heard to its end, not before its time."""
    text = event.text.strip()
    if not text:
        return state, ()
    if state.phase is Phase.THINKING:
        state = replace(state, turn=state.turn + 1, said=(*state.said, (state.turn + 1, text)))
        return state, (Keep(state.turn, text, state.step, event.at_ms),)
    hush: tuple[Action, ...] = ()
    if state.phase is Phase.SPEAKING and state.then is Then.LISTEN:
        hush = (Hush(state.utterance),)
        state = replace(state, phase=Phase.LISTENING)
    if state.phase is not Phase.LISTENING:
        return state, (GiveBack(),)
    after_all = max((number for number, _ in state.heard), default=0) + 1
    state = replace(state, heard=(*state.heard, (after_all, text)), pending=frozenset(), speaking=False, typing=True)
    state, actions = _take_answer(script, state, event.at_ms)
    return state, (*hush, *actions)


def _finish_answer(script: Script, state: State, at_ms: int) -> Outcome:
    if state.phase is not Phase.LISTENING:
        return state, ()
    if state.speaking or state.pending:
        return replace(state, finishing=True), (StopListening(),)
    state, actions = _take_answer(script, state, at_ms)
    return state, (StopListening(), *actions)


def _repeat(state: State, at_ms: int) -> Outcome:
    if state.phase not in (Phase.LISTENING, Phase.SPEAKING) or not state.asked_line:
        return state, ()
    state, spoken = _say(replace(state, sounds_complete=None), at_ms, TurnKind.REPEAT, state.asked_line, Then.LISTEN)
    return state, (StopListening(), Hush(state.utterance - 1), *spoken)


def _end_early(script: Script, state: State, at_ms: int) -> Outcome:
    if state.ending is EndReason.ENDED_BY_CANDIDATE and state.then is Then.END:
        return state, ()
    kept: tuple[Action, ...] = ()
    if state.phase is Phase.LISTENING and meant.has_substance(state.answer, script.language):
        state = replace(state, turn=state.turn + 1)
        kept = (Keep(state.turn, state.answer, state.step, at_ms),)
    state = replace(state, ending=EndReason.ENDED_BY_CANDIDATE, heard=(), pending=frozenset(), asked_line="")
    hush = Hush(state.utterance)
    state, spoken = _say(state, at_ms, TurnKind.THANK_YOU, lines_of(script.language).ended_early, Then.END)
    return state, (*kept, StopListening(), hush, *spoken)


# --- answers ----------------------------------------------------------------------------------------------------------


def _take_answer(script: Script, state: State, at_ms: int) -> Outcome:
    """The turn is over: keep what was said, acknowledge it, and find out what comes next."""
    text = state.answer
    if not meant.has_substance(text, script.language):
        return _say(
            replace(state, heard=()), at_ms, TurnKind.PROMPT, lines_of(script.language).nothing_heard, Then.LISTEN
        )
    if meant.wish_of(text, script.language) is Wish.REPEAT:
        return _repeat(replace(state, heard=()), at_ms)
    ahead = script.steps[state.step]
    state = replace(
        state,
        turn=state.turn + 1,
        said=(*state.said, (state.turn + 1, text)),
        heard=(),
        pending=frozenset(),
        sounds_complete=None,
        finishing=False,
        prompts=0,
        answers=state.answers + 1,
    )
    kept: tuple[Action, ...] = (StopListening(), Keep(state.turn, text, state.step, at_ms))
    if ahead.kind is StepKind.CLOSING:
        state, spoken = _say(state, at_ms, TurnKind.CLOSING_REPLY, _closing_reply(script, text), Then.ADVANCE)
        return state, (*kept, *spoken)
    state, acknowledged = _acknowledge(script, state, at_ms)
    if _may_follow_up(script, state, ahead, at_ms):
        thinking = replace(state, phase=Phase.THINKING, floor_since=at_ms)
        return thinking, (*kept, *acknowledged, Probe())
    state, spoken = _advance(script, state, at_ms)
    return state, (*kept, *acknowledged, *spoken)


def _closing_reply(script: Script, text: str) -> str:
    said = lines_of(script.language)
    if meant.asks_something(text, script.language):
        return said.closing_question
    return said.closing_nothing if meant.has_nothing_to_add(text, script.language) else said.closing_noted


def _acknowledge(script: Script, state: State, at_ms: int) -> Outcome:
    left_ms = script.max_duration_ms - state.spent_at(at_ms)
    questions_ahead = any(step.kind is StepKind.QUESTION for step in script.steps[state.step + 1 :])
    if questions_ahead and not state.warned and 0 < left_ms <= turns.WARN_BEFORE_MS:
        words = lines_of(script.language).time_warning(round(left_ms / 60_000))
        return _aside(replace(state, warned=True), at_ms, TurnKind.ACKNOWLEDGEMENT, words)
    words = lines_of(script.language).acknowledgement(script.tone, state.answers)
    return _aside(state, at_ms, TurnKind.ACKNOWLEDGEMENT, words)


def _may_follow_up(script: Script, state: State, ahead: Step, at_ms: int) -> bool:
    in_time = state.spent_at(at_ms) < script.max_duration_ms
    return ahead.kind is StepKind.QUESTION and state.follow_ups < script.max_followups and in_time


def _follow_up(script: Script, state: State, event: FollowUpFound) -> Outcome:
    if state.phase is not Phase.THINKING:
        return state, ()
    if event.text is None:
        return _advance(script, state, event.at_ms)
    state = replace(state, follow_ups=state.follow_ups + 1, asked=(*state.asked, event.text), asked_line=event.text)
    return _say(state, event.at_ms, TurnKind.FOLLOW_UP, event.text, Then.LISTEN)


# --- time -------------------------------------------------------------------------------------------------------------


def _ticked(script: Script, state: State, at_ms: int) -> Outcome:
    due = wake_at(script, state)
    if due is None or at_ms < due:
        return state, ()
    match state.phase:
        case Phase.SPEAKING:
            return _line_over(script, state, at_ms)
        case Phase.THINKING:
            return _advance(script, state, at_ms)
    if meant.has_substance(state.answer, script.language):
        return _take_answer(script, state, at_ms)
    if state.prompts >= len(lines_of(script.language).prompts):
        state = replace(state, ending=EndReason.NO_SPEECH)
        state, spoken = _say(state, at_ms, TurnKind.PROMPT, lines_of(script.language).no_speech, Then.END)
        return state, (StopListening(), *spoken)
    words = lines_of(script.language).prompts[state.prompts]
    state, spoken = _say(
        replace(state, prompts=state.prompts + 1, heard=()), at_ms, TurnKind.PROMPT, words, Then.LISTEN
    )
    return state, (StopListening(), *spoken)


def replay(script: Script, events: list[Event]) -> State:
    """The state after a log of events."""
    state = State()
    for event in events:
        state, _ = step(script, state, event)
    return state
