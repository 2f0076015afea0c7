"""The worker as a process of its own."""

from __future__ import annotations

import asyncio
import signal

from vivavoce.entry.bootstrap import Platform
from vivavoce.kernel.settings import Settings


async def run(settings: Settings) -> None:
    """Runs jobs until SIGINT or SIGTERM."""
    platform = await asyncio.to_thread(Platform.build, settings)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        await platform.jobs.start()
        await stop.wait()
    finally:
        await platform.close()
