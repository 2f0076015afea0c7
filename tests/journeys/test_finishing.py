"""The end of the way: what each `result_view` shows, coaching, and another attempt. She types; the rating is real."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import Integrator
from tests.journeys.test_screens import Inspector, inspector
from tests.journeys.test_voice import ANSWERS
from tests.journeys.test_weather import arrive_by_typing, hand_in, short, write, write_on
from tests.support.candidate import Candidate, browser_with_microphone

__all__ = ["inspector"]

PARTS = ["overall", "competencies", "answers", "requirements", "components"]
SHOWN = {"minimal": 0, "minimal_with_score": 1, "advanced": 2, "full": 5, "full_expand_scores": 5}
"""Each value shows so many of the parts."""


async def parts_of(page: Page) -> list[str]:
    """The parts that are shown, once nothing is being rated any more."""
    await page.get_by_test_id("result").wait_for()
    if await page.get_by_test_id("outcome").count():
        await expect(page.get_by_test_id("overall")).to_be_visible()
    return [part for part in PARTS if await page.get_by_test_id(part).count()]


async def end_early(candidate: Candidate) -> None:
    """One answer, and the end."""
    await candidate.floor()
    await write(candidate, ANSWERS[0])
    await candidate.page.get_by_test_id("end-interview").click()
    await candidate.page.get_by_test_id("end-confirm").click()


@pytest.mark.browser
async def test_each_view_and_another_attempt(integrator: Integrator, tmp_path: Path, inspector: Inspector) -> None:
    limits = {"interview_attempts": 2, "custom_scoring": {"stop_retries_at_score": 10}}
    enrolled = short(integrator, "views@example.com", "finishing", result_view="full", **limits)
    interview = {"position_id": enrolled["interview_def_set_id"]}
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page = candidate.page
        await arrive_by_typing(candidate, enrolled["interview_url"])
        await write_on(candidate, [])
        for view, count in SHOWN.items():
            integrator.call("job-interview-update", {**interview, "result_view": view})
            await page.reload()
            assert await parts_of(page) == PARTS[:count], view
            opened = await page.locator("[data-testid=outcome] details[open]").count()
            assert opened == (3 if view == "full_expand_scores" else 0)
            inspector.faults += [f"{view}: {fault}" for fault in await inspector.grave(page)]
        await expect(page.get_by_test_id("answers")).to_contain_text("I planned the sprints")
        await inspector.look(page, "full")
        await page.get_by_test_id("feedback-text").fill("It was calm.")
        await page.reload()
        await expect(page.get_by_test_id("feedback-text")).to_have_value("It was calm.")
        await hand_in(page)
        await page.get_by_test_id("overall").wait_for()
        await expect(page.get_by_test_id("another")).to_contain_text("Demo Company sees all your attempts")
        await inspector.look(page, "submitted")

        candidate.frames.received.clear()
        await page.get_by_test_id("again").click()
        await page.get_by_test_id("consent").check()
        await page.get_by_test_id("choose-text").check()
        await page.get_by_test_id("start").click()
        await end_early(candidate)
        await page.get_by_test_id("submit").wait_for()
        await hand_in(page)
        await expect(page.get_by_test_id("another")).to_have_count(0)
        assert candidate.errors == []
    assert inspector.faults == []
    results = integrator.call("merchant-result-list", {"profile_interview_id": enrolled["profile_interview_id"]})
    assert [(row["attempt"], row["status"]) for row in results["data"]] == [(2, "submitted"), (1, "submitted")]


def coached(integrator: Integrator) -> str:
    """The address of a coaching session."""
    (template, *_) = integrator.call("merchant-avatar-list", {})["data"]
    made = integrator.call(
        "job-interview-create",
        {
            "name": "Delivery manager",
            "location": "remote",
            "interview_template_id": template["id"],
            "mojito_language_code": "en",
            "status": "active",
            "type": "coaching",
            "visibility": "merchant_unlisted",
            "interview_length": 2,
            "include_closing_prompt": False,
        },
    )
    body: dict[str, Any] = {"interview_id": made["interview_def_set_id"], "users": [{"email": "learner@example.com"}]}
    (let_in,) = integrator.call("job-interview-register-users", body)
    url: str = let_in["interview_url"]
    return url


@pytest.mark.browser
async def test_none_is_sent_at_once_and_coaching_is_advice(
    integrator: Integrator, tmp_path: Path, inspector: Inspector
) -> None:
    silent = short(integrator, "none@example.com", "finishing-none", result_view="none")
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page = candidate.page
        await arrive_by_typing(candidate, silent["interview_url"])
        await end_early(candidate)
        await expect(page.get_by_test_id("submitted")).to_contain_text("A person at Demo Company reads it and decides")
        for absent in ("submit", "outcome", "transcript"):
            await expect(page.get_by_test_id(absent)).to_have_count(0)
        inspector.faults += await inspector.grave(page)

        candidate.frames.received.clear()
        await arrive_by_typing(candidate, coached(integrator))
        await write_on(candidate, [])
        advice = page.get_by_test_id("coaching")
        await expect(advice).to_contain_text("Practise this next")
        await expect(advice).to_contain_text("Question 2 of 2")
        await expect(page.get_by_test_id("overall")).to_have_count(0)
        await inspector.look(page, "coaching")
        await hand_in(page)
        await expect(advice).to_be_visible()
        await expect(page.get_by_test_id("submitted")).to_contain_text("Nobody is hired or rejected because of it")
        await expect(page.get_by_test_id("submitted")).not_to_contain_text("reads it and decides")
        assert candidate.errors == []
    assert inspector.faults == []
