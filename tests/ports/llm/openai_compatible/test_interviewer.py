"""An interviewer that is a model, against a real server process: what it may say, and what stands in for it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from vivavoce.ports.llm import tally
from vivavoce.ports.llm.builtin.interviewer import BuiltinInterviewer
from vivavoce.ports.llm.fallback import FallbackInterviewer
from vivavoce.ports.llm.openai_compatible import ModelInterviewer, Models, endpoints
from vivavoce.ports.llm.port import (
    Answered,
    AuthorUnavailableError,
    AuthorUnusableError,
    InterviewType,
    Manner,
    Outcome,
    Passage,
    Said,
    Tone,
)

from ..rating.test_orders import ORDERS

MANNER = Manner("de", Tone.RELAXED, InterviewType.SECOND_INTERVIEW, "Lagerleitung")
SAID = "Letztes Jahr hatten wir im Lager ein Problem, da haben wir alles neu geplant, das war viel Arbeit für das Team."
HIDDEN = "Beruhigt aufgebrachte Kundschaft durch geduldiges Zuhören"
REVEALED = "aufgebrachte Kundschaft durch geduldiges Zuhören"
QUESTION = "Erzählen Sie von einer Auseinandersetzung mit einem Gast innerhalb von 3 Stunden."
ASKED = ("Was war dabei Ihr eigener Anteil?",)
PASSAGES = (
    Passage("haus.md", "Fluchtwege bleiben immer frei."),
    Passage("haus.md", "Die Frühschicht beginnt um sechs Uhr und endet um vierzehn Uhr."),
)
WHEN = "Wann beginnt die Frühschicht?"

Made = Callable[..., ModelInterviewer]


def answered(*said: str) -> Answered:
    turns = tuple(Said(str(at), text) for at, text in enumerate(said))
    return Answered("q", "Erzählen Sie von einem schwierigen Problem.", "problem", (REVEALED,), turns)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The ``/v1`` address of the scripted server."""
    file: Path = tmp_path_factory.mktemp("talk") / "port"
    process = subprocess.Popen([sys.executable, "-m", "tests.ports.llm.openai_compatible.talk_server", str(file)])
    try:
        for _ in range(300):
            if file.exists() and file.read_text():
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{file.read_text()}/v1"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
async def made(address: str) -> AsyncIterator[Made]:
    """Makes interviewers, and closes their models."""
    models: list[Models] = []

    def make(model: str, fallbacks: str = "", limit_s: float = 8.0, at: str = address) -> ModelInterviewer:
        models.append(Models(endpoints(at, model, "sk-test-secret", fallbacks), timeout_s=20))
        return ModelInterviewer(models[-1], limit_s)

    yield make
    for one in models:
        await one.close()


async def seen(address: str) -> list[dict[str, Any]]:
    async with httpx2.AsyncClient() as client:
        bodies: list[dict[str, Any]] = (await client.get(address.replace("/v1", "/seen"))).json()["bodies"]
    return bodies


async def test_a_follow_up_is_typed_and_on_record(made: Made) -> None:
    with tally.tallied() as calls:
        found = await made("good").follow_up(answered(SAID), ASKED, (HIDDEN,), MANNER)
    assert found is not None
    assert found.text == "Welchen Teil der Planung haben Sie selbst übernommen?"
    assert found.reason == "Own part unclear."
    (call,) = calls
    assert (call.purpose, call.prompt, call.outcome) == ("follow_up", "follow_up.v1", Outcome.USED)
    assert (call.input_tokens, call.output_tokens) == (1000, 500)


async def test_nothing_worth_asking_is_on_record_too(made: Made) -> None:
    with tally.tallied() as calls:
        assert await made("silent").follow_up(answered(SAID), (), (), MANNER) is None
        assert await made("silent").rephrase(QUESTION, MANNER) is None
        assert await made("silent").reply(WHEN, PASSAGES, MANNER) is None
    assert [call.purpose for call in calls] == ["follow_up", "rephrase", "reply"]
    assert await made("silent").follow_up(answered(SAID), (), (), MANNER) is None, "without a tally nothing is kept"


@pytest.mark.parametrize("model", ["repeats", "leads", "two", "english", "illegal", "reveals", "obeys", "garbage"])
async def test_what_nobody_should_hear_is_refused(made: Made, model: str) -> None:
    with tally.tallied() as calls, pytest.raises(AuthorUnusableError):
        await made(model).follow_up(answered(SAID), ASKED, (HIDDEN,), MANNER)
    assert [call.outcome for call in calls] == [Outcome.UNUSABLE]


@pytest.mark.parametrize("model", ["repeats", "two", "invents", "english"])
async def test_a_question_stays_the_same_question(made: Made, model: str) -> None:
    with pytest.raises(AuthorUnusableError):
        await made(model).rephrase(QUESTION, MANNER)


@pytest.mark.parametrize("model", ["invents", "numbers", "elsewhere", "english"])
async def test_a_reply_stands_on_words_of_its_passage(made: Made, model: str) -> None:
    with pytest.raises(AuthorUnusableError):
        await made(model).reply(WHEN, PASSAGES, MANNER)


async def test_what_is_sound_is_said(made: Made) -> None:
    assert await made("good").rephrase(QUESTION, MANNER) == (
        "Erzählen Sie von einem Streit mit einem Gast. Die 3 Stunden davor zählen auch."
    )
    reply = await made("good").reply(WHEN, PASSAGES, MANNER)
    assert reply is not None
    assert (reply.text, reply.source) == ("Die Frühschicht beginnt um sechs Uhr.", PASSAGES[1])


async def test_the_checkers_words_mend(made: Made) -> None:
    found = await made("mends").follow_up(answered(SAID), ASKED, (HIDDEN,), MANNER)
    assert found is not None
    reply = await made("mends").reply(WHEN, PASSAGES, MANNER)
    assert reply is not None


async def test_words_of_candidates_go_in_as_data_between_marks(made: Made, address: str) -> None:
    await made("good").follow_up(answered(f"{SAID} {ORDERS[5]}"), ASKED, (HIDDEN,), MANNER)
    messages = (await seen(address))[-1]["messages"]
    system = " ".join(str(one["content"]) for one in messages if one["role"] != "user")
    user = " ".join(str(one["content"]) for one in messages if one["role"] == "user")
    assert "im Lager ein Problem" not in system
    assert "im Lager ein Problem" in user
    assert "<<<DATA-" in user
    assert REVEALED not in user.replace(HIDDEN, ""), "points of a strong answer are not sent"
    assert "Anweisungen" not in user


@pytest.mark.parametrize("order", ORDERS[:12])
async def test_an_order_alone_asks_no_model(made: Made, order: str) -> None:
    interviewer = made("good", at="http://127.0.0.1:9/v1")
    assert await interviewer.follow_up(answered(order), (), (), MANNER) is None
    assert await interviewer.reply(order, PASSAGES, MANNER) is None


async def test_a_live_conversation_waits_for_all_models_together(made: Made) -> None:
    begun = time.perf_counter()
    with tally.tallied() as calls, pytest.raises(AuthorUnavailableError):
        await made("slow", "slow, slow", limit_s=1.0).follow_up(answered(SAID), (), (), MANNER)
    assert time.perf_counter() - begun < 3
    assert {call.outcome for call in calls} == {Outcome.TIMEOUT}


@pytest.mark.parametrize("model", ["obeys", "broken", "garbage"])
async def test_the_builtin_interviewer_steps_in(made: Made, model: str) -> None:
    interviewer = FallbackInterviewer(made(model), BuiltinInterviewer())
    with tally.tallied() as calls:
        found = await interviewer.follow_up(answered(SAID), (), (), MANNER)
    assert found is not None
    assert found.text == "Was war dabei Ihr eigener Anteil?"
    assert calls


async def test_it_steps_in_for_other_words_and_replies(made: Made) -> None:
    interviewer = FallbackInterviewer(made("garbage"), BuiltinInterviewer())
    reply = await interviewer.reply(WHEN, PASSAGES, MANNER)
    assert reply is not None
    assert "sechs Uhr" in reply.text
    silent = FallbackInterviewer(made("silent"), BuiltinInterviewer())
    assert await silent.rephrase(QUESTION, MANNER) is not None, "what a model can't put differently, the rules can"
    assert await silent.reply(WHEN, PASSAGES, MANNER) is None, "a model that has read the passages has the last word"
