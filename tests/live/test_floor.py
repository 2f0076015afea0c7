"""Who has the floor: pauses that are learnt, speech over the interviewer, a floor that is held."""

from __future__ import annotations

import pytest

from tests.live.conversation import Conversation, script
from tests.live.test_engine import EN, GOOD
from vivavoce.features.sessions import turns
from vivavoce.features.sessions.engine import Phase
from vivavoce.features.sessions.events import (
    Duck,
    FollowUpFound,
    Held,
    Hush,
    Interrupted,
    Offer,
    PaceChosen,
    PartlyHeard,
    Prepare,
    Probe,
    Say,
    SegmentHeard,
    SoundedComplete,
    SpeechStarted,
    SpeechStopped,
)

LONG = "Tell me about a time when the plan changed late, and what you did then."


def asked(**changes: object) -> Conversation:
    """The first question is being said, for two seconds so far."""
    talk = Conversation(script(2, **changes)).join()  # type: ignore[arg-type]
    return talk.hear_out_until("question").play(2_000)


def ducks(talk: Conversation) -> list[bool]:
    return [action.on for action in talk.actions if isinstance(action, Duck)]


# --- her turn ---------------------------------------------------------------------------------------------------------


def test_who_pauses_long_after_whole_sentences_is_given_longer() -> None:
    quick = turns.pause_ms("normal", 0.1, (), unfinished=False)
    habit: tuple[int, ...] = ()
    for _ in range(6):
        habit = turns.learn(habit, 1_300)
    assert turns.pause_ms("normal", 0.1, habit, unfinished=False) == round(quick * 1.5), "and not longer than that"
    assert turns.pause_ms("normal", 0.1, turns.learn((), 200), unfinished=False) == quick, "a gap of fluent speech"
    sure = turns.pause_ms("normal", 0.9, (), unfinished=False)
    assert turns.pause_ms("normal", 0.9, habit, unfinished=False) == sure, "what sounds complete is complete for all"


def test_a_pause_is_learnt_when_she_goes_on_after_a_whole_sentence() -> None:
    talk = Conversation(script(1)).join().hear_out()
    talk.speak("I began as an intern.").wait(1_200).speak("Then I led the")
    assert talk.state.pauses == (1_200,)
    talk.wait(2_000).speak("team.")
    assert talk.state.pauses == (1_200,), "a pause within a clause says nothing of her pauses between sentences"


def test_the_most_doubtful_verdict_on_a_silence_counts() -> None:
    talk = Conversation(script(1)).join().hear_out().speak(GOOD, complete=0.9)
    talk.feed(SoundedComplete(talk.now_ms + 500, 0.2))
    talk.feed(SoundedComplete(talk.now_ms + 600, 0.9))
    talk.wait(turns.PAUSE_COMPLETE_MS["normal"])
    assert "answer" not in talk.kinds
    talk.speak("That is all there is to say about it, I think.", complete=0.9).wait(turns.PAUSE_COMPLETE_MS["normal"])
    assert "answer" in talk.kinds, "what went before is forgotten when she speaks again"


def test_speech_without_a_word_is_told_soon_and_as_often_as_a_silence() -> None:
    talk = Conversation(script(1)).join().hear_out()
    for told in range(1, 4):
        talk.feed(SpeechStarted(talk.now_ms, told))
        talk.feed(SpeechStopped(talk.now_ms + 2_000, told))
        talk.feed(SegmentHeard(talk.now_ms + 2_300, told, "", 2_000))
        talk.now_ms += 2_000
        talk.wait(turns.PAUSE_MS["normal"])
        assert talk.transcript[-1] == ("prompt", EN.not_made_out)
        assert talk.state.prompts == told
        assert isinstance(talk.actions[-1], Offer)
        talk.hear_out()
    talk.speak(GOOD).wait(750)
    assert "answer" in talk.kinds


def test_a_cough_without_a_word_is_not() -> None:
    talk = Conversation(script(1)).join().hear_out()
    talk.feed(SpeechStarted(talk.now_ms, 1))
    talk.feed(SpeechStopped(talk.now_ms + 400, 1))
    talk.feed(SegmentHeard(talk.now_ms + 800, 1, "", 400))
    talk.wait(8_000)
    assert "prompt" not in talk.kinds


def test_an_answer_that_was_cut_in_on_is_no_short_one_when_it_goes_on() -> None:
    talk = Conversation(script(2)).join().hear_out().speak(GOOD).wait(750)
    talk.interrupt("and then by a half.", for_ms=2_000, words_after_ms=450)
    talk.feed(SoundedComplete(talk.now_ms + 400, 0.9))
    talk.wait(turns.PAUSE_COMPLETE_MS["normal"])
    assert [text for kind, text in talk.transcript if kind == "answer"] == [GOOD, "and then by a half."]


def test_the_pace_can_be_changed_while_she_talks() -> None:
    talk = Conversation(script(1)).join().hear_out().speak(GOOD)
    talk.feed(PaceChosen(talk.now_ms, "slower"))
    talk.wait(turns.PAUSE_COMPLETE_MS["slower"] - 1)
    assert "answer" not in talk.kinds
    talk.wait(1)
    assert "answer" in talk.kinds


def test_a_held_floor_is_hers_until_she_lets_go() -> None:
    talk = Conversation(script(1)).join().hear_out()
    talk.feed(Held(talk.now_ms, on=True))
    talk.speak(GOOD).wait(60_000)
    assert talk.state.phase is Phase.LISTENING
    assert "answer" not in talk.kinds
    talk.feed(Held(talk.now_ms, on=False))
    talk.wait(turns.PAUSE_COMPLETE_MS["normal"])
    assert ("answer", GOOD) in talk.transcript


def test_a_key_that_is_stuck_does_not_hold_the_floor_for_ever() -> None:
    talk = Conversation(script(1)).join().hear_out()
    talk.feed(Held(talk.now_ms, on=True))
    talk.wait(turns.HOLD_LIMIT_MS + 11_000)
    assert talk.kinds[-1] == "prompt"


def test_holding_takes_the_floor() -> None:
    talk = asked()
    talk.feed(Held(talk.now_ms, on=True))
    assert talk.state.phase is Phase.LISTENING
    assert any(isinstance(action, Hush) for action in talk.actions)


def test_a_follow_up_is_prepared_when_she_may_have_finished() -> None:
    talk = Conversation(script(1, followups=1)).join().hear_out().speak("I began as an intern.")
    assert talk.actions[-1] == Prepare("I began as an intern.")
    talk.speak("Then I led the team.")
    assert talk.actions[-1] == Prepare("I began as an intern. Then I led the team.")


# --- over the interviewer ---------------------------------------------------------------------------------------------


def test_an_echo_does_not_lower_the_voice_however_long_it_is() -> None:
    talk = asked()
    talk.feed(SpeechStarted(talk.now_ms, 1, echo=True))
    for _ in range(20):
        talk.now_ms += 450
        talk.feed(PartlyHeard(talk.now_ms, 1, ""))
        assert talk.state.phase is Phase.SPEAKING
    talk.feed(SpeechStopped(talk.now_ms, 1))
    talk.feed(SegmentHeard(talk.now_ms, 1, "", 9_000))
    assert ducks(talk) == [False]
    assert talk.state.phase is Phase.SPEAKING


def test_what_only_began_like_an_echo_lowers_it_later() -> None:
    talk = asked()
    talk.feed(SpeechStarted(talk.now_ms, 1, echo=True))
    talk.feed(SpeechStarted(talk.now_ms + 450, 1))
    assert ducks(talk) == [True]


def test_two_words_made_of_a_tiny_sound_are_no_interruption() -> None:
    talk = asked()
    talk.feed(SpeechStarted(talk.now_ms, 1))
    talk.feed(SpeechStopped(talk.now_ms + 300, 1))
    talk.feed(SegmentHeard(talk.now_ms + 700, 1, "He went.", 300))
    assert talk.state.phase is Phase.SPEAKING
    talk.feed(SpeechStarted(talk.now_ms, 2))
    talk.feed(SegmentHeard(talk.now_ms + 700, 2, "Stop the interview.", 300))
    assert talk.state.phase is Phase.LISTENING, "a wish is short"


def test_her_first_sound_lowers_the_voice_and_her_words_stop_it() -> None:
    talk = asked()
    talk.feed(SpeechStarted(talk.now_ms, 1))
    assert ducks(talk) == [True]
    assert talk.state.phase is Phase.SPEAKING
    talk.feed(PartlyHeard(talk.now_ms + 500, 1, "Oh I have a good example"))
    assert isinstance(talk.actions[-3], Hush)
    assert talk.state.phase is Phase.LISTENING
    talk.feed(SpeechStopped(talk.now_ms + 3_000, 1))
    talk.feed(SegmentHeard(talk.now_ms + 3_200, 1, f"Oh I have a good example. {GOOD}"))
    talk.wait(6_000)
    assert ("answer", f"Oh I have a good example. {GOOD}") in talk.transcript


@pytest.mark.parametrize("words", ["Mhm.", "Okay, right.", "", "Question 1", "Yes"])
def test_a_listener_a_cough_an_echo_do_not_stop_it(words: str) -> None:
    talk = asked().interrupt(words)
    assert talk.state.phase is Phase.SPEAKING
    assert not any(isinstance(action, Hush) for action in talk.actions)
    assert ducks(talk) == [True, False]
    talk.hear_out().answer(GOOD)
    assert ("answer", GOOD) in talk.transcript, "and no word of it is in her answer"


def test_speech_without_any_known_word_takes_the_floor_by_its_length() -> None:
    talk = asked()
    talk.feed(SpeechStarted(talk.now_ms, 1))
    talk.wait(turns.OVER_LIMIT_MS)
    assert talk.state.phase is Phase.LISTENING


def test_who_begins_over_the_last_words_has_begun_her_answer() -> None:
    talk = asked()
    talk.feed(SpeechStarted(talk.now_ms, 1))
    talk.hear_out()
    assert talk.state.phase is Phase.LISTENING
    assert ducks(talk) == [True, False]
    talk.feed(SpeechStopped(talk.now_ms + 4_000, 1))
    talk.feed(SegmentHeard(talk.now_ms + 4_200, 1, GOOD))
    talk.wait(8_000)
    assert ("answer", GOOD) in talk.transcript


def test_who_had_not_finished_goes_on_with_her_answer() -> None:
    talk = (
        Conversation(script(2))
        .join()
        .hear_out()
        .speak("I looked at the numbers of the last two months first.")
        .wait(2_000)
    )
    assert talk.kinds[-1] == "question"
    talk.play(300).interrupt("And then I called the team together", for_ms=2_000).wait(2_000)
    assert talk.state.said == ()
    answers = [text for kind, text in talk.transcript if kind == "answer"]
    assert answers == ["I looked at the numbers of the last two months first.", "And then I called the team together"]
    assert [action.step for action in talk.actions if isinstance(action, Say)][-1] == 2, "on to the second question"
    kept = [action for action in talk.actions if type(action).__name__ == "Keep"]
    assert {action.step for action in kept} == {1}, "both parts belong to the first question"
    assert talk.state.pauses == (2_300,), "a pause that was taken for an end is a habit of hers"


def test_a_follow_up_that_was_being_looked_for_is_dropped_when_she_goes_on() -> None:
    talk = Conversation(script(1, followups=1)).join().hear_out().speak(GOOD).wait(750)
    assert isinstance(talk.actions[-1], Probe)
    talk.interrupt("And we kept the old system for a year")
    talk.feed(FollowUpFound(talk.now_ms, "What was your own part?"))
    assert "follow_up" not in talk.kinds, "found for an answer that was not over"
    talk.wait(4_000)
    assert isinstance(talk.actions[-1], Probe)


def test_an_interruption_later_in_the_question_is_an_answer_to_it() -> None:
    talk = Conversation(script(2)).join().hear_out().answer(GOOD)
    assert talk.kinds[-1] == "question"
    talk.play(2_500).interrupt(f"Well in my last job {GOOD}", for_ms=3_000).wait(2_000)
    kept = [action for action in talk.actions if type(action).__name__ == "Keep"]
    assert [action.step for action in kept] == [1, 2]


def test_what_she_says_over_the_goodbye_is_kept() -> None:
    talk = Conversation(script(1)).join().hear_out().answer(GOOD)
    assert talk.kinds[-1] == "thank_you"
    talk.play(2_000).interrupt("Oh and I forgot to say that I speak French")
    assert talk.state.phase is Phase.SPEAKING
    assert talk.transcript[-1] == ("answer", "Oh and I forgot to say that I speak French")
    assert talk.hear_out().ending == "completed"


def test_what_she_says_over_the_welcome_is_kept_and_the_interview_begins() -> None:
    talk = Conversation(script(1)).join().play(2_000).interrupt("Hi there I am so happy to be here today").wait(2_000)
    assert talk.kinds[:3] == ["welcome", "answer", "question"]


def test_what_was_not_heard_is_known() -> None:
    talk = asked()
    cut = talk.feed(Interrupted(talk.now_ms, 2, 2, 1_234))
    assert [(type(action).__name__, action.turn, action.heard_ms) for action in cut] == [("CutShort", 2, 1_234)]  # type: ignore[attr-defined]


def test_a_prompt_is_not_the_reaction_to_the_last_answer() -> None:
    talk = Conversation(script(2)).join().hear_out().answer(GOOD).hear_out().wait(11_000)
    assert talk.transcript[-1] == ("prompt", EN.prompts[0])
    talk.play(200).interrupt(f"Yes so in my second job {GOOD}", for_ms=3_000).wait(2_000)
    kept = [action for action in talk.actions if type(action).__name__ == "Keep"]
    assert [action.step for action in kept] == [1, 2]
