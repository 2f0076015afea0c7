"""The runner between a line and its engines, when these misbehave. Real time, short lines, no models."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from tests.live.conversation import script
from tests.live.test_ear import Loudness, sound
from tests.live.test_echo import voice as spoken_like
from vivavoce.features.sessions import turns
from vivavoce.features.sessions.engine import State
from vivavoce.features.sessions.events import Action, Event, Interrupted, Keep, Say
from vivavoce.features.sessions.runner import Attempted, FencedError, LineClosedError, Lines, Runner
from vivavoce.features.sessions.thoughts import Mind
from vivavoce.ports.llm.port import Answered, FollowUp, Manner, Passage, Reply
from vivavoce.ports.speech import sound as sound_of
from vivavoce.ports.speech.port import HEARING_RATE, VAD_FRAME, MouthShape, Samples, Speech, VoiceStream


@dataclass
class Browser:
    """A page that hears every line out at once."""

    frames: asyncio.Queue[str | bytes | None] = field(default_factory=asyncio.Queue)
    received: list[dict[str, Any]] = field(default_factory=list)
    closed: int | None = None
    got: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, message: dict[str, Any], sound: bytes | None = None) -> None:
        if self.closed is not None:
            raise LineClosedError
        self.received.append(message)
        self.got.set()
        if message["type"] == "speech" and message["last"]:
            for state in ("started", "ended"):
                self.say({"type": "playback", "utterance": message["utterance"], "state": state})

    async def receive(self) -> str | bytes:
        frame = await self.frames.get()
        if frame is None:
            raise LineClosedError
        return frame

    async def close(self, code: int) -> None:
        self.closed = code
        self.got.set()

    def make_noise(self, *stretches: tuple[int, float]) -> None:
        """Sound, in frames of a third of a second."""
        pcm = sound(*stretches)
        for at in range(0, len(pcm), 10_240):
            self.frames.put_nowait(pcm[at : at + 10_240])

    def say(self, message: dict[str, Any]) -> None:
        self.frames.put_nowait(json.dumps(message))

    async def until(self, kind: str, **fields: Any) -> dict[str, Any]:
        """The first frame of a kind with these fields."""
        async with asyncio.timeout(20):
            while True:
                for frame in self.received:
                    if frame["type"] == kind and all(frame.get(name) == value for name, value in fields.items()):
                        return frame
                self.got.clear()
                await self.got.wait()

    async def turn(self, kind: str) -> dict[str, Any]:
        """The first turn of a kind, said or heard."""
        async with asyncio.timeout(20):
            while True:
                for frame in self.received:
                    if frame["type"] in ("say", "heard") and frame["turn"]["kind"] == kind:
                        turn: dict[str, Any] = frame["turn"]
                        return turn
                self.got.clear()
                await self.got.wait()


@dataclass
class Notes:
    """A journal in memory; ``fenced_at``: another process has written this line."""

    fenced_at: int | None = None
    log: list[Event] = field(default_factory=list)
    sounds: list[tuple[int, str, int]] = field(default_factory=list)

    async def write(
        self, seq: int, happened: list[Event], actions: tuple[Action, ...], state: State
    ) -> list[dict[str, Any]]:
        if self.fenced_at is not None and seq + len(happened) > self.fenced_at:
            raise FencedError
        assert seq == len(self.log) + 1
        self.log += happened
        return [
            {"id": str(action.turn), "kind": action.kind.value, "text": action.text}
            for action in actions
            if isinstance(action, Say | Keep)
        ]

    async def keep_sound(self, segment: int, step_id: str, at_ms: int, samples: Samples) -> None:
        self.sounds.append((segment, step_id, len(samples)))


@dataclass
class Engines:
    """Speech that works, or raises what it is told to."""

    hears: list[str | Exception] = field(default_factory=lambda: ["I built a shop."])
    speaks: Exception | None = None

    def open_stream(self) -> VoiceStream:
        return Loudness()

    def split(self, text: str) -> tuple[str, ...]:
        return (text,)

    async def transcribe(self, key: str, samples: Samples, language: str) -> str:
        heard = self.hears.pop(0)
        if isinstance(heard, Exception):
            raise heard
        return heard

    async def sounds_complete(self, key: str, samples: Samples, language: str) -> float | None:
        return 0.9

    async def speak(self, key: str, text: str, language: str, voice: str, *, ahead: bool = False) -> Speech:
        if self.speaks:
            raise self.speaks
        return Speech(np.zeros(240, "<i2").tobytes(), 24_000, (MouthShape(0, "sil"),))

    async def speak_parts(self, key: str, text: str, language: str, voice: str) -> AsyncGenerator[Speech]:
        yield await self.speak(key, text, language, voice)


@dataclass
class Interviewer:
    """Asks, says and knows what it is told to; or nothing, or fails. ``answered``: every answer it was asked about."""

    error: Exception | None = None
    follows: dict[str, str] = field(default_factory=dict)
    answered: list[str] = field(default_factory=list)
    takes_s: float = 0

    async def follow_up(
        self, answered: Answered, asked: tuple[str, ...], undiscussed: tuple[str, ...], manner: Manner
    ) -> FollowUp | None:
        text = answered.said[-1].text
        self.answered.append(text)
        await asyncio.sleep(self.takes_s)
        if self.error:
            raise self.error
        return FollowUp(self.follows[text], "because") if text in self.follows else None

    async def rephrase(self, question: str, manner: Manner) -> str | None:
        if self.error:
            raise self.error
        return f"In short: {question}"

    async def reply(self, asked: str, passages: tuple[Passage, ...], manner: Manner) -> Reply | None:
        raise NotImplementedError  # the mind's own reply stands before it


def mind(interviewer: Interviewer | None = None) -> Mind:
    async def reply(asked: str) -> Reply | None:
        return Reply("At nine.", Passage("Handbook.pdf", "We begin at nine.", 2))

    async def rate() -> float | None:
        return None

    return Mind(interviewer or Interviewer(), reply, rate)


def runner(
    browser: Browser, notes: Notes, engines: Engines, interviewer: Interviewer | None = None, **changes: Any
) -> Runner:
    attempt = Attempted(id=uuid4(), script=script(1, **changes), typing=False, began_ms_ago=0)
    return Runner(attempt, [*notes.log], [], line=browser, journal=notes, voice=engines, mind=mind(interviewer))


async def speak(browser: Browser) -> None:
    """A second of speech, then silence for as long as it takes."""
    await browser.until("status", state="listening")
    browser.make_noise((5, 0.0), (31, 0.5), (62, 0.0))


async def speak_again(browser: Browser) -> None:
    """The same, when the floor is hers once more."""
    while browser.received[-1] != {"type": "status", "state": "listening"}:
        browser.got.clear()
        async with asyncio.timeout(20):
            await browser.got.wait()
    browser.make_noise((5, 0.0), (31, 0.5), (62, 0.0))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(turns.PAUSE_COMPLETE_MS, "normal", 400)  # type: ignore[attr-defined]
    monkeypatch.setitem(turns.PAUSE_MS, "normal", 500)  # type: ignore[attr-defined]


async def test_a_spoken_interview() -> None:
    browser, notes = Browser(), Notes()
    line = asyncio.create_task(runner(browser, notes, Engines()).run())
    await speak(browser)
    assert (await browser.turn("answer"))["text"] == "I built a shop."
    assert (await browser.until("ended"))["reason"] == "completed"
    await line
    assert browser.closed == 4000


async def test_a_transcriber_that_breaks_costs_a_segment_and_not_the_interview() -> None:
    browser, notes = Browser(), Notes()
    engines = Engines(hears=[RuntimeError("out of memory"), "I built a shop."])
    line = asyncio.create_task(runner(browser, notes, engines).run())
    await speak(browser)
    assert "say it again or type" in (await browser.until("error", code="not_transcribed"))["error"]
    browser.make_noise((31, 0.5), (62, 0.0))
    await browser.until("ended")
    await line
    assert (await browser.turn("answer"))["text"] == "I built a shop."
    ((_, step, samples),) = notes.sounds
    assert step == "q1", "its sound is kept with the question that it answers"
    assert samples > 16_000


async def test_a_voice_that_breaks_costs_the_sound_and_not_the_words() -> None:
    browser = Browser()
    line = asyncio.create_task(runner(browser, Notes(), Engines(speaks=RuntimeError("no voice"))).run())
    assert (await browser.turn("question"))["text"] == "Question 1?"
    await speak(browser)
    await browser.until("ended")
    await line


async def test_an_interviewer_that_breaks_costs_the_follow_up() -> None:
    browser = Browser()
    failing = Interviewer(RuntimeError("no model"))
    line = asyncio.create_task(runner(browser, Notes(), Engines(), failing, followups=2).run())
    await speak(browser)
    assert (await browser.until("ended"))["reason"] == "completed"
    await line


async def test_words_that_were_on_their_way_when_the_line_broke_are_kept() -> None:
    browser, notes = Browser(), Notes()
    line = asyncio.create_task(runner(browser, notes, Engines()).run())
    await browser.until("status", state="listening")
    browser.make_noise((31, 0.5))
    await browser.until("hearing", speaking=True)
    browser.frames.put_nowait(None)
    await line
    again = Browser()
    second = runner(again, notes, Engines(hears=[]))
    assert second.state.answer == "I built a shop."
    line = asyncio.create_task(second.run())
    await again.until("status", state="listening")
    again.say({"type": "command", "name": "finish_answer"})
    assert (await again.turn("answer"))["text"] == "I built a shop."
    await again.until("ended")
    await line


async def test_a_second_line_supersedes_the_first_and_goes_on_where_it_was() -> None:
    first, second, notes, lines, attempt = Browser(), Browser(), Notes(), Lines(), uuid4()

    async def make(browser: Browser) -> Runner:
        return runner(browser, notes, Engines())

    one = asyncio.create_task(lines.hold(attempt, lambda: make(first)))
    await first.until("status", state="listening")
    two = asyncio.create_task(lines.hold(attempt, lambda: make(second)))
    assert (await second.turn("repeat"))["text"].endswith("Question 1?")
    await one
    assert first.closed == 4001
    await speak(second)
    await second.until("ended")
    await two
    assert lines.open == 0


async def test_another_process_that_took_the_line_fences_this_one_off() -> None:
    browser, notes = Browser(), Notes(fenced_at=3)
    await runner(browser, notes, Engines()).run()
    assert browser.closed == 4001
    assert len(notes.log) < 3, "whoever is fenced off writes nothing more into the log"


async def test_nonsense_on_the_line_is_answered_and_survived() -> None:
    browser = Browser()
    line = asyncio.create_task(runner(browser, Notes(), Engines()).run())
    browser.frames.put_nowait("{")
    browser.frames.put_nowait(b"\x01")
    browser.frames.put_nowait(b"\x00" * 100_000)
    assert (await browser.until("error"))["code"] == "unreadable_message"
    await speak(browser)
    await browser.until("ended")
    await line


async def test_sound_that_is_late_is_no_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    for pauses in (turns.PAUSE_MS, turns.PAUSE_COMPLETE_MS):
        monkeypatch.setitem(pauses, "normal", 900)  # type: ignore[arg-type]
    browser = Browser()
    engines = Engines(hears=["I built a shop.", "And then I sold it."])
    line = asyncio.create_task(runner(browser, Notes(), engines).run())
    await browser.until("status", state="listening")
    browser.make_noise((31, 0.5), (12, 0.0))
    await browser.until("caption", text="I built a shop.")
    await asyncio.sleep(1.5)  # more than the pause that would end the turn
    assert not [frame for frame in browser.received if frame["type"] == "heard"]
    browser.make_noise((31, 0.5), (62, 0.0))
    assert (await browser.turn("answer"))["text"] == "I built a shop. And then I sold it."
    await browser.until("ended")
    await line


@dataclass
class Slow(Browser):
    """A page that is still playing when she begins to speak."""

    plays: bool = True

    async def send(self, message: dict[str, Any], sound: bytes | None = None) -> None:
        if message["type"] == "speech" and self.plays and message["text"].startswith("Question"):
            self.received.append(message)
            self.got.set()
            self.say({"type": "playback", "utterance": message["utterance"], "state": "started"})
            return
        await super().send(message, sound)


async def test_words_over_the_question_stop_it_and_are_the_answer() -> None:
    browser, notes = Slow(), Notes()
    engines = Engines(hears=["I built a", "I built a shop."])
    line = asyncio.create_task(runner(browser, notes, engines).run())
    spoken = await browser.until("speech", text="Question 1?")
    await asyncio.sleep(0.1)
    browser.make_noise((31, 0.5))
    await browser.until("duck", on=True)
    await browser.until("hush", utterance=spoken["utterance"])
    browser.say({"type": "playback", "utterance": spoken["utterance"], "state": "stopped", "heard_ms": 700})
    browser.make_noise((62, 0.0))
    assert (await browser.turn("answer"))["text"] == "I built a shop."
    await browser.until("ended")
    await line
    interrupted = [event for event in notes.log if isinstance(event, Interrupted)]
    assert [(event.utterance, event.heard_ms) for event in interrupted] == [(spoken["utterance"], 700)]


async def test_a_listener_s_sound_lets_the_question_go_on() -> None:
    browser = Slow()
    line = asyncio.create_task(runner(browser, Notes(), Engines(hears=["Mhm.", "I built a shop."])).run())
    spoken = await browser.until("speech", text="Question 1?")
    await asyncio.sleep(0.1)
    browser.make_noise((10, 0.5), (20, 0.0))
    await browser.until("duck", on=True)
    await browser.until("duck", on=False)
    assert not [frame for frame in browser.received if frame["type"] == "hush"]
    browser.say({"type": "playback", "utterance": spoken["utterance"], "state": "ended"})
    await speak(browser)
    assert (await browser.turn("answer"))["text"] == "I built a shop."
    await browser.until("ended")
    await line


async def test_the_follow_up_is_ready_when_she_has_finished_and_asked_for_once() -> None:
    browser = Browser()
    interviewer = Interviewer(follows={"I built a shop.": "What did you sell?"}, takes_s=0.2)
    engines = Engines(hears=["I built a shop.", "Bread, and cakes on Sundays."])
    line = asyncio.create_task(runner(browser, Notes(), engines, interviewer, followups=1).run())
    await speak(browser)
    assert (await browser.turn("follow_up"))["text"] == "What did you sell?"
    assert interviewer.answered == ["I built a shop."]
    await speak_again(browser)
    await browser.until("ended")
    await line


async def test_a_follow_up_to_half_an_answer_is_dropped() -> None:
    browser = Browser()
    interviewer = Interviewer(follows={"I built a shop.": "What did you sell?"})
    engines = Engines(hears=["I built a shop.", "And then I sold it."])
    line = asyncio.create_task(runner(browser, Notes(), engines, interviewer, followups=1).run())
    await browser.until("status", state="listening")
    browser.make_noise((31, 0.5), (12, 0.0), (31, 0.5), (62, 0.0))
    await browser.until("ended")
    await line
    assert interviewer.answered[-1] == "I built a shop. And then I sold it."
    assert not [frame for frame in browser.received if frame.get("turn", {}).get("kind") == "follow_up"]


async def test_her_question_is_answered_from_the_documents_and_the_interview_goes_on() -> None:
    browser = Browser()
    engines = Engines(hears=["When do the shifts begin in this job?", "I built a shop."])
    line = asyncio.create_task(runner(browser, Notes(), engines).run())
    await speak(browser)
    assert (await browser.turn("reply"))["text"] == "At nine. That is what the document Handbook.pdf says."
    await speak_again(browser)
    assert (await browser.turn("answer"))["text"] == "I built a shop."
    await browser.until("ended")
    await line


async def test_a_break_and_back() -> None:
    browser = Browser()
    line = asyncio.create_task(runner(browser, Notes(), Engines()).run())
    await browser.until("status", state="listening")
    browser.say({"type": "command", "name": "pause"})
    await browser.until("status", state="paused")
    browser.make_noise((31, 0.5), (62, 0.0))
    browser.say({"type": "command", "name": "resume"})
    assert (await browser.turn("repeat"))["text"].startswith("Welcome back.")
    await speak_again(browser)
    await browser.until("ended")
    await line


async def test_words_that_do_not_come_in_time_leave_their_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vivavoce.features.sessions.runner.LAST_WORDS_S", 0.1)
    browser, notes = Browser(), Notes()
    engines = Engines()

    async def never(key: str, samples: Samples, language: str) -> str:
        await asyncio.sleep(60)
        raise AssertionError

    monkeypatch.setattr(engines, "transcribe", never)
    line = asyncio.create_task(runner(browser, notes, engines).run())
    await browser.until("status", state="listening")
    browser.make_noise((31, 0.5))
    await browser.until("hearing", speaking=True)
    browser.frames.put_nowait(None)
    await line
    assert [step for _, step, _ in notes.sounds] == ["q1"]


@dataclass
class SlowEngines(Engines):
    """Words come when she has long fallen silent, and only whole stretches are understood."""

    async def transcribe(self, key: str, samples: Samples, language: str) -> str:
        await asyncio.sleep(0.5)
        return await super().transcribe(key, samples, language)


async def test_who_is_understood_after_she_has_spoken_over_the_question_has_not_to_wait() -> None:
    """Her silence has been heard before the floor was hers; it counts."""
    browser = Slow()
    line = asyncio.create_task(runner(browser, Notes(), SlowEngines(hears=["I built a whole shop."])).run())
    await browser.until("speech", text="Question 1?")

    async def microphone() -> None:
        browser.make_noise((31, 0.5))
        while True:
            browser.make_noise((1, 0.0))
            await asyncio.sleep(VAD_FRAME / HEARING_RATE)

    listening = asyncio.create_task(microphone())
    async with asyncio.timeout(5):
        await browser.until("hush")
        assert (await browser.turn("answer"))["text"] == "I built a whole shop."
    listening.cancel()
    await browser.until("ended")
    await line


class Aloud(Engines):
    """Speaks a sound like speech."""

    async def speak(self, key: str, text: str, language: str, voice: str, *, ahead: bool = False) -> Speech:
        return Speech(sound_of.to_pcm(spoken_like(3)), 24_000, (MouthShape(0, "sil"),))


async def test_her_loudspeaker_does_not_lower_the_interviewer() -> None:
    browser = Slow()
    line = asyncio.create_task(runner(browser, Notes(), Aloud(hears=["I built a shop."])).run())
    spoken = await browser.until("speech", text="Question 1?")
    echo = sound_of.resampled(spoken_like(3), 24_000, HEARING_RATE) * np.float32(8)
    for at in range(0, HEARING_RATE, VAD_FRAME):
        browser.frames.put_nowait(sound_of.to_pcm(np.clip(echo[at : at + VAD_FRAME], -1, 1)))
        await asyncio.sleep(VAD_FRAME / HEARING_RATE)
    for _ in range(15):
        browser.make_noise((1, 0.0))
        await asyncio.sleep(VAD_FRAME / HEARING_RATE)
    await asyncio.sleep(0.2)
    assert not [frame for frame in browser.received if frame["type"] == "hush" or frame == {"type": "duck", "on": True}]
    browser.say({"type": "playback", "utterance": spoken["utterance"], "state": "ended"})
    await speak(browser)
    assert (await browser.turn("answer"))["text"] == "I built a shop."
    await browser.until("ended")
    await line
