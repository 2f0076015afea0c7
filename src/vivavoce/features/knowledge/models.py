"""Tables of knowledge bases: stores, documents as they came, and their passages with vectors."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pgvector.sqlalchemy import VECTOR
from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import Mapped, deferred, mapped_column

from vivavoce.kernel.database import Base


class StoreRow(Base):
    """A merchant's collection of documents."""

    __tablename__ = "knowledge_store"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class DocumentRow(Base):
    """A document as it came, and what became of it."""

    __tablename__ = "knowledge_document"
    __table_args__ = (CheckConstraint("state in ('queued', 'processing', 'ready', 'failed')", name="state_known"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    store_id: Mapped[UUID] = mapped_column(ForeignKey("knowledge_store.id", ondelete="cascade"), index=True)
    name: Mapped[str]
    media_type: Mapped[str | None]
    size_bytes: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(nullable=False))
    state: Mapped[str]
    error: Mapped[str | None]
    language: Mapped[str | None]
    pages: Mapped[int | None]
    passages: Mapped[int | None]
    hidden: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class PassageRow(Base):
    """A passage with its place. ``meaning``: a sentence embedding, where the language has one; ``letters``: counts of
    letter groups, for every language and for names that no embedding knows."""

    __tablename__ = "knowledge_passage"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    store_id: Mapped[UUID] = mapped_column(ForeignKey("knowledge_store.id", ondelete="cascade"), index=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("knowledge_document.id", ondelete="cascade"))
    number: Mapped[int]
    page: Mapped[int | None]
    text: Mapped[str]
    meaning: Mapped[Any | None] = mapped_column(VECTOR(512))
    letters: Mapped[Any] = mapped_column(VECTOR(1024))
