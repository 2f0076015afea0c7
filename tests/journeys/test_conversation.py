"""A conversation that feels like one, in a real browser: she interrupts, asks, wishes, takes a break, and goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import POSITION, Integrator
from tests.journeys.test_voice import ANSWERS, arrive_by_voice
from tests.journeys.test_weather import hand_in, in_state, write_on
from tests.support.candidate import Candidate, browser_with_microphone
from tests.support.server import Server

expect.set_options(timeout=60_000)

QUESTIONS = (
    "Let us begin with your last position, the one that you know best and like to talk about most. Please tell me "
    "about a project that you led from its first idea to the very last day, and about the people who were in it.",
    "What do you do when a plan does not work?",
    "How do you keep your customers informed?",
    "What would you like to learn next?",
)
"""The first is long enough to be interrupted, however slow the machine."""
HOLIDAY = "Everybody in the company has thirty days of holiday every year."


def kinds_of(details: Any) -> list[str]:
    return [item["view"] for item in details["transcript"]]


@asynccontextmanager
async def brings(candidate: Candidate, kind: str) -> AsyncIterator[list[str]]:
    """What is done in this block is answered by a new line of this kind; its words are in the list afterwards."""
    frames = candidate.frames

    def said() -> list[str]:
        return [turn["text"] for turn in frames.turns if turn["kind"] == kind]

    known, found = len(said()), list[str]()
    yield found
    await frames.until(lambda _: len(said()) > known, about=kind)
    found += said()[known:]


@pytest.mark.browser
async def test_a_conversation_with_interruptions_wishes_and_questions(
    server: Server, integrator: Integrator, tmp_path: Path
) -> None:
    made = integrator.call(
        "job-interview-create-from-array",
        {
            "name": POSITION["position_name"],
            "location": "remote",
            "interview_template_id": server.demo()["interview_template_id"],
            "mojito_language_code": "en",
            "status": "active",
            "type": "interview",
            "visibility": "merchant_public",
            "description": POSITION["position_description"],
            "description_long": f"{POSITION['position_description_long']}\n\n{HOLIDAY}",
            "custom_scoring": {"ai_assessment_resume": {"reject_below": 0, "accept_from": 0}},
            "welcome_message": "Hello {candidate}, good to see you.",
            "include_closing_prompt": False,
            "questions": [{"question": question} for question in QUESTIONS],
        },
    )
    enrolled = integrator.candidate("conversation@example.com", position_def_set_id=made["interview_def_set_id"])
    assert enrolled["status"] == "ai_accept"
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        page, frames = candidate.page, candidate.frames
        await arrive_by_voice(candidate, enrolled["interview_url"])

        # She speaks over the first question: its sound goes down, and stops; what she says is her answer.
        await frames.until(lambda _: any(turn["kind"] == "question" for turn in frames.turns), about="a question")
        question = next(frame for frame in frames.of("say") if frame["turn"]["kind"] == "question")
        welcome_ms = sum(frame["duration_ms"] for frame in frames.of("speech") if frame["utterance"] == 1)
        await asyncio.sleep(welcome_ms / 1000 + 0.5)
        await candidate.speak_up(ANSWERS[0])
        await frames.until(lambda _: bool(frames.of("hush")), about="the interviewer stops")
        assert frames.of("duck")[0]["on"] is True
        await frames.until(lambda _: bool(frames.of("heard")), about="the interruption is an answer")

        # By button: a moment to think; by menu: other words.
        await candidate.floor()
        async with brings(candidate, "prompt") as said:
            await page.get_by_test_id("more").click()
            await page.get_by_test_id("ask-wait").click()
        assert "Take your time" in said[0]
        await candidate.floor()
        async with brings(candidate, "repeat") as said:
            await page.get_by_test_id("more").click()
            await page.get_by_test_id("ask-rephrase").click()
        assert "another way" in said[0]

        # By voice: a question to the company, answered from its own words, and back to the question.
        await candidate.floor()
        async with brings(candidate, "reply") as said:
            await candidate.speak_up("How many days of holiday do I have every year?")
        assert "thirty days" in said[0], frames.told

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
