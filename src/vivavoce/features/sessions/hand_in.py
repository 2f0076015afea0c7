"""Between the last word and the hand-in: verbs that need a finished attempt which is not submitted yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import interviews, recordings
from vivavoce.features.enrolment import LinkHolder
from vivavoce.features.interviews import InterviewScript
from vivavoce.features.recordings import Owner
from vivavoce.features.sessions import corrections, disclosure, service, store
from vivavoce.features.sessions.corrections import Correction
from vivavoce.features.sessions.models import Attempt, Turn
from vivavoce.kernel.database import lock
from vivavoce.kernel.errors import ConflictError
from vivavoce.ports.blobs.port import Blobs


async def open_attempt(session: AsyncSession, holder: LinkHolder) -> Attempt:
    """The attempt that she may still work on, which nobody submits meanwhile.

    Raises ConflictError (``already_submitted``, ``not_finished``).
    """
    await lock(session, "attempts", holder.enrolment_id)
    attempts = await store.attempts_of(session, holder.enrolment_id)
    if attempts and attempts[0].state == "submitted":
        raise ConflictError("The interview has been submitted and can't be changed.", code="already_submitted")
    if not attempts or attempts[0].state not in service.FINISHED:
        raise ConflictError("The interview is not over yet.", code="not_finished")
    return attempts[0]


async def correct(
    session: AsyncSession, holder: LinkHolder, turn_id: UUID, text: str, moment: datetime
) -> tuple[Turn, Correction | None]:
    """Her words for one of her answers; blank: as it was heard. Raises ConflictError and NotFoundError."""
    attempt = await open_attempt(session, holder)
    return await corrections.put(session, attempt.id, turn_id, text, moment)


async def _owner(session: AsyncSession, holder: LinkHolder) -> Owner:
    attempt = await open_attempt(session, holder)
    interview = await interviews.script_of(session, holder.interview_id)
    if interview.candidate_video_introduction is None:
        raise ConflictError("This interview has no introduction video.", code="introduction_not_asked")
    return Owner(attempt.merchant_id, attempt.enrolment_id, attempt.id)


async def begin_introduction(session: AsyncSession, holder: LinkHolder) -> UUID:
    """Raises ConflictError."""
    return await recordings.begin(session, await _owner(session, holder))


async def add_chunk(
    session: AsyncSession, blobs: Blobs, holder: LinkHolder, recording_id: UUID, seq: int, data: bytes
) -> None:
    """Raises what ``recordings.add_chunk`` raises, and ConflictError."""
    await recordings.add_chunk(session, blobs, await _owner(session, holder), recording_id, seq, data)


async def keep_introduction(
    session: AsyncSession, holder: LinkHolder, recording_id: UUID, chunks: int, seconds: float, moment: datetime
) -> None:
    """Keeping it is agreeing to it: the page says who will see it. Raises as ``recordings.keep`` and ConflictError."""
    await recordings.keep(session, await _owner(session, holder), recording_id, chunks, seconds, moment)
    service.agree_to(await open_attempt(session, holder), disclosure.INTRODUCTION_VIDEO, moment)


async def remove_introduction(session: AsyncSession, holder: LinkHolder) -> None:
    """Raises ConflictError."""
    await recordings.erase_attempt(session, (await _owner(session, holder)).attempt_id)


async def introduction(
    session: AsyncSession, attempt: Attempt, interview: InterviewScript, secret: bytes, moment: datetime
) -> dict[str, Any] | None:
    """What the page shows of the introduction: the wish, and what she kept. None: there is nothing to show."""
    wanted = interview.candidate_video_introduction
    kept = await recordings.introduction_of(session, attempt.id)
    if wanted is None and kept is None:
        return None
    return {
        "wanted": wanted.value if wanted else "optional",
        "max_seconds": recordings.MOST_SECONDS,
        "max_bytes": recordings.MOST_BYTES,
        "video": kept
        and {
            "id": str(kept.id),
            "url": recordings.path_of(secret, kept.id, moment),
            "seconds": kept.seconds,
            "content_type": kept.content_type,
        },
    }


def lines(turns: list[Turn], corrected: Mapping[UUID, Correction]) -> list[dict[str, Any]]:
    """The transcript as she reads it, with her corrections."""
    return [line(turn, corrected.get(turn.id)) for turn in turns]


def line(turn: Turn, correction: Correction | None) -> dict[str, Any]:
    """One thing said; ``corrected`` is null where it stands as it was heard."""
    return {
        "id": str(turn.id),
        "speaker": turn.speaker,
        "kind": turn.kind,
        "text": turn.text,
        "may_correct": corrections.may_correct(turn),
        "corrected": correction.text if correction else None,
    }


async def shown(
    session: AsyncSession,
    attempt: Attempt,
    interview: InterviewScript,
    turns: list[Turn],
    secret: bytes,
    moment: datetime,
) -> dict[str, Any]:
    """What the screens ``result`` and ``submitted`` show of what was said and handed in."""
    corrected = await corrections.corrections_of(session, attempt.id)
    return {
        "transcript": lines(turns, corrected),
        "introduction": await introduction(session, attempt, interview, secret, moment),
    }
