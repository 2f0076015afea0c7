"""What an enrolment's state is called on the wire, and why. Pure."""

from __future__ import annotations

from enum import StrEnum


class EnrolmentStatus(StrEnum):
    """Where a candidate stands with a position."""

    AI_ACCEPT = "ai_accept"
    RECRUITER_ACCEPT = "recruiter_accept"
    RECRUITER_ACTION = "recruiter_action"
    AI_REJECT = "ai_reject"
    RECRUITER_REJECT = "recruiter_reject"
    ALREADY_APPLIED = "already-applied"


MEANINGS = {
    EnrolmentStatus.AI_ACCEPT: "pre-screening passes; the URL opens the interview",
    EnrolmentStatus.RECRUITER_ACCEPT: "a recruiter let the candidate in; the URL opens the interview",
    EnrolmentStatus.RECRUITER_ACTION: "a recruiter has to look; the URL says so, and becomes the interview",
    EnrolmentStatus.AI_REJECT: "below the reject threshold; the URL gives the reasons and the way to a person",
    EnrolmentStatus.RECRUITER_REJECT: "a recruiter has declined; the URL opens the decision",
    EnrolmentStatus.ALREADY_APPLIED: "submitted, and no attempt is left; the URL opens the result page",
}

SUBMITTED = "The candidate has already submitted this interview, and no attempt is left."
_WITH_REASON = (EnrolmentStatus.AI_REJECT, EnrolmentStatus.RECRUITER_REJECT)


def present_status(
    kept: EnrolmentStatus, *, submitted_attempts: int, attempts_used: int, attempts_allowed: int
) -> EnrolmentStatus:
    """The status now: ``already-applied`` when she has submitted and no attempt is left, else what was decided."""
    if submitted_attempts > 0 and attempts_used >= attempts_allowed:
        return EnrolmentStatus.ALREADY_APPLIED
    return kept


def reason_of(status: EnrolmentStatus, reasons: tuple[str, ...]) -> str | None:
    """One sentence or more, on a reject and on already-applied; None otherwise."""
    if status is EnrolmentStatus.ALREADY_APPLIED:
        return SUBMITTED
    return " ".join(reasons) if status in _WITH_REASON and reasons else None
