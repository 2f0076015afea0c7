"""What a candidate is told before she agrees. The version is kept with her consent; a changed text is a new version.

The texts lie in ``screens/<code>.po``, below ``server.told.``; a translation says what the English says.
"""

from __future__ import annotations

from dataclasses import dataclass

from vivavoce.features.sessions import texts

VERSION = "2026-11-2"
PURPOSE = "interview"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to know, with a heading."""

    title: str
    text: str


def points(*, company: str, kind: str, minutes: float, language: str = "en") -> tuple[Point, ...]:
    """The disclosure of one interview, in the order in which it is read and in the language of the reader."""
    whole = int(minutes) if float(minutes).is_integer() else minutes

    def point(key: str, text: str = "", **values: str | float) -> Point:
        told = texts.text(f"told.{text or key}", language, **values)
        return Point(texts.text(f"told.{key}.title", language), told)

    return (
        point("ai", count=whole),
        point("practice") if kind == "coaching" else point("person", company=company),
        point("kept", company=company),
        point("scored", f"scored.{kind}"),
        point("never"),
        point("charge"),
    )
