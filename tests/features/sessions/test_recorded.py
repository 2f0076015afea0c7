"""What an interviewer's words cost is on record, also when a thought was dropped."""

from __future__ import annotations

import asyncio

import pytest

from tests.features.sessions.attempts import begun
from tests.features.support import World
from vivavoce.features import usage
from vivavoce.features.sessions.recorded import RecordedInterviewer
from vivavoce.ports.llm import tally
from vivavoce.ports.llm.port import Call, InterviewType, Manner, Outcome, Tone

MANNER = Manner("en", Tone.RELAXED, InterviewType.PRE_SCREENING, "Baker")
CALL = Call("rephrase", "small", "127.0.0.1", "rephrase.v1", "0" * 64, Outcome.USED, 1, 120, 14, None, 80)


class Thinking:
    """Calls a model, and then takes its time."""

    async def rephrase(self, question: str, manner: Manner) -> str | None:
        tally.add([CALL])
        await asyncio.sleep(0 if question == "quick" else 60)
        return "In short?"


@pytest.mark.parametrize("question", ["quick", "slow"])
async def test_a_call_is_on_record(world: World, question: str) -> None:
    attempt = await begun(world)
    recorded = RecordedInterviewer(Thinking(), world.database, attempt.merchant_id, attempt.attempt_id)  # type: ignore[arg-type]
    thought = asyncio.create_task(recorded.rephrase(question, MANNER))
    await asyncio.sleep(0.05)
    thought.cancel()
    await asyncio.gather(thought, return_exceptions=True)
    async with world.database.merchant(attempt.merchant_id) as session:
        (used,) = await usage.calls_of(session, attempt.attempt_id)
    assert (used.purpose, used.input_tokens) == ("rephrase", 120)
