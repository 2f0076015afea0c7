"""What a candidate is told before she agrees. The version is kept with her consent; a changed text is a new version."""

from __future__ import annotations

from dataclasses import dataclass

VERSION = "2026-11-2"
PURPOSE = "interview"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to know, with a heading."""

    title: str
    text: str


def points(*, company: str, kind: str, minutes: float) -> tuple[Point, ...]:
    """The disclosure of one interview, in the order in which it is read."""
    scored = {
        "interview": "Each answer is compared with what the position asks for. Every rating rests on your own words.",
        "assessment": "Each answer shows a level for one competency. Every level rests on your own words.",
        "coaching": "You get feedback for practising. There is no hiring decision in a coaching session.",
    }[kind]
    decides = (
        "The feedback is for you. Nobody is hired or rejected because of it."
        if kind == "coaching"
        else f"The software does not decide about you. A person at {company} reads your answers and decides."
    )
    return (
        Point("An AI asks the questions", f"You talk with a computer voice for up to {minutes:g} minutes."),
        Point("This is practice" if kind == "coaching" else "A person decides", decides),
        Point(
            "What is kept",
            f"What you say is written down as a transcript, which {company} can read. The sound is not kept, except "
            "where the software could not make out your words: that passage waits for another try. It is deleted a "
            "week after its words are there, and after a month in any case.",
        ),
        Point("What is scored", scored),
        Point(
            "What never is",
            "Your looks, your voice, your accent, your feelings, your name, age, gender or origin are not analysed and "
            "change nothing.",
        ),
        Point("You are in charge", "Take your time, hear a question again, type instead, or stop at any moment."),
    )
