"""The verb of the second endpoint: resolve position and candidate, screen the resume, hand out a link.

Two transactions with the AI's work between them: the first reads (and answers a repeated call at once), the second
writes everything or nothing. Whoever comes second finds, under a lock, what the first has made.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import candidates, credits, embeds, interviews, screening
from vivavoce.features.candidates import NewCandidate
from vivavoce.features.embeds import Embed
from vivavoce.features.enrolment import store
from vivavoce.features.enrolment.links import LinkHolder, hand_out, holder_of
from vivavoce.features.enrolment.models import EnrolmentRow
from vivavoce.features.enrolment.policy import EnrolmentStatus, present_status, reason_of
from vivavoce.features.interviews import Found, InterviewSpec, Plan
from vivavoce.features.screening import Screening
from vivavoce.kernel.clock import now
from vivavoce.kernel.database import Database, lock
from vivavoce.kernel.errors import ConflictError, FieldError, NotFoundError
from vivavoce.kernel.uploads import Upload
from vivavoce.ports.llm.port import Author, Draft, PositionToMatch, ResumeRater

ROUNDS = 3
"""How often a call begins anew because another one has just made the position that it was about to make."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What enrolling stands on."""

    database: Database
    author: Author
    rater: ResumeRater
    region: str
    base_url: str


@dataclass(frozen=True, slots=True)
class Application:
    """A candidate for a position. Without ``position_id`` and a known ``code``, ``spec()`` says what to make.

    ``spec`` raises FieldError with the first field that is missing; it is called only when it is needed.
    """

    person: NewCandidate
    resume: str
    position_id: UUID | None
    code: str | None
    spec: Callable[[], InterviewSpec]
    is_embedded: bool = False
    file: Upload | None = None
    """The resume as a file, in place of ``resume``."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The present state of an enrolment, and a fresh address for its candidate."""

    enrolment_id: UUID
    status: EnrolmentStatus
    url: str
    interview_id: UUID
    position_id: UUID | None
    reason: str | None
    embed: Embed | None


OnEnrolled = Callable[[AsyncSession, Enrolled], Awaitable[None]]


async def enrol(
    desk: Desk,
    merchant_id: UUID,
    application: Application,
    *,
    made_by: UUID | None,
    on_enrolled: OnEnrolled,
) -> Enrolled:
    """Enrols, or answers with the present state. ``on_enrolled`` runs in the transaction that keeps it.

    Raises FieldError, NotFoundError, ConflictError, CreditsError, ProviderError; then nothing was made.
    """
    for _ in range(ROUNDS):
        done = await _Call(desk, merchant_id, application, made_by, on_enrolled).run()
        if done:
            return done
    raise ConflictError(
        "This position is being changed by other calls; please try again.", headers={"Retry-After": "1"}
    )


@dataclass(frozen=True, slots=True)
class _Opening:
    """What the first transaction found: a position, or a plan for one."""

    found: Found | None
    plan: Plan | None
    to_match: PositionToMatch | None
    scoring: dict[str, object]


@dataclass(frozen=True, slots=True)
class _Call:
    """One round of one call."""

    desk: Desk
    merchant_id: UUID
    application: Application
    made_by: UUID | None
    on_enrolled: OnEnrolled

    async def run(self) -> Enrolled | None:
        """None: begin anew."""
        async with self.desk.database.merchant(self.merchant_id) as session:
            opening = await self._look(session)
            if isinstance(opening, Enrolled):
                return opening
        draft: Draft | None = None
        to_match = opening.to_match
        if opening.plan:
            draft = await interviews.write(self.desk.database, self.desk.author, opening.plan)
            to_match = interviews.drafted_position(opening.plan, draft)
        assert to_match is not None
        wanted = self.application
        resume = await (screening.read_file(wanted.file) if wanted.file else screening.read_text(wanted.resume))
        async with interviews.on_record(self.desk.database, self.merchant_id):
            screened = await screening.screen(resume, to_match, opening.scoring, self.desk.rater, now().date())
        async with self.desk.database.merchant(self.merchant_id) as session:
            return await self._keep(session, opening, draft, screened)

    async def _look(self, session: AsyncSession) -> _Opening | Enrolled:
        found = await self._find(session)
        if found:
            if known := await self._known(session, found):
                return known
            script = await interviews.script_of(session, found.interview_id)
            needed = credits.PRE_SCREENING + interviews.price_of(script)
            await credits.ensure_enough(session, self.merchant_id, needed)
            return _Opening(found, None, script.to_match, dict(script.scoring))
        plan = await interviews.plan(session, self.merchant_id, self.application.spec(), self.desk.region)
        await credits.ensure_enough(session, self.merchant_id, credits.PRE_SCREENING)
        return _Opening(None, plan, None, dict(plan.scoring))

    async def _find(self, session: AsyncSession) -> Found | None:
        wanted = self.application
        if wanted.position_id:
            found = await interviews.by_id(session, self.merchant_id, wanted.position_id)
            if found is None:
                raise NotFoundError("There is no position with this position_def_set_id.", name="position_def_set_id")
            return found
        if wanted.code:
            return await interviews.by_code(session, self.merchant_id, wanted.code)
        return await interviews.by_spec(session, self.merchant_id, wanted.spec())

    async def _known(self, session: AsyncSession, found: Found) -> Enrolled | None:
        """The answer for a candidate who is enrolled already."""
        person = await candidates.find(session, self.merchant_id, self.application.person.email)
        row = await store.of_candidate(session, found.interview_id, person.id) if person else None
        if row is None:
            return None
        # Locks are taken in one order everywhere: the position's, the enrolment's, the candidate's row.
        row.position_id = row.position_id or await interviews.ensure_position(
            session, self.merchant_id, row.interview_id
        )
        await candidates.resolve(session, self.merchant_id, self.application.person)
        return await self._answer(session, row)

    async def _keep(
        self, session: AsyncSession, opening: _Opening, draft: Draft | None, screened: Screening
    ) -> Enrolled | None:
        if opening.plan and draft:
            await interviews.lock_identity(session, self.merchant_id, interviews.identity_of(opening.plan.spec))
            if found := await interviews.by_spec(session, self.merchant_id, opening.plan.spec):
                return await self._known(session, found)
            made = await interviews.keep_position(session, opening.plan, draft, made_by=self.made_by)
            interview_id, position_id = made.interview_id, made.position_id
        else:
            assert opening.found
            interview_id = opening.found.interview_id
            position_id = await interviews.ensure_position(session, self.merchant_id, interview_id)
        await lock(session, "enrolment", interview_id, self.application.person.email)
        known = await self._known(session, Found(interview_id, position_id))
        return known or await self._add(session, interview_id, position_id, screened)

    async def _add(
        self, session: AsyncSession, interview_id: UUID, position_id: UUID | None, screened: Screening
    ) -> Enrolled:
        person = await candidates.resolve(session, self.merchant_id, self.application.person)
        row = await store.add(
            session,
            self.merchant_id,
            interview_id=interview_id,
            position_id=position_id,
            candidate_id=person.id,
            status=EnrolmentStatus(screened.decision.verdict.value),
            reasons=screened.decision.reasons,
            is_test=False,
        )
        screening_id = await screening.keep(session, self.merchant_id, row.id, screened)
        if screened.rating.score is not None:
            await credits.charge(
                session,
                self.merchant_id,
                credits.EntryKind.PRE_SCREENING,
                screening_id,
                credits.PRE_SCREENING,
                parent_object_id=row.id,
            )
        return await self._answer(session, row)

    async def _answer(self, session: AsyncSession, row: EnrolmentRow) -> Enrolled:
        wants = self.application.is_embedded
        embed = await embeds.ensure(session, self.merchant_id, row.interview_id) if wants else None
        answer = await present(session, row, self.desk.base_url, embed)
        await self.on_enrolled(session, answer)
        return answer


async def present(session: AsyncSession, row: EnrolmentRow, base_url: str, embed: Embed | None = None) -> Enrolled:
    """The present state of an enrolment, with a fresh link."""
    holder = await holder_of(session, row)
    status = _status(holder)
    return Enrolled(
        enrolment_id=row.id,
        status=status,
        url=await hand_out(session, row, base_url),
        interview_id=row.interview_id,
        position_id=row.position_id,
        reason=reason_of(status, holder.reasons),
        embed=embed,
    )


async def status_now(session: AsyncSession, row: EnrolmentRow) -> EnrolmentStatus:
    """The present state of an enrolment."""
    return _status(await holder_of(session, row))


def _status(holder: LinkHolder) -> EnrolmentStatus:
    return present_status(
        holder.status,
        submitted_attempts=holder.submitted_attempts,
        attempts_used=holder.attempts_used,
        attempts_allowed=holder.attempts_allowed,
    )


async def enrol_directly(
    session: AsyncSession,
    merchant_id: UUID,
    interview_id: UUID,
    name: str,
    email: str,
    is_test: bool,
    *,
    base_url: str,
    external_id: str | None = None,
) -> tuple[UUID, str]:
    """Invites a person without a resume: she is let in. Once enrolled, she keeps her state and gets a fresh address.

    Raises NotFoundError for an unknown interview, FieldError for a bad ``email``, ConflictError when it is archived.
    """
    script = await interviews.visible_script(session, merchant_id, interview_id)
    if script.status is interviews.Status.ARCHIVED:
        raise ConflictError("This interview is archived: publish it again first.", code="position_archived")
    address = candidates.email_address(email)
    await lock(session, "enrolment", script.id, address)
    person = await candidates.resolve(
        session,
        merchant_id,
        NewCandidate(name, address, external_id=external_id, language=script.language.value),
    )
    row = await store.of_candidate(session, script.id, person.id) or await store.add(
        session,
        merchant_id,
        interview_id=script.id,
        position_id=script.position_id,
        candidate_id=person.id,
        status=EnrolmentStatus.RECRUITER_ACCEPT,
        reasons=(),
        is_test=is_test,
    )
    return row.id, await hand_out(session, row, base_url)


def missing(name: str) -> FieldError:
    """The refusal of a position that is to be made without one of its fields."""
    return FieldError(
        name, f"{name} is required when no position_def_set_id is given and no position is found.", code="missing_field"
    )
