"""The messages between the room and the server (docs/wire.md). Whatever comes from a browser is checked here."""

from __future__ import annotations

import struct
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from vivavoce.features.sessions.events import (
    AnswerFinished,
    EndAsked,
    Event,
    Held,
    ModeChosen,
    PaceChosen,
    PlaybackEnded,
    PlaybackStarted,
    Resumed,
    Typed,
    Typing,
    Wished,
)
from vivavoce.features.sessions.models import Turn
from vivavoce.features.sessions.wording import Wish
from vivavoce.ports.speech.port import Speech

SUPERSEDED, NO_TICKET, ENDED, BROKEN = 4001, 4003, 4000, 1011
TEXT_LIMIT = 20_000
SOUND_LIMIT_BYTES = 64_000
"""Two seconds of sound in one frame; more is not a live microphone."""


class Playback(BaseModel):
    type: Literal["playback"]
    utterance: int = Field(ge=0, le=1_000_000)
    state: Literal["started", "ended", "stopped"]
    heard_ms: int = Field(default=0, ge=0, le=600_000)


class TypedText(BaseModel):
    type: Literal["text"]
    text: str = Field(max_length=TEXT_LIMIT)


class KeyPressed(BaseModel):
    type: Literal["typing"]


class Sound(BaseModel):
    type: Literal["sound"]
    on: bool = Field(strict=True)


class Mode(BaseModel):
    type: Literal["mode"]
    mode: Literal["voice", "text"]


class Command(BaseModel):
    type: Literal["command"]
    name: Literal["repeat", "rephrase", "wait", "add", "skip", "ask", "pause", "resume", "finish_answer", "end"]


class Hold(BaseModel):
    type: Literal["hold"]
    on: bool = Field(strict=True)


class Pace(BaseModel):
    type: Literal["pace"]
    pace: Literal["slower", "normal", "faster"]


class Ping(BaseModel):
    type: Literal["ping"]
    at: float


Message = Annotated[
    Playback | TypedText | KeyPressed | Sound | Mode | Command | Hold | Pace | Ping, Field(discriminator="type")
]
_MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)


class UnreadableError(Exception):
    """A frame that is no message; says why."""


def read(frame: str) -> Message:
    """The message in a text frame. Raises UnreadableError."""
    if len(frame) > 2 * TEXT_LIMIT:
        raise UnreadableError("The message is too long.")
    try:
        return _MESSAGE.validate_json(frame)
    except ValidationError as error:
        first = error.errors()[0]
        raise UnreadableError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def to_event(message: Message, at_ms: int) -> Event | None:
    """What a message means to the engine; None for those that are not its business."""
    match message:
        case Playback(state="started"):
            return PlaybackStarted(at_ms, message.utterance)
        case Playback(state="ended"):
            return PlaybackEnded(at_ms, message.utterance)
        case TypedText():
            return Typed(at_ms, message.text.replace("\x00", ""))
        case KeyPressed():
            return Typing(at_ms)
        case Mode():
            return ModeChosen(at_ms, message.mode == "text")
        case Hold():
            return Held(at_ms, message.on)
        case Pace():
            return PaceChosen(at_ms, message.pace)
        case Command(name="finish_answer"):
            return AnswerFinished(at_ms)
        case Command(name="end"):
            return EndAsked(at_ms)
        case Command(name="resume"):
            return Resumed(at_ms)
        case Command():
            return Wished(at_ms, Wish(message.name))
    return None


def turn(row: Turn) -> dict[str, Any]:
    """A turn as the room shows it."""
    return {
        "id": str(row.id),
        "speaker": row.speaker,
        "kind": row.kind,
        "text": row.text,
        "question_number": row.question_number,
    }


def speech(utterance: int, segment: int, text: str, sound: Speech, *, last: bool) -> tuple[dict[str, Any], bytes]:
    """A segment of sound: the announcement, and the binary frame that follows it."""
    announcement = {
        "type": "speech",
        "utterance": utterance,
        "segment": segment,
        "text": text,
        "duration_ms": sound.duration_ms,
        "sample_rate": sound.sample_rate,
        "mouth": [[shape.at_ms, shape.viseme] for shape in sound.mouth],
        "last": last,
    }
    return announcement, struct.pack("<II", utterance, segment) + sound.pcm
