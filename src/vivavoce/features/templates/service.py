"""Verbs of templates. They flush; the caller's transaction decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.templates.models import TemplateRow
from vivavoce.features.templates.platform import PLATFORM_TEMPLATES
from vivavoce.kernel.ids import new_id


class Look(StrEnum):
    """The presenters that ship."""

    ADA = "ada"
    NOOR = "noor"
    KENJI = "kenji"
    TOMAS = "tomas"


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """What a template is made of. ``voice`` is a Kokoro name; other languages than its own choose a voice near it."""

    name: str
    look: Look = Look.ADA
    interviewer_name: str = "Ada"
    voice: str = "af_heart"
    background: str = "study"
    pace: str = "normal"
    max_followups: int = 2
    custom_scoring: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """A template as others may see it; ``merchant_id`` None: the platform's."""

    id: UUID
    merchant_id: UUID | None
    name: str
    look: Look
    interviewer_name: str
    voice: str
    background: str
    pace: str
    max_followups: int
    custom_scoring: Mapping[str, Any]
    status: str
    created_at: datetime
    updated_at: datetime


def _template(row: TemplateRow) -> Template:
    return Template(
        id=row.id,
        merchant_id=row.merchant_id,
        name=row.name,
        look=Look(row.look),
        interviewer_name=row.interviewer_name,
        voice=row.voice,
        background=row.background,
        pace=row.pace,
        max_followups=row.max_followups,
        custom_scoring=row.custom_scoring,
        status=row.status,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _visible(merchant_id: UUID) -> ColumnElement[bool]:
    return or_(TemplateRow.merchant_id.is_(None), TemplateRow.merchant_id == merchant_id)


async def get_visible(session: AsyncSession, merchant_id: UUID, template_id: UUID) -> Template | None:
    """The active template with this id, if it is the merchant's or the platform's."""
    row = await session.scalar(
        select(TemplateRow).where(TemplateRow.id == template_id, _visible(merchant_id), TemplateRow.status == "active")
    )
    return _template(row) if row else None


async def get(session: AsyncSession, template_id: UUID) -> Template:
    """The template of an interview that exists, whatever its status now is. Raises NoResultFound."""
    return _template((await session.scalars(select(TemplateRow).where(TemplateRow.id == template_id))).one())


async def add(session: AsyncSession, merchant_id: UUID, new: NewTemplate) -> Template:
    """Makes a template of the merchant's own."""
    row = TemplateRow(
        id=new_id(),
        merchant_id=merchant_id,
        name=new.name,
        look=new.look,
        interviewer_name=new.interviewer_name,
        voice=new.voice,
        background=new.background,
        pace=new.pace,
        max_followups=new.max_followups,
        custom_scoring=dict(new.custom_scoring),
        status="active",
    )
    session.add(row)
    await session.flush()
    await session.refresh(row)
    return _template(row)


async def ensure_platform_templates(session: AsyncSession) -> None:
    """Makes the platform's templates that are missing; changes none that is there. Needs a platform session."""
    rows = [{"pace": "normal", "max_followups": 2, "custom_scoring": {}, "status": "active"} | dict(template)
            for template in PLATFORM_TEMPLATES]  # fmt: skip
    await session.execute(insert(TemplateRow).on_conflict_do_nothing(index_elements=[TemplateRow.id]), rows)


@dataclass(frozen=True, slots=True)
class Search:
    """Which templates a list shows."""

    status: str | None = None
    text: str | None = None
    include_archived: bool = False
    include_public: bool = True
    limit: int = 50
    offset: int = 0


async def search(session: AsyncSession, merchant_id: UUID, wanted: Search) -> tuple[int, Sequence[Template]]:
    """How many there are in all, and one page of them: newest-updated first."""
    query = select(TemplateRow).where(
        _visible(merchant_id) if wanted.include_public else TemplateRow.merchant_id == merchant_id
    )
    if wanted.status:
        query = query.where(TemplateRow.status == wanted.status)
    elif not wanted.include_archived:
        query = query.where(TemplateRow.status != "archived")
    if wanted.text:
        query = query.where(TemplateRow.name.icontains(wanted.text, autoescape=True))
    total = await session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = query.order_by(TemplateRow.updated_at.desc(), TemplateRow.id).limit(wanted.limit).offset(wanted.offset)
    return total, [_template(row) for row in await session.scalars(page)]
