"""Routes of embeds: read one, say who may frame it, change its key. ``job-interview-set-state`` makes and ends it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from vivavoce.features.access import Caller, Editor, Reader
from vivavoce.features.embeds import service
from vivavoce.features.embeds.schemas import EmbedAnswer, RotatedAnswer, RotateKey, SetEmbed, WhichEmbed
from vivavoce.kernel.database import Database
from vivavoce.kernel.http import errors

router = APIRouter(prefix="/functions/v1", tags=["Embeds"])


@router.get("/embed-get", summary="Read an embed", responses=errors(401, 403, 404, 422))
async def embed_get(request: Request, caller: Reader, wanted: Annotated[WhichEmbed, Query()]) -> EmbedAnswer:
    """Its address, who may frame it, which signatures count. The signing key comes with `job-interview-set-state`."""
    return await _read(request, caller, wanted)


@router.post("/embed-get", summary="Read an embed (as POST)", responses=errors(400, 401, 403, 404, 413, 422))
async def embed_get_post(request: Request, caller: Reader, body: WhichEmbed) -> EmbedAnswer:
    """Its address, who may frame it, which signatures count. The signing key comes with `job-interview-set-state`."""
    return await _read(request, caller, body)


async def _read(request: Request, caller: Caller, wanted: WhichEmbed) -> EmbedAnswer:
    merchant_id = caller.acting_for(wanted.merchant_id)
    database: Database = request.app.state.database
    async with database.merchant(merchant_id) as session:
        found = await service.visible(session, merchant_id, wanted.embed_id)
    return EmbedAnswer.of(found, request.app.state.settings.base_url)


@router.post("/embed-set", summary="Change an embed", responses=errors(400, 401, 403, 404, 413, 422))
async def embed_set(request: Request, caller: Editor, body: SetEmbed) -> EmbedAnswer:
    """Says which pages may frame it and which signatures count. What is left out stays as it is."""
    merchant_id = caller.acting_for(body.merchant_id)
    database: Database = request.app.state.database
    async with database.merchant(merchant_id) as session:
        changed = await service.change(
            session,
            merchant_id,
            body.embed_id,
            allowed_origins=None if body.allowed_origins is None else tuple(dict.fromkeys(body.allowed_origins)),
            accepts_v1=body.accepts_v1,
            drop_previous_key=bool(body.drop_previous_key),
        )
    return EmbedAnswer.of(changed, request.app.state.settings.base_url)


@router.post("/embed-key-rotate", summary="A new signing key", responses=errors(400, 401, 403, 404, 413, 422))
async def embed_key_rotate(request: Request, caller: Editor, body: RotateKey) -> RotatedAnswer:
    """Makes a new signing key. The one before counts beside it until the next rotation, so that your servers can change
    over one by one; `drop_previous` ends it at once."""
    merchant_id: UUID = caller.acting_for(body.merchant_id)
    database: Database = request.app.state.database
    async with database.merchant(merchant_id) as session:
        made = await service.rotate(session, merchant_id, body.embed_id, keep_previous=not body.drop_previous)
    return RotatedAnswer(
        embed_id=made.id, embed_signing_key=made.signing_key, previous_key_counts=made.previous_key is not None
    )
