"""``merchant-avatar-list``: the templates that interviews can be based on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field

from vivavoce.features.access import Reader
from vivavoce.features.templates.service import Search, Template, search
from vivavoce.kernel.database import Database
from vivavoce.kernel.fields import Answer, Body, Flag, Integer, Pagination, Text
from vivavoce.kernel.http import errors

router = APIRouter(prefix="/functions/v1", tags=["Templates"])

Status = Literal["active", "draft", "archived"]


def opened_database(request: Request) -> Database:
    """The database of this process."""
    database: Database = request.app.state.database
    return database


Opened = Annotated[Database, Depends(opened_database)]


class AvatarAnswer(Answer):
    """One template."""

    id: UUID = Field(
        description="Goes into `interview_template_id`.", examples=["5d8ea38b-eec4-4866-aa6c-b2ea5bc6e45b"]
    )
    merchant_id: UUID | None = Field(None, description="Its owner; absent: the platform's.")
    name: str = Field(description="Its name in lists.", examples=["Ada"])
    type: str = Field(description="Always `interactive_avatar`: a drawn face that talks live.")
    status: str = Field(description="`active`, `draft` or `archived`; active ones can be used.", examples=["active"])
    visibility: str = Field(description="`public`: the platform's; `merchant`: your own.", examples=["public"])
    look: str = Field(description="Which presenter: `ada`, `noor`, `kenji` or `tomas`.", examples=["ada"])
    interviewer_name: str = Field(description="How the interviewer introduces itself.", examples=["Ada"])
    voice: str = Field(description="The voice it speaks with.", examples=["af_heart"])
    background: str = Field(description="What is behind it.", examples=["study"])
    pace: str = Field(description="Default pace: `slower`, `normal` or `faster`.", examples=["normal"])
    max_followups: int = Field(description="Follow-ups asked per question at most.", examples=[2])
    created_at: datetime = Field(description="When it was made.")
    updated_at: datetime = Field(description="When it was last changed.")

    @classmethod
    def of(cls, template: Template) -> AvatarAnswer:
        """The template as it stands on the wire."""
        return cls(
            id=template.id,
            merchant_id=template.merchant_id,
            name=template.name,
            type="interactive_avatar",
            status=template.status,
            visibility="merchant" if template.merchant_id else "public",
            look=template.look,
            interviewer_name=template.interviewer_name,
            voice=template.voice,
            background=template.background,
            pace=template.pace,
            max_followups=template.max_followups,
            created_at=template.created_at,
            updated_at=template.updated_at,
        )


class AvatarPage(Answer):
    """One page of templates."""

    data: list[AvatarAnswer] = Field(description="The templates, newest-updated first.")
    pagination: Pagination = Field(description="Where this page lies.")


class AvatarSearch(Body):
    """Which templates to list."""

    status: Status | None = Field(None, description="Only those in this state.", examples=["active"])
    filter_text: Text | None = Field(None, description="Only those whose name contains this.", examples=["ada"])
    include_archived: Flag | None = Field(None, description="Archived ones too. Default false.", examples=[False])
    include_public: Flag | None = Field(None, description="The platform's too. Default true.", examples=[True])
    limit: Annotated[Integer, Field(ge=1, le=1000)] | None = Field(
        None, description="1-1000; default 50.", examples=[50], json_schema_extra={"minimum": 1, "maximum": 1000}
    )
    offset: Annotated[Integer, Field(ge=0, le=10**9)] | None = Field(
        None, description="Rows to skip.", examples=[0], json_schema_extra={"minimum": 0, "maximum": 10**9}
    )
    merchant_id: UUID | None = Field(None, description="Honoured for admins, operators and the service key.")


@router.get(
    "/merchant-avatar-list",
    summary="List templates",
    response_model_exclude_none=True,
    responses=errors(401, 403, 422),
)
async def merchant_avatar_list(
    caller: Reader,
    database: Opened,
    status: Annotated[Status | None, Query(description="Only those in this state.")] = None,
    filter_text: Annotated[Text | None, Query(description="Only those whose name contains this.")] = None,
    include_archived: Annotated[bool, Query(description="Archived ones too.")] = False,
    include_public: Annotated[bool, Query(description="The platform's too.")] = True,
    limit: Annotated[int, Query(ge=1, le=1000, description="Rows on a page.")] = 50,
    offset: Annotated[int, Query(ge=0, le=10**9, description="Rows to skip.")] = 0,
    merchant_id: Annotated[UUID | None, Query(description="For admins, operators and the service key.")] = None,
) -> AvatarPage:
    """The templates (avatars) that the merchant can base interviews on."""
    wanted = Search(status, filter_text, include_archived, include_public, limit, offset)
    return await _page(database, caller.acting_for(merchant_id), wanted)


@router.post(
    "/merchant-avatar-list",
    summary="List templates (as POST)",
    response_model_exclude_none=True,
    responses=errors(400, 401, 403, 413, 422),
)
async def merchant_avatar_list_post(caller: Reader, database: Opened, body: AvatarSearch) -> AvatarPage:
    """The templates (avatars) that the merchant can base interviews on."""
    wanted = Search(
        body.status,
        body.filter_text,
        body.include_archived or False,
        body.include_public is not False,
        body.limit or 50,
        body.offset or 0,
    )
    return await _page(database, caller.acting_for(body.merchant_id), wanted)


async def _page(database: Database, merchant_id: UUID, wanted: Search) -> AvatarPage:
    async with database.merchant(merchant_id) as session:
        total, found = await search(session, merchant_id, wanted)
    return AvatarPage(
        data=[AvatarAnswer.of(template) for template in found],
        pagination=Pagination.of(total=total, limit=wanted.limit, offset=wanted.offset, returned=len(found)),
    )
