"""The conversation's rules, in virtual time."""

from __future__ import annotations

import pytest

from tests.live.conversation import Conversation, script
from vivavoce.features.sessions.engine import Phase
from vivavoce.features.sessions.events import (
    EndAsked,
    GiveBack,
    Hush,
    ModeChosen,
    PlaybackStarted,
    Say,
    SegmentHeard,
    SpeechStarted,
    SpeechStopped,
    Typed,
    Typing,
    Wished,
)
from vivavoce.features.sessions.lines import lines_of
from vivavoce.features.sessions.wording import Wish

EN = lines_of("en")

GOOD = "I led the move of our billing system to a new database and it cut costs by a third."


def test_a_whole_interview_in_order() -> None:
    talk = Conversation(script(2, rapport=True, closing=True)).join().hear_out()
    for text in ("Fine, thanks.", GOOD, GOOD, "No, that is all."):
        talk.answer(text).hear_out()
    assert talk.kinds == [
        "welcome",
        *["rapport", "answer", "acknowledgement"],
        *["question", "answer", "acknowledgement"] * 2,
        *["closing", "answer", "closing_reply"],
        "thank_you",
    ]
    assert talk.ending == "completed"
    assert [turn.turn for turn in talk.actions if isinstance(turn, Say)] == sorted(
        {turn.turn for turn in talk.actions if isinstance(turn, Say)}
    )


def test_follow_ups_stay_within_the_budget_and_are_answered() -> None:
    talk = Conversation(script(1, followups=2)).join().hear_out()
    talk.answer(GOOD).probe("What was your own part?").hear_out()
    talk.answer(GOOD).probe("How did it turn out?").hear_out()
    talk.answer(GOOD).hear_out()
    assert talk.kinds.count("follow_up") == 2
    assert talk.ending == "completed"
    assert talk.state.asked == ("What was your own part?", "How did it turn out?")


def test_no_follow_up_worth_asking_goes_on() -> None:
    talk = Conversation(script(1, followups=2)).join().hear_out().answer(GOOD).probe(None).hear_out()
    assert talk.ending == "completed"


def test_a_prober_that_does_not_answer_is_not_waited_for() -> None:
    talk = Conversation(script(1, followups=2)).join().hear_out().answer(GOOD)
    assert talk.state.phase is Phase.THINKING
    talk.wait(5_000).hear_out()
    assert talk.ending == "completed"


@pytest.mark.parametrize(
    ("words", "complete", "patience_ms"),
    [
        (GOOD, 0.9, 750),
        (GOOD, 0.1, 2_000),
        (GOOD, None, 2_000),
        ("I built a shop.", 0.9, 1_300),
        ("I built a shop.", 0.1, 2_000),
        ("I built a shop,", 0.9, 2_000),
        ("I built a shop,", 0.1, 3_800),
        ("I built a shop and", 0.9, 3_800),
        ("I built a shop and,", 0.9, 3_800),
        ("First, I looked at the, um", 0.9, 3_800),
    ],
)
def test_the_floor_is_taken_after_the_pause_that_fits(words: str, complete: float | None, patience_ms: int) -> None:
    talk = Conversation(script(1)).join().hear_out().speak(words, complete=complete)
    stopped = talk.now_ms
    talk.wait(patience_ms - 1)
    assert "answer" not in talk.kinds
    talk.wait(1)
    assert talk.transcript[-3] == ("answer", words)
    assert talk.now_ms == stopped + patience_ms


def test_speech_that_goes_on_keeps_the_floor_and_joins_the_answer() -> None:
    talk = Conversation(script(1)).join().hear_out()
    talk.speak("I began as an intern.", complete=0.2).wait(1_400).speak("Then I led the team.").wait(2_000)
    assert ("answer", "I began as an intern. Then I led the team.") in talk.transcript


def test_words_are_in_the_order_of_speaking_even_when_they_come_late() -> None:
    talk = Conversation(script(1)).join().hear_out()
    for segment in (1, 2):
        talk.feed(SpeechStarted(talk.now_ms, segment))
        talk.feed(SpeechStopped(talk.now_ms + 500, segment))
    talk.feed(SegmentHeard(talk.now_ms + 600, 2, "second."))
    talk.wait(10_000)
    assert "answer" not in talk.kinds, "the first segment's words are still on their way"
    talk.feed(SegmentHeard(talk.now_ms, 1, "First,"))
    talk.wait(4_000)
    assert ("answer", "First, second.") in talk.transcript


def test_fillers_and_noise_are_no_answer() -> None:
    talk = Conversation(script(1)).join().hear_out().speak("Um, well, hmm.").speak("").wait(10_900)
    assert "answer" not in talk.kinds
    talk.wait(200)
    assert talk.transcript[-1] == ("prompt", EN.prompts[0])


def test_silence_is_met_with_patience_and_never_loses_the_interview() -> None:
    talk = Conversation(script(1)).join().hear_out()
    for prompt in EN.prompts:
        talk.wait(11_000)
        assert talk.transcript[-1] == ("prompt", prompt)
        talk.hear_out()
    talk.wait(59_000)
    assert talk.ending is None
    talk.wait(1_000).hear_out()
    assert talk.ending == "no_speech"
    talk.leave().join()
    assert talk.transcript[-1] == ("repeat", f"{EN.welcome_back} Question 1?")
    talk.hear_out().answer(GOOD).hear_out()
    assert talk.transcript[-1][0] == "thank_you"


def test_who_types_is_not_hurried() -> None:
    talk = Conversation(script(1)).join(typing=True).hear_out().wait(59_000)
    assert "prompt" not in talk.kinds
    talk.feed(Typing(talk.now_ms))
    talk.wait(59_000)
    assert "prompt" not in talk.kinds
    talk.feed(Typed(talk.now_ms, GOOD))
    assert ("answer", GOOD) in talk.transcript


def test_a_typed_answer_counts_before_the_question_was_heard_to_its_end() -> None:
    talk = Conversation(script(2)).join(typing=True).hear_out().answer(GOOD)
    assert talk.state.phase is Phase.SPEAKING
    talk.feed(Typed(talk.now_ms, "My second answer."))
    assert talk.kinds[-3:] == ["answer", "acknowledgement", "thank_you"]
    assert any(isinstance(action, Hush) for action in talk.actions)


def test_a_text_that_comes_too_early_is_given_back() -> None:
    talk = Conversation(script(1)).join(typing=True)
    assert talk.feed(Typed(talk.now_ms, GOOD)) == (GiveBack(),), "the greeting is being said"
    talk.hear_out()
    talk.feed(Typed(talk.now_ms, GOOD))
    assert talk.kinds.count("answer") == 1
    assert talk.feed(Typed(talk.now_ms, GOOD)) == (GiveBack(),), "the farewell is being said"
    assert talk.feed(Typed(talk.now_ms, "  ")) == ()


def test_patience_follows_the_way_of_answering() -> None:
    talk = Conversation(script(1)).join().hear_out().wait(10_000)
    talk.feed(ModeChosen(talk.now_ms, typing=True))
    talk.wait(59_000)
    assert "prompt" not in talk.kinds
    talk.feed(ModeChosen(talk.now_ms, typing=False))
    talk.wait(10_000)
    assert "prompt" not in talk.kinds, "the silence before does not count"
    talk.wait(1_000)
    assert talk.kinds[-1] == "prompt"


def test_a_change_of_mode_while_thinking_does_not_hold_anything_up() -> None:
    talk = Conversation(script(1, followups=1)).join().hear_out().answer(GOOD).wait(3_000)
    talk.feed(ModeChosen(talk.now_ms, typing=True))
    talk.wait(1_000)
    assert talk.kinds[-1] == "thank_you"
    assert talk.state.typing


def test_say_that_again_by_button_and_by_voice() -> None:
    talk = Conversation(script(1)).join().hear_out()
    talk.feed(Wished(talk.now_ms, Wish.REPEAT))
    assert talk.transcript[-1] == ("repeat", "Question 1?")
    talk.hear_out().answer("Sorry, could you say that again please?")
    assert talk.transcript[-1] == ("repeat", "Question 1?")
    assert "answer" not in talk.kinds
    talk.hear_out().answer(GOOD).hear_out()
    assert talk.ending == "completed"


def test_the_button_i_have_finished() -> None:
    talk = Conversation(script(1)).join().hear_out().finish_answer()
    assert talk.transcript[-1] == ("prompt", EN.nothing_heard)
    talk.hear_out()
    talk.feed(SpeechStarted(talk.now_ms, 7))
    talk.finish_answer()
    talk.feed(SpeechStopped(talk.now_ms, 7))
    talk.feed(SegmentHeard(talk.now_ms, 7, GOOD))
    assert ("answer", GOOD) in talk.transcript


def test_ending_early_keeps_what_was_said_and_says_goodbye() -> None:
    talk = Conversation(script(3)).join().hear_out().answer(GOOD).hear_out().speak("And then")
    talk.feed(EndAsked(talk.now_ms))
    assert talk.transcript[-2:] == [("answer", "And then"), ("thank_you", EN.ended_early)]
    talk.hear_out()
    assert talk.ending == "ended_by_candidate"


def test_reload_while_listening_goes_on_with_the_same_question() -> None:
    talk = Conversation(script(2)).join().hear_out().answer(GOOD).hear_out().leave()
    talk.wait(3_600_000)
    talk.crash().join()
    assert talk.transcript[-1] == ("repeat", f"{EN.welcome_back} Question 2?")
    talk.hear_out().answer(GOOD).hear_out()
    assert talk.ending == "completed"
    assert talk.kinds.count("welcome") == 1
    assert [text for kind, text in talk.transcript if kind == "question"] == ["Question 1?", "Question 2?"]


def test_reload_in_the_middle_of_an_answer_keeps_its_beginning() -> None:
    talk = Conversation(script(1)).join().hear_out().speak("I began as an intern.", complete=0.1).leave().crash().join()
    assert talk.transcript[-1] == ("repeat", EN.welcome_back_answering)
    talk.hear_out().answer("Then I led the team.")
    assert ("answer", "I began as an intern. Then I led the team.") in talk.transcript


def test_it_never_greets_twice() -> None:
    talk = Conversation(script(1)).join()
    talk.feed(PlaybackStarted(1, talk.state.awaiting))
    talk.leave().crash().join()
    assert talk.kinds == ["welcome", "question"]


def test_a_greeting_that_was_never_heard_is_said() -> None:
    talk = Conversation(script(1)).join().leave().crash().join()
    assert talk.kinds == ["welcome", "repeat"]
    assert talk.transcript[0][1] == talk.transcript[1][1]


def test_a_question_that_was_never_heard_is_said_again_and_stands_in_the_transcript_once() -> None:
    talk = Conversation(script(2)).join().hear_out().answer(GOOD)
    talk.leave().crash().join()
    assert talk.kinds[-2:] == ["question", "repeat"]
    assert talk.transcript[-1][1] == "Question 2?"
    talk.hear_out().answer(GOOD).hear_out()
    assert talk.ending == "completed"
    assert talk.kinds.count("question") == 2


def test_reload_while_thinking_thinks_again() -> None:
    talk = Conversation(script(1, followups=1)).join().hear_out().answer(GOOD).leave().crash().join()
    talk.probe("What was your part?").hear_out().answer(GOOD).hear_out()
    assert talk.ending == "completed"


def test_time_is_up_after_the_current_answer() -> None:
    talk = Conversation(script(9, closing=True, max_duration_ms=60_000)).join().hear_out()
    talk.speak("A long answer.", for_ms=70_000).wait(2_000)
    assert talk.kinds[-4:] == ["answer", "acknowledgement", "prompt", "closing"]
    talk.hear_out().answer("No.").hear_out()
    assert talk.ending == "time"
    assert talk.kinds.count("question") == 1


def test_a_warning_comes_before_the_end() -> None:
    talk = Conversation(script(9, max_duration_ms=200_000)).join().hear_out()
    talk.speak("An answer.", for_ms=80_000).wait(2_000)
    assert talk.transcript[-2] == ("acknowledgement", EN.time_warning(2))


def test_time_away_does_not_count() -> None:
    talk = Conversation(script(2, max_duration_ms=60_000)).join().hear_out().leave().wait(600_000).join().hear_out()
    talk.answer(GOOD)
    assert talk.transcript[-1] == ("question", "Question 2?")


def test_a_browser_that_forgets_to_report_does_not_stop_the_interview() -> None:
    talk = Conversation(script(1)).join()
    from vivavoce.features.sessions.events import Spoken

    talk.feed(Spoken(0, talk.state.awaiting, 2_000))
    talk.wait(12_000)
    assert talk.kinds == ["welcome", "question"]


def test_words_that_come_too_late_are_not_put_into_the_next_answer() -> None:
    talk = Conversation(script(2)).join().hear_out().answer(GOOD).hear_out()
    talk.feed(SegmentHeard(talk.now_ms, 1, "stray words"))
    talk.answer("My answer.")
    assert ("answer", "My answer.") in talk.transcript
