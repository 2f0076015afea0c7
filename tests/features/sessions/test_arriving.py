"""Arriving: what she is told and agrees to, a person instead, extra time, and the measuring of her line."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest

from tests.features.portals.conftest import street
from tests.features.portals.support import Street
from tests.features.support import INTERVIEW
from vivavoce.features.sessions import disclosure
from vivavoce.features.sessions.script import Script
from vivavoce.features.sessions.service import Consent, check_consent
from vivavoce.kernel.errors import FieldError
from vivavoce.kernel.ids import new_id

__all__ = ["street"]


class Arriving:
    """A candidate with a link, and the recruiter behind it."""

    def __init__(self, street: Street, link: str, interview_id: str) -> None:
        self.street, self.link, self.interview_id = street, link, interview_id

    @classmethod
    async def at(cls, street: Street, **settings: Any) -> Arriving:
        """Let in to an interview with these settings."""
        street.app.state.voice = SimpleNamespace(hears=lambda _: True, split=lambda text: (text,))
        street.app.state.render_ahead = lambda *_: None
        made = await street.ok("job-interview-create", INTERVIEW | settings)
        body = {"interview_id": made["interview_def_set_id"], "users": [{"name": "Ann", "email": f"{new_id()}@x.com"}]}
        (let_in,) = await street.ok("job-interview-register-users", body)
        return cls(street, let_in["interview_url"].rsplit("/", 1)[1], made["interview_def_set_id"])

    async def call(self, method: str, path: str, body: Any = None) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self.link}"}
        return await self.street.client.request(method, f"/room/v1/{path}", json=body, headers=headers)

    async def state(self) -> dict[str, Any]:
        return dict((await self.call("GET", "state")).json())

    async def start(self, *purposes: str, **more: Any) -> httpx2.Response:
        consent = {"version": disclosure.VERSION, "purposes": list(purposes or ("interview",))}
        return await self.call("POST", "start", {"consent": consent, **more})

    async def ask(self, note: str | None = None) -> httpx2.Response:
        return await self.call("POST", "person", {"note": note})

    async def tasks(self, **wanted: Any) -> list[dict[str, Any]]:
        return list((await self.street.ok("merchant-task-list", {"position_id": self.interview_id, **wanted}))["data"])

    async def details(self) -> dict[str, Any]:
        (row,) = (await self.street.ok("merchant-result-list", {"position_id": self.interview_id}))["data"]
        found = await self.street.ok("job-interview-details", {"interview_result_id": row["interview_result_id"]})
        return dict(found)


# --- what is recorded -------------------------------------------------------------------------------------------------

MODES = ("audio_first_5_answers", "audio_all", "video_all", "video_first_5_answers", None)


@pytest.mark.parametrize("recording", MODES)
@pytest.mark.parametrize("full", ["audio_all", "video_all", None])
def test_no_recording_is_claimed_that_does_not_happen(recording: str | None, full: str | None) -> None:
    assert disclosure.recorded(recording, full) == ("recorded.nothing",)


def test_a_recording_that_happens_is_told() -> None:
    performed = frozenset({"audio_all", "video_all"})
    assert disclosure.recorded("video_all", None, performed=performed) == ("recorded.video_all",)
    assert disclosure.recorded(None, "audio_all", performed=performed) == ("recorded.audio_all",)
    assert disclosure.recorded("audio_first_5_answers", None, performed=performed) == ("recorded.nothing",)


@pytest.mark.parametrize("mode", sorted(disclosure.PERFORMED | {"nothing"}))
def test_all_that_is_recorded_has_its_words(mode: str) -> None:
    assert disclosure.texts.text(f"told.recorded.{mode}", "en")


async def test_the_page_says_what_is_recorded_whatever_is_set(street: Street) -> None:
    ann = await Arriving.at(street, recording="video_all", recording_full_session="video_all")
    told = {point["title"]: point["text"] for point in (await ann.state())["disclosure"]["points"]}
    assert "no sound or video recording" in told["What is recorded"]
    assert "up to" in told["What is kept"]


# --- consent by purpose -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("video", "agreed", "refusal"),
    [
        (None, ("interview",), None),
        (None, (), "consent to `interview`"),
        (None, ("interview", "introduction_video"), "asks for can be agreed to: `interview`."),
        (None, ("interview", "marketing"), "asks for can be agreed to: `interview`."),
        ("optional", ("interview",), None),
        ("optional", ("interview", "introduction_video"), None),
        ("optional", ("introduction_video",), "consent to `interview`"),
        ("required", ("interview",), "consent to `introduction_video`"),
        ("required", ("introduction_video", "interview"), None),
    ],
)
def test_which_consent_is_enough(video: str | None, agreed: tuple[str, ...], refusal: str | None) -> None:
    consent = Consent(disclosure.VERSION, agreed)
    if refusal is None:
        return check_consent(consent, video)
    with pytest.raises(FieldError, match=refusal) as refused:
        check_consent(consent, video)
    assert refused.value.name == "consent.purposes"
    return None


async def test_purposes_are_asked_for_and_kept_with_the_version(street: Street) -> None:
    ann = await Arriving.at(street, candidate_video_introduction="optional")
    asked = (await ann.state())["disclosure"]["purposes"]
    assert [(one["name"], one["required"]) for one in asked] == [("interview", True), ("introduction_video", False)]
    assert "Without it nothing changes" in asked[1]["text"]
    refused = await ann.start("introduction_video")
    assert (refused.status_code, refused.json()["name"]) == (422, "consent.purposes")
    assert (await ann.start("interview", "introduction_video", "interview")).status_code == 200
    consent = (await ann.details())["consent"]
    assert consent["version"] == disclosure.VERSION
    assert consent["purposes"] == ["interview", "introduction_video"]
    assert consent["at"]


async def test_a_video_that_is_required_is_said_and_demanded(street: Street) -> None:
    ann = await Arriving.at(street, candidate_video_introduction="required")
    (_, video) = (await ann.state())["disclosure"]["purposes"]
    assert video["required"] is True
    assert "ends with a short introduction video" in video["text"]
    assert (await ann.start("interview")).json()["name"] == "consent.purposes"
    assert (await ann.start("interview", "introduction_video")).status_code == 200


async def test_consent_given_anew_keeps_what_was_agreed_to_before(street: Street) -> None:
    ann = await Arriving.at(street, candidate_video_introduction="optional")
    await ann.start("interview", "introduction_video")
    first = (await ann.details())["consent"]
    await ann.start("interview", "introduction_video")
    assert (await ann.details())["consent"] == first
    await ann.start("interview")
    consent = (await ann.details())["consent"]
    assert consent["purposes"] == ["interview"]
    assert consent["earlier"] == [first]


# --- a person instead -------------------------------------------------------------------------------------------------


async def test_she_asks_for_a_person_once_and_may_still_begin(street: Street) -> None:
    ann = await Arriving.at(street)
    assert (await ann.state())["person"] is None
    first, *again = await asyncio.gather(*(ann.ask("I stammer. <b>Please</b> write to me.") for _ in range(3)))
    assert first.json()["person"]["asked_at"]
    assert [one.json()["person"] for one in again] == [first.json()["person"]] * 2
    (task,) = await ann.tasks(kind="person_wanted")
    assert task["question"] == "I stammer. <b>Please</b> write to me."
    assert task["state"] == "open"
    assert task["candidate_name"] == "Ann"
    started = (await ann.start()).json()
    assert started["screen"] == "live"
    assert started["person"] == first.json()["person"]


async def test_when_it_was_seen_to_she_may_ask_again(street: Street) -> None:
    ann = await Arriving.at(street)
    await ann.ask()
    (task,) = await ann.tasks(state="open")
    await street.ok("task-close", {"task_id": task["task_id"], "note": "Called her."})
    assert (await ann.state())["person"] is None
    assert (await ann.ask("Nobody called.")).json()["person"]
    assert [one["question"] for one in await ann.tasks(state="open")] == ["Nobody called."]


async def test_who_was_rejected_can_ask_for_a_person(street: Street) -> None:
    ann = await Arriving.at(street)
    await street.write("update enrolment set status = 'ai_reject' where interview_id = :id", id=ann.interview_id)
    asked = (await ann.ask("My name is spelt differently in the resume.")).json()
    assert (asked["screen"], asked["closed_reason"]) == ("closed", "rejected")
    assert asked["person"]["asked_at"]
    assert len(await ann.tasks(kind="person_wanted")) == 1


async def test_only_who_holds_a_link_asks_and_a_note_has_its_limit(street: Street) -> None:
    ann = await Arriving.at(street)
    too_long = await ann.ask("x" * 2_001)
    assert (too_long.status_code, too_long.json()["name"]) == (422, "note")
    ann.link = "nothing"
    assert (await ann.ask()).status_code == 404


# --- extra time -------------------------------------------------------------------------------------------------------


async def test_extra_time_is_hers_alone(street: Street) -> None:
    ann = await Arriving.at(street, max_duration=20)
    position = (await ann.state())["position"]
    assert (position["max_duration_minutes"], position["extra_time_minutes"]) == (20, 30)
    assert (await ann.start(extra_time=True)).json()["attempt"]["extra_time"] is True
    assert (await ann.start()).json()["attempt"]["extra_time"] is True, "going on keeps it"
    assert "extra" not in str(await ann.details())
    rows = await ann.street.ok("merchant-result-list", {"position_id": ann.interview_id})
    assert "extra" not in str(rows)
    (kept,) = await street.rows("select script, terms from attempt where interview_id = :id", id=ann.interview_id)
    assert Script.from_json(kept.script).max_duration_ms == 20 * 60_000, "the price follows what was set up"
    assert (await ann.start(extra_time=False)).json()["attempt"]["extra_time"] is False


# --- the line ---------------------------------------------------------------------------------------------------------


async def test_her_line_is_measured_by_what_she_asks_for(street: Street) -> None:
    ann = await Arriving.at(street)
    answer = await ann.call("POST", "probe", {"padding": "~" * 32_768, "answer_length": 32_768})
    assert len(answer.json()["padding"]) == 32_768
    assert (await ann.call("POST", "probe", {})).json() == {"padding": ""}
    too_much = await ann.call("POST", "probe", {"answer_length": 65_537})
    assert (too_much.status_code, too_much.json()["name"]) == (422, "answer_length")
    ann.link = "nothing"
    assert (await ann.call("POST", "probe", {})).status_code == 404
