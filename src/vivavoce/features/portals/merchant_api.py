"""Companions: a merchant's slug and how its public pages look."""

from __future__ import annotations

import re
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from vivavoce.features import access
from vivavoce.features.access import Caller, Reader, Role, requires
from vivavoce.features.candidates import EmailAddress
from vivavoce.features.portals import service
from vivavoce.features.portals.branding import ColoursGiven, Company, LogoUrl, readable
from vivavoce.kernel.database import Database
from vivavoce.kernel.fields import Answer, Body, Line, Text
from vivavoce.kernel.http import errors

router = APIRouter(prefix="/functions/v1", tags=["Merchants"])
MERCHANT_ID = "Honoured for admins, operators of that sub-merchant and the service key."
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Owner = Annotated[Caller, Depends(requires(frozenset({Role.ADMIN, Role.SERVICE, Role.MERCHANT_OWNER})))]
"""May decide how the company shows itself to the public."""


def _slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        raise PydanticCustomError("slug", "must have lower-case letters, digits and single hyphens between them")
    return value


Slug = Annotated[
    Text,
    StringConstraints(min_length=2, max_length=60),
    AfterValidator(_slug),
    Field(json_schema_extra={"pattern": f"^{SLUG.pattern}$"}),
]


class WhichMerchant(Body):
    """Whose portal to read."""

    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class SetPortal(WhichMerchant):
    """What to change. What is left out stays as it is; ``null`` clears it, where it can be cleared."""

    slug: Slug | None = Field(
        None,
        description="The company's name in addresses: lower-case letters, digits and hyphens. Earlier ones go on "
        "working and stay the company's.",
        examples=["demo-company"],
    )
    name: Line | None = Field(None, description="Name on public pages; null: the company's.", examples=["Demo"])
    logo_url: LogoUrl | None = Field(
        None,
        description="Logo; https only; null: none.",
        examples=["https://example.com/logo.svg"],
    )
    colours: ColoursGiven | None = Field(
        None,
        description="Colours; null: ours. Text colours that people can't read (contrast below 4.5:1; buttons below "
        "3:1) are refused; those left out are chosen.",
    )
    contact_email: EmailAddress | None = Field(
        None,
        description="Whom candidates may write to, shown where they cannot go on; null: nobody.",
        examples=["jobs@example.com"],
        json_schema_extra={"format": "email"},
    )


class PortalSettings(Answer):
    """A merchant's public pages."""

    slug: str = Field(description="Its name in addresses.")
    earlier_slugs: list[str] = Field(description="Names that lead here, too.")
    portal_url: str = Field(description="The page of its open interviews.")
    coach_url: str = Field(description="The page of its open coaching sessions.")
    company: Company = Field(description="How its pages show it.")


@router.get("/merchant-portal-get", summary="Read a company's portal", responses=errors(401, 403, 404, 422))
async def merchant_portal_get(
    request: Request, caller: Reader, wanted: Annotated[WhichMerchant, Query()]
) -> PortalSettings:
    """Slug, addresses and branding."""
    return await _change(request, caller.acting_for(wanted.merchant_id), {})


@router.post(
    "/merchant-portal-get", summary="Read a company's portal (as POST)", responses=errors(400, 401, 403, 404, 413, 422)
)
async def merchant_portal_get_post(request: Request, caller: Reader, body: WhichMerchant) -> PortalSettings:
    """Slug, addresses and branding."""
    return await _change(request, caller.acting_for(body.merchant_id), {})


@router.post(
    "/merchant-portal-set", summary="Change a company's portal", responses=errors(400, 401, 403, 404, 409, 413, 422)
)
async def merchant_portal_set(request: Request, caller: Owner, body: SetPortal) -> PortalSettings:
    """Changes slug, name, logo, colours and contact of the public pages. For owners and administrators."""
    given: dict[str, Any] = {name: getattr(body, name) for name in body.model_fields_set - {"merchant_id"}}
    return await _change(request, caller.acting_for(body.merchant_id), given)


async def _change(request: Request, merchant_id: UUID, given: dict[str, Any]) -> PortalSettings:
    # Merchants and slugs are written by the platform alone; who may call has been decided.
    database: Database = request.app.state.database
    colours = given.get("colours")
    changed = {**given, "colours": readable(colours).model_dump() if colours else None} if "colours" in given else given
    async with database.platform() as session:
        merchant = await access.find_merchant(session, merchant_id)
        if slug := changed.pop("slug", None):
            await access.take_slug(session, merchant_id, slug)
        if changed:
            kept = {name: value for name, value in {**merchant.branding, **changed}.items() if value is not None}
            await access.set_branding(session, merchant_id, kept)
        company = await service.company_of(session, merchant_id)
        slug, *earlier = await access.slugs_of(session, merchant_id)
    base = request.app.state.settings.base_url
    return PortalSettings(
        slug=slug,
        earlier_slugs=earlier,
        portal_url=f"{base}/m/{slug}",
        coach_url=f"{base}/coach/{slug}",
        company=company,
    )
