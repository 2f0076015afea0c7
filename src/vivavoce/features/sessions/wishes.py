"""What she may want in the middle of a turn, by voice, button or key; each has an answer, none costs what she said."""

from __future__ import annotations

from dataclasses import replace

from vivavoce.features.sessions import moves, turns
from vivavoce.features.sessions.events import Action, CutSegment, Rephrase, TurnKind
from vivavoce.features.sessions.lines import Lines, lines_of
from vivavoce.features.sessions.script import Script, StepKind
from vivavoce.features.sessions.state import Outcome, Phase, State, Then, Thought
from vivavoce.features.sessions.wording import Wish


def grant(script: Script, state: State, at_ms: int, wish: Wish) -> Outcome:
    """Does what she wants. What she had said of her answer stays in hand, or is kept."""
    stop = (CutSegment(), *moves.hush(state)) if state.phase is Phase.SPEAKING else (CutSegment(),)
    if wish is not Wish.WAIT:
        state = replace(state, asking=False, confirming_end=False)
    state, actions = _grant(script, replace(state, speaking=False, prompts=0, taken=None), at_ms, wish)
    return state, (*stop, *actions)


def _grant(script: Script, state: State, at_ms: int, wish: Wish) -> Outcome:
    said = lines_of(script.language)
    match wish:
        case Wish.REPEAT | Wish.REPHRASE | Wish.ADD if not state.asked_line:
            return moves.say(state, at_ms, TurnKind.REPEAT, script.steps[state.step].text, Then.ADVANCE)
        case Wish.REPEAT:
            return moves.say(state, at_ms, TurnKind.REPEAT, state.asked_line, Then.LISTEN)
        case Wish.REPHRASE:
            thinking = replace(state, phase=Phase.THINKING, thought=Thought.REPHRASING, floor_since=at_ms)
            return thinking, (Rephrase(state.asked_line),)
        case Wish.WAIT:
            patience = turns.longer(turns.WAIT_MS, extra_time=state.extra_time)
            state = replace(state, wait_until=at_ms + patience)
            return moves.say(state, at_ms, TurnKind.PROMPT, said.take_your_time, Then.LISTEN)
        case Wish.ADD:
            return _add(state, at_ms, said)
        case Wish.SKIP:
            return _skip(script, state, at_ms, said)
        case Wish.PAUSE:
            return moves.say(state, at_ms, TurnKind.PROMPT, said.paused, Then.PAUSE)
        case Wish.STOP:
            state = replace(state, confirming_end=True)
            return moves.say(state, at_ms, TurnKind.PROMPT, said.confirm_end, Then.LISTEN)
        case Wish.ASK:
            return _let_ask(state, at_ms, said)


def _add(state: State, at_ms: int, said: Lines) -> Outcome:
    """Back to her last answer, and then on with the question in hand."""
    if state.last_answered is None:
        words = said.no_earlier_answer.replace("{question}", state.asked_line)
        return moves.say(state, at_ms, TurnKind.REPEAT, words, Then.LISTEN)
    state, kept = _keep_what_was_said(state, at_ms)
    state = replace(state, adding_to=state.last_answered)
    state, spoken = moves.say(state, at_ms, TurnKind.PROMPT, said.add_more, Then.LISTEN)
    return state, (*kept, *spoken)


def _let_ask(state: State, at_ms: int, said: Lines) -> Outcome:
    """She has the floor for a question of hers, and comes back to the question in hand."""
    answer = state.answer
    state, kept = _keep_what_was_said(state, at_ms)
    said_here = (*state.said, (state.turn, answer)) if kept else state.said
    state = replace(state, said=said_here, asking=True, adding_to=None)
    state, spoken = moves.say(state, at_ms, TurnKind.PROMPT, said.ask_away, Then.LISTEN)
    return state, (*kept, *spoken)


def _skip(script: Script, state: State, at_ms: int, said: Lines) -> Outcome:
    state, kept = _keep_what_was_said(state, at_ms)
    if script.steps[state.step].kind is StepKind.CLOSING:
        state, spoken = moves.advance(script, state, at_ms)
        return state, (*kept, *spoken)
    state, aside = moves.aside(state, at_ms, TurnKind.ACKNOWLEDGEMENT, said.skipped)
    state, spoken = moves.advance(script, state, at_ms)
    return state, (*kept, *aside, *spoken)


def _keep_what_was_said(state: State, at_ms: int) -> Outcome:
    kept: tuple[Action, ...] = ()
    if state.answer:
        state, kept = moves.keep(state, at_ms, state.answer)
    return moves.cleared(state), kept


def rephrased(script: Script, state: State, at_ms: int, text: str | None) -> Outcome:
    """The question in other words; when there are none, once more as it was."""
    if text is None:
        return moves.say(state, at_ms, TurnKind.REPEAT, state.asked_line, Then.LISTEN)
    words = lines_of(script.language).rephrase.replace("{question}", text)
    return moves.say(replace(state, asked_line=text), at_ms, TurnKind.REPEAT, words, Then.LISTEN)
