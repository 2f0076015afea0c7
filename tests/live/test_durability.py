"""Six interviews whose lines are cut and whose server is killed: all are whole in the end."""

from __future__ import annotations

import asyncio

from tests.bench.durability.storm import storm
from tests.support.server import data_folder


async def test_interviews_survive_cut_lines_and_a_killed_server() -> None:
    with data_folder() as data:
        data.parent.mkdir(exist_ok=True)
        async with asyncio.timeout(110):
            report = await storm(data.parent, 6, seed=7, kills=1, questions=1, cut_every_s=2.5, most_cuts=2)
    assert report.faults == []
    assert report.kills == 1
    assert report.cuts >= 6
    assert report.acknowledged >= 12
