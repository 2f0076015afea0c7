"""The interviewer's small talk: acknowledgements, prompts, bridges. English; the tone is heard in them.

All of them are fixed, so they are synthesised ahead. None praises an answer or hints at its rating.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ACKNOWLEDGEMENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "relaxed": ("Thanks for that.", "Alright, thank you.", "Okay, thanks.", "Got it, thank you."),
    "simple": ("Thank you.", "Okay. Thank you.", "I see. Thank you."),
    "professional": ("Thank you.", "Understood, thank you.", "Thank you, noted."),
    "persuasive": ("Thank you for sharing that.", "Thanks, that helps me understand.", "I appreciate you telling me."),
}

PROMPTS: Final[tuple[str, ...]] = (
    "Take your time. I'm listening whenever you're ready.",
    "I can't hear anything yet. If you're thinking, that's fine. You can also ask me to say the question again.",
    "I still can't hear you. Please check that your microphone is on. You can also type your answer, or come back "
    "later with the same link.",
)
NOTHING_HEARD: Final = "I haven't heard an answer yet. Please go ahead when you're ready."
NO_SPEECH: Final = (
    "I couldn't hear you, so I'll stop here for now. Nothing is lost. You can open the same link again and continue."
)
WELCOME_BACK: Final = "Welcome back. Let's go on where we stopped."
WELCOME_BACK_ANSWERING: Final = "Welcome back. What you said before is safe, and you can go on with your answer."
ENDED_EARLY: Final = "Of course, we can stop here. Thank you for your time. Everything you said is saved."
TIME_IS_UP: Final = "We've reached the end of our time, so I'll stop the questions here."
CLOSING_QUESTION: Final = (
    "Thank you. I don't want to guess the answer to that. I've noted your question, and a person from the team will "
    "answer you."
)
CLOSING_NOTHING: Final = "Alright, thank you."
CLOSING_NOTED: Final = "Thank you. I've noted that for the team."

NOT_NOW: Final = (
    "It isn't your turn yet, so your answer was not sent. It is still in the box: send it when the question has been "
    "asked."
)


def acknowledgement(tone: str, number: int) -> str:
    """The words that bridge to what comes next; ``number`` turns the wheel."""
    choice = _ACKNOWLEDGEMENTS.get(tone, _ACKNOWLEDGEMENTS["relaxed"])
    return choice[number % len(choice)]


def time_warning(minutes: int) -> str:
    """Said once, before the last question that fits."""
    return (
        "Thank you. We have about a minute left."
        if minutes <= 1
        else f"Thank you. We have about {minutes} minutes left."
    )


def fixed_lines(tone: str) -> tuple[str, ...]:
    """Everything that can be rendered ahead for a tone."""
    choice = _ACKNOWLEDGEMENTS.get(tone, _ACKNOWLEDGEMENTS["relaxed"])
    return (
        *choice,
        *PROMPTS,
        NOTHING_HEARD,
        WELCOME_BACK,
        CLOSING_NOTHING,
        CLOSING_NOTED,
        CLOSING_QUESTION,
        TIME_IS_UP,
        ENDED_EARLY,
    )
