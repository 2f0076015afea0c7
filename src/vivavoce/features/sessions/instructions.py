"""The instructional clip: how the interview goes, told by the interviewer before a candidate begins.

There is no file: the words are a step of the definition, and its voice speaks them sentence by sentence. The words are
there at once; the sound may come late or not at all, and nothing waits for it.
"""

from __future__ import annotations

import asyncio
import base64

import structlog
from pydantic import BaseModel, Field

from vivavoce.features import interviews
from vivavoce.features.interviews import InterviewScript
from vivavoce.features.sessions.service import RESUMABLE
from vivavoce.features.sessions.voice import Voice
from vivavoce.ports.speech.port import Speech

log = structlog.get_logger(__name__)

PATIENCE = 8.0
"""Seconds that a candidate's page waits for the sound of a sentence; then it shows the words alone."""


class Sentence(BaseModel):
    """One sentence of the clip, to be heard and seen."""

    text: str
    sound: str | None = Field(description="PCM s16le mono in base64; null: it can't be heard now, show the words.")
    sample_rate: int
    duration_ms: int
    mouth: list[tuple[int, str]] = Field(description="From when (ms) the mouth has which shape, as on the live line.")


def instructions_of(interview: InterviewScript) -> str:
    """What the clip says; empty: there is none."""
    return next((step.text for step in interview.steps if step.kind is interviews.StepKind.INSTRUCTIONAL), "")


def told_before(screen: str, attempt_state: str | None) -> bool:
    """Whether the clip comes before what she does next: who goes on with an attempt has seen it."""
    return screen == "position" and attempt_state not in RESUMABLE


async def sentence(key: str, text: str, interview: InterviewScript, voice: Voice) -> Sentence:
    """A sentence with its sound, or without when the voice is too slow or fails."""
    try:
        async with asyncio.timeout(PATIENCE):
            speech = await voice.speak(key, text, interview.language, interview.template.voice)
    except Exception as error:
        # Whatever an engine does, she goes on: the words are on the screen.
        log.warning("room.instructions_not_spoken", error=repr(error))
        return Sentence(text=text, sound=None, sample_rate=24_000, duration_ms=0, mouth=[])
    return _heard(text, speech)


def _heard(text: str, speech: Speech) -> Sentence:
    return Sentence(
        text=text,
        sound=base64.b64encode(speech.pcm).decode(),
        sample_rate=speech.sample_rate,
        duration_ms=speech.duration_ms,
        mouth=[(shape.at_ms, shape.viseme) for shape in speech.mouth],
    )
