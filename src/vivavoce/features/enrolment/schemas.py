"""Bodies of the enrolment endpoints: every field with its meaning, its limits and an example."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from vivavoce.features.candidates import CountryCode, EmailAddress, LinkedInUrl, NewCandidate
from vivavoce.features.enrolment.decisions import RecruiterDecision
from vivavoce.features.enrolment.policy import MEANINGS, EnrolmentStatus
from vivavoce.features.enrolment.service import Application, Enrolled, missing
from vivavoce.features.interviews import InterviewSettings, InterviewSpec, LongProse, Prose, Short
from vivavoce.features.languages import LanguageCode
from vivavoce.features.templates import DEFAULT_TEMPLATE_ID
from vivavoce.kernel.fields import Answer, Body, Flag, Line, Text

RESUME_LIMIT_BYTES = 200_000
MERCHANT_ID = "Honoured for admins, operators of that sub-merchant and the service key."


def checked_resume(value: str) -> str:
    """The text of a resume, within its limits."""
    if not value.strip():
        raise PydanticCustomError("blank", "must not be empty")
    if len(value.encode()) > RESUME_LIMIT_BYTES:
        raise PydanticCustomError("resume", "must have at most 200,000 bytes of UTF-8")
    return value


def _blank_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


_blank = BeforeValidator(_blank_is_none)


class EnrolCandidate(InterviewSettings):
    """A candidate for a position that exists, or for one that is made."""

    candidate_name: Line = Field(description="The candidate's full name.", examples=["John"])
    candidate_email: EmailAddress = Field(
        description="The candidate's e-mail address, compared in lower case: it says who she is.",
        examples=["peterson6@hello.com"],
        json_schema_extra={"format": "email"},
    )
    candidate_country_code: CountryCode = Field(
        description="ISO 3166-1 alpha-2 of the country she lives in.", examples=["HR"]
    )
    candidate_resume: Annotated[Text, AfterValidator(checked_resume)] = Field(
        description="Text of her resume, at most 200,000 bytes.",
        examples=["Curriculum Vitae ..."],
        json_schema_extra={"minLength": 1},
    )
    position_def_set_id: UUID | None = Field(
        None,
        description="A position that exists (or the `interview_def_set_id` of a definition): it is looked up, and the "
        "`position_…` fields and the language become optional. Unknown: 404.",
        examples=["0199f3a8-1111-7000-8000-000000000003"],
    )
    position_external_id: Short = Field(
        None,
        description="Your code of a position: finds it; when none has it, a position is made with it.",
        examples=["JOB-123"],
    )
    position_name: Annotated[Line | None, _blank] = Field(
        None,
        description="Title of the position. Required when no position is given or found.",
        examples=["Entry level coffee boy"],
    )
    position_location: Annotated[Line | None, _blank] = Field(
        None, description="Where the job is. Required when no position is given or found.", examples=["remote"]
    )
    position_country_code: Annotated[CountryCode | None, _blank] = Field(
        None,
        description="ISO 3166-1 alpha-2 of the position's country; its law rules which questions may be asked. "
        "Required when no position is given or found.",
        examples=["SK"],
    )
    mojito_language_code: LanguageCode | None = Field(
        None,
        description="Language of the interview. Required when no position is given or found.",
        examples=["en"],
    )
    interview_template_id: UUID | None = Field(
        None,
        description="Template of the interview that is made; default the platform's.",
        examples=[str(DEFAULT_TEMPLATE_ID)],
    )
    position_description: Prose = Field(
        None, description="Short description; rewritten.", examples=["Makes and serves coffee."]
    )
    position_description_long: LongProse = Field(
        None,
        description="Long description (Markdown); written when blank.",
        examples=["You open the bar at seven, make espresso, and keep it clean."],
    )
    candidate_external_id: Short = Field(
        None, description="Your id of the candidate; kept on her profile.", examples=["C-4711"]
    )
    candidate_linkedin_url: LinkedInUrl = Field(
        None, description="Address of her LinkedIn profile.", examples=["https://www.linkedin.com/in/john"]
    )

    def application(self) -> Application:
        """Who applies, with what, for what."""
        person = NewCandidate(
            name=self.candidate_name,
            email=self.candidate_email,
            country_code=self.candidate_country_code,
            external_id=self.candidate_external_id,
            linkedin_url=self.candidate_linkedin_url,
            language=self.mojito_language_code and self.mojito_language_code.value,
        )
        return Application(
            person=person,
            resume=self.candidate_resume,
            position_id=self.position_def_set_id,
            code=self.position_external_id,
            spec=self.spec,
            is_embedded=bool(self.is_embedded),
        )

    def spec(self) -> InterviewSpec:
        """The interview of a position that has to be made. Raises FieldError for the first field that is missing."""
        for name in ("position_name", "position_location", "position_country_code", "mojito_language_code"):
            if getattr(self, name) is None:
                raise missing(name)
        shared = set(InterviewSettings.model_fields) - {"merchant_id"}
        return InterviewSpec(
            name=str(self.position_name),
            location=str(self.position_location),
            country_code=self.position_country_code,
            mojito_language_code=LanguageCode(str(self.mojito_language_code)),
            interview_template_id=self.interview_template_id or DEFAULT_TEMPLATE_ID,
            code=self.position_external_id,
            description=self.position_description,
            description_long=self.position_description_long,
            **{name: value for name in shared if (value := getattr(self, name)) is not None},
        )


class EnrolledAnswer(Answer):
    """The candidate's present state, and where she goes on."""

    status: EnrolmentStatus = Field(
        description="Options — " + " | ".join(f"`{status}`: {MEANINGS[status]}" for status in EnrolmentStatus) + ".",
        examples=["ai_accept"],
    )
    interview_url: str = Field(
        description="The candidate opens it to go on; good for 30 days, a fresh one with every call.",
        examples=["https://interviews.example.com/i/3mT…"],
    )
    position_def_set_id: UUID | None = Field(None, description="The position.")
    interview_def_set_id: UUID = Field(description="Its interview definition.")
    profile_interview_id: UUID = Field(description="The candidate's enrolment.")
    reason: str | None = Field(None, description="Why, on a reject and on already-applied.")
    embed_id: UUID | None = Field(None, description="Only with `is_embedded`.")
    embed_signing_key: str | None = Field(None, description="Only with `is_embedded`.")

    @classmethod
    def of(cls, done: Enrolled) -> EnrolledAnswer:
        """The state as it stands on the wire."""
        return cls(
            status=done.status,
            interview_url=done.url,
            position_def_set_id=done.position_id,
            interview_def_set_id=done.interview_id,
            profile_interview_id=done.enrolment_id,
            reason=done.reason,
            embed_id=done.embed.id if done.embed else None,
            embed_signing_key=done.embed.signing_key if done.embed else None,
        )


class DecideEnrolment(Body):
    """A person's decision."""

    profile_interview_id: UUID = Field(description="The enrolment.", examples=["0199f3a8-1111-7000-8000-000000000004"])
    decision: RecruiterDecision = Field(
        description=f"Options — `recruiter_accept`: {MEANINGS[EnrolmentStatus.RECRUITER_ACCEPT]} | "
        f"`recruiter_reject`: {MEANINGS[EnrolmentStatus.RECRUITER_REJECT]}.",
        examples=["recruiter_accept"],
    )
    reason: Annotated[Text, AfterValidator(checked_resume), Field(max_length=2_000)] = Field(
        description="Why; the candidate reads it on a reject. At most 2,000 characters.",
        examples=["Her own projects show the experience that the resume does not name."],
        json_schema_extra={"minLength": 1},
    )
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class DecisionAnswer(Answer):
    """The decision as it is kept."""

    profile_interview_id: UUID = Field(description="The enrolment.")
    status: EnrolmentStatus = Field(description="Its state now.", examples=["recruiter_accept"])
    reason: str = Field(description="Why.")
    decided_by: UUID | None = Field(None, description="The user who decided; absent: a service key.")
    decided_at: datetime = Field(description="When.")


class LinkWanted(Body):
    """Whose link, and to which interview."""

    type: Literal["interview-for-profile"] = Field(
        description="`interview-for-profile`: the link that opens an interview for one candidate.",
        examples=["interview-for-profile"],
    )
    interview_id: UUID = Field(
        description="The definition, or its position.", examples=["0199f3a8-1111-7000-8000-000000000002"]
    )
    interview_profile_id: UUID = Field(
        description="An enrolment of the candidate (`profile_interview_id`), in this interview or in another one; she "
        "is enrolled in this one if she is not.",
        examples=["0199f3a8-1111-7000-8000-000000000004"],
    )
    hide_menu: Text | None = Field(None, description="Accepted for older clients; our pages have no menu.")
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class UserToRegister(Body):
    """One person."""

    name: Text | None = Field(None, description="Her name; default the part of her address before the @.")
    email: Text | None = Field(None, description="Her e-mail address.", examples=["peterson6@hello.com"])
    external_id: Short = Field(None, description="Your id of her.", examples=["C-4711"])


class RegisterUsers(Body):
    """People who are let into an interview."""

    users: Annotated[list[UserToRegister], Field(min_length=1, max_length=1000)] = Field(
        description="1-1000 people; each stands for itself."
    )
    interview_id: UUID = Field(
        description="The definition, or its position.", examples=["0199f3a8-1111-7000-8000-000000000002"]
    )
    is_test: Flag | None = Field(
        None, description="True: a trial of your own, which may also run a draft. Default false.", examples=[False]
    )
    send_email: Flag | None = Field(
        None,
        description="True: each gets a letter with a personal link, in the interview's language. Default false: send "
        "the URL yourself.",
        examples=[False],
    )
    merchant_id: UUID | None = Field(None, description=MERCHANT_ID)


class RegisteredUser(Answer):
    """What became of one person."""

    name: str | None = Field(None, description="As sent.")
    email: str | None = Field(None, description="As sent.")
    external_id: str | None = Field(None, description="As sent.")
    result: str = Field(description="`ok`, or `Error: …` with what is wrong.", examples=["ok"])
    interview_url: str | None = Field(None, description="Opens the interview; good for 30 days.")
    profile_interview_id: UUID | None = Field(None, description="Her enrolment.")
