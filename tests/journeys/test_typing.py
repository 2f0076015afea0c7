"""The same walk for who would rather type."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest

from tests.journeys.conftest import Integrator
from tests.journeys.test_voice import ANSWERS, check_evidence, check_order, heard_in
from tests.support.candidate import browser_with_microphone
from tests.support.server import Server


@pytest.mark.browser
async def test_a_whole_interview_by_typing(
    server: Server, integrator: Integrator, tmp_path: Path, pictures: Path
) -> None:
    enrolled = integrator.candidate("typing@example.com", max_duration=6)
    typed: list[str] = []
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page = candidate.page
        await page.goto(enrolled["interview_url"])
        await page.get_by_test_id("consent").check()
        await page.get_by_test_id("choose-text").check()
        await page.get_by_test_id("start").click()
        await page.get_by_test_id("text-input").wait_for()
        while asked := await candidate.floor():
            words = "No, that is all." if asked["kind"] == "closing" else ANSWERS[len(typed) % len(ANSWERS)]
            heard = len(candidate.frames.of("heard"))
            await page.get_by_test_id("text-input").fill(words)
            await page.get_by_test_id("text-send").click()
            await candidate.frames.until(lambda _, heard=heard: len(candidate.frames.of("heard")) > heard)
            typed.append(words)
            if len(typed) == 2:
                await page.screenshot(path=str(pictures / "live.png"))
        await page.get_by_test_id("submit").click()
        await page.get_by_test_id("submitted").wait_for()
        assert candidate.errors == []

    details = await integrator.scored(enrolled["profile_interview_id"])
    assert heard_in(details) == typed
    assert details["mode"] == "text"
    check_order([item["view"] for item in details["transcript"]], questions=3)
    check_evidence(details)


def test_where_nobody_hears_her_language_she_types(integrator: Integrator, server: Server) -> None:
    enrolled = integrator.candidate(
        "leyla@example.com",
        position_external_id="arabic",
        position_name="مدير مشروع",
        mojito_language_code="ar",
        custom_scoring={"ai_assessment_resume": {"reject_below": 0, "accept_from": 0}},
    )
    bearer = {"Authorization": f"Bearer {enrolled['interview_url'].rsplit('/', 1)[1]}"}
    room = f"{server.url}/room/v1"
    state = httpx2.get(f"{room}/state", headers=bearer).json()
    assert state["can_talk"] is False
    consent = {"version": state["disclosure"]["version"], "purposes": ["interview"]}
    refused = httpx2.post(f"{room}/start", headers=bearer, json={"consent": consent, "mode": "voice"})
    assert (refused.status_code, refused.json()["name"]) == (422, "mode")
    started = httpx2.post(f"{room}/start", headers=bearer, json={"consent": consent, "mode": "text"})
    assert started.json()["screen"] == "live"
