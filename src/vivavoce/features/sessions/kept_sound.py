"""Sound whose words could not be made out when it was heard: kept, tried again, and deleted.

``keep`` is for the live line and never stands in its way; ``transcribe_again`` and ``forget_old`` are periodic jobs.
What is heard late becomes a turn of its own beside what the conversation kept: marked as recovered, at its own time.
Whoever was told that no sound is kept has none kept.
"""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import numpy as np
import structlog
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, and_, delete, func, or_, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, deferred, mapped_column

from vivavoce.features.sessions import service, store
from vivavoce.features.sessions.events import TurnKind
from vivavoce.features.sessions.models import Attempt, Turn
from vivavoce.features.sessions.script import Script
from vivavoce.features.sessions.service import ATTEMPT_COMPLETED, FINISHED
from vivavoce.features.sessions.voice import Voice
from vivavoce.kernel.clock import now
from vivavoce.kernel.database import Base, Database, lock
from vivavoce.kernel.ids import new_id
from vivavoce.kernel.jobs import defer
from vivavoce.ports.speech.port import HEARING_RATE, Samples, SpeechUnavailableError

log = structlog.get_logger(__name__)

TOLD_NO_SOUND_IS_KEPT = frozenset({"2026-11-1"})
"""Versions of the disclosure that say so."""
MOST_BYTES = 200_000_000
"""Of one merchant, compressed: about two hours of speech."""
RETENTION = timedelta(days=7)
"""From when its words are there, or are given up."""
WAITS_AT_MOST = timedelta(days=30)
TRIES = 6
FIRST_PAUSE = timedelta(minutes=5)
"""Until the second try; each pause is four times the last, so six tries take a little more than a day."""
AGAIN_LIMIT_S = 120
AT_A_TIME = 50
"""Sounds of one language that one run of the job takes on."""


class SoundState(StrEnum):
    """Where it stands."""

    WAITING = "waiting"
    DONE = "done"
    GIVEN_UP = "given_up"


class UntranscribedSound(Base):
    """One stretch of speech. ``sound``: PCM s16le mono 16 kHz, deflated (RFC 1950)."""

    __tablename__ = "untranscribed_sound"
    __table_args__ = (
        UniqueConstraint("attempt_id", "segment"),
        CheckConstraint("state in ('waiting', 'done', 'given_up')", name="state_known"),
        Index("ix_untranscribed_sound_waiting", "due_at", postgresql_where=text("state = 'waiting'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id", ondelete="cascade"))
    step_id: Mapped[str]
    segment: Mapped[int]
    at_ms: Mapped[int]
    seconds: Mapped[float]
    sound: Mapped[bytes] = deferred(mapped_column(nullable=False))
    state: Mapped[str]
    tries: Mapped[int]
    due_at: Mapped[datetime]
    text: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    settled_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Unheard:
    """A segment without words: its number in the attempt, the step it answers, when it ended, its sound at 16 kHz."""

    segment: int
    step_id: str
    at_ms: int
    samples: Samples


async def keep(database: Database, attempt_id: UUID, merchant_id: UUID, unheard: Unheard) -> bool:
    """Whether it is kept; keeping it twice is once. Never raises: an interview goes on whatever happens here."""
    try:
        sound = await asyncio.to_thread(packed, unheard.samples)
        async with database.merchant(merchant_id) as session:
            return await _keep(session, attempt_id, merchant_id, unheard, sound)
    except Exception as error:
        log.error("sound.not_kept", attempt_id=str(attempt_id), error=type(error).__name__)
        return False


async def _keep(session: AsyncSession, attempt_id: UUID, merchant_id: UUID, unheard: Unheard, sound: bytes) -> bool:
    attempt = await store.attempt(session, attempt_id)
    if attempt is None or attempt.consent.get("version") in TOLD_NO_SOUND_IS_KEPT:
        return False
    await lock(session, "kept sound", merchant_id)
    if not await _has_room(session, merchant_id, len(sound)):
        log.warning("sound.no_room", merchant_id=str(merchant_id), limit_bytes=MOST_BYTES)
        return False
    await session.execute(
        insert(UntranscribedSound)
        .values(
            id=new_id(),
            merchant_id=merchant_id,
            attempt_id=attempt_id,
            step_id=unheard.step_id,
            segment=unheard.segment,
            at_ms=unheard.at_ms,
            seconds=len(unheard.samples) / HEARING_RATE,
            sound=sound,
            state=SoundState.WAITING.value,
            tries=0,
            due_at=now(),
        )
        .on_conflict_do_nothing()
    )
    return True


async def _has_room(session: AsyncSession, merchant_id: UUID, size_bytes: int) -> bool:
    """What has its words, or never will have them, makes room for what waits."""
    if await _held_bytes(session, merchant_id) + size_bytes > MOST_BYTES:
        mine, settled = UntranscribedSound.merchant_id == merchant_id, UntranscribedSound.settled_at.is_not(None)
        await session.execute(delete(UntranscribedSound).where(mine, settled))
    return await _held_bytes(session, merchant_id) + size_bytes <= MOST_BYTES


async def _held_bytes(session: AsyncSession, merchant_id: UUID) -> int:
    held = select(func.sum(func.octet_length(UntranscribedSound.sound)))
    return int(await session.scalar(held.where(UntranscribedSound.merchant_id == merchant_id)) or 0)


async def spoke_in_vain(session: AsyncSession, attempt_id: UUID) -> bool:
    """Whether sound of hers is kept for want of words, and nothing else of what she said."""
    kept = select(UntranscribedSound.id).where(UntranscribedSound.attempt_id == attempt_id)
    words = select(Turn.id).where(Turn.attempt_id == attempt_id, Turn.speaker == store.CANDIDATE)
    return bool(await session.scalar(select(kept.exists() & ~words.exists())))


async def transcribe_again(database: Database, voice: Voice) -> None:
    """A periodic job: sound that is due is heard again, where there is an engine for its language."""
    for language in await _languages(database):
        if await asyncio.to_thread(_hears, voice, language):
            for sound_id, merchant_id in await _due(database, language):
                await _try(database, voice, merchant_id, sound_id, language)


_spoken = Attempt.script["language"].as_string()
_is_due = and_(UntranscribedSound.state == SoundState.WAITING.value, UntranscribedSound.due_at <= func.now())


async def _languages(database: Database) -> list[str]:
    """In which something is due."""
    async with database.platform() as session:
        return list(await session.scalars(select(_spoken).join(UntranscribedSound).where(_is_due).distinct()))


async def _due(database: Database, language: str) -> list[tuple[UUID, UUID]]:
    """Sounds and their merchants, those first that have waited longest."""
    query = select(UntranscribedSound.id, UntranscribedSound.merchant_id).join(Attempt).where(_is_due)
    async with database.platform() as session:
        rows = await session.execute(
            query.where(_spoken == language).order_by(UntranscribedSound.due_at).limit(AT_A_TIME)
        )
        return [(sound_id, merchant_id) for sound_id, merchant_id in rows]


def _hears(voice: Voice, language: str) -> bool:
    """Loads the engine when it is the first to ask: call it in a thread."""
    try:
        return voice.hears(language)
    except SpeechUnavailableError:
        return False


async def _try(database: Database, voice: Voice, merchant_id: UUID, sound_id: UUID, language: str) -> None:
    async with database.merchant(merchant_id) as session:
        sound = await session.scalar(select(UntranscribedSound.sound).where(UntranscribedSound.id == sound_id))
    if sound is None:
        return  # erased meanwhile
    try:
        async with asyncio.timeout(AGAIN_LIMIT_S):
            words = await voice.transcribe(f"again {sound_id}", unpacked(sound), language)
    except Exception as error:
        log.warning("sound.not_transcribed_again", sound_id=str(sound_id), error=type(error).__name__)
        words = None
    async with database.merchant(merchant_id) as session:
        row = await session.get(UntranscribedSound, sound_id, with_for_update=True)
        if row is None or row.state != SoundState.WAITING.value:
            return
        if words is None:
            _put_off(row, now())
        else:
            await _settle(session, row, words.strip())


def _put_off(row: UntranscribedSound, moment: datetime) -> None:
    """One more try that failed; after the last one it is given up."""
    row.tries += 1
    if row.tries >= TRIES:
        row.state, row.settled_at = SoundState.GIVEN_UP.value, moment
    else:
        row.due_at = moment + FIRST_PAUSE * 4 ** (row.tries - 1)


async def _settle(session: AsyncSession, row: UntranscribedSound, words: str) -> None:
    """The words go into the transcript, and an attempt that is over is rated with them. No words: it was no speech."""
    row.state, row.settled_at, row.text, row.tries = SoundState.DONE.value, now(), words, row.tries + 1
    attempt = await store.attempt(session, row.attempt_id, lock=True)  # its end and its rating wait for these words
    if not words or attempt is None:
        return
    await session.execute(
        insert(Turn).values(**_turn(row, Script.from_json(attempt.script), words)).on_conflict_do_nothing()
    )
    await service.made_out_after_all(session, attempt)
    if attempt.state in (*FINISHED, "submitted"):
        await defer(session, ATTEMPT_COMPLETED, attempt_id=str(attempt.id), merchant_id=str(attempt.merchant_id))
    log.info("sound.recovered", attempt_id=str(attempt.id), seconds=round(row.seconds, 1), words=len(words.split()))


def _turn(row: UntranscribedSound, script: Script, words: str) -> dict[str, Any]:
    """The engine numbers turns from 1 upwards and may still do so; recovered ones lie below 0 and never meet them."""
    number = -row.segment
    places = [place for place, step in enumerate(script.steps) if step.id == row.step_id]
    return {
        "id": store.turn_id(row.attempt_id, number),
        "merchant_id": row.merchant_id,
        "attempt_id": row.attempt_id,
        "number": number,
        "speaker": store.CANDIDATE,
        "kind": TurnKind.ANSWER.value,
        "text": words,
        "step_id": row.step_id,
        "question_number": script.question_number(places[0]) if places else None,
        "at_ms": row.at_ms,
        "recovered": True,
    }


async def forget_old(database: Database) -> None:
    """A periodic job: sound goes a week after it was settled, and a month after it came in any case."""
    moment = now()
    old = or_(
        UntranscribedSound.settled_at < moment - RETENTION, UntranscribedSound.created_at < moment - WAITS_AT_MOST
    )
    async with database.platform() as session:
        await session.execute(delete(UntranscribedSound).where(old))


def packed(samples: Samples) -> bytes:
    """As it is kept: 16 bits are what the microphone sent, so nothing is lost."""
    pcm = np.clip(np.rint(samples * 32768), -32768, 32767).astype("<i2")
    return zlib.compress(pcm.tobytes())


def unpacked(sound: bytes) -> Samples:
    """What ``packed`` was given."""
    return np.frombuffer(zlib.decompress(sound), dtype="<i2").astype(np.float32) / np.float32(32768)
