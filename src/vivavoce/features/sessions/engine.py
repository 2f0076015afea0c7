"""The live interview as a step function: ``step(script, state, event) -> (state, actions)``.

No ``await``, no clock, no I/O in here: time comes with the events, and everything to be done goes out as an action.
Replaying the log of an attempt gives its state; ``Joined`` then takes up the thread. ``moves`` are what the interviewer
does, ``floor`` is who speaks, ``answers`` is what her turn was, ``wishes`` is what she may ask for.
"""

from __future__ import annotations

from dataclasses import replace

from vivavoce.features.sessions import answers, floor, moves, said, turns, wishes
from vivavoce.features.sessions.events import (
    Action,
    AnswerFinished,
    CutSegment,
    CutShort,
    EndAsked,
    EndReason,
    Event,
    Finish,
    FollowUpFound,
    GiveBack,
    Held,
    Interrupted,
    Joined,
    Left,
    ModeChosen,
    Offer,
    PaceChosen,
    PartlyHeard,
    PlaybackEnded,
    PlaybackStarted,
    Probe,
    RatedSoFar,
    Rephrased,
    ReplyFound,
    Resumed,
    SegmentHeard,
    SoundedComplete,
    SpeechStarted,
    SpeechStopped,
    Spoken,
    Ticked,
    TurnKind,
    Typed,
    Typing,
    Wished,
)
from vivavoce.features.sessions.lines import PROMPTS, lines_of
from vivavoce.features.sessions.script import Script
from vivavoce.features.sessions.state import Outcome, Phase, State, Then, Thought
from vivavoce.features.sessions.wording import Wish

__all__ = ["Outcome", "Phase", "State", "Then", "replay", "step", "wake_at"]


def step(script: Script, state: State, event: Event) -> Outcome:
    """The one way in which a conversation goes on. Events that mean nothing now leave everything as it is."""
    if state.phase is Phase.ENDED and not isinstance(event, Joined | Left):
        return state, ()
    match event:
        case Joined():
            return _joined(script, state, event)
        case Left():
            return _left(state, event), ()
        case Spoken() | PlaybackStarted() | PlaybackEnded():
            return _playing(script, state, event)
        case SpeechStarted() | SpeechStopped() | PartlyHeard() | SegmentHeard() | SoundedComplete():
            return _hearing(script, state, event)
        case FollowUpFound() | Rephrased() | ReplyFound():
            return _thought(script, state, event)
        case Ticked():
            return _ticked(script, state, event.at_ms)
        case Interrupted():
            return state, (CutShort(event.turn, event.heard_ms),)
        case RatedSoFar():
            return (state, ()) if event.score is None else (replace(state, score=event.score), ())
    return _of_hers(script, state, event)


def _of_hers(script: Script, state: State, event: Event) -> Outcome:
    """Buttons and keys."""
    match event:
        case Typed():
            return _typed(script, state, event)
        case Typing():
            until = event.at_ms + turns.longer(turns.TYPING_HOLD_MS, extra_time=state.extra_time)
            held = replace(state, typing_until=until, floor_since=event.at_ms, typing=True)
            return (held, ()) if state.phase is Phase.LISTENING else (state, ())
        case ModeChosen():
            floor_since = event.at_ms if state.phase is Phase.LISTENING else state.floor_since
            return replace(state, typing=event.typing, typing_until=0, floor_since=floor_since), ()
        case PaceChosen():
            return replace(state, pace=event.pace), ()
        case Held():
            return floor.hold(script, state, event)
        case Wished() if state.phase in (Phase.LISTENING, Phase.SPEAKING) and state.then is not Then.END:
            return _wished(script, state, event)
        case AnswerFinished():
            return floor.finish_answer(script, state, event.at_ms)
        case EndAsked():
            return moves.end_early(script, state, event.at_ms)
        case Resumed() if state.phase is Phase.PAUSED:
            return _come_back(script, replace(state, connected_since=event.at_ms), event.at_ms)
    return state, ()


def _wished(script: Script, state: State, event: Wished) -> Outcome:
    """Before the first question there is little to wish for: to hear it again, or a break."""
    if state.asked_line or event.wish is Wish.PAUSE:
        return wishes.grant(script, state, event.at_ms, event.wish)
    if event.wish is Wish.REPEAT and state.phase is Phase.SPEAKING:
        cut = moves.hush(state)
        state, spoken = moves.say(state, event.at_ms, TurnKind.REPEAT, state.line, state.then)
        return state, (*cut, *spoken)
    return state, ()


def wake_at(script: Script, state: State) -> int | None:
    """When the next ``Ticked`` is due; None: nothing but an event moves this state."""
    if state.connected_since is None:
        return None
    interrupted_at = state.spoke_at + turns.OVER_LIMIT_MS if state.speaking else None
    match state.phase:
        case Phase.SPEAKING:
            due = [at for at in (state.speaking_until, interrupted_at) if at]
            return min(due, default=None)
        case Phase.THINKING:
            limit = turns.REPLY_LIMIT_MS if state.thought is Thought.REPLY else turns.THINKING_LIMIT_MS
            return interrupted_at or state.floor_since + limit
        case Phase.LISTENING:
            return _listening_until(script, state)
    return None


def _listening_until(script: Script, state: State) -> int | None:
    if state.held_since is not None:
        return state.held_since + turns.HOLD_LIMIT_MS
    if state.speaking or state.pending:
        return None
    if said.has_substance(state.answer, script.language):
        return floor.turn_ends_at(script, state)
    if _not_made_out(state):
        pause = turns.longer(turns.PAUSE_MS[floor.pace_of(script, state)], extra_time=state.extra_time)
        return max(state.quiet_since + pause, state.typing_until)
    quiet = max(state.floor_since, state.quiet_since)
    if state.prompts >= PROMPTS:
        return None if state.typing else quiet + turns.longer(turns.GIVE_UP_AFTER_MS, extra_time=state.extra_time)
    patience = turns.TYPING_PROMPT_AFTER_MS if state.typing else turns.PROMPT_AFTER_MS
    return max(quiet + turns.longer(patience, extra_time=state.extra_time), state.wait_until)


def _not_made_out(state: State) -> bool:
    """She has spoken, and we have no words: soon told, as often as a silence is."""
    return state.wordless_ms >= turns.WORDLESS_MS and state.prompts < PROMPTS


# --- the line ---------------------------------------------------------------------------------------------------------


def _joined(script: Script, state: State, event: Joined) -> Outcome:
    at_ms = event.at_ms
    state = replace(
        _left(state, event),
        connected_since=at_ms,
        typing=event.typing,
        extra_time=event.extra_time,
        speaking=False,
        pending=frozenset(),
        finishing=False,
        held_since=None,
    )
    match state.phase:
        case Phase.ENDED if state.ending is EndReason.NO_SPEECH:
            state = replace(state, ending=EndReason.COMPLETED, prompts=0)
        case Phase.ENDED:
            return state, (Finish(state.ending, at_ms),)
        case Phase.READY:
            return moves.advance(script, state, at_ms)
        case Phase.PAUSED | Phase.SPEAKING if state.phase is Phase.PAUSED or state.then is Then.PAUSE:
            # A lost line or a sleeping phone does not end her break; she does.
            return replace(state, phase=Phase.PAUSED, connected_since=None), ()
        case Phase.SPEAKING if state.begun_at is None:
            return moves.say(state, at_ms, TurnKind.REPEAT, state.line, state.then)
        case Phase.SPEAKING if state.then in (Then.ADVANCE, Then.END):
            return moves.line_over(script, state, at_ms)
        case Phase.THINKING:
            return _think_again(replace(state, floor_since=at_ms))
    return _come_back(script, state, at_ms)


def _think_again(state: State) -> Outcome:
    """What was being thought about is not in the log: a follow-up is looked for again, other thoughts time out."""
    return state, (Probe(),) if state.thought is Thought.FOLLOW_UP else ()


def _come_back(script: Script, state: State, at_ms: int) -> Outcome:
    """She has the floor again, and hears where we were."""
    words = lines_of(script.language)
    back = words.welcome_back_answering if state.answer else f"{words.welcome_back} {state.asked_line}".strip()
    then = Then.LISTEN if state.asked_line else Then.ADVANCE
    asking = state.asking and bool(state.answer)
    state = replace(state, wait_until=0, asking=asking, confirming_end=False)
    return moves.say(state, at_ms, TurnKind.REPEAT, back, then)


def _left(state: State, event: Event) -> State:
    return replace(state, spent_ms=state.spent_at(event.at_ms), connected_since=None, finishing=False)


def _playing(script: Script, state: State, event: Spoken | PlaybackStarted | PlaybackEnded) -> Outcome:
    if event.utterance != state.awaiting or state.phase is not Phase.SPEAKING:
        return state, ()
    match event:
        case Spoken():
            return replace(state, speaking_until=event.at_ms + event.duration_ms + turns.PLAYBACK_GRACE_MS), ()
        case PlaybackStarted():
            return replace(state, begun_at=event.at_ms), ()
    return moves.line_over(script, state, event.at_ms)


# --- her words --------------------------------------------------------------------------------------------------------


def _hearing(script: Script, state: State, event: Event) -> Outcome:
    """Late words of a turn that was kept already are dropped: their segments are not awaited any more."""
    match state.phase:
        case Phase.LISTENING:
            return floor.hear(script, state, event)
        case Phase.SPEAKING | Phase.THINKING:
            return floor.overhear(script, state, event)
        case Phase.PAUSED if isinstance(event, SegmentHeard) and event.segment in state.pending and event.text.strip():
            heard = (*state.heard, (event.segment, event.text.strip()))
            return replace(state, heard=heard, pending=state.pending - {event.segment}), ()
    return state, ()


def _thought(script: Script, state: State, event: FollowUpFound | Rephrased | ReplyFound) -> Outcome:
    if state.phase is not Phase.THINKING:
        return state, ()
    match event:
        case FollowUpFound() if state.thought is Thought.FOLLOW_UP:
            return answers.followed_up(script, state, event)
        case Rephrased() if state.thought is Thought.REPHRASING:
            return wishes.rephrased(script, state, event.at_ms, event.text)
        case ReplyFound() if state.thought is Thought.REPLY:
            return answers.replied(script, state, event)
    return state, ()


def _typed(script: Script, state: State, event: Typed) -> Outcome:
    """A typed answer ends the turn; it may come before the question has been heard to its end, not before its time."""
    text = event.text.strip()
    if not text:
        return state, ()
    if state.phase is Phase.THINKING and state.thought is Thought.FOLLOW_UP:
        state, kept = moves.keep(state, event.at_ms, text)
        return replace(state, said=(*state.said, (state.turn, text))), kept
    cut: tuple[Action, ...] = ()
    if state.phase is Phase.SPEAKING and state.then is Then.LISTEN:
        cut = moves.hush(state)
        state = replace(state, phase=Phase.LISTENING)
    if state.phase is not Phase.LISTENING:
        return state, (GiveBack(),)
    after_all = max((number for number, _ in state.heard), default=0) + 1
    heard = (*state.heard, (after_all, text))
    state = replace(state, heard=heard, pending=frozenset(), speaking=False, typing=True, held_since=None)
    state, actions = answers.take(script, state, event.at_ms)
    return state, (*cut, *actions)


# --- time -------------------------------------------------------------------------------------------------------------


def _ticked(script: Script, state: State, at_ms: int) -> Outcome:
    due = wake_at(script, state)
    if due is None or at_ms < due:
        return state, ()
    match state.phase:
        case Phase.SPEAKING | Phase.THINKING if state.speaking and at_ms >= state.spoke_at + turns.OVER_LIMIT_MS:
            return _talked_over(script, state, at_ms)
        case Phase.SPEAKING:
            return moves.line_over(script, state, at_ms)
        case Phase.THINKING:
            return _thought_too_long(script, state, at_ms)
    if state.held_since is not None:
        return floor.hold(script, state, Held(at_ms, on=False))
    if said.has_substance(state.answer, script.language):
        return answers.take(script, state, at_ms)
    if not state.asked_line and not state.asking:
        return moves.advance(script, state, at_ms)
    return _prompt(script, state, at_ms)


def _talked_over(script: Script, state: State, at_ms: int) -> Outcome:
    """So long a speech takes the floor; over the last line it only stops being looked at."""
    taken, actions = floor.interrupt(script, state, at_ms)
    return (taken, actions) if actions else (replace(state, speaking=False), ())


def _thought_too_long(script: Script, state: State, at_ms: int) -> Outcome:
    match state.thought:
        case Thought.REPHRASING:
            return wishes.rephrased(script, state, at_ms, None)
        case Thought.REPLY:
            return answers.replied(script, state, ReplyFound(at_ms, None))
    return moves.advance(script, state, at_ms)


def _prompt(script: Script, state: State, at_ms: int) -> Outcome:
    """Silence: a kind word, another, then other ways to go on; in the end the interview is put aside, never lost."""
    words = lines_of(script.language)
    if _not_made_out(state):
        state = replace(state, prompts=state.prompts + 1, heard=())
        state, spoken = moves.say(state, at_ms, TurnKind.PROMPT, words.not_made_out, Then.LISTEN)
        return state, (CutSegment(), *spoken, Offer(("text",)))
    if state.prompts >= PROMPTS:
        state = replace(state, ending=EndReason.NO_SPEECH)
        state, spoken = moves.say(state, at_ms, TurnKind.PROMPT, words.no_speech, Then.END)
        return state, (CutSegment(), *spoken)
    state = replace(state, prompts=state.prompts + 1, heard=())
    state, spoken = moves.say(state, at_ms, TurnKind.PROMPT, words.prompts[state.prompts - 1], Then.LISTEN)
    offer = (Offer(("pause", "text")),) if state.prompts == PROMPTS else ()
    return state, (CutSegment(), *spoken, *offer)


def replay(script: Script, events: list[Event]) -> State:
    """The state after a log of events."""
    state = State()
    for event in events:
        state, _ = step(script, state, event)
    return state
