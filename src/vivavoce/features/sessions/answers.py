"""A turn of hers is over: what it was, what is kept of it, and what comes next."""

from __future__ import annotations

from dataclasses import replace

from vivavoce.features.sessions import moves, said, turns
from vivavoce.features.sessions.events import (
    Action,
    Ask,
    CutSegment,
    FollowUpFound,
    NoteQuestion,
    Probe,
    Rate,
    ReplyFound,
    TurnKind,
)
from vivavoce.features.sessions.lines import lines_of
from vivavoce.features.sessions.script import ANSWERED, Script, Step, StepKind
from vivavoce.features.sessions.state import Outcome, Phase, State, Taken, Then, Thought
from vivavoce.features.sessions.wishes import grant
from vivavoce.features.sessions.wording import Wish


def wish_in(script: Script, state: State) -> tuple[State, Wish | None]:
    """The wish with which her turn ends, and the state without its words; what she said before it stays in hand."""
    heard = sorted((number, text) for number, text in state.heard if text)
    if not heard:
        return state, None
    if wish := said.wish_of(state.answer, script.language):
        return replace(state, heard=()), wish
    if len(heard) > 1 and (wish := said.wish_of(heard[-1][1], script.language)):
        return replace(state, heard=tuple(heard[:-1])), wish
    return state, None


def take(script: Script, state: State, at_ms: int) -> Outcome:
    """The turn is over."""
    text = state.answer
    if not said.has_substance(text, script.language):
        words = lines_of(script.language).nothing_heard
        return moves.say(replace(state, heard=()), at_ms, TurnKind.PROMPT, words, Then.LISTEN)
    without, wish = wish_in(script, state)
    if state.confirming_end and (wish is Wish.STOP or said.agrees(text, script.language)):
        return moves.end_early(script, replace(state, heard=()), at_ms)
    if state.asking and wish is Wish.SKIP:
        return _back(script, replace(without, asking=False), at_ms)
    if wish:
        return grant(script, without, at_ms, wish)
    if state.confirming_end:
        return _confirmed(script, state, at_ms)
    if state.asking:
        return _announced(script, state, at_ms)
    if state.adding_to is not None:
        return _added(script, state, at_ms)
    ahead = script.steps[state.step]
    if ahead.kind in (StepKind.QUESTION, StepKind.RAPPORT) and said.asks_company(text, script.language):
        return _ask(state, at_ms, text)
    if ahead.kind is StepKind.CLOSING:
        return _close(script, state, at_ms)
    if ahead.kind not in ANSWERED:
        state, kept = moves.keep(moves.cleared(state), at_ms, text)
        state, spoken = moves.advance(script, state, at_ms)
        return state, (*kept, *spoken)
    return _answer(script, state, at_ms)


def _answer(script: Script, state: State, at_ms: int) -> Outcome:
    """Keep it, acknowledge it, and find out whether to probe."""
    ahead, text = script.steps[state.step], state.answer
    before = state
    state, kept = moves.keep(state, at_ms, text)
    is_question = ahead.kind is StepKind.QUESTION
    said_here = (*state.said, (state.turn, text))
    state = replace(
        moves.cleared(state),
        said=said_here,
        taken=Taken(before.step, before.asked_line, before.follow_ups, before.asked, said_here, before.quiet_since),
        prompts=0,
        answers=state.answers + 1,
        answered=state.answered | {state.step} if is_question else state.answered,
        last_answered=state.step,
    )
    rate: tuple[Action, ...] = (Rate(),) if is_question and script.early_stop else ()
    state, acknowledged = _acknowledge(script, state, at_ms)
    kept = (CutSegment(), *kept, *rate, *acknowledged)
    if may_follow_up(script, state, ahead, at_ms):
        state = replace(state, phase=Phase.THINKING, thought=Thought.FOLLOW_UP, floor_since=at_ms)
        return state, (*kept, Probe())
    state, spoken = moves.advance(script, state, at_ms)
    return state, (*kept, *spoken)


def _acknowledge(script: Script, state: State, at_ms: int) -> Outcome:
    spoken = lines_of(script.language)
    if moves.is_warning_due(script, state, at_ms):
        left_ms = moves.left_ms(script, state, at_ms)
        words = spoken.time_warning(round(left_ms / 60_000))
        return moves.aside(replace(state, warned=True), at_ms, TurnKind.ACKNOWLEDGEMENT, words)
    words = spoken.acknowledgement(script.tone, state.answers - 1)
    return moves.aside(state, at_ms, TurnKind.ACKNOWLEDGEMENT, words)


def may_follow_up(script: Script, state: State, ahead: Step, at_ms: int) -> bool:
    """Whether budget and time allow another follow-up to the question in hand."""
    left = state.follow_ups < script.max_followups
    return ahead.kind is StepKind.QUESTION and left and moves.in_time(script, state, at_ms)


def followed_up(script: Script, state: State, event: FollowUpFound) -> Outcome:
    """The prober has found a question, or nothing worth asking."""
    if event.text is None:
        return moves.advance(script, state, event.at_ms)
    state = replace(state, follow_ups=state.follow_ups + 1, asked=(*state.asked, event.text), asked_line=event.text)
    return moves.say(state, event.at_ms, TurnKind.FOLLOW_UP, event.text, Then.LISTEN)


def _confirmed(script: Script, state: State, at_ms: int) -> Outcome:
    """She was asked whether to end, and didn't say yes: a few words go on, many are her answer."""
    state = replace(state, confirming_end=False)
    return _back(script, state, at_ms) if said.is_brief(state.answer) else take(script, state, at_ms)


def _back(script: Script, state: State, at_ms: int) -> Outcome:
    """To the question in hand; before the first, to what comes next."""
    state = replace(state, heard=())
    if not state.asked_line:
        return moves.advance(script, state, at_ms)
    words = lines_of(script.language).go_on.replace("{question}", state.asked_line)
    return moves.say(state, at_ms, TurnKind.REPEAT, words, Then.LISTEN)


def _added(script: Script, state: State, at_ms: int) -> Outcome:
    """Her addition belongs to the earlier answer; then the question in hand is asked again."""
    state, kept = moves.keep(state, at_ms, state.answer, step=state.adding_to)
    state = replace(moves.cleared(state), adding_to=None, prompts=0)
    words = lines_of(script.language).added.replace("{question}", state.asked_line)
    state, spoken = moves.say(state, at_ms, TurnKind.REPEAT, words, Then.LISTEN)
    return state, (CutSegment(), *kept, *spoken)


# --- her questions ----------------------------------------------------------------------------------------------------


def _announced(script: Script, state: State, at_ms: int) -> Outcome:
    """After "can I ask something?": her question; "no, never mind" goes back, and so many words that ask nothing are
    an answer.
    """
    text, language = state.answer, script.language
    if said.is_courtesy(text, language):
        return grant(script, replace(state, heard=()), at_ms, Wish.ASK)
    state = replace(state, asking=False)
    if not said.is_question(text, language):
        return take(script, state, at_ms)
    if not said.takes_back(text, language):
        return _ask(state, at_ms, text)
    closing = script.steps[state.step].kind is StepKind.CLOSING
    if closing and said.has_nothing_to_add(text, language):
        return _close(script, state, at_ms)
    return _back(script, state, at_ms)


def _ask(state: State, at_ms: int, text: str) -> Outcome:
    state, kept = moves.keep(state, at_ms, text, kind=TurnKind.ASKED)
    state = replace(
        moves.cleared(state),
        question=(state.turn, text),
        phase=Phase.THINKING,
        thought=Thought.REPLY,
        floor_since=at_ms,
        prompts=0,
        taken=None,
    )
    return state, (CutSegment(), *kept, Ask(text))


def _close(script: Script, state: State, at_ms: int) -> Outcome:
    """The closing turn: her questions are answered or noted, one after the other; anything else is noted."""
    text, spoken = state.answer, lines_of(script.language)
    if said.asks_something(text, script.language):
        return _ask(state, at_ms, text)
    state, kept = moves.keep(state, at_ms, text)
    words = (
        spoken.closing_nothing
        if said.has_nothing_to_add(text, script.language) or state.replies
        else spoken.closing_noted
    )
    state, reply = moves.say(moves.cleared(state), at_ms, TurnKind.CLOSING_REPLY, words, Then.ADVANCE)
    return state, (CutSegment(), *kept, *reply)


def replied(script: Script, state: State, event: ReplyFound) -> Outcome:
    """What the documents say, with the source; or the promise that a person will answer. Then back."""
    assert state.question is not None
    turn, question = state.question
    spoken = lines_of(script.language)
    noted: tuple[Action, ...] = ()
    words = event.text or ""
    if not words:
        words, noted = spoken.ask_person, (NoteQuestion(question, turn),)
    elif event.document:
        words = f"{words} {spoken.reply_source.replace('{source}', event.document)}"
    state = replace(state, question=None, replies=state.replies + 1)
    if script.steps[state.step].kind is not StepKind.CLOSING:
        state, reply = moves.aside(state, event.at_ms, TurnKind.REPLY, words)
        if not state.asked_line:
            state, ahead = moves.advance(script, state, event.at_ms)
            return state, (*noted, *reply, *ahead)
        back = spoken.back_to_question.replace("{question}", state.asked_line)
        state, asked = moves.say(state, event.at_ms, TurnKind.REPEAT, back, Then.LISTEN)
        return state, (*noted, *reply, *asked)
    if state.replies >= turns.CLOSING_QUESTIONS:
        state, reply = moves.say(state, event.at_ms, TurnKind.CLOSING_REPLY, words, Then.ADVANCE)
        return state, (*noted, *reply)
    state, reply = moves.aside(state, event.at_ms, TurnKind.CLOSING_REPLY, words)
    state, asked = moves.say(state, event.at_ms, TurnKind.REPEAT, state.asked_line, Then.LISTEN)
    return state, (*noted, *reply, *asked)
