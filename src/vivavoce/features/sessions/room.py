"""What the room shows: one ``State`` from link, interview and attempts. Pure decisions; docs/wire.md has the shape."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from vivavoce.features import languages
from vivavoce.features.enrolment import LinkHolder
from vivavoce.features.interviews import InterviewScript
from vivavoce.features.sessions import disclosure, texts
from vivavoce.features.sessions import turns as turn_policies
from vivavoce.features.sessions.models import Attempt

Screen = Literal["position", "live", "result", "submitted", "closed"]
ClosedReason = Literal["unknown", "expired", "revoked", "draft", "archived", "under_review", "rejected", "no_attempts"]


class RoomState(BaseModel):
    """Everything that the present screen shows."""

    screen: Screen
    closed_reason: ClosedReason | None = None
    language: str | None = None
    direction: str | None = None
    company: dict[str, Any] | None = None
    way_in: str | None = None
    """Where the holder of a link that has lapsed gets another one by a code: a path of this server."""
    position: dict[str, Any] | None = None
    interviewer: dict[str, Any] | None = None
    candidate: dict[str, Any] | None = None
    is_test: bool | None = None
    can_talk: bool | None = None
    """Whether speech in the interview's language is heard here; otherwise she types."""
    disclosure: dict[str, Any] | None = None
    instructions: list[str] | None = None
    """What the interviewer says before the start, in sentences; none when there is no clip or she has begun."""
    attempt: dict[str, Any] | None = None
    attempts_left: int | None = None
    another_attempt: bool = False
    """Whether she may begin another attempt now that this one is handed in."""
    decision: dict[str, Any] | None = None
    person: dict[str, Any] | None = None
    """Since when she waits for a person; null: she has not asked for one, or somebody has seen to it."""
    result: dict[str, Any] | None = None


def screen_of(
    holder: LinkHolder, interview: InterviewScript, attempts: list[Attempt], left: int
) -> tuple[Screen, ClosedReason | None]:
    """Which screen she sees. What she has begun or handed in comes before any change of the interview's state."""
    newest = attempts[0] if attempts else None
    if newest and newest.state == "submitted" and left == 0:
        return "submitted", None
    if holder.status in ("ai_reject", "recruiter_reject"):
        return "closed", "rejected"
    if holder.status == "recruiter_action":
        return "closed", "under_review"
    if newest and newest.state in ("completed", "completed_early"):
        return "result", None
    if newest and newest.state == "started":
        return "live", None
    if newest and newest.state == "submitted":
        return "submitted", None
    if interview.status == "draft" and not holder.is_test:
        return "closed", "draft"
    if interview.status not in ("draft", "active"):
        return "closed", "archived"
    if left == 0 and not (newest and newest.state in ("abandoned", "no_speech")):
        return "closed", "no_attempts"
    return "position", None


def closed(reason: ClosedReason) -> RoomState:
    """A link that opens nothing."""
    return RoomState(screen="closed", closed_reason=reason, language="en", direction="ltr")


def shows_transcript(screen: Screen, interview: InterviewScript) -> bool:
    """Whether she reads what was written down, and may hand more in."""
    return screen in ("result", "submitted") and interview.result_view != "none"


def compose(
    holder: LinkHolder,
    interview: InterviewScript,
    company: str,
    attempts: list[Attempt],
    left: int,
    *,
    result: dict[str, Any] | None,
    can_talk: bool,
    read_in: str,
    person_asked_at: datetime | None = None,
) -> RoomState:
    """The state of an open link; ``read_in`` is the language of our own texts in it."""
    screen, reason = screen_of(holder, interview, attempts, left)
    newest = attempts[0] if attempts else None
    told = disclosure.points(
        company=company,
        kind=interview.type,
        minutes=interview.max_duration_minutes,
        recording=(interview.recording, interview.recording_full_session),
        language=read_in,
    )
    asked = disclosure.purposes(interview.candidate_video_introduction)
    reasons = [texts.reason(reason, read_in) for reason in holder.reasons]
    return RoomState(
        screen=screen,
        closed_reason=reason,
        language=interview.language,
        direction=languages.find(interview.language).direction,
        company={"name": company},
        position={
            "name": interview.name,
            "location": interview.location,
            "description": interview.description,
            "description_long": interview.description_long,
            "kind": interview.type,
            "question_count": sum(step.kind == "question" for step in interview.steps),
            "max_duration_minutes": interview.max_duration_minutes,
            "extra_time_minutes": int(interview.max_duration_minutes * turn_policies.EXTRA_TIME),
            "cover_image_url": interview.cover_image_url,
            "recording": interview.recording,
            "recording_full_session": interview.recording_full_session,
            "result_view": interview.result_view,
            "candidate_video_introduction": interview.candidate_video_introduction,
        },
        interviewer={
            "name": interview.template.interviewer_name,
            "look": interview.template.look,
            "voice": interview.template.voice,
            "background": interview.template.background,
        },
        candidate={"name": holder.candidate_name},
        is_test=holder.is_test,
        can_talk=can_talk,
        disclosure={
            "version": disclosure.VERSION,
            "points": [{"title": point.title, "text": point.text} for point in told],
            "purposes": [
                {
                    "name": purpose.name,
                    "required": purpose.required,
                    "text": disclosure.asks(purpose, company=company, language=read_in),
                }
                for purpose in asked
            ],
        },
        attempt=_attempt(newest) if newest else None,
        attempts_left=left,
        decision={"status": holder.status, "reasons": reasons} if reason == "rejected" else None,
        person={"asked_at": person_asked_at.isoformat()} if person_asked_at else None,
        result=result,
    )


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "id": str(attempt.id),
        "number": attempt.number,
        "state": attempt.state,
        "mode": attempt.mode,
        "extra_time": attempt.extra_time,
    }
