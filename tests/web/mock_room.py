"""A stand-in for the server that speaks docs/wire.md with canned data, so that the room can be tried alone.

The first part of a token names the situation (`fresh`, `live`, `expired`, …), the second the interview's language; the
rest keeps tests apart.
Everything is in memory; there is no speech recognition: loud sound becomes one canned answer.
"""

import asyncio
import base64
import json
import struct
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from fastapi import FastAPI, Request, WebSocket, WebSocketDisconnect
from fastapi.responses import FileResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles

from vivavoce.features import languages
from vivavoce.features.sessions import disclosure, text

BUILT = Path(__file__).parents[2] / "src" / "vivavoce" / "web" / "room"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
RATE = 24_000
POSITIONS = {
    "de": ("Backend-Entwicklung", "Rotterdam oder von zu Hause", "Hält das Ticketsystem von vierzig Museen am Laufen."),
    "ar": ("هندسة البرمجيات", "روتردام أو عن بعد", "تشغيل نظام التذاكر لأربعين متحفًا وتبسيطه شهرًا بعد شهر."),
    "ja": (
        "バックエンドエンジニア",
        "ロッテルダムまたは在宅",
        "40の美術館のチケットシステムを動かし、毎月少しずつ簡単にします。",
    ),
    "ta": ("மென்பொருள் பொறியாளர்", "ரோட்டர்டாம் அல்லது வீட்டிலிருந்து", "நாற்பது அருங்காட்சியகங்களின் நுழைவுச்சீட்டு அமைப்பை இயக்குங்கள்."),
}
POSITION = (
    "Backend engineer",
    "Rotterdam or remote",
    "Keep the ticketing of forty museums running, and make it simpler every month.",
)
SCORED, COACHED = "scored", "coached"
"""After the interview: all sections of a result, open; and coaching, handed in, with an attempt left."""
CLOSED = {"unknown", "expired", "revoked", "draft", "archived", "under_review", "rejected", "no_attempts"}
VISEMES = ["PP", "aa", "nn", "E", "SS", "I", "DD", "O", "RR", "U", "kk", "E", "FF", "aa", "TH", "CH"]
ANSWER = "I noticed that the report ran far too long, so I measured it first and then changed the slowest query."
SCRIPT: list[tuple[str, str, int | None]] = [
    ("welcome", "Hello Maya, I'm Ada. Thank you for taking the time. Shall we begin?", None),
    ("question", "Please tell me about a problem at work that you found by measuring, not by guessing.", 1),
    ("question", "How do you decide what to leave out when there is too little time?", 2),
    ("thank_you", "Thank you, Maya. That was everything I wanted to ask. Goodbye!", None),
]
CLIP = [
    "I'm Ada, and I ask you two questions, one after the other.",
    "Answer aloud and take your time; thinking is fine.",
    "You can hear a question again whenever you like.",
]
LONG = """We look for somebody who likes **plain, working systems** and talks with the people who use them.

## Your work

- You build and run the services behind our ticketing
- You review the code of others, and let yours be *reviewed*
- You are on call one week in six

## What you bring

1. Three years or more with Python or a language like it
2. SQL beyond the basics
3. Patience

<script>alert("this stays text")</script> More on [our site](https://example.com) and [not here](javascript:alert(1)).
"""


@dataclass
class Attempt:
    situation: str
    language: str
    screen: str
    mode: str = "voice"
    attempt: str | None = None
    step: int = 0
    turns: list[dict[str, Any]] = field(default_factory=list)
    line: WebSocket | None = None
    received: list[dict[str, Any]] = field(default_factory=list)
    sound_bytes: int = 0
    feedback: dict[str, Any] | None = None
    wishes: list[str | None] = field(default_factory=list)
    refuse_hand_in: bool = False
    rating_s: float = 0
    """How long the result says that it is being rated."""
    asked_at: float | None = None
    loop: asyncio.AbstractEventLoop | None = None

    def drop_line(self, code: int) -> None:
        """Closes the line from the test's thread."""
        assert self.loop is not None
        assert self.line is not None
        asyncio.run_coroutine_threadsafe(self.line.close(code), self.loop).result(timeout=5)


app = FastAPI()
attempts: dict[str, Attempt] = {}


def attempt_of(token: str) -> Attempt:
    if token not in attempts:
        situation, language, *_ = token.split("-")
        over = {"result": "result", SCORED: "result", "submitted": "submitted", COACHED: "submitted"}
        screen = {"live": "live", **over}.get(situation, "position")
        made = Attempt(situation, language, "closed" if situation in CLOSED else screen)
        if situation in {"live", "abandoned"}:
            made.attempt = "started" if situation == "live" else "abandoned"
        if screen in {"result", "submitted"}:
            made.turns = [turn("interviewer", *SCRIPT[1]), turn("candidate", "answer", ANSWER, 1)]
        attempts[token] = made
    return attempts[token]


def turn(speaker: str, kind: str, text: str, number: int | None) -> dict[str, Any]:
    return {
        "id": f"{speaker}-{kind}-{text[:12]}",
        "speaker": speaker,
        "kind": kind,
        "text": text,
        "question_number": number,
    }


def state_of(one: Attempt, reading: str | None = None) -> dict[str, Any]:
    """What the server would say; the disclosure in the language that she reads in."""
    name, location, description = POSITIONS.get(one.language, POSITION)
    told = disclosure.points(company="Harbour & Lane", kind="interview", minutes=20, language=reading or one.language)
    closed = one.situation if one.screen == "closed" else None
    bare = closed in {"unknown", "expired", "revoked"}
    done = one.screen in {"result", "submitted"}
    known = {
        "language": one.language,
        "direction": languages.find(one.language).direction,
        "company": {"name": "Harbour & Lane"},
        "position": {
            "name": name,
            "location": location,
            "description": description,
            "description_long": LONG,
            "kind": "coaching" if one.situation == COACHED else "interview",
            "question_count": 2,
            "max_duration_minutes": 20,
            "extra_time_minutes": 30,
            "cover_image_url": None,
            "recording": None,
            "recording_full_session": None,
            "result_view": "full_expand_scores" if one.situation in {SCORED, COACHED} else "minimal",
            "candidate_video_introduction": None,
        },
        "interviewer": {"name": "Ada", "look": "ada", "voice": "af_heart", "background": "study"},
        "candidate": {"name": "Maya"},
        "is_test": False,
        "can_talk": True,
        "disclosure": {
            "version": disclosure.VERSION,
            "points": [{"title": point.title, "text": point.text} for point in told],
            "purposes": [
                {"name": one.name, "required": one.required, "text": disclosure.asks(one, company="Harbour & Lane")}
                for one in disclosure.purposes(None)
            ],
        },
        "attempts_left": 1,
        "instructions": clip_of(one) if one.screen == "position" and one.attempt is None else None,
        "another_attempt": one.situation == COACHED and one.screen == "submitted",
    }
    state = {
        "screen": one.screen,
        "closed_reason": closed,
        **(dict.fromkeys(known) if bare else known),
        "attempt": {"id": "a1", "number": 1, "state": one.attempt, "mode": one.mode, "extra_time": False}
        if one.attempt
        else None,
        "decision": {"status": "ai_reject", "reasons": ["No sign of SQL in the resume."]}
        if closed == "rejected"
        else None,
        "person": {"asked_at": "2026-11-22T15:00:00+00:00"} if one.wishes else None,
        "result": {
            "transcript": [{**t, "may_correct": t["kind"] == "answer", "corrected": None} for t in one.turns],
            "introduction": None,
        }
        if done
        else None,
    }
    return state


def clip_of(one: Attempt) -> list[str]:
    """``clip`` tells something before the start; ``mute`` has the words alone."""
    return CLIP if one.situation in {"clip", "mute"} else []


def outcome(one: Attempt, reading: str) -> dict[str, Any]:
    """What the server would say of her result: two answers, one of them not assessed."""
    asked = [said for kind, said, _ in SCRIPT if kind == "question"]
    good, none = text("result.strong", reading), text("result.no_answer", reading)
    answers = [
        {"number": 1, "question": asked[0], "level": 4, "score": 4.2, "reason": good, "quotes": [ANSWER]},
        {"number": 2, "question": asked[1], "level": None, "score": None, "reason": none, "quotes": []},
    ]
    found = {
        "status": "ready",
        "open": True,
        "overall": {"score": 7.4, "max_score": 10, "reason": None},
        "competencies": [
            {"name": "Measuring before mending", "level": 4, "score": 4.2},
            {"name": "Setting priorities", "level": None, "score": None},
        ],
        "answers": answers,
        "requirements": [
            {"requirement": "Has run services in production", "standing": "confirmed", "quotes": [ANSWER]},
            {"requirement": "SQL beyond the basics", "standing": "rejected", "quotes": ["I never used it much"]},
            {"requirement": "Reviews the code of others", "standing": "not_discussed", "quotes": []},
        ],
        "components": [
            {"name": "ai_assessment_session", "score": 7.1, "share": 0.4},
            {"name": "ai_assessment_answer", "score": 7.6, "share": 0.6},
            {"name": "speech_cadence", "score": None, "share": None},
        ],
    }
    if one.situation == COACHED:
        found["coaching"] = {
            "begin_with": "Setting priorities",
            "not_discussed": ["Reviews the code of others"],
            "answers": [
                {
                    "number": 1, "question": asked[0], "competency": "Measuring before mending", "reason": good,
                    "worked": [ANSWER], "missing": ["names a number", "says what was checked first"],
                    "practise": {"text": text("practise.points", reading), "point": "names a number"},
                },
                {
                    "number": 2, "question": asked[1], "competency": "Setting priorities", "reason": none,
                    "worked": [], "missing": ["says what is left out"],
                    "practise": {"text": text("practise.begin", reading), "point": None},
                },
            ],
        }  # fmt: skip
    return found


def caller(request: Request) -> Attempt:
    return attempt_of(request.headers["authorization"].removeprefix("Bearer "))


@app.get("/i/{token}")
def page(token: str) -> FileResponse:
    return FileResponse(BUILT / "index.html", headers={"Content-Security-Policy": CSP, "Cache-Control": "no-cache"})


@app.get("/room/v1/state")
def state(request: Request, language: str | None = None) -> Response:
    one = caller(request)
    if one.situation == "away":
        return Response("upstream is away", status_code=502)
    return JSONResponse(state_of(one, language))


@app.get("/room/v1/instructions/{number}")
def instruction(request: Request, number: int) -> dict[str, Any]:
    text = CLIP[number]
    if caller(request).situation == "mute":
        return {"text": text, "sound": None, "sample_rate": RATE, "duration_ms": 0, "mouth": []}
    sound, mouth = babble(text)
    return {
        "text": text,
        "sound": base64.b64encode(sound.tobytes()).decode(),
        "sample_rate": RATE,
        "duration_ms": len(sound) * 1000 // RATE,
        "mouth": mouth,
    }


@app.post("/room/v1/start")
async def start(request: Request, language: str | None = None) -> dict[str, Any]:
    one = caller(request)
    body = await request.json()
    one.received.append({"type": "start", **body})
    one.screen, one.attempt, one.mode = "live", "started", body["mode"]
    return state_of(one, language)


@app.post("/room/v1/ticket")
def ticket(request: Request) -> Response:
    one = caller(request)
    if one.screen != "live":
        return JSONResponse({"error": "The interview is over.", "code": "not_live", "request_id": "r1"}, 409)
    return JSONResponse({"ticket": request.headers["authorization"].removeprefix("Bearer ")})


@app.post("/room/v1/person")
async def person(request: Request, language: str | None = None) -> dict[str, Any]:
    one = caller(request)
    one.wishes.append((await request.json())["note"])
    return state_of(one, language)


@app.post("/room/v1/probe")
async def probe(request: Request) -> dict[str, str]:
    return {"padding": "~" * (await request.json())["answer_length"]}


@app.websocket("/room/v1/probe")
async def probe_socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


@app.get("/room/v1/result")
def result(request: Request, language: str | None = None) -> dict[str, Any]:
    one = caller(request)
    one.asked_at = one.asked_at or time.monotonic()
    if time.monotonic() - one.asked_at < one.rating_s:
        return {"status": "rating"}
    return outcome(one, language or one.language)


@app.post("/room/v1/submit")
async def submit(request: Request, language: str | None = None) -> Any:
    one = caller(request)
    if one.refuse_hand_in:
        return Response("upstream is away", status_code=502)
    one.feedback = (await request.json())["feedback"]
    one.screen, one.attempt = "submitted", "submitted"
    return state_of(one, language)


@app.websocket("/room/v1/live")
async def live(socket: WebSocket, ticket: str) -> None:
    await socket.accept()
    one = attempt_of(ticket)
    if one.line is not None:
        await one.line.close(4001)
    one.line, one.loop = socket, asyncio.get_running_loop()
    talk = Talk(one, socket)
    try:
        await talk.run()
    except (WebSocketDisconnect, RuntimeError):
        pass
    finally:
        if one.line is socket:
            one.line = None


class Talk:
    """One opened line: says the step in hand, waits for an answer, goes on."""

    def __init__(self, one: Attempt, socket: WebSocket) -> None:
        self.one, self.socket = one, socket
        self.utterance = 0
        self.loud_frames = 0
        self.quiet_frames = 0

    async def run(self) -> None:
        one = self.one
        await self.send(
            type="snapshot", state="thinking", turns=one.turns, question_number=SCRIPT[one.step][2], question_count=2,
            elapsed_ms=60_000, max_ms=1_200_000, mode=one.mode, pace="normal", paused=False,
        )  # fmt: skip
        await self.speak()
        while True:
            message = await self.socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            if message.get("bytes") is not None:
                await self.hear(message["bytes"])
            elif message.get("text"):
                await self.obey(message["text"])

    async def send(self, **frame: Any) -> None:
        await self.socket.send_json(frame)

    async def speak(self) -> None:
        kind, text, number = SCRIPT[self.one.step]
        said = turn("interviewer", kind, text, number)
        if said not in self.one.turns:
            self.one.turns.append(said)
        self.utterance += 1
        await self.send(type="status", state="speaking")
        await self.send(type="say", utterance=self.utterance, turn=said)
        sentences = text.replace("? ", "?|").replace(". ", ".|").split("|")
        for index, sentence in enumerate(sentences):
            sound, mouth = babble(sentence)
            await self.send(
                type="speech", utterance=self.utterance, segment=index, text=sentence, sample_rate=RATE, mouth=mouth,
                duration_ms=len(sound) * 1000 // RATE, last=index == len(sentences) - 1,
            )  # fmt: skip
            await self.socket.send_bytes(struct.pack("<II", self.utterance, index) + sound.tobytes())

    async def obey(self, text: str) -> None:
        frame = json.loads(text)
        self.one.received.append(frame)
        match frame:
            case {"type": "ping", "at": at}:
                await self.send(type="pong", at=at)
            case {"type": "playback", "state": "ended", "utterance": self.utterance}:
                await self.spoken()
            case {"type": "text", "text": answer}:
                await self.take(answer)
            case {"type": "command", "name": "repeat"}:
                await self.send(type="hush", utterance=self.utterance)
                await self.speak()
            case {"type": "command", "name": "finish_answer"}:
                await self.take(ANSWER)
            case {"type": "command", "name": "end"}:
                await self.end("ended_by_candidate", "completed_early")

    async def spoken(self) -> None:
        if SCRIPT[self.one.step][0] == "thank_you":
            await self.end("completed", "completed")
        else:
            await self.send(type="status", state="listening")

    async def hear(self, pcm: bytes) -> None:
        self.one.sound_bytes += len(pcm)
        level = float(np.sqrt(np.mean(np.frombuffer(pcm, np.int16).astype(np.float64) ** 2)))
        if level > 500:
            self.loud_frames += 1
            if self.loud_frames == 3:
                await self.send(type="hearing", speaking=True)
                await self.send(type="caption", text=ANSWER[:46])

    async def take(self, answer: str) -> None:
        said = turn("candidate", "answer", answer, SCRIPT[self.one.step][2])
        self.one.turns.append(said)
        self.loud_frames = 0
        await self.send(type="hearing", speaking=False)
        await self.send(type="heard", turn=said)
        await self.send(type="status", state="thinking")
        await asyncio.sleep(0.6)
        self.one.step += 1
        await self.speak()

    async def end(self, reason: str, attempt: str) -> None:
        self.one.screen, self.one.attempt = "result", attempt
        await self.send(type="status", state="ended")
        await self.send(type="ended", reason=reason)
        await self.socket.close(4000)


def babble(text: str) -> tuple[np.ndarray, list[list[Any]]]:
    """A hum with the rhythm of speech, and mouth shapes to it: 65 ms for each letter pair."""
    shapes = [VISEMES[(ord(letter) * 7) % len(VISEMES)] if letter.isalpha() else "sil" for letter in text[::2]]
    mouth: list[list[Any]] = [[index * 65, shape] for index, shape in enumerate(shapes)]
    time = np.arange(len(shapes) * 65 * RATE // 1000) / RATE
    loudness = np.repeat([0.0 if shape == "sil" else 0.12 for shape in shapes], 65 * RATE // 1000)[: len(time)]
    return (np.sin(2 * np.pi * 170 * time) * loudness * 32_767).astype(np.int16), [*mouth, [len(shapes) * 65, "sil"]]


app.mount("/assets/room", StaticFiles(directory=BUILT, check_dir=False))
