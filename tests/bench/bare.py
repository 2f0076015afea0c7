"""The measure of comparison: one endpoint, one ORM insert, one commit, on the same database and server."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from vivavoce.kernel.database import async_url
from vivavoce.kernel.ids import new_id


class Base(DeclarativeBase):
    """A table of its own."""


class Bare(Base):
    """One row a call."""

    __tablename__ = "bench_bare"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class BareAnswer(BaseModel):
    """What it answers."""

    id: UUID


def app(url: str) -> FastAPI:
    """The whole of it."""
    engine = create_async_engine(async_url(url))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        yield

    made = FastAPI(lifespan=lifespan)

    @made.post("/bare")
    async def bare(body: dict[str, Any]) -> BareAnswer:
        async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
            row = Bare(id=new_id(), body=body)
            session.add(row)
        return BareAnswer(id=row.id)

    return made


if __name__ == "__main__":
    uvicorn.run(app(sys.argv[1]), port=int(sys.argv[2]), log_level="warning", access_log=False)
