"""Who may call the room's routes: the holder of a candidate's link; and in which language she reads."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from vivavoce.features import enrolment
from vivavoce.features.enrolment import LinkHolder
from vivavoce.features.languages import LanguageCode
from vivavoce.kernel.database import Database
from vivavoce.kernel.errors import UnauthorizedError
from vivavoce.kernel.http import declares_caller


@declares_caller
async def link_holder(request: Request) -> LinkHolder:
    """Whoever holds a candidate's link: its token comes as ``Authorization: Bearer``."""
    database: Database = request.app.state.database
    async with database.platform() as session:
        return await enrolment.open_link(session, token_of(request))


def token_of(request: Request) -> str:
    """The link's token. Raises UnauthorizedError."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise UnauthorizedError("Open this page by your personal link.", headers={"WWW-Authenticate": "Bearer"})
    return token.strip()


Holder = Annotated[LinkHolder, Depends(link_holder)]
Reading = Annotated[
    LanguageCode | None, Query(description="The language in which she reads the page; without it, the interview's.")
]
