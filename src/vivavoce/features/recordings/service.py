"""Verbs of recordings: begin, add a chunk, keep, erase. Callers say whose it is, and hold a session that sees her."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.recordings import policy
from vivavoce.features.recordings.models import RecordingChunkRow, RecordingRow
from vivavoce.kernel import jobs
from vivavoce.kernel.clock import now
from vivavoce.kernel.database import Database
from vivavoce.kernel.errors import ConflictError, FieldError, NotFoundError, TooLargeError
from vivavoce.kernel.ids import new_id
from vivavoce.ports.blobs.port import Blobs

INTRODUCTION = "introduction"
DELETE_BLOBS = "recordings.delete_blobs"
"""A job with the ``folder`` that goes: files go when, and only when, the rows that knew of them are gone."""
UNFINISHED_LIFE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose recording it is."""

    merchant_id: UUID
    enrolment_id: UUID
    attempt_id: UUID


@dataclass(frozen=True, slots=True)
class Recording:
    """A video that was kept. ``sizes``: bytes of its pieces, in order."""

    id: UUID
    merchant_id: UUID
    enrolment_id: UUID
    content_type: str
    seconds: float
    kept_at: datetime
    sizes: tuple[int, ...]

    def key(self, seq: int) -> str:
        """Where a piece of it lies."""
        return _key(self.merchant_id, self.enrolment_id, self.id, seq)


def _folder(row: RecordingRow) -> str:
    return f"{row.merchant_id}/{row.enrolment_id}/{row.id}"


def _key(merchant_id: UUID, enrolment_id: UUID, recording_id: UUID, seq: int) -> str:
    return f"{merchant_id}/{enrolment_id}/{recording_id}/{seq:05}"


async def begin(session: AsyncSession, owner: Owner) -> UUID:
    """A new introduction; one that was on its way is dropped, one that she kept stays until another is kept."""
    await _erase(session, RecordingRow.attempt_id == owner.attempt_id, RecordingRow.kept_at.is_(None))
    row = RecordingRow(
        id=new_id(),
        merchant_id=owner.merchant_id,
        enrolment_id=owner.enrolment_id,
        attempt_id=owner.attempt_id,
        kind=INTRODUCTION,
    )
    session.add(row)
    await session.flush()
    return row.id


async def add_chunk(
    session: AsyncSession, blobs: Blobs, owner: Owner, recording_id: UUID, seq: int, data: bytes
) -> None:
    """Keeps one piece; the same piece again is once, in any order.

    Raises NotFoundError, ConflictError (``chunk_differs``, ``recording_kept``), FieldError and TooLargeError.
    """
    row = await _locked(session, owner, recording_id)
    hashed = hashlib.sha256(data).digest()
    there = await session.scalar(
        select(RecordingChunkRow.sha256).where(RecordingChunkRow.recording_id == row.id, RecordingChunkRow.seq == seq)
    )
    if there == hashed:
        return
    if there is not None:
        raise ConflictError("Another chunk has this number already; begin anew.", code="chunk_differs")
    if row.kept_at is not None:
        raise ConflictError("This recording is finished; begin anew.", code="recording_kept")
    await _make_sure_it_fits(session, row, data)
    if seq == 0:
        row.content_type = _video_type(data)
    await blobs.put(_key(row.merchant_id, row.enrolment_id, row.id, seq), data)
    session.add(
        RecordingChunkRow(
            recording_id=row.id, seq=seq, merchant_id=row.merchant_id, sha256=hashed, size_bytes=len(data)
        )
    )
    await session.flush()


async def _make_sure_it_fits(session: AsyncSession, row: RecordingRow, data: bytes) -> None:
    if not data:
        raise FieldError("body", "The chunk is empty.")
    if len(data) > policy.CHUNK_LIMIT_BYTES:
        raise TooLargeError(f"A chunk may have {policy.CHUNK_LIMIT_BYTES:,} bytes.")
    held = select(func.sum(RecordingChunkRow.size_bytes)).where(RecordingChunkRow.recording_id == row.id)
    if int(await session.scalar(held) or 0) + len(data) > policy.MOST_BYTES:
        raise TooLargeError(f"A video may have {policy.MOST_BYTES:,} bytes.", code="video_too_large")


def _video_type(head: bytes) -> str:
    found = policy.sniff(head)
    if found is None:
        raise FieldError("body", "This is no video that browsers play: send WebM, MP4 or MOV.", code="not_a_video")
    return found


async def _locked(session: AsyncSession, owner: Owner, recording_id: UUID) -> RecordingRow:
    mine = (RecordingRow.id == recording_id, RecordingRow.attempt_id == owner.attempt_id)
    row = await session.scalar(select(RecordingRow).where(*mine).with_for_update())
    if row is None:
        raise NotFoundError("There is no such recording; begin anew.", name="recording_id")
    return row


async def keep(
    session: AsyncSession, owner: Owner, recording_id: UUID, chunks: int, seconds: float, moment: datetime
) -> None:
    """This is the one, in ``chunks`` pieces; one that was kept before goes. Keeping twice is once.

    Raises NotFoundError, ConflictError (``chunks_missing``) and FieldError.
    """
    row = await _locked(session, owner, recording_id)
    if row.kept_at is not None:
        return
    if seconds > policy.MOST_SECONDS + policy.LEEWAY_S:
        raise FieldError("seconds", f"The video may last {policy.MOST_SECONDS} seconds.", code="video_too_long")
    there = list(
        await session.scalars(
            select(RecordingChunkRow.seq)
            .where(RecordingChunkRow.recording_id == row.id)
            .order_by(RecordingChunkRow.seq)
        )
    )
    if there != list(range(chunks)):
        missing = sorted(set(range(chunks)) ^ set(there))
        raise ConflictError(f"These chunks are not as announced: {missing[:20]}.", code="chunks_missing")
    await _erase(session, RecordingRow.attempt_id == owner.attempt_id, RecordingRow.id != row.id)
    row.seconds, row.kept_at = min(seconds, policy.MOST_SECONDS), moment
    await session.flush()


async def introduction_of(session: AsyncSession, attempt_id: UUID) -> Recording | None:
    """The introduction that she kept with this attempt."""
    return await _kept(session, RecordingRow.attempt_id == attempt_id, RecordingRow.kind == INTRODUCTION)


async def find_kept(session: AsyncSession, recording_id: UUID) -> Recording:
    """Raises NotFoundError."""
    found = await _kept(session, RecordingRow.id == recording_id)
    if found is None:
        raise NotFoundError("There is no recording at this address.")
    return found


async def _kept(session: AsyncSession, *where: object) -> Recording | None:
    row = await session.scalar(select(RecordingRow).where(*where, RecordingRow.kept_at.is_not(None)))  # type: ignore[arg-type]
    if row is None or row.kept_at is None or row.seconds is None or row.content_type is None:
        return None
    sizes = await session.scalars(
        select(RecordingChunkRow.size_bytes)
        .where(RecordingChunkRow.recording_id == row.id)
        .order_by(RecordingChunkRow.seq)
    )
    return Recording(
        row.id, row.merchant_id, row.enrolment_id, row.content_type, row.seconds, row.kept_at, tuple(sizes)
    )


async def erase_attempt(session: AsyncSession, attempt_id: UUID) -> None:
    """All that was recorded with this attempt: the rows now, the files as soon as this is committed."""
    await _erase(session, RecordingRow.attempt_id == attempt_id)


async def _erase(session: AsyncSession, *where: object) -> None:
    for row in list(await session.scalars(select(RecordingRow).where(*where).with_for_update())):  # type: ignore[arg-type]
        await jobs.defer(session, DELETE_BLOBS, folder=_folder(row))
        await session.execute(delete(RecordingRow).where(RecordingRow.id == row.id))


async def delete_blobs(blobs: Blobs, *, folder: str) -> None:
    """The job."""
    await blobs.delete(folder)


async def forget_unfinished(database: Database) -> None:
    """A periodic job: what she never kept goes."""
    async with database.platform() as session:
        await _erase(session, RecordingRow.kept_at.is_(None), RecordingRow.created_at < now() - UNFINISHED_LIFE)
