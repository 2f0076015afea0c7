"""Routes of pre-screening for a position that exists: a resume as text or as a file, and what was found in it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import AfterValidator, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import screening
from vivavoce.features.access import Caller, Editor, Reader
from vivavoce.features.candidates import CountryCode, EmailAddress, LinkedInUrl, NewCandidate
from vivavoce.features.enrolment import service
from vivavoce.features.enrolment.api import Staffed
from vivavoce.features.enrolment.policy import EnrolmentStatus
from vivavoce.features.enrolment.schemas import MERCHANT_ID, checked_resume
from vivavoce.features.enrolment.service import Application, Desk, Enrolled
from vivavoce.features.enrolment.store import visible
from vivavoce.features.interviews import InterviewSpec, Short
from vivavoce.features.screening import Screening
from vivavoce.kernel.errors import NotFoundError
from vivavoce.kernel.fields import Answer, Body, Line, Text
from vivavoce.kernel.http import errors
from vivavoce.kernel.uploads import Upload, allow_upload, read_upload, upload_body
from vivavoce.ports.llm.port import Quote, Requirement

router = APIRouter(prefix="/functions/v1", tags=["Pre-screening"])
BINARY = "/job-interview-pre-screening-api-resume-binary"
TEXT = "/job-interview-pre-screening-api-resume-text"
allow_upload(f"/functions/v1{BINARY}")
SERVED = errors(400, 401, 402, 403, 404, 409, 413, 422, 500, 502, 504)


class Applicant(Body):
    """Who applies for which position."""

    model_config = ConfigDict(extra="ignore", str_max_length=20_000_000)

    position_id: UUID = Field(
        description="The position (`position_def_set_id`), or a definition (`interview_def_set_id`).",
        examples=["0199f3a8-1111-7000-8000-000000000003"],
    )
    candidate_name: Line = Field(description="The candidate's full name.", examples=["John"])
    candidate_email: EmailAddress = Field(
        description="The candidate's e-mail address: it says who she is.",
        examples=["peterson6@hello.com"],
        json_schema_extra={"format": "email"},
    )
    candidate_country_code: CountryCode | None = Field(
        None, description="ISO 3166-1 alpha-2 of the country she lives in.", examples=["HR"]
    )
    candidate_external_id: Short = Field(None, description="Your id of the candidate.", examples=["C-4711"])
    candidate_linkedin_url: LinkedInUrl = Field(None, description="Address of her LinkedIn profile.")
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)

    def application(self, resume: str, file: Upload | None = None) -> Application:
        """Who applies, with what, for what."""
        person = NewCandidate(
            name=self.candidate_name,
            email=self.candidate_email,
            country_code=self.candidate_country_code,
            external_id=self.candidate_external_id,
            linkedin_url=self.candidate_linkedin_url,
        )
        return Application(person, resume, self.position_id, None, _no_spec, file=file)


def _no_spec() -> InterviewSpec:
    raise AssertionError("the position exists, or the call has failed")


class ApplicantWithText(Applicant):
    """An application with the resume's text."""

    candidate_resume: Annotated[Text, AfterValidator(checked_resume)] = Field(
        description="Text of her resume, at most 200,000 bytes.", examples=["Curriculum Vitae ..."]
    )


class QuoteAnswer(Answer):
    """Words of the resume, verbatim. Places count characters of `resume_text`."""

    text: str = Field(description="The words.")
    start: int = Field(description="Where they begin.")
    end: int = Field(description="Where they end.")

    @classmethod
    def of(cls, quote: Quote) -> QuoteAnswer:
        """The quote as it stands on the wire."""
        return cls(text=quote.text, start=quote.start, end=quote.end)


class RequirementAnswer(Answer):
    """One requirement and what speaks for it."""

    requirement: str = Field(description="The requirement.")
    finding: Requirement = Field(description="`met`, `partly` or `not_found`.")
    quotes: list[QuoteAnswer] = Field(description="The words that speak for it; at least one unless it is not found.")


class HiddenAnswer(Answer):
    """A text that nobody sees on the resume. It was left out of the rating."""

    text: str = Field(description="The text.")
    reason: str = Field(description="Why nobody sees it.", examples=["white"])
    page: int | None = Field(None, description="Its page, from 1.")


class ScreeningAnswer(Answer):
    """What pre-screening found. ``null`` and absent are "not assessed", never 0."""

    success: bool = Field(description="Always true.")
    decision_status: EnrolmentStatus = Field(description="The candidate's present state.")
    recommendation: screening.Verdict = Field(description="What pre-screening says; a person can overturn it.")
    profile_interview_id: UUID = Field(description="The enrolment.")
    interview_result_pre_screening_id: UUID = Field(description="The pre-screening.")
    interview_file_id: UUID | None = Field(None, description="The file, when the resume came as one.")
    interview_url: str | None = Field(None, description="An address that opens the candidate's state; not in reads.")
    pre_screening_score: float | None = Field(None, description="0 to 10; absent: not assessed.")
    score_spread: float | None = Field(
        None, description="Between the lowest and the highest of several independent ratings; absent: there was one."
    )
    processing_reason: str | None = Field(None, description="Why it was not assessed.")
    reasons: list[str] = Field(description="Why, in sentences that quote the resume.")
    resume_ai_analysis: str = Field(description="A summary.")
    resume_ai_education: list[QuoteAnswer] = Field(description="Education, as the resume tells it.")
    resume_ai_technical_experience: float | None = Field(None, description="Years, by dated entries; absent: unknown.")
    resume_ai_is_switching_profession: bool | None = Field(None, description="Absent: the resume does not say.")
    requirements: list[RequirementAnswer] = Field(description="Requirements met, partly met and not found.")
    instructions: list[QuoteAnswer] = Field(description="Sentences that address the reader as a machine; not obeyed.")
    hidden: list[HiddenAnswer] = Field(description="Texts that nobody sees on the resume; not rated.")
    resume_text: str = Field(description="The resume as a person sees it.")
    rater: str = Field(description="Who rated, with version.")

    @classmethod
    def of(cls, enrolment_id: UUID, status: EnrolmentStatus, url: str | None, done: Screening) -> ScreeningAnswer:
        """The screening as it stands on the wire."""
        rating = done.rating
        assert done.id is not None
        return cls(
            success=True,
            decision_status=status,
            recommendation=done.decision.verdict,
            profile_interview_id=enrolment_id,
            interview_result_pre_screening_id=done.id,
            interview_file_id=done.file_id,
            interview_url=url,
            pre_screening_score=rating.score,
            score_spread=rating.spread,
            processing_reason=rating.not_scored_reason,
            reasons=list(done.decision.reasons),
            resume_ai_analysis=rating.summary,
            resume_ai_education=[QuoteAnswer.of(quote) for quote in rating.education],
            resume_ai_technical_experience=rating.years_of_experience,
            resume_ai_is_switching_profession=rating.switching_profession,
            requirements=[
                RequirementAnswer(
                    requirement=one.requirement,
                    finding=one.finding,
                    quotes=[QuoteAnswer.of(quote) for quote in one.quotes],
                )
                for one in rating.requirements
            ],
            instructions=[QuoteAnswer.of(quote) for quote in rating.instructions],
            hidden=[HiddenAnswer(text=one.text, reason=one.reason.value, page=one.page) for one in done.resume.hidden],
            resume_text=done.resume.text,
            rater=rating.rater,
        )


@router.post(
    TEXT,
    summary="Pre-screen a resume's text",
    response_model_exclude_none=True,
    responses=SERVED,
)
async def job_interview_pre_screening_api_resume_text(
    caller: Editor, desk: Staffed, body: ApplicantWithText
) -> ScreeningAnswer:
    """Enrols a candidate in a position that exists and judges her resume. Called again for the same candidate, it
    answers with the first pre-screening and the present state."""
    return await _screen(caller, desk, body, body.application(body.candidate_resume))


@router.post(
    BINARY,
    summary="Pre-screen a resume as a file",
    response_model_exclude_none=True,
    responses=SERVED,
    openapi_extra=upload_body(Applicant, "PDF, DOCX, HTML, Markdown or text; at most 10 MB."),
)
async def job_interview_pre_screening_api_resume_binary(
    request: Request, caller: Editor, desk: Staffed
) -> ScreeningAnswer:
    """The same with a file (multipart, or JSON with base64). Text that nobody would see in it (white, tiny, off the
    page, behind pictures, zero-width) is shown in `hidden` and never rated; a file that can't be read goes to a
    person."""
    body, upload = await read_upload(request, Applicant)
    return await _screen(caller, desk, body, body.application("", upload))


async def _screen(caller: Caller, desk: Desk, body: Applicant, application: Application) -> ScreeningAnswer:
    answers: list[ScreeningAnswer] = []

    async def on_enrolled(session: AsyncSession, done: Enrolled) -> None:
        answers.append(await _answer(session, done.enrolment_id, done.status, done.url))

    merchant_id = caller.acting_for(body.merchant_id)
    try:
        await service.enrol(desk, merchant_id, application, made_by=caller.user_id, on_enrolled=on_enrolled)
    except NotFoundError as error:
        if error.name == "position_def_set_id":
            raise NotFoundError("There is no position with this position_id.", name="position_id") from None
        raise
    return answers[-1]


async def _answer(
    session: AsyncSession, enrolment_id: UUID, status: EnrolmentStatus, url: str | None
) -> ScreeningAnswer:
    done = await screening.screening_of(session, enrolment_id)
    if done is None:
        raise NotFoundError("This candidate was let in without a pre-screening.", name="profile_interview_id")
    return ScreeningAnswer.of(enrolment_id, status, url, done)


class WhichEnrolment(Body):
    """Whose pre-screening to read."""

    profile_interview_id: UUID = Field(description="The enrolment.")
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


@router.get(
    "/enrolment-screening",
    summary="Read a pre-screening",
    response_model_exclude_none=True,
    responses=errors(401, 403, 404, 422),
)
async def enrolment_screening(
    caller: Reader, desk: Staffed, wanted: Annotated[WhichEnrolment, Query()]
) -> ScreeningAnswer:
    """What pre-screening found, for the person who decides."""
    return await _read(caller, desk, wanted)


@router.post(
    "/enrolment-screening",
    summary="Read a pre-screening (as POST)",
    response_model_exclude_none=True,
    responses=errors(400, 401, 403, 404, 413, 422),
)
async def enrolment_screening_post(caller: Reader, desk: Staffed, body: WhichEnrolment) -> ScreeningAnswer:
    """What pre-screening found, for the person who decides."""
    return await _read(caller, desk, body)


async def _read(caller: Caller, desk: Desk, wanted: WhichEnrolment) -> ScreeningAnswer:
    merchant_id = caller.acting_for(wanted.merchant_id)
    async with desk.database.merchant(merchant_id) as session:
        row = await visible(session, merchant_id, wanted.profile_interview_id)
        status = await service.status_now(session, row)
        return await _answer(session, row.id, status, None)
