"""Who may come in by which way, and how often a code may be asked for. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Literal

from vivavoce.features.interviews import InterviewScript, Status, Visibility
from vivavoce.kernel.errors import ConflictError, FieldError, NotFoundError
from vivavoce.ports.llm.port import Kind

CODE_LIFE = timedelta(minutes=10)
TRIES = 5
KEPT = timedelta(hours=24)
NAME_LIMIT = 200


class Portal(StrEnum):
    """A merchant's two public pages."""

    INTERVIEW = "interview"
    COACH = "coach"


SHOWN: Mapping[Portal, tuple[Kind, ...]] = {
    Portal.INTERVIEW: (Kind.INTERVIEW, Kind.ASSESSMENT),
    Portal.COACH: (Kind.COACHING,),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` codes in ``window`` for the same person, network address or interview."""

    scope: Literal["email", "network", "interview_id"]
    most: int
    window: timedelta


LIMITS = (
    Limit("email", 5, timedelta(minutes=15)),
    Limit("email", 15, KEPT),
    Limit("network", 200, timedelta(minutes=15)),  # schools and offices share one
    Limit("interview_id", 500, timedelta(minutes=15)),
)
"""With 15 codes a day and 5 tries each, guessing somebody's code works once in 13,000 days."""


def name_of(sent: str) -> str:
    """Somebody's name, on one line and without control characters. Raises FieldError."""
    name = " ".join("".join(char if char.isprintable() else " " for char in sent).split())
    if not name or len(name) > NAME_LIMIT:
        raise FieldError("name", f"name must have 1 to {NAME_LIMIT} characters.")
    return name


def ensure_open(script: InterviewScript, portal: Portal | None) -> None:
    """Whether visitors can come in now; ``portal`` None: by an embed, which shows any kind.

    Raises NotFoundError and ConflictError.
    """
    if portal is not None and script.type not in SHOWN[portal]:
        raise NotFoundError("There is no such interview. Please check the address.", code="interview_unknown")
    if script.status is Status.DRAFT:
        raise ConflictError("This interview is not open yet.", code="interview_not_open")
    if script.status is not Status.ACTIVE:
        raise ConflictError("This interview is closed.", code="interview_closed")


def invited_only(script: InterviewScript) -> bool:
    """Whether only registered addresses get in."""
    return script.visibility is Visibility.INVITE


def wants_resume(script: InterviewScript) -> bool:
    """Whether newcomers bring a resume: where it counts in the score. Nobody is screened for coaching."""
    return script.type is not Kind.COACHING and script.scoring["ai_assessment_resume"]["weight"] > 0
