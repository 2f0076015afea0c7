"""What must be true of an interview that was killed and resumed: compares what she was told with the database."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg

from tests.bench.capacity import script
from tests.bench.durability.survivor import Survivor
from vivavoce.kernel import secret_token
from vivavoce.kernel.embedded_postgres import EmbeddedPostgres

ONCE = ("welcome", "rapport", "closing", "closing_reply", "thank_you")
_NUMBER = re.compile(r"task (\d+) I planned")


@dataclass(frozen=True, slots=True)
class Kept:
    """A turn in the database."""

    id: UUID
    number: int
    speaker: str
    kind: str
    text: str
    step_id: str


@dataclass(frozen=True, slots=True)
class Found:
    """An attempt in the database."""

    state: str
    turns: tuple[Kept, ...]


def read(data: Path, links: Sequence[str]) -> list[Found | None]:
    """The attempts behind links, in their order; None where there is not exactly one."""
    postgres = EmbeddedPostgres(data / "postgres")
    try:
        with psycopg.connect(postgres.url) as connection:
            return [_found(connection, link) for link in links]
    finally:
        postgres.stop()


def faults_of(survivor: Survivor, found: Found | None) -> list[str]:
    """Every promise that was broken, in words; empty: none."""
    if found is None:
        return ["there is not exactly one attempt"]
    faults = [] if found.state == "completed" else [f"the attempt ended as {found.state}"]
    return [
        *faults,
        *_missing(survivor, found),
        *_twice(found, survivor.typed),
        *_repeated(survivor, found),
        *_gaps(found),
    ]


def _missing(survivor: Survivor, found: Found) -> list[str]:
    kept = {str(turn.id): turn.text for turn in found.turns}
    answers = " ".join(turn.text for turn in found.turns if turn.speaker == "candidate")
    faults = [f"acknowledged, not kept: {text!r}" for id_, text in survivor.safe.items() if kept.get(id_) != text]
    shown = {number for part in survivor.shown for number in _NUMBER.findall(part)}
    faults += [f"shown as heard, not kept: {number}" for number in shown if script.words_of(int(number)) not in answers]
    return faults + [f"typed, not kept: {text!r}" for text in survivor.typed if text not in answers]


def _twice(found: Found, typed: list[str]) -> list[str]:
    answers = " ".join(turn.text for turn in found.turns if turn.speaker == "candidate")
    said = Counter(_NUMBER.findall(answers))
    faults = [f"kept {count} times: stretch {number}" for number, count in said.items() if count > 1]
    faults += [f"kept twice: {text!r}" for text in typed if answers.count(text) > 1]
    kinds = Counter(turn.kind for turn in found.turns)
    faults += [f"{kinds[kind]} turns are {kind}" for kind in ONCE if kinds[kind] > 1]
    asked = Counter(
        (turn.step_id, turn.kind, turn.text) for turn in found.turns if turn.kind in ("question", "follow_up")
    )
    return faults + [f"asked {count} times: {text!r}" for (_, _, text), count in asked.items() if count > 1]


def _repeated(survivor: Survivor, found: Found) -> list[str]:
    """A line may come again only when she had not heard it. (Each coming back has its own greeting.)"""
    heard = {told.turn_id for told in survivor.told if told.surely_heard}
    last_heard: dict[str, bool] = {}
    faults = []
    for turn in found.turns:
        again = turn.kind == "repeat" and turn.text in last_heard
        if again and last_heard[turn.text]:
            faults.append(f"repeated although heard: {turn.text!r}")
        if again or turn.kind != "repeat":
            last_heard[turn.text] = str(turn.id) in heard
    return faults


def _gaps(found: Found) -> list[str]:
    numbers = [turn.number for turn in found.turns]
    return [] if numbers == list(range(1, len(numbers) + 1)) else [f"turns are numbered {numbers}"]


def _found(connection: psycopg.Connection, link: str) -> Found | None:
    hashed = secret_token.digest(link.rsplit("/", 1)[1])
    rows = connection.execute(
        "select attempt.id, attempt.state from attempt join access_link using (enrolment_id) where token_hash = %s",
        [hashed],
    ).fetchall()
    if len(rows) != 1:
        return None
    turns = connection.execute(
        "select id, number, speaker, kind, text, step_id from turn where attempt_id = %s order by number", [rows[0][0]]
    ).fetchall()
    return Found(rows[0][1], tuple(Kept(*turn) for turn in turns))
