"""What the last words tell."""

from __future__ import annotations

import pytest

from vivavoce.features.sessions import turns


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
    assert turns.unfinished(words)


@pytest.mark.parametrize("words", ["I built it.", "That is all", "We saved a third.", "Yes.", "I liked the band"])
def test_finished(words: str) -> None:
    assert not turns.unfinished(words)


@pytest.mark.parametrize(
    "words",
    [
        "Could you repeat the question?",
        "Sorry, can you say that again please?",
        "Say that again.",
        "What was the question?",
        "I didn't catch that, sorry.",
        "Pardon?",
        "Please repeat the question",
    ],
)
def test_pleas_to_repeat(words: str) -> None:
    assert turns.asks_to_repeat(words)


@pytest.mark.parametrize(
    "words",
    [
        "I had to repeat the question to my customer.",
        "I would say that again and again to my team.",
        "What was the question is something I asked myself when the system failed.",
        "The goal was to not repeat that mistake.",
    ],
)
def test_answers_that_only_mention_it(words: str) -> None:
    assert not turns.asks_to_repeat(words)


@pytest.mark.parametrize(
    ("words", "substance"),
    [("Um, well, hmm.", False), ("", False), ("...", False), ("Uh, yes", True), ("Let me think.", False), ("No", True)],
)
def test_substance(words: str, substance: bool) -> None:
    assert turns.has_substance(words) is substance


def test_an_unknown_pace_is_the_normal_one() -> None:
    assert turns.pause_ms("warp", None, "Done.") == turns.PAUSE_MS["normal"]
