"""Invitations by mail: who gets one, in which words, with which link."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import text

from tests.features.support import INTERVIEW, World
from vivavoce.features import enrolment
from vivavoce.features.enrolment.invitations import letter, texts
from vivavoce.features.languages import LanguageCode
from vivavoce.ports.mail.port import Letter, MailError

PATH = "job-interview-register-users"
BASE = "https://talk.example"


class Postman:
    """Keeps letters."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    async def send(self, letter: Letter) -> None:
        self.letters.append(letter)


class Nobody:
    """Takes no letters."""

    async def send(self, letter: Letter) -> None:
        raise MailError("The mail server is away.")


async def invited(world: World) -> list[str]:
    """The enrolments of this merchant whose letters wait to be sent."""
    async with world.database.platform() as session:
        waiting = text(
            "select args->>'enrolment_id' from procrastinate_jobs where task_name = :task and args->>'enrolment_id' in "
            "(select id::text from enrolment where merchant_id = :id) order by id"
        )
        values = {"task": enrolment.SEND_INVITATION, "id": world.merchant_id}
        return list(await session.scalars(waiting, values))


async def register(world: World, **changes: Any) -> list[dict[str, Any]]:
    made = await world.ok("job-interview-create", INTERVIEW | {"mojito_language_code": "de", "name": "Bäcker"})
    users = [{"email": "ana@example.com"}, {"email": "nobody"}]
    found: list[dict[str, Any]] = await world.ok(
        PATH, {"interview_id": made["interview_def_set_id"], "users": users, **changes}
    )
    return found


async def test_an_invited_person_gets_a_letter_with_a_link_of_her_own(world: World) -> None:
    ana, nobody = await register(world, send_email=True)
    assert nobody["result"].startswith("Error")
    (waiting,) = await invited(world)
    assert waiting == ana["profile_interview_id"]
    postman = Postman()
    await enrolment.send_invitation(world.database, postman, BASE, waiting)
    (sent,) = postman.letters
    assert (sent.to, sent.language, sent.subject) == (
        "ana@example.com",
        "de",
        "Ihre Einladung zu einem Gespräch – Bäcker",
    )
    link = re.search(rf"{BASE}/i/(\S+)", sent.text)
    assert link
    assert link[1] not in ana["interview_url"]
    async with world.database.platform() as session:
        assert str((await enrolment.open_link(session, link[1])).enrolment_id) == waiting


@pytest.mark.parametrize("changes", [{}, {"send_email": False}])
async def test_who_does_not_ask_for_letters_sends_none(world: World, changes: dict[str, Any]) -> None:
    await register(world, **changes)
    assert await invited(world) == []


async def test_a_letter_that_does_not_go_out_fails_its_job(world: World) -> None:
    await register(world, send_email=True)
    (waiting,) = await invited(world)
    with pytest.raises(MailError):
        await enrolment.send_invitation(world.database, Nobody(), BASE, waiting)


def test_every_language_has_its_letter() -> None:
    for language in LanguageCode:
        made = letter("ana@example.com", f"{BASE}/i/x", "{position}", "100 % {0}", language)
        assert f"\n{BASE}/i/x\n" in made.text
        assert "30" in made.text.split("\n\n")[2]
        assert "{position} – 100 % {0}" in made.text
    assert len({own["opens"] for own in texts().values()}) == len(LanguageCode)


def test_a_long_name_cannot_pose_as_the_letter() -> None:
    made = letter("ana@example.com", f"{BASE}/i/x", "Baker\n\nPay here", "Brew " * 100, LanguageCode("en"))
    assert "Baker Pay here – Brew" in made.text
    assert max(map(len, made.text.splitlines())) < 300
