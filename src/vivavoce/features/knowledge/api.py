"""Routes of knowledge bases: stores, documents, and a search that shows what an interview would draw on."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import ConfigDict, Field, StringConstraints

from vivavoce.features.access import Editor, Reader
from vivavoce.features.knowledge import service
from vivavoce.features.knowledge.models import DocumentRow
from vivavoce.kernel.database import Database
from vivavoce.kernel.fields import Answer, Body, Integer, Line, Pagination, Text
from vivavoce.kernel.http import errors
from vivavoce.kernel.uploads import allow_upload, read_upload, upload_body

router = APIRouter(prefix="/functions/v1", tags=["Knowledge bases"])
UPLOAD = "/knowledge-base-document-upload"
allow_upload(f"/functions/v1{UPLOAD}")

MERCHANT_ID = "Honoured for admins, operators of that sub-merchant and the service key."
STORE_ID = "The store."
LIMIT = {"minimum": 1, "maximum": 1000}


def opened_database(request: Request) -> Database:
    """The database of this process."""
    database: Database = request.app.state.database
    return database


Opened = Annotated[Database, Depends(opened_database)]


class CreateStore(Body):
    """A new, empty store."""

    name: Line = Field(description="What it holds.", examples=["Store handbook"])
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class StoreMade(Answer):
    """The store is made."""

    knowledge_base_store_id: UUID = Field(description="Its id, for uploads and for `job-interview-create`.")


class Page(Body):
    """Which rows to list."""

    limit: Annotated[Integer, Field(ge=1, le=1000)] | None = Field(
        None, description="1-1000; default 50.", examples=[50], json_schema_extra=dict(LIMIT)
    )
    offset: Annotated[Integer, Field(ge=0, le=10**9)] | None = Field(
        None, description="Rows to skip.", examples=[0], json_schema_extra={"minimum": 0, "maximum": 10**9}
    )
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class OneStore(Body):
    """Which store."""

    knowledge_base_store_id: UUID = Field(description=STORE_ID)
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class DocumentsPage(Page):
    """Which documents to list."""

    knowledge_base_store_id: UUID = Field(description=STORE_ID)


class StoreAnswer(Answer):
    """One store."""

    id: UUID = Field(description="`knowledge_base_store_id`.")
    name: str = Field(description="What it holds.")
    documents: int = Field(description="How many documents it has.")
    created_at: datetime = Field(description="When it was made.")
    updated_at: datetime = Field(description="When it was last changed.")


class StorePage(Answer):
    """One page of stores."""

    data: list[StoreAnswer] = Field(description="The stores, newest first.")
    pagination: Pagination = Field(description="Where this page lies.")


class UploadDocument(Body):
    """The fields beside a file."""

    model_config = ConfigDict(extra="ignore", str_max_length=20_000_000)

    knowledge_base_store_id: UUID = Field(description="The store that the document goes to.")
    name: Annotated[Text, StringConstraints(max_length=200)] | None = Field(
        None, description="How questions cite it; default the file's name.", examples=["Returns policy"]
    )
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class DocumentMade(Answer):
    """The document is kept; it is read in the background."""

    knowledge_base_id: UUID = Field(description="The document's id.")


class OneDocument(Body):
    """Which document."""

    knowledge_base_id: UUID = Field(description="The document.")
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class HiddenAnswer(Answer):
    """A text in the document that nobody sees on its pages; it is left out of everything."""

    text: str = Field(description="The text.")
    reason: str = Field(description="Why nobody sees it.", examples=["white"])
    page: int | None = Field(None, description="Its page.")


class DocumentAnswer(Answer):
    """One document and what became of it."""

    id: UUID = Field(description="`knowledge_base_id`.")
    knowledge_base_store_id: UUID = Field(description=STORE_ID)
    name: str = Field(description="How questions cite it.")
    media_type: str | None = Field(None, description="What it is, by its content once it was read.")
    size_bytes: int = Field(description="Bytes.")
    status: service.State = Field(
        description="`queued` and `processing`: not searchable yet | `ready`: searchable | `failed`: see `error`."
    )
    error: str | None = Field(None, description="Why it could not be read, and what to do.")
    mojito_language_code: str | None = Field(None, description="The language it is written in, when it can be told.")
    pages: int | None = Field(None, description="Pages that were read.")
    passages: int | None = Field(None, description="Passages that questions can cite.")
    hidden: list[HiddenAnswer] = Field(description="Texts that nobody sees on its pages.")
    created_at: datetime = Field(description="When it came.")
    updated_at: datetime = Field(description="When its state last changed.")

    @classmethod
    def of(cls, row: DocumentRow) -> DocumentAnswer:
        """The document as it stands on the wire."""
        return cls(
            id=row.id,
            knowledge_base_store_id=row.store_id,
            name=row.name,
            media_type=row.media_type,
            size_bytes=row.size_bytes,
            status=service.State(row.state),
            error=row.error,
            mojito_language_code=row.language,
            pages=row.pages,
            passages=row.passages,
            hidden=[HiddenAnswer(**one) for one in row.hidden],
            created_at=row.created_at,
            updated_at=row.updated_at,
        )


class DocumentPage(Answer):
    """One page of documents."""

    data: list[DocumentAnswer] = Field(description="The documents, newest first.")
    pagination: Pagination = Field(description="Where this page lies.")


class Search(Body):
    """What to look for."""

    knowledge_base_store_id: UUID = Field(description=STORE_ID)
    query: Annotated[Line, StringConstraints(max_length=500)] = Field(
        description="A question, or a few words.", examples=["How long can goods be returned?"]
    )
    limit: Annotated[Integer, Field(ge=1, le=50)] | None = Field(
        None, description="1-50; default 5.", examples=[5], json_schema_extra={"minimum": 1, "maximum": 50}
    )
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class PassageAnswer(Answer):
    """A passage with its place."""

    knowledge_base_id: UUID = Field(description="Its document.")
    document: str = Field(description="The document's name.")
    page: int | None = Field(None, description="Its page; absent: the document has none.")
    text: str = Field(description="The passage.")
    score: float = Field(description="Orders the passages; higher is nearer.")


class SearchAnswer(Answer):
    """What was found."""

    data: list[PassageAnswer] = Field(description="Passages, nearest first.")


class Done(Answer):
    """It is done."""

    success: bool = Field(description="Always true.")


@router.post("/knowledge-base-store-create", summary="Make a store", responses=errors(400, 401, 403, 413, 422))
async def knowledge_base_store_create(caller: Editor, database: Opened, body: CreateStore) -> StoreMade:
    """Makes an empty store; its id goes into uploads and into `job-interview-create`."""
    merchant_id = caller.acting_for(body.merchant_id)
    async with database.merchant(merchant_id) as session:
        return StoreMade(knowledge_base_store_id=await service.add_store(session, merchant_id, body.name))


@router.get("/knowledge-base-store-list", summary="List stores", responses=errors(401, 403, 422))
async def knowledge_base_store_list(caller: Reader, database: Opened, wanted: Annotated[Page, Query()]) -> StorePage:
    """The merchant's stores."""
    return await _stores(database, caller.acting_for(wanted.merchant_id), wanted)


@router.post("/knowledge-base-store-list", summary="List stores (as POST)", responses=errors(400, 401, 403, 413, 422))
async def knowledge_base_store_list_post(caller: Reader, database: Opened, body: Page) -> StorePage:
    """The merchant's stores."""
    return await _stores(database, caller.acting_for(body.merchant_id), body)


async def _stores(database: Database, merchant_id: UUID, wanted: Page) -> StorePage:
    limit, offset = wanted.limit or 50, wanted.offset or 0
    async with database.merchant(merchant_id) as session:
        total, found = await service.list_stores(session, merchant_id, limit, offset)
    return StorePage(
        data=[StoreAnswer(**{name: getattr(store, name) for name in StoreAnswer.model_fields}) for store in found],
        pagination=Pagination.of(total=total, limit=limit, offset=offset, returned=len(found)),
    )


@router.post(
    "/knowledge-base-store-delete",
    summary="Delete a store",
    responses=errors(400, 401, 403, 404, 409, 413, 422),
)
async def knowledge_base_store_delete(caller: Editor, database: Opened, body: OneStore) -> Done:
    """Deletes a store with all its documents and passages; refused while an interview uses it."""
    merchant_id = caller.acting_for(body.merchant_id)
    async with database.merchant(merchant_id) as session:
        await service.remove_store(session, merchant_id, body.knowledge_base_store_id)
    return Done(success=True)


@router.post(
    UPLOAD,
    summary="Upload a document",
    responses=errors(400, 401, 403, 413, 422),
    openapi_extra=upload_body(UploadDocument, "PDF, DOCX, Markdown, text or HTML; at most 10 MB."),
)
async def knowledge_base_document_upload(request: Request, caller: Editor, database: Opened) -> DocumentMade:
    """Keeps a document (multipart, or JSON with base64) and reads it in the background; `knowledge-base-document-list`
    tells its state."""
    body, upload = await read_upload(request, UploadDocument)
    merchant_id = caller.acting_for(body.merchant_id)
    bare = PurePath((upload.name or "").replace("\\", "/")).name
    name = (body.name or "").strip() or "".join(char for char in bare if char.isprintable())[:200] or "document"
    async with database.merchant(merchant_id) as session:
        made = await service.add_document(session, merchant_id, body.knowledge_base_store_id, upload, name)
    return DocumentMade(knowledge_base_id=made)


@router.get(
    "/knowledge-base-document-list",
    summary="List documents",
    response_model_exclude_none=True,
    responses=errors(401, 403, 404, 422),
)
async def knowledge_base_document_list(
    caller: Reader, database: Opened, wanted: Annotated[DocumentsPage, Query()]
) -> DocumentPage:
    """A store's documents with their states."""
    return await _documents(database, caller.acting_for(wanted.merchant_id), wanted)


@router.post(
    "/knowledge-base-document-list",
    summary="List documents (as POST)",
    response_model_exclude_none=True,
    responses=errors(400, 401, 403, 404, 413, 422),
)
async def knowledge_base_document_list_post(caller: Reader, database: Opened, body: DocumentsPage) -> DocumentPage:
    """A store's documents with their states."""
    return await _documents(database, caller.acting_for(body.merchant_id), body)


async def _documents(database: Database, merchant_id: UUID, wanted: DocumentsPage) -> DocumentPage:
    limit, offset = wanted.limit or 50, wanted.offset or 0
    async with database.merchant(merchant_id) as session:
        total, rows = await service.list_documents(session, merchant_id, wanted.knowledge_base_store_id, limit, offset)
        found = [DocumentAnswer.of(row) for row in rows]
    return DocumentPage(
        data=found, pagination=Pagination.of(total=total, limit=limit, offset=offset, returned=len(found))
    )


@router.post(
    "/knowledge-base-document-delete",
    summary="Delete a document",
    responses=errors(400, 401, 403, 404, 413, 422),
)
async def knowledge_base_document_delete(caller: Editor, database: Opened, body: OneDocument) -> Done:
    """Deletes a document with all its passages. Interviews that cite it keep their questions."""
    merchant_id = caller.acting_for(body.merchant_id)
    async with database.merchant(merchant_id) as session:
        await service.remove_document(session, merchant_id, body.knowledge_base_id)
    return Done(success=True)


@router.post(
    "/knowledge-base-search",
    summary="Search a store",
    response_model_exclude_none=True,
    responses=errors(400, 401, 403, 404, 413, 422),
)
async def knowledge_base_search(caller: Reader, database: Opened, body: Search) -> SearchAnswer:
    """The passages that are nearest to a question, with document and page."""
    merchant_id = caller.acting_for(body.merchant_id)
    async with database.merchant(merchant_id) as session:
        found = await service.search(session, merchant_id, body.knowledge_base_store_id, body.query, body.limit or 5)
    return SearchAnswer(
        data=[
            PassageAnswer(
                knowledge_base_id=one.document_id,
                document=one.passage.document,
                page=one.passage.page,
                text=one.passage.text,
                score=round(one.score, 6),
            )
            for one in found
        ]
    )
