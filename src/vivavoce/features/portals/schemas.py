"""Bodies and answers of a visitor who holds no link yet."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from vivavoce.features import interviews, languages
from vivavoce.features.candidates import EmailAddress
from vivavoce.features.embeds import SignedQuery
from vivavoce.features.interviews import InterviewScript
from vivavoce.features.portals.branding import Company
from vivavoce.features.portals.policy import NAME_LIMIT, Portal, invited_only, wants_resume
from vivavoce.features.portals.service import Door, Entered, Way
from vivavoce.kernel.errors import FieldError
from vivavoce.kernel.fields import Answer, Body, Integer, Line, Text

RESUME_LIMIT_BYTES = 200_000
DIGITS = re.compile(r"\s*[0-9]{3}\s?[0-9]{3}\s*")


def _sized(value: str) -> str:
    if len(value.encode()) > RESUME_LIMIT_BYTES:
        raise PydanticCustomError("resume", "must have at most 200,000 bytes of UTF-8")
    return value


def _digits(value: str) -> str:
    if not DIGITS.fullmatch(value):
        raise PydanticCustomError("digits", "must be the six digits of the letter")
    return "".join(value.split())


class Listed(Answer):
    """One interview on a public page: all that anybody may know of it."""

    id: UUID = Field(description="Its id; the way in is `/m/<slug>/<id>`, or `/coach/<slug>/<id>`.")
    type: str = Field(description="interview, assessment or coaching.")
    name: str = Field(description="The position.")
    location: str = Field(description="Where the job is.")
    description: str = Field(description="In short.")
    language: str = Field(description="Code of its language.")
    direction: str = Field(description="`ltr` or `rtl`.")
    max_duration_minutes: float = Field(description="How long it takes at most.")

    @classmethod
    def of(cls, shown: interviews.Advert | InterviewScript) -> Listed:
        """The interview as anybody may see it."""
        return cls(
            id=shown.id,
            type=shown.type,
            name=shown.name,
            location=shown.location,
            description=shown.description,
            language=shown.language,
            direction=languages.find(shown.language).direction,
            max_duration_minutes=shown.max_duration_minutes,
        )


class PortalAnswer(Answer):
    """A merchant's public page."""

    company: Company = Field(description="The company.")
    interviews: list[Listed] = Field(description="Its active public interviews, by name.")


class Arrival(Answer):
    """What a visitor sees before she has confirmed who she is."""

    company: Company = Field(description="The company.")
    language: str = Field(description="Code of the interview's language.")
    direction: str = Field(description="`ltr` or `rtl`.")
    invited_only: bool = Field(description="Only registered addresses get in; the position is then not shown yet.")
    wants_resume: bool = Field(description="Whether newcomers bring a resume.")
    position: Listed | None = Field(None, description="The interview; null: invited people alone may see it.")

    @classmethod
    def at(cls, door: Door, company: Company) -> Arrival:
        """What is to be seen at this door."""
        script = door.script
        return cls(
            company=company,
            language=script.language,
            direction=languages.find(script.language).direction,
            invited_only=invited_only(script),
            wants_resume=wants_resume(script),
            position=None if invited_only(script) else Listed.of(script),
        )


class AskForCode(Body):
    """Whose address to confirm, and for what: `embed_id`, or `interview_id` on a portal."""

    email: EmailAddress = Field(
        description="Her e-mail address.", examples=["ana@example.com"], json_schema_extra={"format": "email"}
    )
    interview_id: UUID | None = Field(None, description="The interview, when she comes by a portal.")
    portal: Portal = Field(Portal.INTERVIEW, description="By which portal: `interview` or `coach`.")
    embed_id: UUID | None = Field(None, description="The embed, when she comes by one.")

    def way(self) -> Way:
        """How she came. Raises FieldError."""
        if (self.interview_id is None) == (self.embed_id is None):
            raise FieldError("interview_id", "Either interview_id or embed_id is required.", code="missing_field")
        return Way(None if self.embed_id else self.portal, self.interview_id, self.embed_id)


class CodeAnswer(Answer):
    """A letter is on its way, if whoever reads it may enter."""

    code_id: UUID = Field(description="Goes with the code.")
    expires_at: datetime = Field(description="Until when the code is good.")


class Confirm(Body):
    """The code from the letter, and who she is."""

    model_config = ConfigDict(extra="ignore", str_max_length=20_000_000)

    code_id: UUID = Field(description="From the answer to the request for the code.")
    code: Annotated[Text, AfterValidator(_digits)] = Field(
        description="Six digits; a space between them is no matter.",
        examples=["481516"],
        json_schema_extra={"pattern": "^[0-9]{3} ?[0-9]{3}$"},
    )
    name: Line = Field(
        description="Her name, at most 200 characters.",
        examples=["Ana Kovač"],
        json_schema_extra={"maxLength": NAME_LIMIT},
    )


class ConfirmWithText(Confirm):
    """The same, and a resume as text."""

    resume: Annotated[Text, AfterValidator(_sized)] | None = Field(
        None, description="Text of her resume, where the interview wants one; otherwise it is not read."
    )


class OpenEmbed(Body):
    """The query of an embed's address: `embed_id` alone, or with all that the host page has signed."""

    embed_id: UUID = Field(description="The embed.")
    name: Text | None = Field(None, max_length=2_000, description="Base64 of the visitor's name in UTF-8.")
    email: Text | None = Field(None, max_length=2_000, description="Base64 of her e-mail address in UTF-8.")
    signature: Text | None = Field(None, max_length=200, description="Lower-case hex of the HMAC.")
    ts: Integer | None = Field(None, description="Version 2: when it was signed, Unix seconds.")
    v: Annotated[Integer, Field(ge=1, le=2)] | None = Field(
        None,
        description="Version of the signature; default 1.",
        examples=[2],
        json_schema_extra={"minimum": 1, "maximum": 2},
    )

    def signed(self) -> SignedQuery | None:
        """What the host page has signed; None: nothing. Raises FieldError for half of it."""
        given = {"name": self.name, "email": self.email, "signature": self.signature}
        if not any(given.values()):
            return None
        wanted = {**given, "ts": self.ts} if self.v == 2 else given
        if missing := next((name for name, value in wanted.items() if not value), None):
            raise FieldError(missing, f"{missing} is required in a signed address.", code="missing_field")
        # A plus sign that was not escaped has become a space on its way; base64 has no spaces.
        name, email = (str(value).replace(" ", "+") for value in (self.name, self.email))
        return SignedQuery(self.embed_id, name, email, str(self.signature), self.ts if self.v == 2 else None)


class LinkAnswer(Answer):
    """She is in."""

    token: str = Field(description="The link's token: `Authorization: Bearer …` for the room's other calls.")
    interview_url: str = Field(description="The same as an address; good for 30 days.")
    profile_interview_id: UUID = Field(description="Her enrolment.")

    @classmethod
    def of(cls, entered: Entered) -> LinkAnswer:
        """The link as it stands on the wire."""
        return cls(
            token=entered.url.rpartition("/")[2], interview_url=entered.url, profile_interview_id=entered.enrolment_id
        )


class EmbedOpened(Answer):
    """A signed visitor has a link; any other one sees where she is and confirms her address."""

    link: LinkAnswer | None = Field(None, description="For a signed visitor.")
    arrival: Arrival | None = Field(None, description="For any other one.")
    allowed_origins: list[str] = Field(description="Pages that may frame it; empty: any.")
