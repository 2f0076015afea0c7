"""Routes of enrolments: the second endpoint of the contract, a recruiter's decision, links, registrations."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features.access import Editor, Reader
from vivavoce.features.enrolment import decisions, service
from vivavoce.features.enrolment.attempts import candidate_of
from vivavoce.features.enrolment.invitations import SEND_INVITATION
from vivavoce.features.enrolment.policy import EnrolmentStatus
from vivavoce.features.enrolment.schemas import (
    DecideEnrolment,
    DecisionAnswer,
    EnrolCandidate,
    EnrolledAnswer,
    LinkWanted,
    RegisteredUser,
    RegisterUsers,
    UserToRegister,
)
from vivavoce.features.enrolment.service import Desk, Enrolled
from vivavoce.features.enrolment.store import visible
from vivavoce.features.interviews import visible_script
from vivavoce.kernel.errors import FieldError, ProblemError
from vivavoce.kernel.http import errors
from vivavoce.kernel.idempotency import Keep, KeyHeader, once
from vivavoce.kernel.jobs import defer

LONGEST_NAME = 500

router = APIRouter(prefix="/functions/v1", tags=["Enrolments"])


def staffed_desk(request: Request) -> Desk:
    """What enrolling stands on, in this process."""
    state = request.app.state
    return Desk(state.database, state.author, state.resume_rater, state.settings.region, state.settings.base_url)


Staffed = Annotated[Desk, Depends(staffed_desk)]


@router.post(
    "/job-interview-create-for-candidate-with-token",
    summary="Create an interview for a candidate and return an access URL",
    response_model=EnrolledAnswer,
    response_model_exclude_none=True,
    responses=errors(400, 401, 402, 403, 404, 409, 413, 422, 500, 502, 504),
)
async def job_interview_create_for_candidate_with_token(
    request: Request, caller: Editor, desk: Staffed, body: EnrolCandidate, idempotency_key: KeyHeader = None
) -> Response:
    """Creates (or finds) a position and its interview, enrols the candidate, runs pre-screening, and answers with the
    candidate's state and an address that opens it. Called again, it answers with the present state."""
    merchant_id = caller.acting_for(body.merchant_id)

    async def work(keep: Keep) -> BaseModel:
        async def on_enrolled(session: AsyncSession, done: Enrolled) -> None:
            await keep(session, EnrolledAnswer.of(done))

        return EnrolledAnswer.of(
            await service.enrol(desk, merchant_id, body.application(), made_by=caller.user_id, on_enrolled=on_enrolled)
        )

    return await once(desk.database, request, caller.key, work)


@router.post(
    "/enrolment-decide",
    summary="Decide about a candidate",
    response_model_exclude_none=True,
    responses=errors(400, 401, 403, 404, 413, 422),
)
async def enrolment_decide(caller: Reader, desk: Staffed, body: DecideEnrolment) -> DecisionAnswer:
    """A recruiter lets a candidate in or declines her, with a reason; also over what pre-screening said."""
    merchant_id = caller.acting_for(body.merchant_id)
    async with desk.database.merchant(merchant_id) as session:
        kept = await decisions.decide(
            session, merchant_id, body.profile_interview_id, body.decision, body.reason, caller
        )
    return DecisionAnswer(
        profile_interview_id=body.profile_interview_id,
        status=EnrolmentStatus(kept.decision.value),
        reason=kept.reason,
        decided_by=kept.decided_by,
        decided_at=kept.decided_at,
    )


@router.post(
    "/job-interview-token",
    summary="A link that opens an interview for a candidate",
    responses=errors(400, 401, 403, 404, 409, 413, 422),
)
async def job_interview_token(caller: Editor, desk: Staffed, body: LinkWanted) -> str:
    """A fresh address, as a JSON string, that opens this interview for the candidate of an enrolment."""
    merchant_id = caller.acting_for(body.merchant_id)
    async with desk.database.merchant(merchant_id) as session:
        enrolment = await visible(session, merchant_id, body.interview_profile_id)
        person = await candidate_of(session, enrolment.id)
        _id, url = await service.enrol_directly(
            session,
            merchant_id,
            body.interview_id,
            person.name,
            person.email,
            enrolment.is_test,
            base_url=desk.base_url,
        )
    return url


@router.post(
    "/job-interview-register-users",
    summary="Let people into an interview",
    response_model_exclude_none=True,
    responses=errors(400, 401, 403, 404, 413, 422),
)
async def job_interview_register_users(caller: Editor, desk: Staffed, body: RegisterUsers) -> list[RegisteredUser]:
    """Enrols people without a resume and answers with an address for each; one row's fault is that row's alone."""
    merchant_id = caller.acting_for(body.merchant_id)
    async with desk.database.merchant(merchant_id) as session:
        await visible_script(session, merchant_id, body.interview_id)
    return [await _register(desk, merchant_id, body, user) for user in body.users]


async def _register(desk: Desk, merchant_id: UUID, body: RegisterUsers, user: UserToRegister) -> RegisteredUser:
    row = RegisteredUser(name=user.name, email=user.email, external_id=user.external_id, result="ok")
    try:
        if not (user.email or "").strip():
            raise FieldError("email", "email is required.")
        if len(user.name or "") > LONGEST_NAME:
            raise FieldError("name", f"name must have at most {LONGEST_NAME} characters.")
        async with desk.database.merchant(merchant_id) as session:
            row.profile_interview_id, row.interview_url = await service.enrol_directly(
                session,
                merchant_id,
                body.interview_id,
                (user.name or "").strip() or str(user.email).split("@")[0],
                str(user.email),
                bool(body.is_test),
                base_url=desk.base_url,
                external_id=user.external_id,
            )
            if body.send_email:
                await defer(session, SEND_INVITATION, enrolment_id=str(row.profile_interview_id))
    except ProblemError as error:
        row.result, row.interview_url, row.profile_interview_id = f"Error: {error.error}", None, None
    return row
