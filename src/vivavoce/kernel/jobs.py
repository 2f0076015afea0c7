"""Background work on the same database, through procrastinate.

A job is enqueued inside the caller's transaction, so it exists exactly when the change that it follows exists. Jobs
take ids, call one verb, and may run twice.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import procrastinate
import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

log = structlog.get_logger(__name__)

Job = Callable[..., Awaitable[None]]

_DEFER = text(
    "select unnest(procrastinate_defer_jobs_v1(array[row("
    "'default', :name, 0, :lock, null, cast(:args as jsonb), null)::procrastinate_job_to_defer_v1]))"
)
STALLED_AFTER_S = 60
ATTEMPTS = 5
LAST_JOBS_S = 10


async def defer(session: AsyncSession, name: str, **arguments: str) -> None:
    """Enqueues job ``name`` in the session's transaction; jobs with the same arguments never run side by side."""
    lock = f"{name}:{json.dumps(arguments, sort_keys=True)}"
    await session.execute(_DEFER, {"name": name, "lock": lock, "args": json.dumps(arguments)})


class Jobs:
    """The worker: runs enqueued jobs and periodic ones until it is stopped."""

    def __init__(self, url: str) -> None:
        self.app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url, min_size=1, max_size=4))
        self._running: asyncio.Task[None] | None = None

        @self.app.periodic(cron="* * * * *")
        @self.app.task(name="jobs.take_back", queueing_lock="jobs.take_back", pass_context=True)
        async def take_back(context: procrastinate.JobContext, timestamp: int) -> None:
            # The work of dead workers goes on elsewhere.
            manager = context.app.job_manager
            for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_S):
                await manager.retry_job(job)

    def register(self, name: str, job: Job) -> None:
        """Makes ``job`` known under ``name``; a failed run is tried again with growing pauses."""
        retry = procrastinate.RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=5)
        self.app.task(name=name, retry=retry)(job)

    def every(self, cron: str, name: str, job: Callable[[], Awaitable[None]]) -> None:
        """Runs ``job`` by the clock (five-field cron, UTC), on one worker at a time."""

        async def run(timestamp: int) -> None:
            await job()

        self.app.periodic(cron=cron)(self.app.task(name=name, queueing_lock=name)(run))

    @property
    def alive(self) -> bool:
        """Whether this process's worker runs."""
        return self._running is not None and not self._running.done()

    async def start(self) -> None:
        """Starts the worker in the background."""
        await self.app.open_async()
        self._running = asyncio.create_task(self.run_forever(), name="jobs")

    async def run_forever(self) -> None:
        """Runs the worker until cancelled; the app must be open."""
        await self.app.run_worker_async(
            concurrency=4, install_signal_handlers=False, listen_notify=True, delete_jobs="successful"
        )

    async def drain(self) -> None:
        """Runs all jobs that wait and returns: for tests and one-off commands."""
        async with self.app.open_async():
            await self.app.run_worker_async(
                wait=False, install_signal_handlers=False, listen_notify=False, delete_jobs="successful"
            )

    async def stop(self) -> None:
        """Lets running jobs finish. One that takes longer than ``LAST_JOBS_S`` is taken back by another worker."""
        if self._running is None:
            return
        self._running.cancel()
        done, _ = await asyncio.wait({self._running}, timeout=LAST_JOBS_S)
        if done:
            await self.app.close_async()
        else:
            log.warning("jobs.left_running")
        self._running = None


def schema_sql() -> str:
    """procrastinate's own tables and functions, for the first migration."""
    schema: Any = procrastinate.schema.SchemaManager
    return str(schema.get_schema())
