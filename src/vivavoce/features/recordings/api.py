"""The door for who has an address of a recording: it streams, and lets a player jump (RFC 9110, 14)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response, StreamingResponse

from vivavoce.features.recordings import addresses, policy, service
from vivavoce.features.recordings.service import Recording
from vivavoce.kernel.clock import now
from vivavoce.kernel.database import Database
from vivavoce.kernel.errors import NotFoundError
from vivavoce.kernel.http import declares_caller, errors
from vivavoce.ports.blobs.port import BlobMissingError, Blobs

router = APIRouter(prefix="/recordings/v1", tags=["Recordings"])
POLICY = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@declares_caller
async def address_holder(
    request: Request,
    recording_id: UUID,
    expires: Annotated[int, Query(ge=0, le=10**12, description="When the address ends, in Unix seconds.")],
    signature: Annotated[str, Query(max_length=100, description="Signs the id and the end.")],
) -> None:
    """Whoever has a signed address that has not ended."""
    secret: bytes = request.app.state.settings.installation_secret
    addresses.check(secret, recording_id, expires, signature, now())


_FILE = {"content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in policy.EXTENSIONS}}
RESPONSES = {
    200: {"description": "The video.", **_FILE},
    206: {"description": "The part that `Range` asks for.", **_FILE},
    416: {"description": "The range begins behind the end."},
    **errors(403, 404, 422),
}


@router.get(
    "/{recording_id}",
    response_class=StreamingResponse,
    responses=RESPONSES,  # type: ignore[arg-type]
    summary="A recording, by a signed address",
)
async def recording(request: Request, recording_id: UUID, _: Annotated[None, Depends(address_holder)]) -> Response:
    """The address comes from `job-interview-details` and is good for 15 minutes."""
    database: Database = request.app.state.database
    async with database.platform() as session:  # the signature is the permission; it names no merchant
        found = await service.find_kept(session, recording_id)
    size = sum(found.sizes)
    try:
        part = policy.byte_range(request.headers.get("range"), size)
    except policy.UnsatisfiableError:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{size}", "Cache-Control": "no-store"})
    start, end = part or (0, size)
    body = await _begun(_stream(request.app.state.blobs, found, start, end))
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'inline; filename="introduction.{policy.EXTENSIONS[found.content_type]}"',
        "Content-Length": str(end - start),
        "Content-Security-Policy": POLICY,
    }
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return StreamingResponse(body, 206 if part else 200, headers, media_type=found.content_type)


async def _stream(blobs: Blobs, found: Recording, start: int, end: int) -> AsyncIterator[bytes]:
    for seq, first, last in policy.pieces(found.sizes, start, end):
        yield await blobs.get(found.key(seq), first, last)


async def _begun(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Looks for the first piece while there still is a status to send. Raises NotFoundError."""
    try:
        first = await anext(stream)
    except BlobMissingError:
        raise NotFoundError("There is no recording at this address.") from None

    async def whole() -> AsyncIterator[bytes]:
        yield first
        async for piece in stream:
            yield piece

    return whole()
