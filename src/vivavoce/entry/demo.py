"""Demo content: the merchant and templates whose ids the public reference uses as examples, and a ready interview."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import asdict, dataclass
from uuid import UUID

from vivavoce.entry.bootstrap import Platform
from vivavoce.features import access, enrolment, interviews, sessions, templates
from vivavoce.features.access import Role
from vivavoce.features.languages import LanguageCode
from vivavoce.kernel.database import lock
from vivavoce.kernel.errors import ConflictError
from vivavoce.kernel.settings import Settings, keep_secret

MERCHANT_ID = UUID("28106cba-1c27-4e53-b149-32113e5e8e31")
MERCHANT_NAME = "Demo Company"
OWNER_EMAIL = "owner@example.com"
INTERVIEW_CODE = "vivavoce-demo"
TOKEN_LIFE_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class DemoFacts:
    """All that a script needs to begin."""

    url: str
    email: str
    password: str
    access_token: str | None
    merchant_id: UUID
    interview_template_id: UUID
    interview_def_set_id: UUID
    interview_url: str

    def as_dict(self) -> dict[str, str | None]:
        """As JSON values."""
        return {name: None if value is None else str(value) for name, value in asdict(self).items()}


def _spec() -> interviews.InterviewSpec:
    return interviews.InterviewSpec(
        name="Project manager",
        location="remote",
        interview_template_id=templates.DEFAULT_TEMPLATE_ID,
        mojito_language_code=LanguageCode.EN,
        visibility=interviews.Visibility.UNLISTED,
        interview_length=3,
        max_duration=15,
        code=INTERVIEW_CODE,
        description="Leads small software projects from the first idea to the day they are used.",
        description_long="You plan the work with a team of five engineers, keep stakeholders informed, manage risks "
        "and budgets, and see to it that what is delivered is what people need.",
        candidate_expectations="Experience with agile delivery, risk management, stakeholder communication, budgets.",
    )


async def ensure(platform: Platform) -> DemoFacts:
    """Makes what is missing; a candidate who has begun is followed by a fresh one."""
    settings, database = platform.settings, platform.database
    password = keep_secret(settings.data / "keys" / "demo-owner.password", secrets.token_urlsafe(12).encode()).decode()
    async with database.platform() as session:
        await templates.ensure_platform_templates(session)
        await access.ensure_merchant(session, MERCHANT_ID, MERCHANT_NAME)
        await access.ensure_user(session, OWNER_EMAIL, password, Role.MERCHANT_OWNER, MERCHANT_ID)
    async with database.merchant(MERCHANT_ID) as session:
        await lock(session, "demo")
        found = await interviews.by_code(session, MERCHANT_ID, INTERVIEW_CODE)
    if found:
        interview_id = found.interview_id
    else:
        made = await interviews.create(database, platform.minds.author, settings.region, MERCHANT_ID, _spec())
        interview_id = made.interview_id
    async with database.merchant(MERCHANT_ID) as session:
        _, begun = await sessions.list_attempts(session, MERCHANT_ID, interview_id=interview_id, limit=1)
        _, link = await enrolment.enrol_directly(
            session,
            MERCHANT_ID,
            interview_id,
            "Alex Demo",
            f"candidate{begun + 1}@example.com",
            False,
            base_url=settings.base_url,
        )
    return DemoFacts(
        url=settings.base_url,
        email=OWNER_EMAIL,
        password=password,
        access_token=_token(settings),
        merchant_id=MERCHANT_ID,
        interview_template_id=templates.DEMO_TEMPLATE_ID,
        interview_def_set_id=interview_id,
        interview_url=link,
    )


def _token(settings: Settings) -> str | None:
    """For scripts; None when tokens are issued elsewhere."""
    try:
        return access.mint_token(settings, role=Role.MERCHANT_OWNER, merchant_id=MERCHANT_ID, lifetime_s=TOKEN_LIFE_S)
    except ConflictError:
        return None


async def from_command_line(settings: Settings) -> DemoFacts:
    """The same in a process of its own, beside a running server or without one."""
    platform = await asyncio.to_thread(Platform.build, settings)
    try:
        return await ensure(platform)
    finally:
        await platform.close()
