"""The second lock: row-level security."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import text

from vivavoce.kernel.database import Database
from vivavoce.kernel.jobs import defer


async def test_a_transaction_runs_as_the_bound_role(database: Database) -> None:
    async with database.merchant(UUID(int=1)) as session:
        row = (await session.execute(text("select current_user, current_setting('app.merchant')"))).one()
    assert tuple(row) == ("vivavoce_app", str(UUID(int=1)))


async def test_a_job_is_enqueued_with_its_transaction_alone(database: Database) -> None:
    count = text("select count(*) from procrastinate_jobs where task_name = 'test.job'")
    try:
        async with database.platform() as session:
            await defer(session, "test.job", some_id="1")
            raise InterruptedError
    except InterruptedError:
        pass
    async with database.platform() as session:
        assert (await session.execute(count)).scalar() == 0
        await defer(session, "test.job", some_id="1")
    async with database.platform() as session:
        assert (await session.execute(count)).scalar() == 1
        await session.execute(text("delete from procrastinate_jobs where task_name = 'test.job'"))
