"""The main walk: both seeds' promise, from the resume to the score, spoken in a real browser."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import jiwer
import pytest

from tests.journeys.conftest import Integrator
from tests.support.candidate import Candidate, browser_with_microphone
from tests.support.listening import word_errors
from tests.support.server import Server
from vivavoce.ports.speech.cache import SpeechCache

ANSWERS = (
    "In my last job I led a team of eight engineers, and we moved our billing system to a new platform. I planned the "
    "sprints, wrote the risk register, and talked with the stakeholders every week.",
    "My own part was the plan and the budget. I checked the risks with the team every Monday, and in the end we "
    "finished two weeks early and the costs went down by thirty percent.",
    "When two stakeholders disagreed about the scope, I asked each of them to explain the reasons, and then we tried "
    "the smaller change first. After that both of them agreed.",
    "I measured how long every delivery took and showed the numbers to the team, and together we removed the slowest "
    "step.",
    "I learned that early warnings help more than late heroes, so now I ask about risks in every meeting.",
)

WORDS = jiwer.Compose(
    [
        jiwer.ToLowerCase(),
        jiwer.SubstituteRegexes({r"30\s?%": "thirty percent", r"-": " "}),
        jiwer.RemovePunctuation(),
        jiwer.RemoveMultipleSpaces(),
        jiwer.Strip(),
        jiwer.ReduceToListOfListOfWords(),
    ]
)


async def arrive_by_voice(candidate: Candidate, url: str, pictures: Path | None = None) -> None:
    """From the link to the live interview."""
    page = candidate.page

    async def picture(name: str) -> None:
        if pictures:
            await page.screenshot(path=str(pictures / f"{name}.png"), full_page=True)

    await page.goto(f"{url}?raw_audio=1")
    await page.get_by_test_id("consent").wait_for()
    await picture("1-position")
    await page.get_by_test_id("consent").check()
    await page.get_by_test_id("choose-voice").check()
    await page.get_by_test_id("start").click()
    await page.get_by_test_id("mic-ready").wait_for()
    await picture("2-microphone")
    await page.get_by_test_id("mic-ready").click()
    await page.get_by_test_id("status").wait_for()


async def talk(candidate: Candidate, answers: list[str], *, closing: str = "No, thank you, that is all.") -> list[str]:
    """Answers until the interview is over; gives what was said, in order."""
    said: list[str] = []
    while asked := await candidate.floor():
        words = closing if asked["kind"] == "closing" else answers[len(said) % len(answers)]
        await candidate.say(words)
        said.append(words)
    return said


def heard_in(details: Any) -> list[str]:
    return [item["answer"] for item in details["transcript"] if item["is_answer"]]


def check_order(kinds: list[str], *, questions: int) -> None:
    """Welcome, then questions each with its answer and follow-ups, then closing and thanks."""
    assert kinds[0] == "welcome"
    assert kinds[-1] == "thank_you"
    assert kinds.count("question") == questions
    assert kinds.count("welcome") == kinds.count("thank_you") == 1
    for before, after in itertools.pairwise(kinds):
        if before in ("question", "follow_up", "closing", "repeat"):
            assert after in ("answer", "repeat", "prompt"), kinds
        if after == "follow_up":
            assert before == "acknowledgement", kinds


def check_evidence(details: Any) -> None:
    """Every score has a quote, and every quote stands in the transcript."""
    turns = {item["id"]: item["answer"] for item in details["transcript"] if item["is_answer"]}
    for answer in details["answers"]:
        if answer["score"] is not None:
            assert 1 <= answer["score"] <= 5
            assert answer["evidence"]
        for quote in answer["evidence"]:
            assert turns[quote["transcript_id"]][quote["start"] : quote["end"]] == quote["quote"]
    for requirement in details["requirements"]:
        for quote in requirement["evidence"]:
            assert turns[quote["transcript_id"]][quote["start"] : quote["end"]] == quote["quote"]


@pytest.mark.browser
async def test_a_whole_interview_by_voice(
    server: Server, integrator: Integrator, tmp_path: Path, pictures: Path
) -> None:
    enrolled = integrator.candidate("voice@example.com", max_duration=6, interview_attempts=1)
    assert enrolled["status"] == "ai_accept", enrolled
    definition = integrator.call("job-interview-get", {"position_id": enrolled["interview_def_set_id"]})
    questions = [question["question"] for question in definition["questions"]]
    assert len(questions) == 3

    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        await arrive_by_voice(candidate, enrolled["interview_url"], pictures)
        said = await talk(candidate, list(ANSWERS))
        page = candidate.page
        await page.get_by_test_id("submit").wait_for()
        await page.screenshot(path=str(pictures / "4-result.png"), full_page=True)
        await page.get_by_test_id("feedback-text").fill("That was a fair conversation.")
        await page.get_by_test_id("submit").click()
        await page.get_by_test_id("submitted").wait_for()
        await page.screenshot(path=str(pictures / "5-submitted.png"), full_page=True)
        assert candidate.errors == []
        on_the_wire = [turn["kind"] for turn in candidate.frames.turns]
    assert await word_errors(candidate.frames, "en", SpeechCache(tmp_path / "heard")) <= 0.1

    details = await integrator.scored(enrolled["profile_interview_id"])
    kinds = [item["view"] for item in details["transcript"]]
    assert kinds == on_the_wire, "the transcript keeps what was said, in the order in which it was said"
    check_order(kinds, questions=3)
    assert kinds.count("follow_up") >= 1
    assert [item["question_asked"] for item in details["transcript"] if item["view"] == "question"] == questions
    assert details["status"] == "submitted"
    assert details["feedback"] == {"text": "That was a fair conversation."}

    heard = heard_in(details)
    assert len(heard) == len(said)
    errors = jiwer.wer(" ".join(said), " ".join(heard), reference_transform=WORDS, hypothesis_transform=WORDS)
    assert errors <= 0.10, list(zip(said, heard, strict=True))

    check_evidence(details)
    assert len([answer for answer in details["answers"] if answer["score"] is not None]) == 3
    assert details["score"] is not None
    again = integrator.candidate("voice@example.com", max_duration=6)
    assert again["status"] == "already-applied"


@pytest.mark.browser
async def test_a_reload_in_the_middle(server: Server, integrator: Integrator, tmp_path: Path, pictures: Path) -> None:
    enrolled = integrator.candidate("reload@example.com", max_duration=6)
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        await arrive_by_voice(candidate, enrolled["interview_url"])
        assert (await candidate.floor() or {})["kind"] == "question"
        await candidate.say(ANSWERS[0])
        await candidate.floor()
        candidate.frames.received.clear()
        await candidate.page.reload()
        await candidate.page.get_by_test_id("continue").wait_for()
        await candidate.page.screenshot(path=str(pictures / "continue.png"), full_page=True)
        await candidate.page.get_by_test_id("continue").click()
        await talk(candidate, list(ANSWERS[1:]))
        await candidate.page.get_by_test_id("submit").click()
        await candidate.page.get_by_test_id("submitted").wait_for()

    details = await integrator.scored(enrolled["profile_interview_id"])
    kinds = [item["view"] for item in details["transcript"]]
    assert kinds.count("welcome") == 1
    assert "repeat" in kinds, "after the reload the question is said again"
    check_order(kinds, questions=3)
    asked = [item["question_asked"] for item in details["transcript"] if item["view"] == "question"]
    assert len(asked) == len(set(asked)) == 3
