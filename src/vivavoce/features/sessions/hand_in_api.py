"""The room's doors after the last word: correct an answer, add an introduction video."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.requests import ClientDisconnect

from vivavoce.features import recordings
from vivavoce.features.sessions import corrections, hand_in
from vivavoce.features.sessions.api import present, seen
from vivavoce.features.sessions.holder import Holder, Reading
from vivavoce.features.sessions.room import RoomState
from vivavoce.kernel.clock import now
from vivavoce.kernel.errors import MalformedError
from vivavoce.kernel.fields import Body, Integer, Number, Text
from vivavoce.kernel.http import errors

router = APIRouter(prefix="/room/v1", tags=["Room"])


class CorrectionBody(Body):
    """Her words for one answer."""

    turn_id: UUID = Field(description="The line of the transcript.")
    text: Text = Field(
        max_length=corrections.MOST_CHARACTERS,
        description="What she says she said; blank: as it was heard.",
        examples=["I led the move to Postgres."],
    )


class Line(BaseModel):
    """A line of the transcript."""

    id: UUID
    speaker: str
    kind: str
    text: str
    may_correct: bool
    corrected: str | None


class Begun(BaseModel):
    """A recording that waits for its chunks."""

    recording_id: UUID
    chunk_bytes: int = Field(description="What one chunk may have.")


class KeepBody(Body):
    """The video that she keeps."""

    recording_id: UUID
    chunks: Annotated[Integer, Field(ge=1, le=recordings.MOST_CHUNKS)] = Field(
        description="How many there are.", json_schema_extra={"minimum": 1, "maximum": recordings.MOST_CHUNKS}
    )
    seconds: Annotated[Number, Field(ge=0, le=86_400)] = Field(
        description="How long it lasts.", json_schema_extra={"minimum": 0, "maximum": 86_400}
    )


@router.post("/correction", responses=errors(400, 401, 403, 404, 409, 413, 422), summary="Correct an answer")
async def correction(request: Request, body: CorrectionBody, holder: Holder) -> Line:
    """What was heard stays; her words stand beside it. Until the hand-in, as often as she likes."""
    async with seen(request, holder) as session:
        turn, kept = await hand_in.correct(session, holder, body.turn_id, body.text, now())
        return Line(**hand_in.line(turn, kept))


@router.post("/introduction", responses=errors(401, 403, 404, 409), summary="Begin to send an introduction video")
async def begin(request: Request, holder: Holder) -> Begun:
    """One that was being sent is dropped; one that is kept stays until another is."""
    async with seen(request, holder) as session:
        recording_id = await hand_in.begin_introduction(session, holder)
    return Begun(recording_id=recording_id, chunk_bytes=recordings.CHUNK_LIMIT_BYTES)


_CHUNK = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.put(
    "/introduction/chunk",
    status_code=204,
    responses=errors(400, 401, 403, 404, 409, 413, 422),
    openapi_extra=_CHUNK,
    summary="One piece of the introduction video",
)
async def chunk(
    request: Request,
    holder: Holder,
    recording_id: Annotated[UUID, Query(description="The recording.")],
    seq: Annotated[int, Query(ge=0, lt=recordings.MOST_CHUNKS, description="Its number, from 0.")],
) -> None:
    """In any order; the same piece again is once. The first one says what the file is."""
    try:
        data = await request.body()
    except ClientDisconnect:
        raise MalformedError("The chunk did not arrive whole; send it again.", code="chunk_cut") from None
    async with seen(request, holder) as session:
        await hand_in.add_chunk(session, request.app.state.blobs, holder, recording_id, seq, data)


@router.post(
    "/introduction/keep", responses=errors(400, 401, 403, 404, 409, 413, 422), summary="Keep the introduction video"
)
async def keep(request: Request, body: KeepBody, holder: Holder, language: Reading = None) -> RoomState:
    """All pieces are here, and this is the one; one that was kept before goes. Keeping twice is once."""
    async with seen(request, holder) as session:
        await hand_in.keep_introduction(session, holder, body.recording_id, body.chunks, body.seconds, now())
    return await present(request, language)


@router.post("/introduction/remove", responses=errors(401, 403, 404, 409), summary="Remove the introduction video")
async def remove(request: Request, holder: Holder, language: Reading = None) -> RoomState:
    """Its files go with it."""
    async with seen(request, holder) as session:
        await hand_in.remove_introduction(session, holder)
    return await present(request, language)
