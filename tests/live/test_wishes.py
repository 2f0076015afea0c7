"""What she may want in the middle: each wish by voice and by button, and back to the question."""

from __future__ import annotations

import pytest

from tests.live.conversation import Conversation, script
from tests.live.test_engine import EN, GOOD
from vivavoce.features.sessions import said, turns
from vivavoce.features.sessions.engine import Phase
from vivavoce.features.sessions.events import (
    Ask,
    Hush,
    Keep,
    NoteQuestion,
    Offer,
    Prepare,
    Probe,
    Rate,
    RatedSoFar,
    Rephrase,
    Rephrased,
    ReplyFound,
    Resumed,
    Wished,
)
from vivavoce.features.sessions.script import EarlyStop
from vivavoce.features.sessions.wording import Wish

BY_VOICE = {
    Wish.REPEAT: "Sorry, could you say that again please?",
    Wish.REPHRASE: "Could you put that differently?",
    Wish.WAIT: "Give me a moment, please.",
    Wish.ADD: "Can I add something to my last answer?",
    Wish.SKIP: "Can we skip this question?",
    Wish.PAUSE: "Could we take a short break?",
    Wish.STOP: "I'd like to stop the interview.",
    Wish.ASK: "Sorry, can I ask something first?",
}


def second_question(**changes: object) -> Conversation:
    """Listening to the second question of three."""
    return Conversation(script(3, **changes)).join().hear_out().answer(GOOD).hear_out()  # type: ignore[arg-type]


def wish(talk: Conversation, wanted: Wish, by: str) -> Conversation:
    if by == "button":
        talk.feed(Wished(talk.now_ms, wanted))
        return talk
    return talk.speak(BY_VOICE[wanted]).wait(turns.PAUSE_WISH_MS)


either = pytest.mark.parametrize("by", ["button", "voice"])


@either
def test_differently(by: str) -> None:
    talk = wish(second_question(), Wish.REPHRASE, by)
    assert talk.actions[-1] == Rephrase("Question 2?")
    talk.feed(Rephrased(talk.now_ms, "What did you do?"))
    assert talk.transcript[-1] == ("repeat", "Let me put it another way. What did you do?")
    wish(talk.hear_out(), Wish.REPEAT, "button")
    assert talk.transcript[-1] == ("repeat", "What did you do?"), "she hears again what she understood"


@pytest.mark.parametrize("late", [True, False])
def test_no_other_words(late: bool) -> None:
    talk = wish(second_question(), Wish.REPHRASE, "button")
    if late:
        talk.wait(turns.THINKING_LIMIT_MS)
    else:
        talk.feed(Rephrased(talk.now_ms, None))
    assert talk.transcript[-1] == ("repeat", "Question 2?")


@either
def test_time_to_think(by: str) -> None:
    talk = wish(second_question(), Wish.WAIT, by)
    assert talk.transcript[-1] == ("prompt", EN.take_your_time)
    talk.hear_out().wait(turns.WAIT_MS - 5_000)
    assert talk.transcript[-1] == ("prompt", EN.take_your_time), "nobody hurries her"
    talk.wait(6_000)
    assert talk.transcript[-1] == ("prompt", EN.prompts[0])


@either
def test_more_to_the_last_answer(by: str) -> None:
    talk = wish(second_question(), Wish.ADD, by).hear_out().answer("It also saved the team two hours a day at least.")
    kept = [action for action in talk.actions if isinstance(action, Keep)]
    assert kept[-1].text == "It also saved the team two hours a day at least."
    assert kept[-1].step == kept[0].step
    assert talk.transcript[-1] == ("repeat", EN.added.replace("{question}", "Question 2?"))
    talk.hear_out().answer(GOOD)
    assert talk.transcript[-1] == ("question", "Question 3?")


def test_nothing_to_add_to() -> None:
    talk = wish(Conversation(script(2)).join().hear_out(), Wish.ADD, "voice")
    assert talk.transcript[-1] == ("repeat", EN.no_earlier_answer.replace("{question}", "Question 1?"))


@either
def test_skipping(by: str) -> None:
    talk = wish(second_question(), Wish.SKIP, by)
    assert talk.transcript[-2:] == [("acknowledgement", EN.skipped), ("question", "Question 3?")]
    assert talk.kinds.count("answer") == 1


def test_what_she_said_before_she_skipped_is_kept() -> None:
    talk = second_question().speak("I have done that once or").speak("Can we skip this question?").wait(500)
    assert talk.transcript[-3] == ("answer", "I have done that once or")
    assert talk.transcript[-1] == ("question", "Question 3?")


def test_a_plea_after_half_an_answer_leaves_it_in_hand() -> None:
    talk = second_question().speak("I led a team of eight.").speak(BY_VOICE[Wish.REPEAT]).wait(500)
    assert talk.transcript[-1] == ("repeat", "Question 2?")
    talk.hear_out().answer("And we moved the whole thing to another country in a year.")
    assert ("answer", "I led a team of eight. And we moved the whole thing to another country in a year.") in (
        talk.transcript
    )


@either
def test_a_break(by: str) -> None:
    talk = wish(second_question(), Wish.PAUSE, by).hear_out()
    assert talk.state.phase is Phase.PAUSED
    spent = talk.state.spent_at(talk.now_ms)
    talk.wait(3_600_000)
    assert talk.state.spent_at(talk.now_ms) == spent, "a break costs no time"
    talk.feed(Resumed(talk.now_ms))
    assert talk.transcript[-1] == ("repeat", f"{EN.welcome_back} Question 2?")
    talk.hear_out().answer(GOOD)
    assert talk.transcript[-1] == ("question", "Question 3?")


def test_a_break_survives_a_lost_line_and_ends_on_another_device() -> None:
    talk = wish(second_question(), Wish.PAUSE, "button").hear_out().leave().wait(60_000).crash().join()
    assert talk.state.phase is Phase.PAUSED
    assert talk.kinds[-1] == "prompt", "nobody talks into her break"
    talk.feed(Resumed(talk.now_ms))
    assert talk.transcript[-1] == ("repeat", f"{EN.welcome_back} Question 2?")


def test_a_break_in_the_welcome() -> None:
    talk = Conversation(script(1)).join()
    talk.feed(Wished(talk.now_ms, Wish.PAUSE))
    talk.leave().join()
    assert talk.state.phase is Phase.PAUSED
    talk.feed(Resumed(talk.now_ms))
    assert talk.hear_out().kinds == ["welcome", "prompt", "repeat", "question"]


def test_the_welcome_once_more() -> None:
    talk = Conversation(script(1)).join().play(500)
    talk.feed(Wished(talk.now_ms, Wish.REPEAT))
    assert talk.transcript[-1] == ("repeat", "Hello and welcome.")
    assert talk.hear_out().kinds == ["welcome", "repeat", "question"]


@pytest.mark.parametrize("words", ["Sorry, could you say that again?", "I don't understand.", BY_VOICE[Wish.ADD]])
def test_the_welcome_once_more_by_voice(words: str) -> None:
    talk = Conversation(script(1)).join().play(500).interrupt(words).wait(turns.PAUSE_WISH_MS)
    assert talk.transcript[-1] == ("repeat", "Hello and welcome.")
    assert talk.hear_out().kinds[-1] == "question"


def test_silence_where_nothing_was_asked_goes_on() -> None:
    talk = Conversation(script(1)).join().play(500).interrupt("One moment, please.").wait(turns.PAUSE_WISH_MS)
    assert talk.transcript[-1] == ("prompt", EN.take_your_time)
    assert talk.hear_out().wait(turns.WAIT_MS).kinds[-1] == "question"


@pytest.mark.parametrize("other", [Wish.REPEAT, Wish.SKIP])
def test_a_later_yes_does_not_end_it(other: Wish) -> None:
    talk = wish(wish(second_question(), Wish.STOP, "voice").hear_out(), other, "voice").hear_out()
    assert ("answer", "Yes.") in talk.answer("Yes.").transcript


def test_nor_does_a_yes_after_a_lost_line_or_a_silence() -> None:
    talk = wish(second_question(), Wish.STOP, "voice").hear_out().leave().join().hear_out()
    assert ("answer", "Yes.") in talk.answer("Yes.").transcript
    talk = Conversation(script(1)).join().play(500).interrupt(BY_VOICE[Wish.STOP]).wait(turns.PAUSE_WISH_MS)
    talk.hear_out().wait(turns.PROMPT_AFTER_MS).hear_out()
    assert ("answer", "Yes.") in talk.answer("Yes.").transcript


def test_stopping_by_voice_is_asked_again() -> None:
    talk = wish(second_question(), Wish.STOP, "voice")
    assert talk.transcript[-1] == ("prompt", EN.confirm_end)
    talk.hear_out().answer("Yes, please.")
    assert talk.transcript[-1] == ("thank_you", EN.ended_early)
    assert talk.hear_out().ending == "ended_by_candidate"
    assert ("answer", "Yes, please.") not in talk.transcript


def test_asking_to_stop_twice_is_a_yes() -> None:
    talk = wish(wish(second_question(), Wish.STOP, "voice").hear_out(), Wish.STOP, "voice")
    assert talk.transcript[-1] == ("thank_you", EN.ended_early)


def test_several_wishes_in_one_breath() -> None:
    talk = second_question().speak("One moment please, I did not understand the question.").wait(turns.PAUSE_WISH_MS)
    assert talk.actions[-1] == Rephrase("Question 2?")
    assert talk.kinds.count("answer") == 1


def test_not_stopping_after_all() -> None:
    talk = wish(second_question(), Wish.STOP, "voice").hear_out().answer("No, sorry.")
    assert talk.transcript[-1] == ("repeat", EN.go_on.replace("{question}", "Question 2?"))
    talk = wish(second_question(), Wish.STOP, "voice").hear_out().answer(GOOD)
    assert ("answer", GOOD) in talk.transcript
    assert talk.transcript[-1] == ("question", "Question 3?")


# --- her questions ----------------------------------------------------------------------------------------------------

PAY = "What is the salary for this job?"


def test_a_question_in_the_middle_is_answered_with_its_source() -> None:
    talk = second_question().answer(PAY)
    assert talk.actions[-1] == Ask(PAY)
    assert talk.transcript[-1] == ("answer", PAY)
    asked = [action for action in talk.actions if isinstance(action, Keep)][-1]
    assert asked.kind == "asked", "no answer, so it is never scored"
    talk.feed(ReplyFound(talk.now_ms, "It is 52,000 a year.", "Offer.pdf"))
    assert talk.transcript[-2:] == [
        ("reply", "It is 52,000 a year. That is what the document Offer.pdf says."),
        ("repeat", "Back to the question. Question 2?"),
    ]
    talk.hear_out().answer(GOOD)
    assert talk.transcript[-1] == ("question", "Question 3?")


@pytest.mark.parametrize("late", [True, False])
def test_a_question_that_nothing_answers_is_a_task_for_a_person(late: bool) -> None:
    talk = second_question().answer(PAY)
    if late:
        talk.wait(turns.REPLY_LIMIT_MS)
    else:
        talk.feed(ReplyFound(talk.now_ms, None))
    noted = [action for action in talk.actions if isinstance(action, NoteQuestion)]
    assert [note.question for note in noted] == [PAY]
    assert ("reply", EN.ask_person) in talk.transcript


DAY = "How does a usual day look like, from the morning on?"


@either
def test_a_question_that_she_announces(by: str) -> None:
    talk = wish(second_question(), Wish.ASK, by)
    assert talk.transcript[-1] == ("prompt", EN.ask_away)
    talk.hear_out().answer(DAY)
    assert not said.asks_company(DAY, "en"), "a topic that nobody thought of"
    assert talk.actions[-1] == Ask(DAY)
    assert [action.kind for action in talk.actions if isinstance(action, Keep)][-1] == "asked"
    talk.feed(ReplyFound(talk.now_ms, "It begins at nine."))
    assert talk.transcript[-2:] == [("reply", "It begins at nine."), ("repeat", "Back to the question. Question 2?")]
    talk.crash().hear_out().answer(GOOD)
    assert ("answer", GOOD) in talk.transcript[-3:]
    assert talk.transcript[-1] == ("question", "Question 3?")


def test_a_question_over_the_interviewer() -> None:
    talk = Conversation(script(2)).join().hear_out_until("question").play(500).interrupt("Can I ask something?")
    assert Hush(talk.state.utterance) in talk.actions
    talk.wait(turns.PAUSE_WISH_MS)
    assert talk.transcript[-1] == ("prompt", EN.ask_away)
    talk.play(500).interrupt(DAY).wait(turns.PAUSE_MS["normal"])
    assert talk.actions[-1] == Ask(DAY), "she need not wait for the end of the line"


def test_a_question_in_the_welcome() -> None:
    talk = Conversation(script(1)).join().play(500).interrupt("Can I ask something?").wait(turns.PAUSE_WISH_MS)
    assert talk.transcript[-1] == ("prompt", EN.ask_away)
    talk.hear_out().answer(DAY)
    talk.feed(ReplyFound(talk.now_ms, "It begins at nine."))
    assert talk.kinds[-2:] == ["reply", "question"]


def test_no_question_in_the_welcome_after_all() -> None:
    talk = Conversation(script(1)).join().play(500).interrupt("Can I ask something?").wait(turns.PAUSE_WISH_MS)
    assert talk.hear_out().answer("No, never mind.").transcript[-1] == ("question", "Question 1?")


def test_no_follow_up_is_looked_for_to_her_question() -> None:
    talk = Conversation(script(2, followups=1)).join().hear_out()
    wish(talk, Wish.ASK, "button").hear_out().speak(DAY)
    assert not any(isinstance(action, Prepare) for action in talk.actions)
    talk.wait(1_600).feed(ReplyFound(talk.now_ms, None))
    talk.hear_out().speak(GOOD)
    assert isinstance(talk.actions[-1], Prepare)


def test_a_question_in_the_same_breath() -> None:
    words = "Can I ask something? Who will I work with every day?"
    assert second_question().answer(words).actions[-1] == Ask(words)


@pytest.mark.parametrize("words", ["No, never mind.", "Forget it, let's go on with the interview.", "Can we go on?"])
def test_no_question_after_all(words: str) -> None:
    talk = wish(second_question(), Wish.ASK, "voice").hear_out().answer(words)
    assert talk.transcript[-1] == ("repeat", EN.go_on.replace("{question}", "Question 2?"))
    talk.hear_out().answer(GOOD)
    assert talk.transcript[-1] == ("question", "Question 3?")


def test_yes_is_not_yet_her_question() -> None:
    talk = wish(second_question(), Wish.ASK, "voice").hear_out().answer("Yes, thank you.")
    assert talk.transcript[-1] == ("prompt", EN.ask_away)
    assert talk.hear_out().answer(DAY).actions[-1] == Ask(DAY)


def test_a_moment_to_find_the_words_of_her_question() -> None:
    talk = wish(wish(second_question(), Wish.ASK, "voice").hear_out(), Wish.WAIT, "voice").hear_out()
    assert talk.wait(30_000).answer(DAY).actions[-1] == Ask(DAY)


@pytest.mark.parametrize("other", [Wish.REPEAT, Wish.PAUSE, Wish.STOP, Wish.ADD])
def test_another_wish_ends_her_turn_to_ask(other: Wish) -> None:
    talk = wish(wish(second_question(), Wish.ASK, "voice").hear_out(), other, "voice")
    assert not talk.state.asking


def test_silence_after_she_wanted_to_ask() -> None:
    talk = wish(second_question(), Wish.ASK, "voice").hear_out().wait(turns.PROMPT_AFTER_MS)
    assert talk.transcript[-1] == ("prompt", EN.prompts[0])
    assert talk.hear_out().answer(DAY).actions[-1] == Ask(DAY)


def test_a_long_answer_instead_of_her_question_is_an_answer() -> None:
    talk = wish(second_question(), Wish.ASK, "voice").hear_out().answer(" ".join([GOOD] * 6))
    assert talk.transcript[-1] == ("question", "Question 3?")


def test_what_she_said_before_she_asked_is_kept_and_probed() -> None:
    talk = Conversation(script(2, followups=1)).join().hear_out()
    talk.speak("I led a team of eight.").speak("Can I ask something?").wait(turns.PAUSE_WISH_MS)
    assert talk.transcript[-2:] == [("answer", "I led a team of eight."), ("prompt", EN.ask_away)]
    talk.hear_out().answer(DAY)
    talk.feed(ReplyFound(talk.now_ms, None))
    talk.hear_out().answer(GOOD)
    assert isinstance(talk.actions[-1], Probe)
    assert [text for _, text in talk.state.said] == ["I led a team of eight.", GOOD]


def test_she_asks_instead_of_adding() -> None:
    talk = wish(second_question(), Wish.ADD, "voice").hear_out()
    wish(talk, Wish.ASK, "voice").hear_out().answer(DAY)
    talk.feed(ReplyFound(talk.now_ms, None))
    talk.hear_out().answer(GOOD)
    assert [action.step for action in talk.actions if isinstance(action, Keep)][-1] == 2, "of the question in hand"


def test_a_lost_line_ends_her_turn_to_ask() -> None:
    talk = wish(second_question(), Wish.ASK, "voice").hear_out().leave().crash().join().hear_out().answer(GOOD)
    assert ("answer", GOOD) in talk.transcript[-3:]
    assert talk.transcript[-1] == ("question", "Question 3?")


def closing() -> Conversation:
    return Conversation(script(1, closing=True)).join().hear_out().answer(GOOD).hear_out()


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("No, thank you, that is all.", EN.closing_nothing),
        ("That's all, thanks.", EN.closing_nothing),
        ("I would like to add that I have a driving licence.", EN.closing_noted),
    ],
)
def test_the_closing_turn(words: str, reply: str) -> None:
    assert closing().answer(words).transcript[-1] == ("closing_reply", reply)


def test_the_closing_turn_goes_on_as_long_as_she_asks() -> None:
    talk = closing()
    for words in ("When would I start?", "No, but what does the team look like?"):
        talk.answer(words)
        talk.feed(ReplyFound(talk.now_ms, "In May."))
        assert talk.kinds[-2:] == ["closing_reply", "repeat"]
        talk.hear_out()
    talk.answer("No, that's all.").hear_out()
    assert talk.ending == "completed"
    assert talk.kinds[-2:] == ["closing_reply", "thank_you"]


def test_a_question_that_she_announces_in_the_closing_turn() -> None:
    talk = closing().answer("Yes, I have a question.")
    assert talk.transcript[-1] == ("prompt", EN.ask_away)
    assert talk.hear_out().answer(DAY).actions[-1] == Ask(DAY)
    talk.feed(ReplyFound(talk.now_ms, "It begins at nine."))
    assert talk.transcript[-1] == ("repeat", "Would you like to add or ask anything?")
    wish(talk.hear_out(), Wish.ASK, "voice").hear_out().answer("Never mind.")
    assert talk.transcript[-1] == ("repeat", EN.go_on.replace("{question}", "Would you like to add or ask anything?"))
    wish(talk.hear_out(), Wish.ASK, "voice").hear_out().answer("No, that's all.")
    assert talk.transcript[-1] == ("closing_reply", EN.closing_nothing)


def test_the_closing_turn_ends_some_time() -> None:
    talk = closing()
    while talk.state.phase is not Phase.ENDED:
        talk.answer("When would I start?")
        talk.feed(ReplyFound(talk.now_ms, None))
        talk.hear_out()
    assert talk.kinds.count("closing_reply") == turns.CLOSING_QUESTIONS


# --- budgets ----------------------------------------------------------------------------------------------------------


def test_an_interview_that_goes_badly_ends_early_and_kindly() -> None:
    talk = Conversation(script(4, closing=True, early_stop=EarlyStop(3.0, 2))).join().hear_out()
    talk.answer(GOOD)
    assert any(isinstance(action, Rate) for action in talk.actions)
    talk.feed(RatedSoFar(talk.now_ms, 1.0))
    talk.hear_out().answer(GOOD)
    assert talk.transcript[-2:] == [("prompt", EN.enough), ("closing", "Would you like to add or ask anything?")]
    talk.hear_out().answer("No, thanks.").hear_out()
    assert talk.ending == "early_stop"


@pytest.mark.parametrize("score", [3.0, 8.0, None])
def test_an_interview_that_goes_well_or_is_not_assessed_goes_on(score: float | None) -> None:
    talk = Conversation(script(3, early_stop=EarlyStop(3.0, 1))).join().hear_out().answer(GOOD)
    talk.feed(RatedSoFar(talk.now_ms, score))
    talk.hear_out().answer(GOOD)
    assert talk.kinds.count("question") == 3


def test_after_the_last_prompt_other_ways_are_offered() -> None:
    talk = Conversation(script(1)).join().hear_out()
    for _ in EN.prompts:
        talk.wait(11_000).hear_out()
    assert [action.what for action in talk.actions if isinstance(action, Offer)] == [("pause", "text")]
