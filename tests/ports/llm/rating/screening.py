"""The gold set of resumes in many languages: ``tests/gold/screening``.

``pairs.jsonl`` has one resume and position a line, with the score that a person expects (0 to 10), the bands that are
right (``reject`` below 3, ``accept`` from 6, ``middle`` between), parts of requirements that must be found (met or
partly) and such that must not be met, and ``held_out``: true for pairs that no weight and no list was tuned on. All
people are invented. ``swaps.json`` says for each resume what may be exchanged without moving a score.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from vivavoce.ports.llm.port import PositionToMatch, Rubric, Seniority

HERE = Path(__file__).parents[3] / "gold" / "screening"
TODAY = date(2025, 6, 1)


@dataclass(frozen=True)
class Pair:
    id: str
    resume: str
    position: str
    language: str
    score: float
    band: tuple[str, ...]
    held_out: bool
    found: tuple[str, ...]
    not_found: tuple[str, ...]


@cache
def pairs() -> tuple[Pair, ...]:
    rows = [json.loads(line) for line in (HERE / "pairs.jsonl").read_text().splitlines()]
    return tuple(
        Pair(**{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()})
        for row in rows
    )


@cache
def text_of(resume: str) -> str:
    return (HERE / f"{resume}.txt").read_text()


@cache
def position(name: str) -> PositionToMatch:
    known: dict[str, Any] = dict(json.loads((HERE / "positions.json").read_text())[name])
    rubric = Rubric(**{bracket: tuple(listed) for bracket, listed in known.pop("rubric").items()})
    return PositionToMatch(**{**known, "rubric": rubric, "seniority": Seniority(known["seniority"])})


@cache
def swaps() -> dict[str, dict[str, tuple[str, list[str]]]]:
    """For each resume and kind: what stands in it, and what may stand there instead."""
    read: dict[str, dict[str, tuple[str, list[str]]]] = json.loads((HERE / "swaps.json").read_text())
    return read


def band_of(score: float | None) -> str:
    if score is None:
        return "not_scored"
    return "reject" if score < 3 else "middle" if score < 6 else "accept"
