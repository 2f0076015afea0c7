"""Arriving: what she chooses before she begins is what happens, and a person can be asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import Integrator
from tests.journeys.test_screens import Inspector, inspector
from tests.journeys.test_voice import ANSWERS
from tests.journeys.test_weather import BAKER, short, write
from tests.support.candidate import browser_with_microphone

__all__ = ["inspector"]


def wishes(integrator: Integrator, enrolled: dict[str, Any]) -> list[str | None]:
    """The notes of the tasks that wait for a person to talk with this candidate."""
    listed = integrator.call("merchant-task-list", {"kind": "person_wanted", "state": "open", "limit": 1000})["data"]
    return [one.get("question") for one in listed if one["profile_interview_id"] == enrolled["profile_interview_id"]]


async def ask_for_a_person(page: Page, note: str) -> None:
    await page.get_by_test_id("person-note").fill(note)
    await page.get_by_test_id("ask-person").click()
    await expect(page.get_by_test_id("person-asked")).to_be_focused()


@pytest.mark.browser
async def test_what_she_chooses_is_what_happens(integrator: Integrator, tmp_path: Path, inspector: Inspector) -> None:
    rejected = short(integrator, "arriving-rejected@example.com", candidate_resume=BAKER)
    enrolled = short(integrator, "arriving@example.com", "arriving", candidate_video_introduction="optional")
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page = candidate.page
        await page.goto(rejected["interview_url"])
        await ask_for_a_person(page, "I was a manager too; the resume doesn't say so.")
        await page.reload()
        await expect(page.get_by_test_id("person-asked")).to_be_visible()
        await inspector.look(page, "1-rejected-asked")

        await page.goto(enrolled["interview_url"])
        await page.get_by_test_id("choose-person").check()
        await inspector.look(page, "2-person")
        await ask_for_a_person(page, "")
        await expect(page.get_by_test_id("choose-person")).to_be_hidden()
        await expect(page.get_by_text("Up to 4 minutes", exact=True)).to_be_visible()
        await page.get_by_test_id("extra-time").check()
        await expect(page.get_by_text("Up to 6 minutes", exact=True)).to_be_visible()
        await expect(page.get_by_test_id("consent-introduction_video")).not_to_be_checked()
        await page.get_by_test_id("start").click()
        await expect(page.get_by_test_id("consent")).to_be_focused()
        await page.get_by_test_id("consent").check()
        await inspector.look(page, "3-position")

        await page.get_by_test_id("start").click()
        await expect(page.get_by_test_id("line")).to_have_attribute("data-verdict", "good")
        await page.get_by_test_id("test-sound").click()
        await page.get_by_test_id("sound-yes").click()
        await inspector.look(page, "4-check")
        await page.get_by_test_id("mic-type").click()
        await page.get_by_test_id("text-input").wait_for()
        await candidate.floor()
        (snapshot,) = candidate.frames.of("snapshot")
        assert (snapshot["max_ms"], snapshot["pace"]) == (6 * 60_000, "slower")
        await write(candidate, ANSWERS[0])
        assert candidate.errors == []

    assert wishes(integrator, rejected) == ["I was a manager too; the resume doesn't say so."]
    assert wishes(integrator, enrolled) == [None]
    (row,) = integrator.call("merchant-result-list", {"profile_interview_id": enrolled["profile_interview_id"]})["data"]
    details = integrator.call("job-interview-details", {"interview_result_id": row["interview_result_id"]})
    assert details["consent"]["purposes"] == ["interview"]
    assert "extra" not in str(details)
    assert inspector.faults == []
