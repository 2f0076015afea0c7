"""Extra time: the same conversation with more patience and a later end, in virtual time."""

from __future__ import annotations

import pytest

from tests.live.conversation import Conversation, script
from vivavoce.features.sessions import engine, floor, turns
from vivavoce.features.sessions.events import ModeChosen, PaceChosen, Wished, from_json
from vivavoce.features.sessions.said import Wish

LONG = "In my last job I led a team of eight engineers through a whole year."


def floor_of(*, extra_time: bool, pace: str = "normal") -> Conversation:
    """The first question has been asked."""
    return Conversation(script(2, pace=pace)).join(extra_time=extra_time).hear_out()


def patience_ms(talk: Conversation) -> int:
    """Until the interviewer would speak by itself."""
    due = engine.wake_at(talk.script, talk.state)
    assert due is not None
    return due - max(talk.state.quiet_since, talk.state.floor_since)


@pytest.mark.parametrize(
    ("pace", "words", "complete", "usual_ms", "with_extra_ms"),
    [
        ("normal", LONG, 0.9, 750, 2100),
        ("normal", LONG, 0.1, 2000, 4500),
        ("normal", "I led a team, and", 0.9, 3800, 7800),
        ("slower", LONG, 0.9, 1400, 2100),
        ("faster", LONG, 0.9, 550, 2100),
    ],
)
def test_her_pauses_may_be_longer(pace: str, words: str, complete: float, usual_ms: int, with_extra_ms: int) -> None:
    for extra_time, expected in ((False, usual_ms), (True, with_extra_ms)):
        talk = floor_of(extra_time=extra_time, pace=pace).speak(words, complete=complete)
        assert patience_ms(talk) == expected


def test_she_may_choose_another_pace_and_keeps_the_patience() -> None:
    talk = floor_of(extra_time=True)
    talk.feed(PaceChosen(talk.now_ms, "normal"))
    assert floor.pace_of(talk.script, talk.state) == "normal"
    assert patience_ms(talk.speak(LONG)) == 1125


def test_silence_is_met_with_more_patience() -> None:
    assert patience_ms(floor_of(extra_time=False)) == turns.PROMPT_AFTER_MS
    talk = floor_of(extra_time=True)
    assert patience_ms(talk) == turns.PROMPT_AFTER_MS * 1.5
    talk.feed(ModeChosen(talk.now_ms, typing=True))
    assert patience_ms(talk) == turns.TYPING_PROMPT_AFTER_MS * 1.5


def test_a_moment_to_think_is_a_longer_one() -> None:
    talk = floor_of(extra_time=True)
    talk.feed(Wished(talk.now_ms, Wish.WAIT))
    asked_at = talk.now_ms
    talk.hear_out()
    assert engine.wake_at(talk.script, talk.state) == asked_at + turns.WAIT_MS * 1.5


@pytest.mark.parametrize(("extra_time", "ending"), [(False, "time"), (True, None)])
def test_the_end_comes_half_as_late_again(extra_time: bool, ending: str | None) -> None:
    talk = Conversation(script(4, max_duration_ms=60_000)).join(extra_time=extra_time).hear_out()
    talk.speak(LONG, for_ms=70_000).wait(4_000).hear_out()
    assert talk.ending == ending
    talk.speak(LONG, for_ms=30_000).wait(4_000).hear_out()
    assert talk.ending == "time"


def test_chosen_when_she_comes_back_it_holds_from_then_on_and_in_every_replay() -> None:
    talk = floor_of(extra_time=False).leave()
    talk.now_ms += 1_000
    talk.join(extra_time=True).hear_out()
    assert patience_ms(talk.crash()) == turns.PROMPT_AFTER_MS * 1.5
    assert patience_ms(talk.leave().join(extra_time=False).hear_out()) == turns.PROMPT_AFTER_MS


def test_a_log_from_before_there_was_extra_time_can_be_read() -> None:
    talk = Conversation(script(1))
    talk.feed(from_json("Joined", {"at_ms": 0, "typing": False}))
    assert talk.state.extra_time is False
