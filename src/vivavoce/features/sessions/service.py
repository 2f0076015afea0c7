"""Verbs of the live interview: open the room, start, hold the line, finish, submit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import credits, enrolment, interviews, recordings, tasks
from vivavoce.features.enrolment import LinkHolder
from vivavoce.features.interviews import InterviewScript
from vivavoce.features.languages import LanguageCode
from vivavoce.features.sessions import disclosure, store
from vivavoce.features.sessions.another import retries_over
from vivavoce.features.sessions.events import EndReason
from vivavoce.features.sessions.models import Attempt, RoomTicket
from vivavoce.features.sessions.script import EarlyStop, Script, Step, StepKind
from vivavoce.kernel import jobs, secret_token
from vivavoce.kernel.clock import now
from vivavoce.kernel.database import Database, lock
from vivavoce.kernel.errors import ConflictError, FieldError
from vivavoce.kernel.ids import new_id

TICKET_LIFE = timedelta(seconds=60)
ABANDONED_AFTER = timedelta(hours=1)
"""Nobody on the line for so long: abandoned, and still resumable by the same link."""
CHARGED_FROM_MS = 30_000
"""A finished attempt that was not submitted is charged when it was longer."""

ENDED_STATE = {
    EndReason.COMPLETED: "completed",
    EndReason.TIME: "completed",
    EndReason.ENDED_BY_CANDIDATE: "completed_early",
    EndReason.NO_SPEECH: "no_speech",
    EndReason.EARLY_STOP: "completed_early",
}
RESUMABLE = ("started", "abandoned", "no_speech")
FINISHED = ("completed", "completed_early")
FAILED = "failed"
"""She spoke, and not a word could be made out: our fault, so the attempt does not count."""

ATTEMPT_COMPLETED = "attempt.completed"
"""Published when the answers are in; carries ``attempt_id``."""
ATTEMPT_ENDED = "attempt.ended"
"""Published whenever an attempt comes to rest in a state; carries ``attempt_id``, ``merchant_id`` and ``state``."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What she agreed to, and the language in which she read it; None: the interview's."""

    version: str
    purposes: tuple[str, ...]
    language: LanguageCode | None = None


def script_for(interview: InterviewScript, candidate_name: str) -> Script:
    """The script of one attempt: the interview's steps, greeting this candidate."""
    first_name = candidate_name.split()[0] if candidate_name.split() else ""
    steps = []
    for step in interview.steps:
        if step.kind is interviews.StepKind.INSTRUCTIONAL:
            continue  # shown before the start, not spoken in the conversation
        text = step.text.replace("{candidate}", first_name) if step.kind is interviews.StepKind.WELCOME else step.text
        steps.append(
            Step(str(step.id), StepKind(step.kind.value), text, step.competency or "", tuple(step.strong_answer))
        )
    return Script(
        steps=tuple(steps),
        language=interview.language,
        tone=interview.tone,
        interview_type=interview.interview_type,
        voice=interview.template.voice,
        pace=interview.template.pace,
        max_followups=interview.max_followups,
        max_duration_ms=round(interview.max_duration_minutes * 60_000),
        position=interview.name,
        requirements=tuple(interview.rubric.strong),
        early_stop=_early_stop(interview.scoring["early_stop"]),
    )


def _early_stop(wanted: Mapping[str, Any]) -> EarlyStop | None:
    return EarlyStop(wanted["below"], wanted["after_questions"]) if wanted["enabled"] else None


def attempts_left(holder: LinkHolder) -> int:
    """How many more may be begun."""
    return max(0, holder.attempts_allowed - holder.attempts_used)


def check_consent(consent: Consent, video_introduction: str | None) -> None:
    """Raises FieldError unless she read the present text and agreed to what is asked for, and to nothing else."""
    if consent.version != disclosure.VERSION:
        raise FieldError(
            "consent.version", "The terms have changed since this page was opened; please read them again."
        )
    asked = disclosure.purposes(video_introduction)
    names = ", ".join(f"`{purpose.name}`" for purpose in asked)
    if set(consent.purposes) - {purpose.name for purpose in asked}:
        raise FieldError("consent.purposes", f"Only what this interview asks for can be agreed to: {names}.")
    missing = [purpose.name for purpose in asked if purpose.required and purpose.name not in consent.purposes]
    if missing:
        raise FieldError("consent.purposes", f"The interview needs your consent to `{missing[0]}`; tick its box.")


def _kept_consent(consent: Consent, language: LanguageCode, moment: datetime) -> dict[str, Any]:
    """As it is kept with the attempt; each purpose once, in the order of the page."""
    return {
        "version": consent.version,
        "purposes": list(dict.fromkeys(consent.purposes)),
        "language": (consent.language or language).value,
        "at": moment.isoformat(),
    }


def _agreed_again(before: dict[str, Any], now_: dict[str, Any]) -> dict[str, Any]:
    """Her newest consent; what she had agreed to before stays readable. The same again changes nothing."""
    if all(before.get(part) == now_[part] for part in ("version", "purposes")):
        return before
    earlier = {part: value for part, value in before.items() if part != "earlier"}
    return {**now_, "earlier": [*before.get("earlier", []), earlier]}


def agree_to(attempt: Attempt, purpose: str, moment: datetime) -> None:
    """She agreed to one purpose more, by what she did. What she had agreed to before stays readable."""
    before = attempt.consent
    if purpose not in before["purposes"]:
        more = {**before, "purposes": [*before["purposes"], purpose], "at": moment.isoformat()}
        attempt.consent = _agreed_again(before, more)


async def start(
    session: AsyncSession,
    holder: LinkHolder,
    consent: Consent,
    mode: str,
    moment: datetime,
    *,
    extra_time: bool | None = None,
    best_share: float | None = None,
) -> Attempt:
    """Begins an attempt, or takes up the one that is open. Raises FieldError and ConflictError.

    ``extra_time`` None: as it was in the attempt that is open, else no. ``best_share``: her best score until now, as a
    share of the highest; None: no attempt has one.
    """
    interview = await interviews.script_of(session, holder.interview_id)
    check_consent(consent, interview.candidate_video_introduction)
    kept = _kept_consent(consent, interview.language, moment)
    await lock(session, "attempts", holder.enrolment_id)
    attempts = await store.attempts_of(session, holder.enrolment_id, lock=True)
    if attempts and attempts[0].state in RESUMABLE:
        open_ = attempts[0]
        open_.state, open_.mode, open_.last_seen_at = "started", mode, moment
        open_.consent = _agreed_again(open_.consent, kept)
        open_.extra_time = open_.extra_time if extra_time is None else extra_time
        return open_
    if interview.status != "active" and not holder.is_test:
        raise ConflictError("This interview is not open.", code="interview_not_open")
    if attempts_left(holder) == 0:
        raise ConflictError("There is no attempt left for this interview.", code="no_attempts_left")
    _ensure_another(attempts, interview, best_share)
    await credits.ensure_enough(session, holder.merchant_id, interviews.price_of(interview))
    attempt = Attempt(
        id=new_id(),
        merchant_id=holder.merchant_id,
        enrolment_id=holder.enrolment_id,
        interview_id=holder.interview_id,
        number=await store.next_number(session, holder.enrolment_id),
        state="started",
        mode=mode,
        is_test=holder.is_test,
        script=script_for(interview, holder.candidate_name).to_json(),
        terms=interviews.terms_of(interview).to_json(),
        consent=kept,
        extra_time=bool(extra_time),
        feedback=None,
        end_reason=None,
        pace=None,
        started_at=moment,
        last_seen_at=moment,
        ended_at=None,
        submitted_at=None,
    )
    session.add(attempt)
    await session.flush()
    await enrolment.record_attempt_started(session, holder.enrolment_id)
    return attempt


async def ask_for_person(session: AsyncSession, holder: LinkHolder, note: str | None) -> None:
    """A person instead of the AI: one task for the recruiter, however often she asks while it is open."""
    attempts = await store.attempts_of(session, holder.enrolment_id)
    task = tasks.NewTask(
        kind=tasks.TaskKind.PERSON_WANTED,
        interview_id=holder.interview_id,
        enrolment_id=holder.enrolment_id,
        attempt_id=attempts[0].id if attempts else None,
        question=note,
    )
    await tasks.add(session, holder.merchant_id, task)


async def person_asked_at(session: AsyncSession, holder: LinkHolder) -> datetime | None:
    """Since when she waits for a person; None: she doesn't."""
    task = await tasks.open_of(session, holder.enrolment_id, tasks.TaskKind.PERSON_WANTED)
    return task.created_at if task else None


def _ensure_another(attempts: list[Attempt], interview: InterviewScript, best_share: float | None) -> None:
    """Nothing that was said may be left lying, and a score that is high enough ends the tries."""
    if attempts and attempts[0].state in FINISHED:
        raise ConflictError("Hand in the finished interview first; then another can begin.", code="submit_first")
    if retries_over(interview.scoring, best_share):
        raise ConflictError("The score reached ends the attempts of this interview.", code="score_reached")


async def issue_ticket(session: AsyncSession, holder: LinkHolder, moment: datetime) -> str:
    """Opens one WebSocket for the attempt that runs. Raises ConflictError when none does."""
    attempts = await store.attempts_of(session, holder.enrolment_id)
    if not attempts or attempts[0].state != "started":
        raise ConflictError("There is no interview in progress; open the page again.", code="not_started")
    ticket = secret_token.mint("tkt_")
    session.add(
        RoomTicket(
            hash=secret_token.digest(ticket),
            merchant_id=holder.merchant_id,
            attempt_id=attempts[0].id,
            expires_at=moment + TICKET_LIFE,
        )
    )
    return ticket


async def submit(
    session: AsyncSession, holder: LinkHolder, feedback: dict[str, Any] | None, moment: datetime
) -> Attempt:
    """Hands the newest finished attempt in; handing in twice is once. Raises ConflictError."""
    await lock(session, "attempts", holder.enrolment_id)
    attempts = await store.attempts_of(session, holder.enrolment_id, lock=True)
    if not attempts or attempts[0].state not in (*FINISHED, "submitted"):
        raise ConflictError("There is no finished interview to submit.", code="not_finished")
    if attempts[0].state != "submitted":
        await _ensure_introduced(session, attempts[0])
        await _hand_in(session, attempts[0], feedback, moment)
    return attempts[0]


async def _ensure_introduced(session: AsyncSession, attempt: Attempt) -> None:
    interview = await interviews.script_of(session, attempt.interview_id)
    if interview.candidate_video_introduction != interviews.VideoIntroduction.REQUIRED:
        return
    if await recordings.introduction_of(session, attempt.id) is None:
        raise ConflictError("Record the introduction video first.", code="introduction_missing")


async def _hand_in(session: AsyncSession, attempt: Attempt, feedback: dict[str, Any] | None, moment: datetime) -> None:
    attempt.state, attempt.submitted_at, attempt.feedback = "submitted", moment, feedback
    await _tell(session, attempt)
    await enrolment.record_submitted(session, attempt.enrolment_id)
    await _charge(session, attempt)


async def _charge(session: AsyncSession, attempt: Attempt) -> None:
    if attempt.is_test:
        return
    terms = interviews.Terms.from_json(attempt.terms)
    if terms is None:
        terms = interviews.terms_of(await interviews.script_of(session, attempt.interview_id))
    await credits.charge(session, attempt.merchant_id, credits.EntryKind.INTERVIEW, attempt.id, terms.price)


async def finish(
    session: AsyncSession, attempt: Attempt, reason: EndReason, moment: datetime, *, in_vain: bool = False
) -> None:
    """The conversation is over: its true state, its price, and the news. ``in_vain``: she spoke, we heard no word."""
    attempt.state, attempt.end_reason, attempt.ended_at = ENDED_STATE[reason], reason.value, moment
    if in_vain:
        attempt.state = FAILED
        await enrolment.record_attempt_released(session, attempt.enrolment_id)
    await _tell(session, attempt)
    if attempt.state not in FINISHED:
        return
    if attempt.spent_ms > CHARGED_FROM_MS:
        await _charge(session, attempt)
    interview = await interviews.script_of(session, attempt.interview_id)
    if interview.result_view == "none":
        await _hand_in(session, attempt, None, moment)
    await jobs.defer(session, ATTEMPT_COMPLETED, attempt_id=str(attempt.id), merchant_id=str(attempt.merchant_id))


async def abandon_silent(database: Database) -> None:
    """A periodic job: attempts that nobody came back to are abandoned; the link still resumes them."""
    moment = now()
    async with database.platform() as session:
        for attempt in await store.silent_since(session, moment - ABANDONED_AFTER):
            attempt.state, attempt.ended_at = "abandoned", moment
            await _tell(session, attempt)


async def made_out_after_all(session: AsyncSession, attempt: Attempt) -> None:
    """Words of a failed attempt were recovered: it is an interview, unless she has begun another since."""
    newest, *_ = await store.attempts_of(session, attempt.enrolment_id)
    if attempt.state != FAILED or newest.id != attempt.id:
        return
    attempt.state = "completed"
    await enrolment.record_attempt_started(session, attempt.enrolment_id)
    await _tell(session, attempt)


async def _tell(session: AsyncSession, attempt: Attempt) -> None:
    named = {"attempt_id": str(attempt.id), "merchant_id": str(attempt.merchant_id), "state": attempt.state}
    await jobs.defer(session, ATTEMPT_ENDED, **named)
