"""The room's doors for visitors who hold no link yet: portals, one-time codes, embeds. No cookies anywhere."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request

from vivavoce.features import access
from vivavoce.features.enrolment import Desk
from vivavoce.features.portals import codes, policy, service
from vivavoce.features.portals.policy import Portal
from vivavoce.features.portals.schemas import (
    Arrival,
    AskForCode,
    CodeAnswer,
    Confirm,
    ConfirmWithText,
    EmbedOpened,
    LinkAnswer,
    Listed,
    OpenEmbed,
    PortalAnswer,
)
from vivavoce.features.portals.service import Way
from vivavoce.kernel.database import Database
from vivavoce.kernel.errors import NotFoundError
from vivavoce.kernel.http import anybody, errors
from vivavoce.kernel.uploads import Upload, allow_upload, read_upload, upload_body

router = APIRouter(prefix="/room/v1", tags=["Room"], dependencies=[Depends(anybody)])
WITH_FILE = "/confirm-with-file"
allow_upload(f"/room/v1{WITH_FILE}")
ENTERED = errors(400, 402, 404, 409, 413, 422, 500, 502, 504)

Slug = Annotated[str, Path(max_length=60, description="The company's name in addresses.", examples=["demo-company"])]


def opened_database(request: Request) -> Database:
    """The database of this process."""
    database: Database = request.app.state.database
    return database


def staffed_desk(request: Request) -> Desk:
    """What enrolling stands on, in this process."""
    state = request.app.state
    return Desk(state.database, state.author, state.resume_rater, state.settings.region, state.settings.base_url)


def installation_secret(request: Request) -> bytes:
    """What keys the hashes of codes."""
    secret: bytes = request.app.state.settings.installation_secret
    return secret


Opened = Annotated[Database, Depends(opened_database)]
Staffed = Annotated[Desk, Depends(staffed_desk)]
Secret = Annotated[bytes, Depends(installation_secret)]


@router.get("/portal/{slug}", summary="A company's open interviews", responses=errors(404, 422))
async def portal(database: Opened, slug: Slug) -> PortalAnswer:
    """Active interviews and assessments that are public."""
    return await _portal(database, slug, Portal.INTERVIEW)


@router.get("/coach/{slug}", summary="A company's open coaching sessions", responses=errors(404, 422))
async def coach(database: Opened, slug: Slug) -> PortalAnswer:
    """Active coaching sessions that are public."""
    return await _portal(database, slug, Portal.COACH)


async def _portal(database: Database, slug: str, which: Portal) -> PortalAnswer:
    async with database.platform() as session:
        company, shown = await service.portal_of(session, slug, which)
    return PortalAnswer(company=company, interviews=[Listed.of(advert) for advert in shown])


@router.get(
    "/portal/{slug}/{interview_id}",
    summary="One interview, before the visitor is known",
    responses=errors(404, 409, 422),
)
async def portal_interview(database: Opened, slug: Slug, interview_id: UUID) -> Arrival:
    """The direct link: for public and unlisted interviews the position, for invited people the way to confirm."""
    return await _arrival(database, slug, Way(Portal.INTERVIEW, interview_id))


@router.get(
    "/coach/{slug}/{interview_id}",
    summary="One coaching session, before the visitor is known",
    responses=errors(404, 409, 422),
)
async def coach_interview(database: Opened, slug: Slug, interview_id: UUID) -> Arrival:
    """The same on the coaching portal."""
    return await _arrival(database, slug, Way(Portal.COACH, interview_id))


async def _arrival(database: Database, slug: str, way: Way) -> Arrival:
    async with database.platform() as session:
        door = await service.open_door(session, way)
        if await access.merchant_by_slug(session, slug) != door.script.merchant_id:
            raise NotFoundError("There is no such interview. Please check the address.", code="interview_unknown")
        return Arrival.at(door, await service.company_of(session, door.script.merchant_id))


@router.post("/code", summary="Ask for a one-time code", responses=errors(400, 404, 409, 413, 422, 429))
async def code(request: Request, database: Opened, secret: Secret, body: AskForCode) -> CodeAnswer:
    """Sends six digits by mail; good for ten minutes and five tries. An address that may not enter gets no letter, and
    the same answer."""
    network = request.client.host if request.client else ""
    async with database.platform() as session:
        code_id, expires_at = await service.ask_for_code(session, secret, body.way(), body.email, network)
    return CodeAnswer(code_id=code_id, expires_at=expires_at)


@router.post("/confirm", summary="Confirm an address and enter", responses=ENTERED)
async def confirm(database: Opened, desk: Staffed, secret: Secret, body: ConfirmWithText) -> LinkAnswer:
    """Enrols her and answers with a link; who is enrolled already gets a fresh one to the same enrolment."""
    return await _confirm(database, desk, secret, body, body.resume, None)


@router.post(
    WITH_FILE,
    summary="Confirm an address and enter with a resume",
    responses=ENTERED,
    openapi_extra=upload_body(Confirm, "The resume: PDF, DOCX, HTML, Markdown or text; at most 10 MB."),
)
async def confirm_with_file(request: Request, database: Opened, desk: Staffed, secret: Secret) -> LinkAnswer:
    """The same with a resume as a file (multipart, or JSON with base64). It is not read where none is wanted."""
    body, upload = await read_upload(request, Confirm)
    return await _confirm(database, desk, secret, body, None, upload)


async def _confirm(
    database: Database, desk: Desk, secret: bytes, body: Confirm, resume: str | None, file: Upload | None
) -> LinkAnswer:
    name = policy.name_of(body.name)
    who = await codes.confirm(database, secret, body.code_id, body.code)
    return LinkAnswer.of(await service.enter(desk, who, name, resume, file))


@router.post("/embed/open", summary="Open an embed", responses=errors(400, 403, 404, 409, 413, 422))
async def embed_open(database: Opened, desk: Staffed, body: OpenEmbed) -> EmbedOpened:
    """With the signed query of the frame's address: a link. With `embed_id` alone: what the visitor sees before she
    confirms her address. The frame keeps the token in memory: no cookie is set or read."""
    async with database.platform() as session:
        door = await service.open_door(session, Way(embed_id=body.embed_id))
        company = await service.company_of(session, door.script.merchant_id)
    assert door.embed
    origins = list(door.embed.allowed_origins)
    if (query := body.signed()) is None:
        return EmbedOpened(arrival=Arrival.at(door, company), allowed_origins=origins)
    return EmbedOpened(link=LinkAnswer.of(await service.enter_signed(desk, door, query)), allowed_origins=origins)
