"""The interviewer's moves: to say something, to listen, to go on to the next step, to end."""

from __future__ import annotations

from dataclasses import replace

from vivavoce.features.sessions import turns
from vivavoce.features.sessions.events import (
    Action,
    CutSegment,
    Duck,
    EndReason,
    Finish,
    Hush,
    Keep,
    Listen,
    Say,
    TurnKind,
)
from vivavoce.features.sessions.lines import lines_of
from vivavoce.features.sessions.script import ANSWERED, Script, StepKind
from vivavoce.features.sessions.state import Outcome, Phase, State, Then


def say(state: State, at_ms: int, kind: TurnKind, text: str, then: Then) -> Outcome:
    """Speaks, and waits for the end of it."""
    state, spoken = aside(state, at_ms, kind, text)
    state = replace(
        state,
        phase=Phase.SPEAKING,
        awaiting=state.utterance,
        then=then,
        line=text,
        begun_at=None,
        speaking_until=0,
        floor_since=at_ms,
    )
    return state, spoken


def aside(state: State, at_ms: int, kind: TurnKind, text: str) -> Outcome:
    """Speaks without waiting; what is said next is played behind it."""
    state = replace(state, utterance=state.utterance + 1, turn=state.turn + 1, spoken=f"{state.line} {text}")
    return state, (Say(state.utterance, state.turn, kind, text, state.step, at_ms),)


def hush(state: State) -> tuple[Action, ...]:
    """Everything that was being said stops."""
    return (Hush(state.utterance), Duck(on=False))


def keep(state: State, at_ms: int, text: str, *, kind: TurnKind = TurnKind.ANSWER, step: int | None = None) -> Outcome:
    """What she said is a turn of its own."""
    state = replace(state, turn=state.turn + 1)
    return state, (Keep(state.turn, text, state.step if step is None else step, at_ms, kind),)


def line_over(script: Script, state: State, at_ms: int) -> Outcome:
    """The awaited line has been heard, or is taken as heard."""
    match state.then:
        case Then.LISTEN:
            return listen(state, at_ms)
        case Then.ADVANCE:
            return advance(script, state, at_ms)
        case Then.PAUSE:
            return replace(state, phase=Phase.PAUSED, spent_ms=state.spent_at(at_ms), connected_since=None), ()
    return finish(state, at_ms, state.ending)


def listen(state: State, at_ms: int) -> Outcome:
    """The floor is hers; if she has begun already, over the last words, her answer has begun."""
    going_on = state.speaking or bool(state.pending)
    opened = replace(
        state,
        phase=Phase.LISTENING,
        floor_since=at_ms,
        quiet_since=state.quiet_since if going_on else at_ms,
        finishing=False,
        typing_until=0,
        sounds_complete=None,
        wordless_ms=0,
        goes_on=False,
        taken=None,
    )
    return opened, (Duck(on=False), Listen()) if going_on else (Listen(),)


def advance(script: Script, state: State, at_ms: int) -> Outcome:
    """To the next step; past the questions that are left when the time is up or enough has been heard."""
    index = state.step + 1
    actions: tuple[Action, ...] = ()
    if reason := _reason_to_end(script, state, at_ms):
        first = index
        while script.steps[index].kind in (StepKind.RAPPORT, StepKind.QUESTION):
            index += 1
        if index > first and state.ending is EndReason.COMPLETED:
            said = lines_of(script.language)
            words = said.time_is_up if reason is EndReason.TIME else said.enough
            state, actions = aside(replace(state, ending=reason), at_ms, TurnKind.PROMPT, words)
    ahead = script.steps[index]
    state = replace(state, step=index, follow_ups=0, said=(), heard=(), pending=frozenset(), prompts=0, wait_until=0)
    state = replace(state, confirming_end=False)
    then = Then.LISTEN if ahead.kind in ANSWERED else Then.END if ahead.kind is StepKind.THANK_YOU else Then.ADVANCE
    state = replace(state, asked_line=ahead.text if then is Then.LISTEN else "")
    state, spoken = say(state, at_ms, TurnKind(ahead.kind.value), ahead.text, then)
    return state, actions + spoken


def _reason_to_end(script: Script, state: State, at_ms: int) -> EndReason | None:
    if left_ms(script, state, at_ms) <= 0:
        return EndReason.TIME
    limit = script.early_stop
    if limit and state.score is not None and state.score < limit.below and len(state.answered) >= limit.after_questions:
        return EndReason.EARLY_STOP
    return None


def finish(state: State, at_ms: int, reason: EndReason) -> Outcome:
    """It is over."""
    return replace(state, phase=Phase.ENDED, ending=reason), (CutSegment(), Finish(reason, at_ms))


def end_early(script: Script, state: State, at_ms: int) -> Outcome:
    """She wants to stop: what she said so far is kept, and the interview ends kindly."""
    if state.ending is EndReason.ENDED_BY_CANDIDATE and state.then is Then.END:
        return state, ()
    kept: tuple[Action, ...] = ()
    if state.answer and not state.confirming_end:
        state, kept = keep(state, at_ms, state.answer)
    state = replace(state, ending=EndReason.ENDED_BY_CANDIDATE, heard=(), pending=frozenset(), asked_line="")
    cut = hush(state)
    state, spoken = say(state, at_ms, TurnKind.THANK_YOU, lines_of(script.language).ended_early, Then.END)
    return state, (*kept, CutSegment(), *cut, *spoken)


def cleared(state: State) -> State:
    """Nothing of a turn in hand is left."""
    return replace(
        state, heard=(), pending=frozenset(), speaking=False, sounds_complete=None, finishing=False, wait_until=0
    )


def left_ms(script: Script, state: State, at_ms: int) -> int:
    """Time until the limit; below 0 once it has passed."""
    return turns.longer(script.max_duration_ms, extra_time=state.extra_time) - state.spent_at(at_ms)


def in_time(script: Script, state: State, at_ms: int) -> bool:
    """Whether there is time for more than the mandatory steps."""
    return left_ms(script, state, at_ms) > 0


def is_warning_due(script: Script, state: State, at_ms: int) -> bool:
    """Whether the time that is left should be told now, once, while it still matters."""
    questions_ahead = any(step.kind is StepKind.QUESTION for step in script.steps[state.step + 1 :])
    return questions_ahead and not state.warned and 0 < left_ms(script, state, at_ms) <= turns.WARN_BEFORE_MS
