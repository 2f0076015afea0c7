"""The instructional clip, through the room's door: its words before an attempt, its sound when there is one."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest

from tests.features.support import INTERVIEW, World
from tests.live.test_mouth import FakeVoice
from vivavoce.features.sessions import disclosure, instructions
from vivavoce.features.sessions.api import router
from vivavoce.kernel.ids import new_id
from vivavoce.ports.speech.port import MouthShape, Speech

CUSTOM = "Sit down. Take your time. Then begin."
PCM = b"\x01\x00" * 2_400


class ClipVoice(FakeVoice):
    """Speaks a tenth of a second; ``during`` may hold it back or fail."""

    def split(self, text: str) -> tuple[str, ...]:
        return super().split(text) if text else ()

    async def speak(self, key: str, text: str, language: str, voice: str, *, ahead: bool = False) -> Speech:
        await super().speak(key, text, language, voice, ahead=ahead)
        self.voices.add(voice)
        await self.delay()
        return Speech(PCM, 24_000, (MouthShape(0, "aa"),))

    def __init__(self) -> None:
        super().__init__()
        self.voices: set[str] = set()

    delay: Callable[[], Any] = staticmethod(lambda: asyncio.sleep(0))


@dataclass
class Room:
    """Her link, and what the server would render ahead."""

    world: World
    voice: ClipVoice
    bearer: dict[str, str]
    ahead: list[tuple[str, ...]] = field(default_factory=list)

    async def get(self, path: str) -> httpx2.Response:
        return await self.world.client.get(f"/room/v1/{path}", headers=self.bearer)

    async def state(self) -> Any:
        return (await self.get("state")).json()

    async def start(self) -> Any:
        consent = {"version": disclosure.VERSION, "purposes": [disclosure.PURPOSE]}
        body = {"consent": consent, "mode": "text"}
        return (await self.world.client.post("/room/v1/start", json=body, headers=self.bearer)).json()


async def room(world: World, **settings: Any) -> Room:
    made = await world.ok("job-interview-create", INTERVIEW | settings)
    users = [{"name": "Ann Lee", "email": f"{new_id()}@hello.com"}]
    body = {"interview_id": made["interview_def_set_id"], "users": users}
    (let_in,) = await world.ok("job-interview-register-users", body)
    opened = Room(world, ClipVoice(), {"Authorization": f"Bearer {let_in['interview_url'].rsplit('/', 1)[1]}"})
    world.app.include_router(router)
    world.app.state.voice = opened.voice
    world.app.state.render_ahead = lambda _script, first: opened.ahead.append(first)
    return opened


async def test_its_words_come_with_the_state_and_its_sound_by_the_sentence(world: World) -> None:
    hers = await room(world, instructional_video=True, instructional_video_custom_text=CUSTOM)
    state = await hers.state()
    assert state["instructions"] == ["Sit down.", "Take your time.", "Then begin."]
    assert hers.ahead == [("Sit down.", "Take your time.", "Then begin.")]
    assert hers.voice.spoken == []

    said = (await hers.get("instructions/1")).json()
    assert base64.b64decode(said.pop("sound")) == PCM
    assert said == {"text": "Take your time.", "sample_rate": 24_000, "duration_ms": 100, "mouth": [[0, "aa"]]}
    assert [(await hers.get(f"instructions/{number}")).status_code for number in (3, -1, 501)] == [404, 422, 422]


async def test_without_words_of_the_company_the_authors_are_told(world: World) -> None:
    assert (await (await room(world, instructional_video=True)).state())["instructions"] == ["Take your time."]


async def test_no_clip_was_wished_for(world: World) -> None:
    hers = await room(world)
    assert (await hers.state())["instructions"] == []
    assert (await hers.get("instructions/0")).status_code == 404


async def test_who_has_begun_is_not_told_again(world: World) -> None:
    hers = await room(world, instructional_video=True)
    started = await hers.start()
    assert (started["screen"], started["instructions"]) == ("live", None)
    assert (await hers.state())["instructions"] is None


async def test_the_words_come_without_a_sound_that_fails_or_is_late(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instructions, "PATIENCE", 0.05)
    hers = await room(world, instructional_video=True)
    silent = {"text": "Take your time.", "sound": None, "sample_rate": 24_000, "duration_ms": 0, "mouth": []}
    hers.voice.broken = True
    assert (await hers.get("instructions/0")).json() == silent
    hers.voice.broken, hers.voice.delay = False, lambda: asyncio.sleep(30)
    assert (await hers.get("instructions/0")).json() == silent


async def test_it_is_for_who_holds_a_link(world: World) -> None:
    await room(world, instructional_video=True)
    for headers, status in (({}, 401), ({"Authorization": f"Bearer {'x' * 43}"}, 404)):
        answer = await world.client.get("/room/v1/instructions/0", headers=headers)
        assert (answer.status_code, bool(answer.json()["error"])) == (status, True)


async def test_the_template_reaches_the_room(world: World) -> None:
    hers = await room(world, interview_template_id="019a5f00-0000-7000-8000-000000000003", instructional_video=True)
    interviewer = {"name": "Kenji", "look": "kenji", "voice": "am_michael", "background": "library"}
    assert (await hers.state())["interviewer"] == interviewer
    await hers.get("instructions/0")
    assert hers.voice.voices == {"am_michael"}
