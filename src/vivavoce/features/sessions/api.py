"""The room's doors: HTTP calls for who holds a link, and the WebSocket of the live interview."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from secrets import token_urlsafe
from typing import Annotated, Any, Literal
from uuid import UUID

import structlog
from fastapi import APIRouter, Depends, Path, Request, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, Field, StringConstraints
from sqlalchemy.ext.asyncio import AsyncSession

from vivavoce.features import enrolment, interviews, languages, portals
from vivavoce.features.enrolment import LinkHolder
from vivavoce.features.languages import LanguageCode
from vivavoce.features.sessions import hand_in, instructions, replying, room, service, store, wire
from vivavoce.features.sessions.another import offers_another
from vivavoce.features.sessions.holder import Holder, Reading, link_holder, token_of
from vivavoce.features.sessions.journal import DatabaseJournal
from vivavoce.features.sessions.models import Attempt
from vivavoce.features.sessions.recorded import RecordedInterviewer
from vivavoce.features.sessions.room import RoomState
from vivavoce.features.sessions.runner import Attempted, LineClosedError, Lines, Runner
from vivavoce.features.sessions.script import Script
from vivavoce.features.sessions.thoughts import Mind
from vivavoce.features.sessions.voice import Voice
from vivavoce.kernel import secret_token
from vivavoce.kernel.clock import now
from vivavoce.kernel.database import Database
from vivavoce.kernel.errors import FieldError, ForbiddenError, NotFoundError
from vivavoce.kernel.fields import Body, Integer, Text
from vivavoce.kernel.http import anybody, errors
from vivavoce.ports.llm.port import Interviewer

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/room/v1", tags=["Room"])

PROBE_LIMIT = 65_536
"""Characters in one direction: a second of speech in both directions is less."""

BestShare = Callable[[AsyncSession, list[UUID]], Awaitable[float | None]]


class ConsentBody(Body):
    """What she agreed to."""

    version: Text = Field(description="The version of the disclosure that was shown.", examples=["2026-11-1"])
    purposes: list[Text] = Field(
        max_length=10,
        description="What she agreed to: all that the disclosure's `purposes` require, and of the others those that "
        "she ticked.",
        examples=[["interview"]],
    )


class StartBody(Body):
    """The start of an attempt."""

    consent: ConsentBody
    mode: Literal["voice", "text"] = Field("voice", description="`voice`: she talks. `text`: she types.")
    extra_time: bool | None = Field(
        None,
        description="Half as much time again, and a more patient interviewer; no reason is asked for, and no recruiter "
        "sees it. Absent: as it was when the attempt began, else no.",
        examples=[False],
    )


class PersonBody(Body):
    """She would like a person instead of the AI."""

    note: Annotated[Text, StringConstraints(max_length=2_000)] | None = Field(
        None, description="What that person should know.", examples=["I stammer, and would rather write to someone."]
    )


class ProbeBody(Body):
    """How fast is her line? Some bytes up, some bytes down."""

    padding: Text = Field("", max_length=PROBE_LIMIT, description="Anything; it is read and dropped.")
    answer_length: Annotated[Integer, Field(ge=0, le=PROBE_LIMIT)] = Field(
        0,
        description="How many characters shall come back.",
        examples=[0],
        json_schema_extra={"minimum": 0, "maximum": PROBE_LIMIT},
    )


class Probe(BaseModel):
    """What came back."""

    padding: str


class FeedbackBody(Body):
    """What she thinks of the interview. It is not scored."""

    rating: Annotated[Integer, Field(ge=1, le=5)] | None = Field(
        None, description="1 (bad) to 5 (good).", examples=[5], json_schema_extra={"minimum": 1, "maximum": 5}
    )
    text: Text | None = Field(None, max_length=5_000, description="In her own words.")


class SubmitBody(Body):
    """The hand-in."""

    feedback: FeedbackBody | None = None


class Ticket(BaseModel):
    """Opens one WebSocket within a minute."""

    ticket: str


@asynccontextmanager
async def seen(request: Request, holder: LinkHolder) -> AsyncIterator[AsyncSession]:
    database: Database = request.app.state.database
    async with database.merchant(holder.merchant_id) as session:
        yield session


async def _best_share(request: Request, session: AsyncSession, attempts: list[Attempt]) -> float | None:
    """The best score of her attempts as a share of the highest; scoring lies above this feature."""
    rate: BestShare = request.app.state.best_share
    return await rate(session, [attempt.id for attempt in attempts]) if attempts else None


async def present(request: Request, reading: LanguageCode | None) -> RoomState:
    """The room as it is now, read afresh; its texts in the language that she reads, else in the interview's."""
    holder = await link_holder(request)
    async with seen(request, holder) as session:
        interview = await interviews.script_of(session, holder.interview_id)
        attempts = await store.attempts_of(session, holder.enrolment_id)
        asked_at = await service.person_asked_at(session, holder)
        left = service.attempts_left(holder)
        screen, _ = room.screen_of(holder, interview, attempts, left)
        best_share = await _best_share(request, session, attempts) if screen == "submitted" else None
        result = None
        if room.shows_transcript(screen, interview):
            turns = await store.turns_of(session, attempts[0].id)
            secret = request.app.state.settings.installation_secret
            result = await hand_in.shown(session, attempts[0], interview, turns, secret, now())
    company = await _company(request, holder)
    voice: Voice = request.app.state.voice
    can_talk = voice.hears(interview.language)
    read_in = (reading or interview.language).value
    found = room.compose(
        holder,
        interview,
        company.name,
        attempts,
        left,
        result=result,
        can_talk=can_talk,
        read_in=read_in,
        person_asked_at=asked_at,
    )
    found.company = company.model_dump()
    found.another_attempt = offers_another(found.screen, interview, holder, left, best_share)
    typing = found.attempt is not None and found.attempt["mode"] == "text"
    if instructions.told_before(found.screen, attempts[0].state if attempts else None):
        found.instructions = list(voice.split(instructions.instructions_of(interview)))
    if found.screen == "position" or (found.screen == "live" and not typing):
        first = tuple(found.instructions or ())
        request.app.state.render_ahead(service.script_for(interview, holder.candidate_name), first)
    return found


@router.get("/state", responses=errors(401), summary="What the room shows now")
async def state(request: Request, _: Annotated[None, Depends(anybody)], language: Reading = None) -> RoomState:
    """For the holder of a link; a link that opens nothing is a screen too, not an error."""
    try:
        return await present(request, language)
    except NotFoundError:
        return room.closed("unknown")
    except ForbiddenError as error:
        return await _lapsed(request, "expired" if error.code == "link_expired" else "revoked")


async def _company(request: Request, holder: LinkHolder) -> portals.Company:
    database: Database = request.app.state.database
    async with database.platform() as session:
        return await portals.company_of(session, holder.merchant_id)


async def _lapsed(request: Request, reason: room.ClosedReason) -> RoomState:
    """A link that opens nothing any more tells whose it was, and where its holder can get another one by a code."""
    found = room.closed(reason)
    database: Database = request.app.state.database
    async with database.platform() as session:
        holder = await enrolment.who_held(session, token_of(request))
        if holder is not None:
            script = await interviews.script_of(session, holder.interview_id)
            company = await portals.company_of(session, holder.merchant_id)
            found.company, found.way_in = company.model_dump(), portals.way_in(company, script)
            found.language, found.direction = script.language, languages.find(script.language).direction
    return found


@router.get("/instructions/{number}", responses=errors(401, 403, 404, 422), summary="A sentence of the clip, spoken")
async def instruction(
    request: Request,
    holder: Holder,
    number: Annotated[int, Path(ge=0, le=500, description="Which sentence of `instructions`, from 0.")],
) -> instructions.Sentence:
    """What the interviewer says before the start, one sentence at a time; without sound when it can't be made."""
    voice: Voice = request.app.state.voice
    async with seen(request, holder) as session:
        interview = await interviews.script_of(session, holder.interview_id)
    sentences = voice.split(instructions.instructions_of(interview))
    if number >= len(sentences):
        raise NotFoundError("There is no such sentence.")
    return await instructions.sentence(str(holder.enrolment_id), sentences[number], interview, voice)


@router.post("/start", responses=errors(400, 401, 402, 403, 404, 409, 413, 422), summary="Begin or resume an attempt")
async def start(request: Request, body: StartBody, holder: Holder, language: Reading = None) -> RoomState:
    """Keeps the consent with the attempt; starting again continues the attempt that is open."""
    consent = service.Consent(body.consent.version, tuple(body.consent.purposes), language)
    voice: Voice = request.app.state.voice
    async with seen(request, holder) as session:
        best_share = await _best_share(request, session, await store.attempts_of(session, holder.enrolment_id))
        attempt = await service.start(
            session, holder, consent, body.mode, now(), extra_time=body.extra_time, best_share=best_share
        )
        if attempt.mode == "voice" and not voice.hears(Script.from_json(attempt.script).language):
            raise FieldError("mode", "Speech in this language is not heard here; start with mode `text` and type.")
    return await present(request, language)


@router.post("/ticket", responses=errors(401, 403, 404, 409), summary="A ticket for the live line")
async def ticket(request: Request, holder: Holder) -> Ticket:
    """Browsers can't send headers with a WebSocket; the ticket stands for the link, once."""
    async with seen(request, holder) as session:
        return Ticket(ticket=await service.issue_ticket(session, holder, now()))


@router.post("/person", responses=errors(400, 401, 403, 404, 413, 422), summary="Ask for a person instead of the AI")
async def person(request: Request, body: PersonBody, holder: Holder, language: Reading = None) -> RoomState:
    """A task for the recruiter; asking again while it is open changes nothing. The interview stays open to her."""
    async with seen(request, holder) as session:
        await service.ask_for_person(session, holder, body.note)
    return await present(request, language)


@router.post("/probe", responses=errors(400, 401, 403, 404, 413, 422), summary="Measure the line")
async def probe(body: ProbeBody, _: Holder) -> Probe:
    """For the check before the interview: takes what comes and answers as much as was asked for."""
    return Probe(padding=token_urlsafe(body.answer_length)[: body.answer_length])


@router.websocket("/probe", dependencies=[Depends(anybody)])
async def probe_socket(socket: WebSocket) -> None:
    """Whether a WebSocket comes through at all; some networks let none. Says nothing and closes."""
    await socket.accept()
    await socket.close()


@router.post("/submit", responses=errors(400, 401, 403, 404, 409, 413, 422), summary="Hand the interview in")
async def submit(request: Request, body: SubmitBody, holder: Holder, language: Reading = None) -> RoomState:
    """Handing in twice is once."""
    feedback = body.feedback.model_dump(exclude_none=True) if body.feedback else None
    async with seen(request, holder) as session:
        await service.submit(session, holder, feedback, now())
    return await present(request, language)


@dataclass(frozen=True, slots=True)
class PlatformMind:
    """Who thinks in all interviews of this process; ``rate`` scores the answers of an attempt so far."""

    database: Database
    interviewer: Interviewer
    rate: Callable[[UUID, UUID], Awaitable[float | None]]

    def of(self, attempt_id: UUID, interview: interviews.InterviewScript) -> Mind:
        """The mind of one attempt."""
        texts = replying.texts_of(interview)
        interviewer = RecordedInterviewer(self.interviewer, self.database, interview.merchant_id, attempt_id)
        reply = partial(replying.reply_to, database=self.database, interviewer=interviewer, texts=texts)
        return Mind(interviewer, reply, partial(self.rate, attempt_id, interview.merchant_id))


class SocketLine:
    """A WebSocket as the runner sees it."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def send(self, message: dict[str, Any], sound: bytes | None = None) -> None:
        """The message, and its sound right behind it. Raises LineClosedError."""
        try:
            await self._socket.send_json(message)
            if sound is not None:
                await self._socket.send_bytes(sound)
        except (WebSocketDisconnect, RuntimeError) as error:
            raise LineClosedError from error

    async def receive(self) -> str | bytes:
        """The next frame. Raises LineClosedError."""
        try:
            message = await self._socket.receive()
        except RuntimeError as error:
            raise LineClosedError from error
        if message["type"] == "websocket.disconnect":
            raise LineClosedError
        found: str | bytes = message["text"] if message.get("text") is not None else message.get("bytes") or b""
        return found

    async def close(self, code: int) -> None:
        """Closes if it is still open; her browser may have been first."""
        try:
            await self._socket.close(code)
        except (WebSocketDisconnect, RuntimeError):
            return


@router.websocket("/live", dependencies=[Depends(anybody)])
async def live(socket: WebSocket, ticket: str = "") -> None:
    """The live interview; the ticket says whose."""
    database: Database = socket.app.state.database
    voice: Voice = socket.app.state.voice
    platform_mind: PlatformMind = socket.app.state.mind
    lines: Lines = socket.app.state.lines
    await socket.accept()
    async with database.platform() as session:
        attempt_id = await store.take_ticket(session, secret_token.digest(ticket), now())
    if attempt_id is None:
        await socket.close(wire.NO_TICKET)
        return

    async def make() -> Runner:
        async with database.platform() as session:
            attempt = await store.attempt(session, attempt_id)
            assert attempt is not None
            interview = await interviews.script_of(session, attempt.interview_id)
            history = await store.log_of(session, attempt_id)
            turns = [wire.turn(turn) for turn in await store.turns_of(session, attempt_id)]
        return Runner(
            Attempted(
                id=attempt.id,
                script=Script.from_json(attempt.script),
                typing=attempt.mode == "text",
                extra_time=attempt.extra_time,
                began_ms_ago=round((now() - attempt.started_at).total_seconds() * 1000),
            ),
            history,
            turns,
            line=SocketLine(socket),
            journal=DatabaseJournal(database, attempt.id, attempt.merchant_id, Script.from_json(attempt.script)),
            voice=voice,
            mind=platform_mind.of(attempt.id, interview),
        )

    await lines.hold(attempt_id, make)
