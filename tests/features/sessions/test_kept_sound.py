"""Sound whose words could not be made out: kept, heard again, put in its place, forgotten."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import delete, select, text, update

from tests.features.sessions.attempts import Begun, begun
from tests.features.support import World, new_merchant
from vivavoce.features import evaluation, sessions
from vivavoce.features.sessions import kept_sound, store
from vivavoce.features.sessions.events import Keep, Say, TurnKind
from vivavoce.features.sessions.kept_sound import TRIES, SoundState, Unheard, UntranscribedSound
from vivavoce.features.sessions.models import Attempt
from vivavoce.features.sessions.script import Script, StepKind
from vivavoce.kernel.clock import now
from vivavoce.ports.llm.builtin.rating import BuiltinConversationRater
from vivavoce.ports.speech.port import HEARING_RATE, Samples, Speech, SpeechUnavailableError, VoiceStream

NOT_TOLD = "2026-11-1"
TOLD = "2026-11-2"
WORDS = "I moved two milestones and agreed a new budget with the board."


@dataclass
class Voice:
    """Understands ``words``, or fails; counts what it was given."""

    words: str | None = WORDS
    languages: frozenset[str] = frozenset({"en"})
    missing: bool = False
    heard: list[tuple[Samples, str]] = field(default_factory=list)

    def hears(self, language: str) -> bool:
        if self.missing:
            raise SpeechUnavailableError("pull the models")
        return language in self.languages

    async def transcribe(self, key: str, samples: Samples, language: str) -> str:
        self.heard.append((samples, language))
        if self.words is None:
            raise SpeechUnavailableError("broken")
        return self.words

    def open_stream(self) -> VoiceStream:
        raise AssertionError

    def split(self, text: str) -> tuple[str, ...]:
        raise AssertionError

    async def sounds_complete(self, key: str, samples: Samples, language: str) -> float | None:
        raise AssertionError

    async def speak(self, key: str, text: str, language: str, voice: str, *, ahead: bool = False) -> Speech:
        raise AssertionError

    def speak_parts(self, key: str, text: str, language: str, voice: str) -> AsyncGenerator[Speech]:
        raise AssertionError


@pytest.fixture(autouse=True)
async def nothing_waits(world: World) -> None:
    """The job sees every merchant's sound: what other tests left would be heard, too."""
    async with world.database.platform() as session:
        await session.execute(delete(UntranscribedSound))


def noise(seconds: float = 2.0) -> Samples:
    """As a microphone gives it: multiples of 1/32768."""
    drawn = np.random.default_rng(7).integers(-32768, 32768, round(seconds * HEARING_RATE))
    return (drawn / 32768).astype(np.float32)


async def script_of(world: World, of: Begun) -> Script:
    async with world.database.merchant(world.merchant_id) as session:
        return (await sessions.find_attempt(session, of.attempt_id)).script


async def unheard(world: World, of: Begun, segment: int = 3, at_ms: int = 15_000) -> Unheard:
    script = await script_of(world, of)
    first = next(step for step in script.steps if step.kind is StepKind.QUESTION)
    return Unheard(segment, first.id, at_ms, noise())


async def keep(world: World, of: Begun, what: Unheard) -> bool:
    return await kept_sound.keep(world.database, of.attempt_id, world.merchant_id, what)


async def rows(world: World) -> list[UntranscribedSound]:
    async with world.database.merchant(world.merchant_id) as session:
        return list(await session.scalars(select(UntranscribedSound).order_by(UntranscribedSound.segment)))


async def change(world: World, **values: Any) -> None:
    async with world.database.merchant(world.merchant_id) as session:
        await session.execute(update(UntranscribedSound).values(**values))


async def said(world: World, of: Begun) -> list[tuple[str, str, bool]]:
    async with world.database.merchant(world.merchant_id) as session:
        found = await sessions.transcript_of(session, of.attempt_id)
    return [(turn.kind, turn.text, turn.recovered) for turn in found]


async def talk(world: World, of: Begun) -> None:
    """The first question is asked at 10 s and answered, as far as it was heard, at 20 s; the second one follows."""
    script = await script_of(world, of)
    first, second = [at for at, step in enumerate(script.steps) if step.kind is StepKind.QUESTION][:2]
    actions = (
        Say(1, 1, TurnKind.QUESTION, script.steps[first].text, first, 10_000),
        Keep(2, "That was in May.", first, 20_000),
        Say(2, 3, TurnKind.QUESTION, script.steps[second].text, second, 20_000),
    )
    async with world.database.merchant(world.merchant_id) as session:
        session.add_all(store.turn_of(of.attempt_id, world.merchant_id, script, action) for action in actions)


async def end(world: World, of: Begun, state: str = "completed") -> None:
    async with world.database.merchant(world.merchant_id) as session:
        await session.execute(update(Attempt).where(Attempt.id == of.attempt_id).values(state=state))


async def rating_jobs(world: World, of: Begun) -> int:
    query = (
        "select count(*) from procrastinate_jobs where task_name = 'attempt.completed' and args->>'attempt_id' = :id"
    )
    async with world.database.platform() as session:
        return int((await session.execute(text(query), {"id": str(of.attempt_id)})).scalar_one())


async def again(world: World, voice: Voice) -> None:
    await kept_sound.transcribe_again(world.database, voice)


async def test_sound_is_kept_once_and_nothing_of_it_is_lost(world: World) -> None:
    of = await begun(world, version=TOLD)
    what = await unheard(world, of)
    assert await keep(world, of, what)
    assert await keep(world, of, what)
    (row,) = await rows(world)
    assert (row.state, row.tries, row.seconds) == (SoundState.WAITING, 0, 2.0)
    voice = Voice()
    await again(world, voice)
    ((samples, language),) = voice.heard
    assert np.array_equal(samples, what.samples)
    assert samples.dtype == np.float32
    assert language == "en"


async def test_who_was_told_that_no_sound_is_kept_has_none_kept(world: World) -> None:
    of = await begun(world, version=NOT_TOLD)
    assert not await keep(world, of, await unheard(world, of))
    assert await rows(world) == []


async def test_its_words_stand_where_they_were_said(world: World) -> None:
    of = await begun(world, version=TOLD)
    await talk(world, of)
    await keep(world, of, await unheard(world, of))
    await again(world, Voice())
    (question, recovered, answer, _next) = await said(world, of)
    assert question[0] == "question"
    assert recovered == ("answer", WORDS, True)
    assert answer == ("answer", "That was in May.", False)
    (row,) = await rows(world)
    assert (row.state, row.text, row.tries) == (SoundState.DONE, WORDS, 1)
    async with world.database.merchant(world.merchant_id) as session:
        turns = await sessions.transcript_of(session, of.attempt_id)
        answers = sessions.answers_of(await script_of(world, of), turns)
    assert turns[1].question_number == 1
    assert [one.text for one in answers[0].said] == [WORDS, "That was in May."]


async def test_the_conversation_goes_on_beside_it(world: World) -> None:
    of = await begun(world, version=TOLD)
    await talk(world, of)
    for segment in (3, 4001):
        await keep(world, of, await unheard(world, of, segment))
    await again(world, Voice())
    script = await script_of(world, of)
    async with world.database.merchant(world.merchant_id) as session:
        session.add(store.turn_of(of.attempt_id, world.merchant_id, script, Keep(4, "More.", 2, 30_000)))
    assert [turn[1] for turn in await said(world, of)].count(WORDS) == 2
    assert await rating_jobs(world, of) == 0


@pytest.mark.parametrize("state", ["completed", "completed_early", "submitted"])
async def test_an_attempt_that_is_over_is_rated_again(world: World, state: str) -> None:
    of = await begun(world, version=TOLD)
    await talk(world, of)
    await end(world, of, state)
    await keep(world, of, await unheard(world, of))
    ids = {"attempt_id": str(of.attempt_id), "merchant_id": str(of.merchant_id)}
    rater = BuiltinConversationRater()
    await evaluation.rate_attempt(world.database, rater, **ids)
    await again(world, Voice())
    assert await rating_jobs(world, of) == 1
    for _ in range(2):
        await evaluation.rate_attempt(world.database, rater, **ids)
    assert await world.count("evaluation") == 2
    async with world.database.merchant(world.merchant_id) as session:
        newest = await evaluation.evaluation_of(session, of.attempt_id)
    assert newest
    assert WORDS.split()[0] in str(newest.answers)


@pytest.mark.parametrize("words", ["", "  "])
async def test_what_was_no_speech_is_done_without_a_turn(world: World, words: str) -> None:
    of = await begun(world, version=TOLD)
    await end(world, of)
    await keep(world, of, await unheard(world, of))
    await again(world, Voice(words))
    assert (await rows(world))[0].state == SoundState.DONE
    assert await said(world, of) == []
    assert await rating_jobs(world, of) == 0


async def test_a_failing_engine_is_asked_later_and_not_for_ever(world: World) -> None:
    of = await begun(world, version=TOLD)
    await keep(world, of, await unheard(world, of))
    pauses = []
    for tried in range(1, TRIES + 1):
        await again(world, Voice(None))
        (row,) = await rows(world)
        assert row.tries == tried
        pauses.append(round((row.due_at - now()).total_seconds() / 60))
        await again(world, Voice(None))  # not due yet
        await change(world, due_at=now() - timedelta(seconds=1))
    assert row.tries == TRIES
    assert pauses[:3] == [5, 20, 80]
    assert row.state == SoundState.GIVEN_UP
    assert row.settled_at
    voice = Voice()
    await again(world, voice)
    assert voice.heard == []


@pytest.mark.parametrize("voice", [Voice(missing=True), Voice(languages=frozenset({"de"}))])
async def test_without_an_engine_it_waits(world: World, voice: Voice) -> None:
    of = await begun(world, version=TOLD)
    await keep(world, of, await unheard(world, of))
    await again(world, voice)
    (row,) = await rows(world)
    assert (row.state, row.tries, voice.heard) == (SoundState.WAITING, 0, [])


async def test_it_goes_a_week_after_it_was_settled_and_a_month_after_it_came(world: World) -> None:
    of = await begun(world, version=TOLD)
    what = await unheard(world, of)
    for segment in (1, 2, 3):
        await keep(world, of, replace(what, segment=segment))
    (settled, waiting, old) = await rows(world)

    async def age(id: UUID, **values: Any) -> None:
        async with world.database.merchant(world.merchant_id) as session:
            await session.execute(update(UntranscribedSound).where(UntranscribedSound.id == id).values(**values))

    moment = now()
    await age(settled.id, state="done", settled_at=moment - timedelta(days=6, hours=23))
    await age(waiting.id, created_at=moment - timedelta(days=29))
    await age(old.id, created_at=moment - timedelta(days=31))
    await kept_sound.forget_old(world.database)
    assert {row.id for row in await rows(world)} == {settled.id, waiting.id}
    await age(settled.id, settled_at=moment - timedelta(days=7, hours=1))
    await kept_sound.forget_old(world.database)
    assert {row.id for row in await rows(world)} == {waiting.id}


async def test_a_merchant_has_so_much_room(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    of = await begun(world, version=TOLD)
    what = await unheard(world, of)
    each = len(kept_sound.packed(what.samples))
    monkeypatch.setattr(kept_sound, "MOST_BYTES", each * 2)
    kept = [await keep(world, of, replace(what, segment=segment)) for segment in (1, 2, 3)]
    assert kept == [True, True, False]
    await again(world, Voice(None))
    await change(world, state="given_up", settled_at=now())
    assert await keep(world, of, replace(what, segment=4))
    assert [row.segment for row in await rows(world)] == [4]


async def test_it_goes_with_its_attempt_and_no_other_merchant_sees_it(world: World) -> None:
    of = await begun(world, version=TOLD)
    await keep(world, of, await unheard(world, of))
    async with world.database.merchant(await new_merchant(world.database, "Other")) as session:
        assert (await session.execute(text("select count(*) from untranscribed_sound"))).scalar_one() == 0
    async with world.database.platform() as session:
        await session.execute(text("delete from attempt where id = :id"), {"id": of.attempt_id})
    assert await rows(world) == []


async def test_a_database_that_fails_costs_the_interview_nothing(world: World) -> None:
    of = await begun(world, version=TOLD)
    what = await unheard(world, of)
    assert not await kept_sound.keep(world.database, of.attempt_id, world.merchant_id, replace(what, segment=2**40))
