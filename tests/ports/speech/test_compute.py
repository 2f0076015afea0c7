"""Lanes, turns between interviews, cancelling, closing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from vivavoce.ports.speech.compute import Compute, Lane


@pytest.fixture
def compute() -> Iterator[Compute]:
    pool = Compute(workers=1)
    yield pool
    pool.close()


class Gate:
    """Keeps a thread busy until it is opened."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.open = threading.Event()

    def hold(self) -> None:
        self.entered.set()
        assert self.open.wait(10)


async def held(compute: Compute, lane: Lane = Lane.SPEAK) -> tuple[Gate, asyncio.Task[None]]:
    gate = Gate()
    task = asyncio.create_task(compute.run(lane, "holder", gate.hold))
    assert await asyncio.to_thread(gate.entered.wait, 5)
    return gate, task


async def test_results_and_errors_come_back(compute: Compute) -> None:
    assert await compute.run(Lane.HEAR, "a", divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await compute.run(Lane.HEAR, "a", divmod, 7, 0)


async def test_it_runs_beside_the_event_loop(compute: Compute) -> None:
    assert await compute.run(Lane.FLOOR, "a", threading.get_ident) != threading.get_ident()


async def test_interviews_take_turns(compute: Compute) -> None:
    gate, holding = await held(compute)
    order: list[str] = []
    asked = [("greedy", index) for index in range(4)] + [("modest", 0), ("third", 0)]
    tasks = [asyncio.create_task(compute.run(Lane.SPEAK, key, order.append, f"{key}{index}")) for key, index in asked]
    await asyncio.sleep(0)
    assert compute.load()[Lane.SPEAK].queued == 6
    gate.open.set()
    await asyncio.gather(holding, *tasks)
    assert order == ["greedy0", "modest0", "third0", "greedy1", "greedy2", "greedy3"]


async def test_the_fast_lane_does_not_wait_for_a_sentence(compute: Compute) -> None:
    gate, holding = await held(compute)
    assert await asyncio.wait_for(compute.run(Lane.FLOOR, "b", str, 1), 5) == "1"
    gate.open.set()
    await holding


async def test_hearing_goes_before_speaking_on_one_thread(compute: Compute) -> None:
    gate, holding = await held(compute)
    order: list[str] = []
    speak = asyncio.create_task(compute.run(Lane.SPEAK, "a", order.append, "speak"))
    await asyncio.sleep(0)
    hear = asyncio.create_task(compute.run(Lane.HEAR, "b", order.append, "hear"))
    await asyncio.sleep(0)
    gate.open.set()
    await asyncio.gather(holding, speak, hear)
    assert order == ["hear", "speak"]


async def test_with_two_workers_neither_hearing_nor_speaking_can_take_all() -> None:
    pool = Compute(workers=2)
    gate, holding = await held(pool, Lane.SPEAK)
    waiting = asyncio.create_task(pool.run(Lane.SPEAK, "a", str, "later"))
    assert await asyncio.wait_for(pool.run(Lane.HEAR, "b", str, "now"), 5) == "now"
    assert not waiting.done()
    gate.open.set()
    await asyncio.gather(holding, waiting)
    pool.close()


async def test_cancelling_takes_a_waiting_call_away(compute: Compute) -> None:
    gate, holding = await held(compute)
    done: list[int] = []
    dropped = asyncio.create_task(compute.run(Lane.SPEAK, "a", done.append, 1))
    kept = asyncio.create_task(compute.run(Lane.SPEAK, "a", done.append, 2))
    await asyncio.sleep(0)
    dropped.cancel()
    await asyncio.sleep(0)
    assert compute.load()[Lane.SPEAK].queued == 1
    gate.open.set()
    await asyncio.gather(holding, kept)
    assert done == [2]
    assert dropped.cancelled()


async def test_load_tells_how_long_calls_waited(compute: Compute) -> None:
    gate, holding = await held(compute)
    task = asyncio.create_task(compute.run(Lane.SPEAK, "a", str, 1))
    await asyncio.sleep(0.05)
    assert compute.load()[Lane.SPEAK].running == 1
    gate.open.set()
    await asyncio.gather(holding, task)
    load = compute.load()[Lane.SPEAK]
    assert load.queued == load.running == 0
    assert load.wait_ms > 5
    assert load.work_ms > 5


async def test_close_refuses_what_waits_and_what_comes() -> None:
    pool = Compute(workers=1)
    gate, holding = await held(pool)
    waiting = asyncio.create_task(pool.run(Lane.SPEAK, "a", str, 1))
    await asyncio.sleep(0)
    pool.close(wait=False)
    with pytest.raises(RuntimeError, match="closed"):
        await waiting
    gate.open.set()
    await holding
    with pytest.raises(RuntimeError, match="closed"):
        await pool.run(Lane.SPEAK, "a", str, 1)
