"""Verbs of portals: what a visitor sees before she is known, and how she comes to hold a link.

Three ways lead in: a confirmed address on a portal, the same in an embed, and an embed whose host has signed her.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import access, candidates, embeds, enrolment, interviews
from vivavoce.features.candidates import NewCandidate
from vivavoce.features.embeds import Embed, SignedQuery
from vivavoce.features.enrolment import Application, Desk, Enrolled
from vivavoce.features.interviews import InterviewScript, InterviewSpec, Status
from vivavoce.features.portals import codes, policy
from vivavoce.features.portals.branding import Company, company
from vivavoce.features.portals.codes import Asked, Confirmed
from vivavoce.features.portals.policy import SHOWN, Portal, ensure_open, invited_only, wants_resume
from vivavoce.kernel.errors import FieldError, NotFoundError
from vivavoce.kernel.uploads import Upload


@dataclass(frozen=True, slots=True)
class Way:
    """How a visitor came: to an interview on a portal, or (``portal`` and ``interview_id`` None) to an embed."""

    portal: Portal | None = None
    interview_id: UUID | None = None
    embed_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """An interview that is open to visitors, and the embed that it is seen in, if any."""

    script: InterviewScript
    embed: Embed | None


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who holds a link now."""

    enrolment_id: UUID
    url: str


async def portal_of(session: AsyncSession, slug: str, portal: Portal) -> tuple[Company, list[interviews.Advert]]:
    """A merchant's public page; needs a platform session. Raises NotFoundError."""
    merchant_id = await access.merchant_by_slug(session, slug)
    return await company_of(session, merchant_id), await interviews.adverts(session, merchant_id, SHOWN[portal])


async def company_of(session: AsyncSession, merchant_id: UUID) -> Company:
    """A merchant as its public pages show it; needs a platform session."""
    merchant = await access.find_merchant(session, merchant_id)
    return company(merchant.name, (await access.slugs_of(session, merchant_id))[0], merchant.branding)


def way_in(company: Company, script: InterviewScript) -> str | None:
    """The path of an interview's direct link; None while it is not open."""
    page = "coach" if script.type in SHOWN[Portal.COACH] else "m"
    return f"/{page}/{company.slug}/{script.id}" if script.status is Status.ACTIVE else None


async def open_door(session: AsyncSession, way: Way) -> Door:
    """The interview at the end of a way; needs a platform session. Raises NotFoundError and ConflictError."""
    embed: Embed | None = None
    if way.embed_id is not None and (embed := await embeds.find(session, way.embed_id)) is None:
        raise NotFoundError("This page shows nothing any more. Please ask its owner.", code="embed_unknown")
    interview_id = embed.interview_id if embed else way.interview_id
    assert interview_id is not None
    try:
        script = await interviews.script_of(session, interview_id)
    except NotFoundError:
        words = "There is no such interview. Please check the address."
        raise NotFoundError(words, code="interview_unknown") from None
    ensure_open(script, None if embed else way.portal)
    return Door(script, embed)


async def ask_for_code(
    session: AsyncSession, secret: bytes, way: Way, email: str, network: str
) -> tuple[UUID, datetime]:
    """Has a code sent to this address, if whoever reads it may enter; answers the same if not.

    Needs a platform session. Raises NotFoundError, ConflictError, TooManyError.
    """
    script = (await open_door(session, way)).script
    may_enter = not invited_only(script) or await enrolment.is_enrolled(session, script.merchant_id, script.id, email)
    asked = Asked(script.merchant_id, script.id, way.portal, way.embed_id, email, network, may_enter)
    return await codes.ask(session, secret, asked)


async def enter(desk: Desk, who: Confirmed, name: str, resume: str | None, file: Upload | None) -> Entered:
    """Enrols whoever has confirmed her address, and hands out a link; enrolled already, she gets a fresh one.

    Raises what ``open_door`` and ``enrolment.enrol`` raise, and FieldError when a resume is missing.
    """
    way = Way(Portal(who.portal) if who.portal else None, who.interview_id, who.embed_id)
    async with desk.database.platform() as session:
        script = (await open_door(session, way)).script
        known = await enrolment.is_enrolled(session, script.merchant_id, script.id, who.email)

    async def spend(session: AsyncSession, _: object = None) -> None:
        await codes.spend(session, who.code_id)

    if not known and wants_resume(script):
        return await _apply(desk, script, NewCandidate(name, who.email), resume, file, spend)
    async with desk.database.merchant(script.merchant_id) as session:
        await spend(session)
        return await _let_in(session, script, name, who.email, desk.base_url)


async def enter_signed(desk: Desk, door: Door, query: SignedQuery) -> Entered:
    """Enrols whom a host page has signed, and hands out a link. The host's signature stands for an invitation.

    Raises ForbiddenError and FieldError.
    """
    assert door.embed
    async with desk.database.merchant(door.script.merchant_id) as session:
        visitor = await embeds.admit(session, door.embed, query)
        email = candidates.email_address(visitor.email.strip())
        return await _let_in(session, door.script, policy.name_of(visitor.name), email, desk.base_url)


async def _let_in(session: AsyncSession, script: InterviewScript, name: str, email: str, base_url: str) -> Entered:
    return Entered(
        *await enrolment.enrol_directly(session, script.merchant_id, script.id, name, email, False, base_url=base_url)
    )


async def _apply(
    desk: Desk,
    script: InterviewScript,
    person: NewCandidate,
    resume: str | None,
    file: Upload | None,
    spend: Callable[[AsyncSession, Enrolled], Awaitable[None]],
) -> Entered:
    if not resume and file is None:
        raise FieldError("resume", "resume is required for this interview.", code="missing_field")
    application = Application(person, resume or "", script.id, None, _no_spec, file=file)
    done = await enrolment.enrol(desk, script.merchant_id, application, made_by=None, on_enrolled=spend)
    return Entered(done.enrolment_id, done.url)


def _no_spec() -> InterviewSpec:
    raise AssertionError("the interview exists, or the call has failed")
