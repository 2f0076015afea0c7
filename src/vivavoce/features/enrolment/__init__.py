"""Enrolments: a candidate in an interview, from the resume to the link that opens it, and a recruiter's decision."""

from vivavoce.features.enrolment.attempts import (
    allow_another_attempt,
    candidate_of,
    is_enrolled,
    record_attempt_released,
    record_attempt_started,
    record_submitted,
    resume_score,
)
from vivavoce.features.enrolment.decisions import DecisionRecord, RecruiterDecision, decide, decisions_of
from vivavoce.features.enrolment.invitations import SEND_INVITATION, send_invitation
from vivavoce.features.enrolment.links import LinkHolder, open_link, revoke_links, who_held
from vivavoce.features.enrolment.policy import EnrolmentStatus
from vivavoce.features.enrolment.service import Application, Desk, Enrolled, enrol, enrol_directly

__all__ = [
    "SEND_INVITATION",
    "Application",
    "DecisionRecord",
    "Desk",
    "Enrolled",
    "EnrolmentStatus",
    "LinkHolder",
    "RecruiterDecision",
    "allow_another_attempt",
    "candidate_of",
    "decide",
    "decisions_of",
    "enrol",
    "enrol_directly",
    "is_enrolled",
    "open_link",
    "record_attempt_released",
    "record_attempt_started",
    "record_submitted",
    "resume_score",
    "revoke_links",
    "send_invitation",
    "who_held",
]
