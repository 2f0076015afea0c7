"""A whole interview by voice in another language: heard by Whisper, spoken by espeak-ng, small talk and all."""

from __future__ import annotations

from pathlib import Path

import jiwer
import pytest

from tests.journeys.conftest import Integrator
from tests.journeys.test_voice import WORDS, arrive_by_voice, check_order, heard_in, talk
from tests.support.candidate import browser_with_microphone

RESUME = """Jana Petersen, Projektleiterin

2016 - 2024 Projektleiterin bei Nordlicht Software: Leitung eines Teams von acht Personen, Planung von Sprints und
Budget, Steuerung der Risiken, Abstimmung mit Kunden und Fachbereichen.
Kenntnisse: agile Methoden, Scrum, Risikomanagement, Kommunikation mit Kunden.
Ausbildung: Diplom in Informatik, Universität Hamburg.
"""

ANSWERS = (
    "In meiner letzten Stelle habe ich ein Team von acht Personen geleitet. Wir haben die Abrechnung auf ein neues "
    "System umgestellt, und ich habe die Planung und das Budget verantwortet.",
    "Ich habe jeden Montag mit den Kunden gesprochen und die Risiken mit dem Team geprüft. Am Ende waren wir zwei "
    "Wochen früher fertig.",
)


@pytest.mark.browser
async def test_a_whole_interview_in_german(integrator: Integrator, tmp_path: Path, pictures: Path) -> None:
    enrolled = integrator.candidate(
        "jana@example.com",
        candidate_resume=RESUME,
        position_external_id="deutsch",
        position_name="Projektleitung",
        position_location="Hamburg",
        mojito_language_code="de",
        position_description="Leitet Softwareprojekte mit agilen Methoden.",
        position_description_long="Planung von Sprints und Budget, Steuerung von Risiken, Kommunikation mit Kunden.",
        max_duration=4,
    )
    assert enrolled["status"] == "ai_accept", enrolled
    async with browser_with_microphone(tmp_path) as open_page:
        candidate = await open_page()
        candidate.voice = "de-DE"
        await arrive_by_voice(candidate, enrolled["interview_url"])
        await candidate.floor()
        await candidate.page.screenshot(path=str(pictures / "german.png"), full_page=True)
        await candidate.speak_up("Könnten Sie die Frage bitte wiederholen?")
        await candidate.frames.until(
            lambda _: any(turn["kind"] == "repeat" for turn in candidate.frames.turns), about="the question again"
        )
        said = await talk(candidate, list(ANSWERS), closing="Nein, danke, das war alles.")
        await candidate.page.get_by_test_id("submit").click()
        await candidate.page.get_by_test_id("submitted").wait_for()
        assert candidate.errors == []
    details = await integrator.scored(enrolled["profile_interview_id"])
    kinds = [item["view"] for item in details["transcript"]]
    check_order(kinds, questions=2)
    heard = heard_in(details)
    assert len(heard) == len(said)
    errors = jiwer.wer(" ".join(said), " ".join(heard), reference_transform=WORDS, hypothesis_transform=WORDS)
    assert errors <= 0.25, list(zip(said, heard, strict=True))
