"""The gold set: answers, resumes and positions written by hand, each with the band that a person expects.

A quarter of each file is marked ``held_out`` (the quarter with the smallest SHA-256 of its id) and was not looked at
while weights were set.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from vivavoce.ports.llm.port import Answered, AnswerRating, PositionToMatch, ResumeRating, Rubric, Said, Seniority

HERE = Path(__file__).parents[3] / "gold"
TODAY = date(2025, 6, 1)
NOTHING = Rubric((), (), ())


@dataclass(frozen=True)
class GoldAnswer:
    id: str
    kind: str
    band: str
    held_out: bool
    answered: Answered


@dataclass(frozen=True)
class GoldResume:
    id: str
    band: str
    held_out: bool
    text: str
    position: PositionToMatch


def asked(question: str, *said: str) -> Answered:
    """What was said to one of the gold questions."""
    known = _questions()[question]
    turns = tuple(Said(f"t{place}", text) for place, text in enumerate(said))
    return Answered(question, known["question"], known["competency"], tuple(known["strong_answer"]), turns)


def answers() -> list[GoldAnswer]:
    rows = [json.loads(line) for line in (HERE / "answers.jsonl").read_text().splitlines()]
    return [
        GoldAnswer(row["id"], row["kind"], row["band"], row["held_out"], asked(row["question"], *row["said"]))
        for row in rows
    ]


def resume(name: str) -> str:
    return (HERE / "resumes" / f"{name}.txt").read_text()


def position(name: str) -> PositionToMatch:
    known = dict(json.loads((HERE / "positions.json").read_text())[name])
    rubric = Rubric(**{bracket: tuple(listed) for bracket, listed in known.pop("rubric").items()})
    return PositionToMatch(**{**known, "rubric": rubric, "seniority": Seniority(known["seniority"])})


def resumes() -> list[GoldResume]:
    rows = [json.loads(line) for line in (HERE / "resumes.jsonl").read_text().splitlines()]
    return [
        GoldResume(row["id"], row["band"], row["held_out"], resume(row["resume"]), position(row["position"]))
        for row in rows
    ]


def band_of_answer(rating: AnswerRating) -> str:
    if rating.score is None:
        return "not_assessed"
    return "high" if rating.score >= 3.8 else "low" if rating.score < 2.4 else "mid"


def band_of_resume(rating: ResumeRating) -> str:
    if rating.score is None:
        return "not_scored"
    return "high" if rating.score >= 6 else "low" if rating.score < 3 else "mid"


@lru_cache(maxsize=1)
def _questions() -> dict[str, dict[str, Any]]:
    known: dict[str, dict[str, Any]] = json.loads((HERE / "questions.json").read_text())
    return known
