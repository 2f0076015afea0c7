"""``python -m tests.bench.capacity [--silero] [--only vivavoce|pipecat]``: steps the load up until replies come late.

Server on one core (ours with its PostgreSQL), candidates on another. Added latency is the time from the event that ends
a turn to the first sound of the reply, less the median of the same with one interview alone.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import importlib.util
import os
import signal
import statistics
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import psutil

from tests.bench.capacity import script
from tests.bench.capacity.load import Candidate, Tally
from tests.bench.capacity.side import Pipecat, Side, Vivavoce

STEPS = (10, 30, 45, 60, 75, 90, 110, 130)
LIMIT_MS = 100
CLOSE = 4
"""Interviews; the limit is not looked for more closely."""
ALONE_S, SETTLE_S, MEASURE_S = 50, 12, 28
SIDE_LIMIT_S = 400
ARRIVE_EVERY_S = 0.15


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. Milliseconds; CPU in per cent of one core."""

    interviews: int
    replies: int
    median: float
    p95: float
    cpu: float
    others: float
    client_lag: float
    lost: int


class Load:
    """So many candidates as are wanted now."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.tally = Tally()
        self._tasks: list[asyncio.Task[None]] = []

    async def grow(self, count: int) -> None:
        while len(self._tasks) < count:
            candidate = self.side.candidate(len(self._tasks), self.tally)
            self._tasks.append(asyncio.create_task(candidate.run()))
            await asyncio.sleep(ARRIVE_EVERY_S)
        await self._end(self._tasks[count:])
        del self._tasks[count:]

    async def close(self) -> None:
        await self._end(self._tasks)

    async def _end(self, tasks: list[asyncio.Task[None]]) -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def measure(self, seconds: float) -> Row:
        """What this number of candidates sees."""
        self.side.prefer()
        self.tally.clear()
        cpu, core, begun = self.side.cpu_s(), _busy_s(self.side.core), time.monotonic()
        await asyncio.sleep(seconds)
        spent = time.monotonic() - begun
        ours = self.side.cpu_s() - cpu
        others = max(0.0, _busy_s(self.side.core) - core - ours)
        replies = [reply * 1000 for reply in self.tally.all_replies(time.monotonic())]
        return Row(
            interviews=len(self._tasks),
            replies=len(replies),
            median=statistics.median(replies or [float("inf")]),
            p95=percentile(replies, 0.95),
            cpu=100 * ours / spent,
            others=100 * others / spent,
            client_lag=percentile(sorted(lag * 1000 for lag in self.tally.lags), 0.95),
            lost=self.tally.lost,
        )


def percentile(ordered: list[float], share: float) -> float:
    """Of an ordered list; infinite when nothing came."""
    return ordered[round(share * (len(ordered) - 1))] if ordered else float("inf")


def _busy_s(core: int) -> float:
    times = psutil.cpu_times(percpu=True)[core]
    return float(sum(times) - times.idle - times.iowait - getattr(times, "guest", 0) - getattr(times, "guest_nice", 0))


@contextlib.asynccontextmanager
async def loaded(side: Side) -> AsyncIterator[Load]:
    """Candidates that are gone when the measurement ends."""
    load = Load(side)
    try:
        yield load
    finally:
        await load.close()


async def climb(side: Side) -> int:
    """Prints a line a step; gives the largest number that was answered in time."""
    give_up = time.monotonic() + SIDE_LIMIT_S
    async with loaded(side) as load:
        await load.grow(1)
        await asyncio.sleep(SETTLE_S)
        alone = await load.measure(ALONE_S)
        _print(side, alone, alone.median)
        held, failed = 1, 0
        while (count := next_step(held, failed)) and time.monotonic() < give_up:
            await load.grow(count)
            await asyncio.sleep(SETTLE_S)
            row = await load.measure(MEASURE_S)
            _print(side, row, alone.median)
            if row.p95 - alone.median <= LIMIT_MS and not row.lost:
                held = count
            else:
                failed = count
    return held


def next_step(held: int, failed: int) -> int:
    """Up the steps until one fails (0: none yet), then halfway back; 0: known well enough."""
    if not failed:
        return next((step for step in STEPS if step > held), 0)
    return (held + failed) // 2 if failed - held > CLOSE else 0


def _print(side: Side, row: Row, alone: float) -> None:
    print(
        f"{side.name:9} {row.interviews:4} interviews  {row.replies:4} replies  added median {row.median - alone:7.1f}"
        f" ms  p95 {row.p95 - alone:7.1f} ms  cpu {row.cpu:5.1f} % ({row.cpu / row.interviews:.2f} each)"
        f"  others {row.others:4.1f} %  client lag p95 {row.client_lag:5.1f} ms  lost {row.lost}",
        flush=True,
    )


def main() -> None:
    """Measures one side after the other and prints both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--silero", action="store_true", help="real voice activity on both sides")
    parser.add_argument("--only", choices=("vivavoce", "pipecat"))
    parser.add_argument("--nice", type=int, default=0, help="priority of both, for a machine that is shared (root)")
    parser.add_argument("--no-deflate", action="store_true", help="no compression on the line, on both sides")
    options = parser.parse_args()
    words = ["--silero"] * options.silero + ["--no-deflate"] * options.no_deflate
    if options.silero:
        Candidate.voice = staticmethod(script.speech)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the servers are ended on the way out
    first, *rest = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, set(rest[:1]) or {first})
    held: dict[str, int] = {}
    for kind in (Vivavoce, Pipecat):
        if options.only not in (None, kind.name):
            continue
        if kind is Pipecat and importlib.util.find_spec("pipecat") is None:
            print("pipecat   not installed: make bench-capacity installs the group `bench`")
            continue
        with kind(first, *words) as side:
            side.nice = options.nice
            held[kind.name] = asyncio.run(climb(side))
    print("  ".join(f"{name}: {count} interviews a core" for name, count in held.items()), end="")
    if len(held) == 2:
        print(f"  ratio {held['vivavoce'] / held['pipecat']:.1f} (target: at least 30, and 3 times)")
    else:
        print()


if __name__ == "__main__":
    main()
