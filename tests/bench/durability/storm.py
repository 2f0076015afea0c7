"""Interviews at once, their lines cut and their server killed at random moments; then everything is compared."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.capacity.side import end_postgres
from tests.bench.durability import checks
from tests.bench.durability.survivor import Survivor
from tests.support.server import Server

MANNERS = ("typed", "spoken", "mixed")


@dataclass
class ScriptedServer(Server):
    """The real server with scripted engines."""

    def start(self, *, seconds: float = 60) -> ScriptedServer:
        return self._launch(seconds)

    def start_with(self, interviews: int, questions: int) -> list[str]:
        """Starts, and gives the addresses of so many interviews."""
        links = self.data.parent / "links.json"
        self._launch(90, "--links", str(links), "--count", str(interviews), "--questions", str(questions))
        found: list[str] = json.loads(links.read_text())
        return found

    def _launch(self, seconds: float, *words: str) -> ScriptedServer:
        self.settings["VIVAVOCE_WORKER"] = "false"
        self.settings.setdefault("VIVAVOCE_LOG_LEVEL", "warning")
        self.data.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "tests.bench.capacity.server", *words]
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.wait_until_ready(seconds)
        return self


@dataclass
class Report:
    """What came of it."""

    interviews: int
    kills: int = 0
    cuts: int = 0
    lines: int = 0
    acknowledged: int = 0
    turns: int = 0
    seconds: float = 0
    kinds: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.interviews} interviews, {self.kills} kills of the server, {self.cuts} lines cut, {self.lines} "
            f"lines opened, {self.turns} turns, {self.acknowledged} acknowledged answers, {self.seconds:.0f} s: "
            f"{len(self.faults)} faults"
        )


async def storm(
    folder: Path,
    interviews: int,
    *,
    seed: int,
    kills: int,
    questions: int = 3,
    cut_every_s: float = 7,
    most_cuts: int = 4,
) -> Report:
    """Runs it in an empty folder. The server is killed ``kills`` times, 4 to 9 s apart, and started again at once."""
    begun = time.monotonic()
    report = Report(interviews)
    server = ScriptedServer(folder / "data")
    try:
        links = await asyncio.to_thread(server.start_with, interviews, questions)
        manners = itertools.cycle(MANNERS)
        survivors = [
            Survivor(link, seed * 1000 + index, next(manners), cut_every_s, most_cuts)  # type: ignore[arg-type]
            for index, link in enumerate(links)
        ]
        killer = asyncio.create_task(_kill(server, random.Random(seed), kills, report))
        ended = await asyncio.gather(*(survivor.run() for survivor in survivors), return_exceptions=True)
        await killer
        found = await asyncio.to_thread(checks.read, server.data, links)
    finally:
        server.stop()
        end_postgres(server.data)
    for index, (survivor, attempt, end) in enumerate(zip(survivors, found, ended, strict=True)):
        said = [f"she gave up: {end!r}"] if isinstance(end, BaseException) else []
        for fault in [*said, *checks.faults_of(survivor, attempt)]:
            report.faults.append(f"interview {index} ({survivor.manner}): {fault}")
        report.cuts += survivor.cuts
        report.lines += survivor.lines
        report.acknowledged += len(survivor.safe)
        report.turns += len(attempt.turns) if attempt else 0
        report.kinds.update(turn.kind for turn in (attempt.turns if attempt else ()))
    report.seconds = time.monotonic() - begun
    return report


async def _kill(server: ScriptedServer, chance: random.Random, kills: int, report: Report) -> None:
    for _ in range(kills):
        await asyncio.sleep(chance.uniform(4, 9))
        server.kill()
        report.kills += 1
        await asyncio.to_thread(server.start)
