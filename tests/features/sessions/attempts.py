"""A candidate who has begun, without a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.features.support import INTERVIEW, World
from vivavoce.features import enrolment, interviews
from vivavoce.features.enrolment import LinkHolder
from vivavoce.features.interviews import InterviewScript
from vivavoce.features.sessions import disclosure, service
from vivavoce.features.sessions.service import Consent
from vivavoce.kernel.clock import now
from vivavoce.kernel.ids import new_id


@dataclass(frozen=True)
class Begun:
    """An attempt that runs."""

    merchant_id: UUID
    interview: InterviewScript
    holder: LinkHolder
    attempt_id: UUID


async def begun(world: World, *, version: str = disclosure.VERSION, **settings: Any) -> Begun:
    """An interview, a candidate who is let in, and her attempt."""
    made = await world.ok("job-interview-create", INTERVIEW | settings)
    user = {"name": "Ann Lee", "email": f"{new_id()}@hello.com"}
    body = {"interview_id": made["interview_def_set_id"], "users": [user]}
    (let_in,) = await world.ok("job-interview-register-users", body)
    async with world.database.platform() as session:
        holder = await enrolment.open_link(session, let_in["interview_url"].rsplit("/", 1)[1])
    async with world.database.merchant(world.merchant_id) as session:
        consent = Consent(disclosure.VERSION, (disclosure.PURPOSE,))
        attempt = await service.start(session, holder, consent, "voice", now())
        attempt.consent = {**attempt.consent, "version": version}
        interview = await interviews.script_of(session, holder.interview_id)
    return Begun(world.merchant_id, interview, holder, attempt.id)
