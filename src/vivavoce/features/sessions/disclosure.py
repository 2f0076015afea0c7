"""What a candidate is told before she agrees. The version is kept with her consent; a changed text is a new version.

The texts lie in ``screens/<code>.po``, below ``server.told.``; a translation says what the English says.
"""

from __future__ import annotations

from dataclasses import dataclass

from vivavoce.features.sessions import texts

VERSION = "2026-11-3"
PURPOSE = "interview"
INTRODUCTION_VIDEO = "introduction_video"

PERFORMED: frozenset[str] = frozenset()
"""Recording modes that this platform performs. Whoever builds one adds it here, and its text `told.recorded.<mode>`."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to know, with a heading."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """What her consent is asked for; without a ``required`` one nothing begins, the others are hers to give."""

    name: str
    required: bool


def purposes(video_introduction: str | None) -> tuple[Purpose, ...]:
    """What an interview asks her consent for. ``video_introduction``: optional, required, or None."""
    interview = Purpose(PURPOSE, required=True)
    if not video_introduction:
        return (interview,)
    return (interview, Purpose(INTRODUCTION_VIDEO, required=video_introduction == "required"))


def asks(purpose: Purpose, *, company: str, language: str = "en") -> str:
    """The sentence that she agrees to; it belongs to ``VERSION``."""
    must = ".required" if purpose.required and purpose.name != PURPOSE else ""
    return texts.text(f"told.purpose.{purpose.name}{must}", language, company=company)


def recorded(*settings: str | None, performed: frozenset[str] = PERFORMED) -> tuple[str, ...]:
    """Which texts say what is recorded, for the recording settings of an interview: only what really happens."""
    return tuple(f"recorded.{mode}" for mode in settings if mode in performed) or ("recorded.nothing",)


def points(
    *, company: str, kind: str, minutes: float, recording: tuple[str | None, ...] = (), language: str = "en"
) -> tuple[Point, ...]:
    """The disclosure of one interview, in the order in which it is read and in the language of the reader."""
    whole = int(minutes) if float(minutes).is_integer() else minutes

    def point(key: str, text: str = "", **values: str | float) -> Point:
        told = texts.text(f"told.{text or key}", language, **values)
        return Point(texts.text(f"told.{key}.title", language), told)

    return (
        point("ai", count=whole),
        point("practice") if kind == "coaching" else point("person", company=company),
        Point(
            texts.text("told.recorded.title", language),
            " ".join(texts.text(f"told.{key}", language) for key in recorded(*recording)),
        ),
        point("kept", company=company),
        point("scored", f"scored.{kind}"),
        point("never"),
        point("charge"),
    )
