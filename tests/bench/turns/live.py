"""The corpus through a real server: one interview after another, each utterance the answer to one question."""

from __future__ import annotations

import asyncio
import itertools
import math
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import httpx2

from tests.bench.turns import noise
from tests.bench.turns.asides import AFTER_S, Aside
from tests.bench.turns.client import Came, Room, of
from tests.bench.turns.corpus import Corpus, Plan, Utterance, described
from tests.journeys.conftest import RESUME
from vivavoce.ports.speech.port import Samples

MISSED_S = 6.0
GIVES_BACK_S = 1.5
"""After her last word: by then an interviewer who cut in has noticed."""
BREATH_S = 0.3
"""Between getting the floor and the track, which begins with ``LEAD_MS`` of the room."""
QUESTIONS, SPARE = 32, 8
"""Answers in one interview, and questions beyond that: a cut-in or an interruption may use one up."""
ROOM_MS = 4_000
_ANSWERED = ("question", "rapport", "closing", "follow_up", "repeat", "prompt")


@dataclass(slots=True)
class Cut:
    """The interviewer was heard before she had finished. ``pause``: in which one; None: while she spoke.

    ``given_back_s``: from her going on to the interviewer's silence; None: it talked on.
    """

    at_s: float
    pause: int | None
    given_back_s: float | None = None


@dataclass(slots=True)
class Answered:
    """What became of one answer. Seconds; ``at_s`` since the run began, ``log`` since the track began."""

    at_s: float
    plan: dict[str, Any]
    end_s: float
    pauses: list[dict[str, Any]]
    cuts: list[Cut] = field(default_factory=list)
    gap_s: float | None = None
    heard_s: float | None = None
    """From the end of her speech to her answer being safe."""
    reply: str | None = None
    missed: bool = False
    log: list[tuple[float, dict[str, Any]]] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        """Whether she could say all: nobody spoke, or whoever did fell silent again."""
        return all(cut.given_back_s is not None for cut in self.cuts)


@dataclass(slots=True)
class Heard:
    """What the interviewer did about an aside. Seconds since the aside began; None: it never happened."""

    at_s: float
    aside: dict[str, Any]
    must_stop: bool
    ducked_s: float | None = None
    raised_s: float | None = None
    hushed_s: float | None = None
    log: list[tuple[float, dict[str, Any]]] = field(default_factory=list)


@dataclass(slots=True)
class Results:
    """Everything that happened."""

    answers: list[Answered] = field(default_factory=list)
    asides: list[Heard] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


class Company:
    """Makes interviews through the public endpoints."""

    def __init__(self, url: str, token: str, template: str) -> None:
        self.url, self._token, self._template, self._made = url, token, template, 0

    def _call(self, name: str, body: dict[str, Any]) -> Any:
        headers = {"Authorization": f"Bearer {self._token}"}
        response = httpx2.post(f"{self.url}/functions/v1/{name}", json=body, headers=headers, timeout=120)
        assert response.status_code == 200, response.text
        return response.json()

    def invite(self, language: str, count: int, long: int) -> str:
        """The token of a new candidate's link to an interview of ``count`` questions, the first ``long`` ones long."""
        self._made += 1
        created = self._call(
            "job-interview-create-from-array",
            {
                "name": "Project manager",
                "location": "remote",
                "description": "Leads software projects with agile delivery from the first idea to the day of use.",
                "interview_template_id": self._template,
                "mojito_language_code": language,
                "status": "active",
                "type": "interview",
                "visibility": "merchant_public",
                "max_duration": 120,
                "questions": [{"question": _question(language, n, n <= long)} for n in range(1, count + 1)],
            },
        )["interview_def_set_id"]
        self._call("job-interview-update", {"position_id": created, "max_followups": 0})
        enrolled = self._call(
            "job-interview-create-for-candidate-with-token",
            {
                "candidate_name": "Jane Peterson",
                "candidate_email": f"turns{self._made}@example.com",
                "candidate_country_code": "HR",
                "candidate_resume": RESUME,
                "position_def_set_id": created,
            },
        )
        return str(enrolled["interview_url"]).rsplit("/", 1)[1]


_LONG = {
    "en": "Number {n}. Please tell me about a task in your last job that you remember well, and what your part was.",
    "de": "Nummer {n}. Erzählen Sie bitte von einer Aufgabe in Ihrer letzten Stelle, an die Sie sich gut erinnern.",
    "fr": "Numéro {n}. Parlez-moi d'une tâche de votre dernier poste dont vous vous souvenez bien, et de votre rôle.",
    "es": "Número {n}. Hábleme de una tarea de su último trabajo que recuerde bien, y de cuál fue su papel en ella.",
    "it": "Numero {n}. Mi parli di un compito del Suo ultimo lavoro che ricorda bene, e di quale è stata la Sua parte.",
}
_SHORT = {"en": "Number {n}?", "de": "Nummer {n}?", "fr": "Numéro {n} ?", "es": "¿Número {n}?", "it": "Numero {n}?"}


def _question(language: str, number: int, long: bool) -> str:
    return (_LONG if long else _SHORT)[language].format(n=number)


class Bench:
    """One run."""

    def __init__(self, company: Company, corpus: Corpus) -> None:
        self._company, self._corpus = company, corpus
        self.results = Results()
        self._zero, self._since = time.monotonic(), 0.0

    async def run(self, plans: list[Plan], with_asides: list[Aside]) -> None:
        """All of one language. A line that breaks costs one answer: the rest goes on in a new interview."""
        waiting, asides = deque(plans), deque(with_asides)
        while waiting:
            try:
                await self._interview(waiting, asides)
            except Exception as error:
                self._trouble(f"{error!r} ({error.__cause__!r})")

    def _trouble(self, what: str) -> None:
        self.results.troubles.append(what)
        self._tell(what)

    async def _interview(self, waiting: deque[Plan], asides: deque[Aside]) -> None:
        """As many answers as fit into one; both queues are used up from their beginnings."""
        language, count = waiting[0].language, min(QUESTIONS, len(waiting))
        # an aside needs a line to be said over: the question after an answer
        over = [None, *(asides.popleft() if asides else None for _ in range(count - 1)), None]
        # each of them may use up a question; no line but a long one can be said over
        long = 2 * sum(aside is not None for aside in over)
        token = self._company.invite(language, count + SPARE, long)
        async with Room(self._company.url, token, self._corpus.room(ROOM_MS, None, 0)) as room:
            for aside, ahead in itertools.pairwise(over):
                plan = waiting.popleft()
                # away from the event loop: the microphone must not stutter
                utterance = await asyncio.to_thread(self._corpus.utterance, plan)
                tail = await asyncio.to_thread(self._corpus.room, ROOM_MS, plan.noise, plan.seed + 2)
                if aside:
                    await self._aside(room, aside)
                room.at_once_from = 0.0
                room.on_sound = _echo_of(room, ahead)
                # the reply brings the next question: it is said in real time when something happens during it
                await self._answer(room, utterance, tail, real_time=ahead is not None)

    async def _put(self, room: Room, utterance: Utterance, tail: Samples) -> float:
        """She has the floor and begins; when. She waits when the interviewer begins in the same moment."""
        while await _floor(room):
            began = room.microphone.put(utterance.samples, tail)
            if not await room.until(of("say"), since=began, seconds=utterance.begin_ms / 1000):
                return began
            room.microphone.quiet()
        last = [(came.type, came.message.get("state")) for came in room.came[-12:]]
        raise RuntimeError(f"{utterance.plan.name}: she did not get the floor: {last}")

    async def _answer(self, room: Room, utterance: Utterance, tail: Samples, *, real_time: bool) -> None:
        """Says it, and keeps what happened; ``real_time``: what is said to it is played so."""
        plan = utterance.plan
        began = await self._put(room, utterance, tail)
        ends = began + utterance.end_ms / 1000
        room.at_once_from = math.inf if real_time else ends
        self._since = ends  # what was said before that was a cut-in
        found = Answered(
            began - self._zero, described(plan), utterance.end_ms / 1000, [asdict(pause) for pause in utterance.pauses]
        )
        first = await self._reply(room, found, utterance, began)
        if first:
            found.gap_s = first.at - ends
        elif found.finished:
            found.missed = True
            await room.send({"type": "command", "name": "finish_answer"})
            await room.until(of("sound"), since=ends, seconds=10)
        heard = room.first(of("heard"), began)
        found.heard_s = heard.at - ends if heard else None
        said = room.first(of("say"), began)
        found.reply = said.message["turn"]["kind"] if said else None
        found.log = _log(room, began)
        self.results.answers.append(found)
        self._tell(f"{plan.name}: gap {found.gap_s and round(found.gap_s, 2)}, {len(found.cuts)} cut-ins")

    async def _reply(self, room: Room, found: Answered, utterance: Utterance, began: float) -> Came | None:
        """The first sound after her last; what is heard before that are cut-ins. None: no reply, or no end of it."""
        ends, silenced = began + utterance.end_ms / 1000, 0

        def sounds(came: Came) -> bool:
            return came.type == "sound" and came.message["utterance"] > silenced

        while first := await room.until(sounds, since=began, seconds=ends + MISSED_S - time.monotonic()):
            if first.at >= ends:
                return first
            cut = Cut(first.at - began, _pause_at(utterance, (first.at - began) * 1000))
            found.cuts.append(cut)
            left = ends + GIVES_BACK_S - time.monotonic()
            hush = await room.until(of("hush"), since=first.at, seconds=left)
            if hush is None:
                return None
            goes_on = utterance.pauses[cut.pause].at_ms + utterance.pauses[cut.pause].ms if cut.pause is not None else 0
            cut.given_back_s = hush.at - began - max(goes_on / 1000, cut.at_s)
            silenced = hush.message["utterance"]
        return None

    async def _aside(self, room: Room, aside: Aside) -> None:
        """Waits for the line to be said over, and makes the sound."""
        sounds = await asyncio.to_thread(aside.samples, self._corpus)
        line = await room.until(_asks, since=self._since, seconds=15)
        utterance = line.message["utterance"] if line else 0

        def sounds_first(came: Came) -> bool:
            return came.type == "sound" and came.message["utterance"] == utterance

        def said(came: Came) -> bool:
            return came.type in ("played", "stopped") and came.message["utterance"] == utterance

        if not line or not await room.until(sounds_first, since=line.at, seconds=15):
            self._trouble(f"{aside.name}: no line to be said over")
            return
        begins = room.playing[utterance].began
        if sounds is not None:
            begins = room.microphone.add(sounds, begins + AFTER_S)
        over = await room.until(of("hush"), since=begins, seconds=2.5 + begins - time.monotonic())
        await room.until(said, since=line.at, seconds=30)
        room.on_sound, room.at_once_from = None, 0.0
        if over or aside.must_stop:
            await room.until(of("say"), since=over.at if over else begins, seconds=8)
        self._judge(room, aside, begins)

    def _judge(self, room: Room, aside: Aside, begins: float) -> None:
        found = Heard(begins - self._zero, asdict(aside), aside.must_stop)

        def after(came: Came | None) -> float | None:
            return came.at - begins if came else None

        found.ducked_s = after(room.first(lambda came: came.type == "duck" and came.message["on"], begins))
        found.raised_s = after(room.first(lambda came: came.type == "duck" and not came.message["on"], begins))
        found.hushed_s = after(room.first(of("hush"), begins))
        found.log = _log(room, begins)
        self.results.asides.append(found)
        self._tell(f"{aside.name}: lowered {found.ducked_s}, stopped {found.hushed_s}")

    def _tell(self, what: str) -> None:
        print(f"{time.monotonic() - self._zero:6.0f} s  {what}", file=sys.stderr, flush=True)


def _echo_of(room: Room, aside: Aside | None) -> Callable[[Samples, float], None] | None:
    """What brings the interviewer's voice back to the microphone."""
    if not aside or aside.kind != "echo":
        return None

    def back(heard: Samples, at: float) -> None:
        room.microphone.add(noise.echo(heard, aside.below_db), at)

    return back


def _asks(came: Came) -> bool:
    return came.type == "say" and came.message["turn"]["kind"] in _ANSWERED


async def _floor(room: Room, seconds: float = 60.0) -> bool:
    """Until it is her turn, and has been for a moment."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up and not room.over:
        had = room.has_floor
        await asyncio.sleep(BREATH_S)
        if had and room.has_floor:
            return True
    return False


def _pause_at(utterance: Utterance, at_ms: float) -> int | None:
    """The pause that was taken for the end; None: in the middle of speech."""
    slack_ms = 400
    fits = [n for n, pause in enumerate(utterance.pauses) if pause.at_ms <= at_ms <= pause.at_ms + pause.ms + slack_ms]
    return fits[-1] if fits else None


def _log(room: Room, since: float) -> list[tuple[float, dict[str, Any]]]:
    kept = ("status", "say", "heard", "hush", "duck", "hearing", "caption", "sound", "error", "played", "ended")
    return [
        (round(came.at - since, 3), _short(came.message))
        for came in room.came
        if came.at >= since and came.type in kept
    ]


def _short(message: dict[str, Any]) -> dict[str, Any]:
    turn = message.get("turn")
    return {**message, "turn": {key: turn[key] for key in ("kind", "text")}} if turn else message
