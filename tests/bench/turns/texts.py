"""The committed texts of the bench, and where somebody pauses in them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MARK = re.compile(r"\s*\{(mid|word|conj|filler|full)\}\s*")
HELD = ("mid", "word", "conj", "filler")
"""Pauses at which the sentence is not over; after ``full`` it could be."""
LANGUAGES = ("en", "de", "fr", "es", "it")


@dataclass(frozen=True, slots=True)
class Answer:
    """``parts[i]`` is followed by a pause of kind ``kinds[i]``; the last part ends the answer."""

    number: int
    language: str
    parts: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def sentences(self) -> tuple[tuple[str, ...], ...]:
        """The parts that are said in one breath, as groups: only after ``full`` the melody falls and begins anew."""
        groups: list[list[str]] = [[self.parts[0]]]
        for kind, part in zip(self.kinds, self.parts[1:], strict=True):
            if kind == "full":
                groups.append([part])
            else:
                groups[-1].append(part)
        return tuple(tuple(group) for group in groups)


def _read() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("texts.toml").read_text())


def answers(language: str) -> tuple[Answer, ...]:
    """All answers in a language, in the order of the file."""
    found = []
    for number, marked in enumerate(_read()[language]):
        parts = _MARK.split(marked)
        found.append(Answer(number, language, tuple(parts[::2]), tuple(parts[1::2])))
    return tuple(found)


def asides(kind: str, language: str) -> tuple[str, ...]:
    """``backchannel`` or ``interruption``: what is said while the interviewer speaks."""
    return tuple(_read()["aside"][kind][language])
