"""A conversation that feels like one, in a real browser: she interrupts, asks, wishes, takes a break, and goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import POSITION, Integrator
from tests.journeys.test_voice import ANSWERS, arrive_by_voice
from tests.journeys.test_weather import hand_in, in_state, write_on
from tests.support.candidate import Candidate, browser_with_microphone

expect.set_options(timeout=60_000)

HOURS = "The early shift starts at seven in the morning and ends at three in the afternoon."


def kinds_of(details: Any) -> list[str]:
    return [item["view"] for item in details["transcript"]]


async def says(candidate: Candidate, kind: str) -> dict[str, Any]:
    """The next line of this kind that begins."""
    known = len([turn for turn in candidate.frames.turns if turn["kind"] == kind])
    await candidate.frames.until(
        lambda _: len([turn for turn in candidate.frames.turns if turn["kind"] == kind]) > known, about=kind
    )
    return [turn for turn in candidate.frames.turns if turn["kind"] == kind][-1]


@pytest.mark.browser
async def test_a_conversation_with_interruptions_wishes_and_questions(integrator: Integrator, tmp_path: Path) -> None:
    enrolled = integrator.candidate(
        "conversation@example.com",
        position_external_id="conversation",
        position_name="Delivery manager",
        position_description_long=f"{POSITION['position_description_long']}\n\n{HOURS}",
        custom_scoring={"ai_assessment_resume": {"reject_below": 0, "accept_from": 0}},
        max_duration=8,
        include_closing_prompt=False,
        welcome_message="Hello {candidate}, good to see you. We have time for four questions, so take it easy.",
    )
    assert enrolled["status"] == "ai_accept"
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page, frames = candidate.page, candidate.frames
        await arrive_by_voice(candidate, enrolled["interview_url"])

        # She speaks over the first question: its sound goes down, and stops; what she says is her answer.
        await frames.until(lambda _: any(turn["kind"] == "question" for turn in frames.turns), about="a question")
        question = next(frame for frame in frames.of("say") if frame["turn"]["kind"] == "question")
        await in_state(page, "speaking")
        await candidate.speak_up(ANSWERS[0])
        await frames.until(lambda _: bool(frames.of("hush")), about="the interviewer stops")
        assert frames.of("duck")[0]["on"] is True
        await frames.until(lambda _: bool(frames.of("heard")), about="the interruption is an answer")

        # By button: a moment to think; by menu: other words.
        await candidate.floor()
        await page.get_by_test_id("more").click()
        await page.get_by_test_id("ask-wait").click()
        assert "Take your time" in (await says(candidate, "prompt"))["text"]
        await candidate.floor()
        await page.get_by_test_id("more").click()
        await page.get_by_test_id("ask-rephrase").click()
        await says(candidate, "repeat")

        # By voice: a question to the company, answered from its own words, and back to the question.
        await candidate.floor()
        await candidate.speak_up("When does the early shift start?")
        assert "seven in the morning" in (await says(candidate, "reply"))["text"], frames.told

        # A break by voice; her page shows it; and on.
        await candidate.floor()
        await candidate.speak_up("Could we take a short break, please?")
        await page.get_by_test_id("break").wait_for()
        await page.get_by_test_id("resume").click()
        await in_state(page, "listening")
        await page.screenshot(path=str(tmp_path / "conversation.png"))

        # The rest by typing, after a reload.
        frames.received.clear()
        await page.reload()
        await page.get_by_test_id("continue-typing").click()
        await write_on(candidate, [])
        await hand_in(page)
        assert candidate.errors == []
    details = await integrator.scored(enrolled["profile_interview_id"])
    kinds = kinds_of(details)
    asked = details["transcript"][kinds.index("question")]
    assert asked["question_asked"] == question["turn"]["text"]
    assert asked["heard"] is not None, "how much of the question was heard is known"
    assert kinds.count("question") == 4
    assert kinds.count("asked") == 1
    assert details["status"] == "submitted"
