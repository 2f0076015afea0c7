"""Who has the floor: her speech while she is listened to, and her speech over the interviewer.

While the interviewer speaks or thinks, her first sound lowers the interviewer's voice; her words decide. A sound of
listening, a cough, the interviewer's own echo raise the voice again; words of her own take the floor.
"""

from __future__ import annotations

from dataclasses import replace

from vivavoce.features.sessions import answers, moves, said, turns
from vivavoce.features.sessions.events import (
    Action,
    CutSegment,
    Duck,
    Event,
    Held,
    Listen,
    PartlyHeard,
    Prepare,
    SegmentHeard,
    ShowCaption,
    SoundedComplete,
    SpeechStarted,
    SpeechStopped,
)
from vivavoce.features.sessions.script import Script
from vivavoce.features.sessions.state import Outcome, Phase, State, Then


def pace_of(script: Script, state: State) -> str:
    """Her own choice, else the template's; with extra time the slowest."""
    return state.pace or turns.pace_at_first(script.pace, extra_time=state.extra_time)


def turn_ends_at(script: Script, state: State) -> int | None:
    """When her turn is over if she stays silent; None: she speaks, or words are still on their way."""
    if state.speaking or state.pending:
        return None
    pause = turns.PAUSE_WISH_MS if answers.wish_in(script, state)[1] else _pause_ms(script, state)
    return max(state.quiet_since + turns.longer(pause, extra_time=state.extra_time), state.typing_until)


def _pause_ms(script: Script, state: State) -> int:
    answer, language, sounds = state.answer, script.language, state.sounds_complete
    ended_on_a_comma = turns.is_complete(sounds) and said.trails_off(answer, language)
    return turns.pause_ms(
        pace_of(script, state),
        None if ended_on_a_comma else sounds,
        state.pauses,
        unfinished=said.unfinished(answer, language) and not ended_on_a_comma,
        brief=said.length(answer) < turns.ANSWER_WORDS and not state.goes_on,
    )


# --- her turn ---------------------------------------------------------------------------------------------------------


def hear(script: Script, state: State, event: Event) -> Outcome:
    """Speech starts, stops and becomes words, while she has the floor."""
    match event:
        case SpeechStarted():
            pending = state.pending | {event.segment}
            pauses = _learnt(script, state, event.at_ms)
            return replace(state, speaking=True, sounds_complete=None, pending=pending, pauses=pauses), ()
        case SpeechStopped() if event.segment in state.pending:
            return replace(state, speaking=False, quiet_since=event.at_ms), ()
        case SoundedComplete():
            return (state, ()) if state.speaking else (_sounded(state, event.probability), ())
        case SegmentHeard() if event.segment in state.pending:
            return _words(script, _add_words(state, event), event)
    return state, ()


def _sounded(state: State, probability: float) -> State:
    """The most doubtful of the verdicts on one silence counts."""
    known = state.sounds_complete
    return replace(state, sounds_complete=probability if known is None else min(known, probability))


def _learnt(script: Script, state: State, at_ms: int) -> tuple[int, ...]:
    """A pause after which she went on, though her words had read complete, is a habit of hers."""
    read_complete = state.answer and not state.pending and not said.unfinished(state.answer, script.language)
    return turns.learn(state.pauses, at_ms - state.quiet_since) if read_complete else state.pauses


def _add_words(state: State, event: SegmentHeard) -> State:
    text = event.text.strip()
    heard = (*state.heard, (event.segment, text))
    wordless_ms = state.wordless_ms + (0 if text else event.speech_ms)
    return replace(state, pending=state.pending - {event.segment}, heard=heard, wordless_ms=wordless_ms)


def _words(script: Script, state: State, event: SegmentHeard) -> Outcome:
    told: tuple[Action, ...] = (ShowCaption(state.answer),) if event.text.strip() else ()
    if state.speaking or state.pending:
        return state, told
    if state.finishing:
        state, actions = answers.take(script, state, event.at_ms)
        return state, (*told, *actions)
    if said.has_substance(state.answer, script.language):
        ahead = script.steps[state.step]
        if answers.may_follow_up(script, state, ahead, event.at_ms) and state.adding_to is None and not state.asking:
            told = (*told, Prepare(state.answer))
    return state, told


def finish_answer(script: Script, state: State, at_ms: int) -> Outcome:
    """The button "I've finished"."""
    if state.phase is not Phase.LISTENING:
        return state, ()
    state = replace(state, held_since=None)
    if state.speaking or state.pending:
        return replace(state, finishing=True), (CutSegment(),)
    return answers.take(script, state, at_ms)


def hold(script: Script, state: State, event: Held) -> Outcome:
    """She holds the floor, also to take it; letting go of it starts the pause."""
    if not event.on:
        if state.held_since is None:
            return state, ()
        return replace(state, held_since=None, quiet_since=max(state.quiet_since, event.at_ms)), ()
    if state.held_since is not None or state.phase not in (Phase.LISTENING, Phase.SPEAKING, Phase.THINKING):
        return state, ()
    held = replace(state, held_since=event.at_ms)
    may_take = state.phase is not Phase.LISTENING and state.then is Then.LISTEN and bool(state.asked_line)
    return _take_floor(held, event.at_ms) if may_take else (held, ())


# --- over the interviewer ---------------------------------------------------------------------------------------------


def overhear(script: Script, state: State, event: Event) -> Outcome:
    """Speech starts, stops and becomes words, while the interviewer speaks or thinks."""
    match event:
        case SpeechStarted():
            pending = state.pending | {event.segment}
            state = replace(state, speaking=True, spoke_at=event.at_ms, pending=pending, sounds_complete=None)
            return state, () if event.echo else (Duck(on=True),)
        case SpeechStopped() if event.segment in state.pending:
            return replace(state, speaking=False, quiet_since=event.at_ms), ()
        case PartlyHeard() if event.segment in state.pending:
            if said.is_interruption(event.text, state.spoken, script.language):
                return interrupt(script, state, event.at_ms)
            return replace(state, spoke_at=event.at_ms), ()
        case SegmentHeard() if event.segment in state.pending:
            return _overheard(script, state, event)
    return state, ()


def _overheard(script: Script, state: State, event: SegmentHeard) -> Outcome:
    if _wants_floor(script, state, event):
        if _has_last_word(state):
            state = replace(state, pending=state.pending - {event.segment})
            return moves.keep(state, event.at_ms, event.text.strip())
        return interrupt(script, _add_words(state, event), event.at_ms)
    state = replace(state, pending=state.pending - {event.segment})
    return state, () if state.speaking or state.pending else (Duck(on=False),)


def _wants_floor(script: Script, state: State, event: SegmentHeard) -> bool:
    """Not by a sound too short for two words, whatever was made of it."""
    too_short = 0 < event.speech_ms < turns.SHORTEST_INTERRUPTION_MS
    if too_short and not said.wish_of(event.text, script.language):
        return False
    return said.is_interruption(event.text, state.spoken, script.language)


def _had_not_finished(state: State) -> bool:
    """The interviewer had only just begun to react to her last answer."""
    just_begun = state.begun_at is None or state.spoke_at - state.begun_at < turns.CUT_IN_MS
    return state.taken is not None and (state.phase is Phase.THINKING or just_begun)


def _has_last_word(state: State) -> bool:
    """The last line is said to its end; what she says over it is kept."""
    return state.phase is Phase.SPEAKING and state.then in (Then.END, Then.PAUSE) and not _had_not_finished(state)


def interrupt(script: Script, state: State, at_ms: int) -> Outcome:
    """She takes the floor. If she had not finished before, her answer goes on."""
    if _has_last_word(state):
        return state, ()
    taken = state.taken
    if taken is not None and _had_not_finished(state):
        state = replace(
            state,
            step=taken.step,
            asked_line=taken.asked_line,
            follow_ups=taken.follow_ups,
            asked=taken.asked,
            said=taken.said,
            pauses=turns.learn(state.pauses, state.spoke_at - taken.quiet_since),
            goes_on=True,
        )
    return _take_floor(state, at_ms)


def _take_floor(state: State, at_ms: int) -> Outcome:
    cut = moves.hush(state)
    quiet_since = state.quiet_since if state.pending or state.heard else at_ms
    state = replace(
        state,
        phase=Phase.LISTENING,
        floor_since=at_ms,
        quiet_since=quiet_since,
        finishing=False,
        typing_until=0,
        taken=None,
    )
    return state, (*cut, Listen())
