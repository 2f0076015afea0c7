"""Verbs of knowledge bases. They flush; the caller's transaction decides. ``process`` is the work of a job."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import structlog
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.knowledge.chunks import Chunk, chunks
from vivavoce.features.knowledge.models import DocumentRow, PassageRow, StoreRow
from vivavoce.features.knowledge.vectors import Vectors, vectors
from vivavoce.kernel.database import Database
from vivavoce.kernel.errors import ConflictError, FieldError, NotFoundError
from vivavoce.kernel.ids import new_id
from vivavoce.kernel.jobs import defer
from vivavoce.kernel.uploads import Upload
from vivavoce.ports.documents.port import Document, DocumentTooLargeError, UnreadableDocumentError
from vivavoce.ports.documents.read import read
from vivavoce.ports.llm.detect import language_of
from vivavoce.ports.llm.port import Passage

log = structlog.get_logger(__name__)

PROCESS_DOCUMENT = "knowledge.process_document"
BROKEN = "Something broke on our side while this document was read. It is tried again; if it stays, upload it anew."
FUSION = 60
"""Reciprocal rank fusion: 1 / (60 + rank), summed over both orders (Cormack, Clarke and Büttcher 2009)."""
LOOKED_AT = 40
"""Passages that each order contributes."""


class State(StrEnum):
    """Where a document stands."""

    QUEUED = "queued"
    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Store:
    """A collection of documents."""

    id: UUID
    name: str
    documents: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that answers a query, best first; ``score`` orders, nothing more."""

    document_id: UUID
    passage: Passage
    score: float


async def add_store(session: AsyncSession, merchant_id: UUID, name: str) -> UUID:
    """Makes an empty store."""
    row = StoreRow(id=new_id(), merchant_id=merchant_id, name=name)
    session.add(row)
    await session.flush()
    return row.id


async def find_store(session: AsyncSession, merchant_id: UUID, store_id: UUID) -> StoreRow | None:
    """The merchant's store with this id."""
    return await session.scalar(select(StoreRow).where(StoreRow.merchant_id == merchant_id, StoreRow.id == store_id))


async def list_stores(session: AsyncSession, merchant_id: UUID, limit: int, offset: int) -> tuple[int, list[Store]]:
    """How many there are, and one page of them, newest first."""
    mine = select(StoreRow).where(StoreRow.merchant_id == merchant_id)
    total = await session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    held = select(DocumentRow.store_id, func.count().label("n")).group_by(DocumentRow.store_id).subquery()
    rows = await session.execute(
        select(StoreRow, func.coalesce(held.c.n, 0))
        .outerjoin(held, held.c.store_id == StoreRow.id)
        .where(StoreRow.merchant_id == merchant_id)
        .order_by(StoreRow.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return total, [Store(row.id, row.name, count, row.created_at, row.updated_at) for row, count in rows]


async def remove_store(session: AsyncSession, merchant_id: UUID, store_id: UUID) -> None:
    """Deletes a store with its documents and passages. Raises NotFoundError; ConflictError while interviews use it."""
    row = await find_store(session, merchant_id, store_id)
    if row is None:
        raise NotFoundError("There is no such knowledge base store.", name="knowledge_base_store_id")
    try:
        async with session.begin_nested():
            await session.execute(delete(StoreRow).where(StoreRow.id == row.id))
    except IntegrityError:
        raise ConflictError(
            "This store is used by an interview: take it out of the interview first, or delete single documents.",
            code="store_in_use",
        ) from None


async def add_document(session: AsyncSession, merchant_id: UUID, store_id: UUID, upload: Upload, name: str) -> UUID:
    """Keeps a document and enqueues its reading. Raises FieldError for an unknown store."""
    if await find_store(session, merchant_id, store_id) is None:
        raise unknown_store()
    row = DocumentRow(
        id=new_id(),
        merchant_id=merchant_id,
        store_id=store_id,
        name=name,
        media_type=upload.media_type,
        size_bytes=len(upload.data),
        content=upload.data,
        state=State.QUEUED.value,
    )
    session.add(row)
    await session.flush()
    await defer(session, PROCESS_DOCUMENT, merchant_id=str(merchant_id), document_id=str(row.id))
    return row.id


def unknown_store() -> FieldError:
    """The refusal of a store that is not the merchant's."""
    name = "knowledge_base_store_id"
    return FieldError(name, f"{name} is unknown.", code="unknown_knowledge_base_store")


async def find_document(session: AsyncSession, merchant_id: UUID, document_id: UUID) -> DocumentRow:
    """The merchant's document. Raises NotFoundError."""
    row = await session.scalar(
        select(DocumentRow).where(DocumentRow.merchant_id == merchant_id, DocumentRow.id == document_id)
    )
    if row is None:
        raise NotFoundError("There is no such document.", name="knowledge_base_id")
    return row


async def list_documents(
    session: AsyncSession, merchant_id: UUID, store_id: UUID, limit: int, offset: int
) -> tuple[int, Sequence[DocumentRow]]:
    """How many a store has, and one page of them, newest first. Raises NotFoundError."""
    if await find_store(session, merchant_id, store_id) is None:
        raise NotFoundError("There is no such knowledge base store.", name="knowledge_base_store_id")
    held = select(DocumentRow).where(DocumentRow.store_id == store_id)
    total = await session.scalar(select(func.count()).select_from(held.subquery())) or 0
    rows = await session.scalars(held.order_by(DocumentRow.id.desc()).limit(limit).offset(offset))
    return total, rows.all()


async def remove_document(session: AsyncSession, merchant_id: UUID, document_id: UUID) -> None:
    """Deletes a document with its passages. Raises NotFoundError."""
    row = await find_document(session, merchant_id, document_id)
    await session.delete(row)
    await session.flush()


async def process(database: Database, merchant_id: str, document_id: str) -> None:
    """Reads a document and keeps its passages. Running twice is harmless; a document that is gone is left alone."""
    merchant, document = UUID(merchant_id), UUID(document_id)
    async with database.merchant(merchant) as session:
        row = await session.get(DocumentRow, document)
        if row is None:
            return
        row.state = State.PROCESSING.value
        data = await session.scalar(select(DocumentRow.content).where(DocumentRow.id == document)) or b""
        name, media_type = row.name, row.media_type
    try:
        known = await read(data, filename=name, media_type=media_type)
        language = language_of(known.text)
        cut = chunks([(page.number, page.text) for page in known.pages])
        made = await asyncio.to_thread(vectors, [chunk.text for chunk in cut], language)
    except (UnreadableDocumentError, DocumentTooLargeError) as error:
        await _fail(database, merchant, document, str(error))
        return
    except Exception:
        await _fail(database, merchant, document, BROKEN)
        raise  # the job is tried again, and may still succeed
    async with database.merchant(merchant) as session:
        row = await session.get(DocumentRow, document, with_for_update=True)
        if row is not None:
            await _fill(session, row, known, language, list(zip(cut, made, strict=True)))
    log.info("knowledge.processed", document_id=document_id, passages=len(cut))


async def _fail(database: Database, merchant_id: UUID, document_id: UUID, sentence: str) -> None:
    async with database.merchant(merchant_id) as session:
        if row := await session.get(DocumentRow, document_id):
            row.state, row.error = State.FAILED.value, sentence


async def _fill(
    session: AsyncSession, row: DocumentRow, known: Document, language: str | None, made: list[tuple[Chunk, Vectors]]
) -> None:
    """The passages of a document in place of those that it had."""
    await session.execute(delete(PassageRow).where(PassageRow.document_id == row.id))
    for number, (chunk, vector) in enumerate(made):
        session.add(
            PassageRow(
                id=new_id(), merchant_id=row.merchant_id, store_id=row.store_id, document_id=row.id, number=number,
                page=chunk.page, text=chunk.text, meaning=vector.meaning, letters=vector.letters,
            )
        )  # fmt: skip
    row.state, row.error, row.language = State.READY.value, None, language
    row.pages, row.passages = len(known.pages), len(made)
    row.media_type = known.media_type
    row.hidden = [asdict(hidden) for hidden in known.hidden[:50]]


async def search(session: AsyncSession, merchant_id: UUID, store_id: UUID, query: str, limit: int) -> tuple[Found, ...]:
    """The passages that answer a query best: both orders, fused by rank. Raises NotFoundError for an unknown store."""
    if await find_store(session, merchant_id, store_id) is None:
        raise NotFoundError("There is no such knowledge base store.", name="knowledge_base_store_id")
    (wanted,) = await asyncio.to_thread(vectors, [query], _embedded(language_of(query)))
    held = select(PassageRow.id).where(PassageRow.store_id == store_id)
    orders = [held.order_by(PassageRow.letters.cosine_distance(wanted.letters))]
    if wanted.meaning is not None:
        known = held.where(PassageRow.meaning.is_not(None))
        orders.append(known.order_by(PassageRow.meaning.cosine_distance(wanted.meaning)))
    scores: dict[UUID, float] = {}
    for order in orders:
        for rank, id in enumerate(await session.scalars(order.limit(LOOKED_AT))):
            scores[id] = scores.get(id, 0.0) + 1 / (FUSION + rank)
    best = sorted(scores, key=lambda id: (-scores[id], id))[:limit]
    rows = await session.execute(select(PassageRow, DocumentRow.name).join(DocumentRow).where(PassageRow.id.in_(best)))
    found = {row.id: Found(row.document_id, Passage(name, row.text, row.page), scores[row.id]) for row, name in rows}
    return tuple(found[id] for id in best)


def _embedded(language: str | None) -> str:
    """A short query tells its language badly: what is not told is embedded as English, whose vectors lie near."""
    return language or "en"


async def spread(session: AsyncSession, store_id: UUID, limit: int) -> tuple[Passage, ...]:
    """Passages from the whole of a store, the same number from every document, evenly over each."""
    rows = await session.execute(
        select(PassageRow.text, PassageRow.page, DocumentRow.name, DocumentRow.id)
        .join(DocumentRow)
        .where(PassageRow.store_id == store_id)
        .order_by(DocumentRow.id, PassageRow.number)
    )
    documents: dict[UUID, list[Passage]] = {}
    for text, page, name, id in rows:
        documents.setdefault(id, []).append(Passage(name, text, page))
    each = max(1, limit // max(1, len(documents)))
    taken = [_evenly(passages, each) for passages in documents.values()]
    return tuple(passage for passages in taken for passage in passages)[:limit]


def _evenly(passages: list[Passage], count: int) -> list[Passage]:
    if len(passages) <= count:
        return passages
    return [passages[at * len(passages) // count] for at in range(count)]
