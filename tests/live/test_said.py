"""What her words mean to the conversation."""

from __future__ import annotations

import pytest

from vivavoce.features.sessions import said, wording
from vivavoce.features.sessions.wording import Wish


@pytest.mark.parametrize(
    "words",
    [
        "I built it and",
        "because",
        "we moved to the",
        "It was, um",
        "I worked with",
        "First,",
        "so that…",
        "I think that",
    ],
)
def test_unfinished(words: str) -> None:
    assert said.unfinished(words, "en")


@pytest.mark.parametrize("words", ["I built it.", "That is all", "We saved a third.", "Yes.", "I liked the band"])
def test_finished(words: str) -> None:
    assert not said.unfinished(words, "en")


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("Could you repeat the question?", Wish.REPEAT),
        ("Sorry, can you say that again please?", Wish.REPEAT),
        ("Sorry, could you say that again, please?", Wish.REPEAT),
        ("Sorry, good, you say that again, please?", Wish.REPEAT),
        ("Say that again.", Wish.REPEAT),
        ("What was the question?", Wish.REPEAT),
        ("I didn't catch that, sorry.", Wish.REPEAT),
        ("Pardon?", Wish.REPEAT),
        ("Please repeat the question", Wish.REPEAT),
        ("Could you put that differently, please?", Wish.REPHRASE),
        ("Um, I don't understand the question.", Wish.REPHRASE),
        ("Give me a moment.", Wish.WAIT),
        ("Okay, let me think about that.", Wish.WAIT),
        ("Can I add something to my last answer?", Wish.ADD),
        ("Can we skip this one?", Wish.SKIP),
        ("Next question, please.", Wish.SKIP),
        ("Could we take a short break?", Wish.PAUSE),
        ("I'd like to stop the interview.", Wish.STOP),
        ("Can I ask something first?", Wish.ASK),
        ("Sorry, I have a question.", Wish.ASK),
        ("Um, may I ask you something?", Wish.ASK),
    ],
)
def test_wishes(words: str, wish: Wish) -> None:
    assert said.wish_of(words, "en") is wish


@pytest.mark.parametrize(
    "words",
    [
        "I had to repeat the question to my customer.",
        "I would say that again and again to my team.",
        "What was the question is something I asked myself when the system failed.",
        "The goal was to not repeat that mistake.",
        "I would stop the line and call the engineer.",
        "We took a break and then we went on.",
        "I asked them to give me a moment.",
        "He could not understand the question.",
        "I stop the interview.",
        "I could say that again.",
        "Yes.",
        "",
    ],
)
def test_answers_that_only_mention_one(words: str) -> None:
    assert said.wish_of(words, "en") is None


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("One moment please, I did not understand the question.", Wish.REPHRASE),
        ("I didn't understand the question. One moment, please.", Wish.REPHRASE),
        ("Sorry, wait, could you repeat that?", Wish.REPEAT),
        ("Give me a second. Just a moment.", Wish.WAIT),
        ("One moment. I'm not sure, what you mean.", Wish.REPHRASE),
        ("One moment. Could you, please, repeat the question?", Wish.REPEAT),
        ("Yes, okay. Can I ask something? Could you repeat the question?", Wish.REPEAT),
        ("One moment, please. Can we skip this one?", Wish.SKIP),
        ("Yes, sorry.", None),
        ("Okay, thank you.", None),
        ("One moment, please, I was the team lead.", None),
        ("Give me a moment, I said to the customer, and then I asked my boss.", None),
        ("Sorry, no.", None),
        ("One moment please, I did not understand the question. " * 5, None),
    ],
)
def test_two_wishes_in_one_breath(words: str, wish: Wish | None) -> None:
    assert said.wish_of(words, "en") is wish


@pytest.mark.parametrize(
    ("words", "substance"),
    [("Um, well, hmm.", False), ("", False), ("...", False), ("Uh, yes", True), ("Let me think.", False), ("No", True)],
)
def test_substance(words: str, substance: bool) -> None:
    assert said.has_substance(words, "en") is substance


@pytest.mark.parametrize(
    ("words", "listening"), [("Mhm.", True), ("Okay, right.", True), ("", True), ("Wait, stop.", False), ("No", False)]
)
def test_sounds_of_somebody_who_listens(words: str, listening: bool) -> None:
    assert said.is_backchannel(words, "en") is listening


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("What is the salary for this job?", True),
        ("Sorry, can I ask how big the team is?", True),
        ("Is it possible to work remotely", True),
        ("I asked my manager what the team needs and then I did it.", False),
        ("My last job was in an office. I liked the team.", False),
        ("How do I deal with that? I talk to people.", False),
        ("When I joined the company, the team was small.", False),
        ("How we did it was by asking the team.", False),
        ("Can I ask how big the team is?", True),
        ("Can I ask something?", False),
        ("I have a question. What does a usual day look like?", True),
        ("Can I ask something, who will I talk to next?", True),
        ("I have a question. I always say that to customers.", False),
        ("I wanted to ask something, so I called a friend.", False),
    ],
)
def test_questions_to_the_company(words: str, asks: bool) -> None:
    assert said.asks_company(words, "en") is asks


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("No, never mind.", True),
        ("It's not important, let's just go on with the interview.", True),
        ("Nothing", True),
        ("No, how much is the salary?", False),
        ("The salary", False),
        ("What about lunch?", False),
        ("Never mind that, what is the salary?", False),
        ("I would like to know who decides in the end", False),
    ],
)
def test_no_question_after_all(words: str, back: bool) -> None:
    assert said.takes_back(words, "en") is back


def test_courtesy_is_no_question() -> None:
    assert said.is_courtesy("Yes, thank you.", "en")
    assert not said.is_courtesy("Yes, the hours.", "en")


def test_the_end_of_a_conversation() -> None:
    assert said.has_nothing_to_add("No, that's all, thank you.", "en")
    assert not said.has_nothing_to_add("No, but when will I hear back?", "en")
    assert said.asks_something("When will I hear back?", "en")
    assert said.agrees("Yes, please.", "en")
    assert not said.agrees("No, let's go on.", "en")


def test_alternatives_are_spelt_out() -> None:
    assert wording.spelt_out("{can|could} you {please|} wait") == [
        "can you please wait",
        "can you wait",
        "could you please wait",
        "could you wait",
    ]
