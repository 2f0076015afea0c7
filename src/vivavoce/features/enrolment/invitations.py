"""Invitations: a letter with a personal link, in the language of the interview. A job sends it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from uuid import UUID

from vivavoce.features import access, candidates, interviews, languages
from vivavoce.features.enrolment import store
from vivavoce.features.enrolment.links import LINK_LIFE, hand_out
from vivavoce.features.languages import LanguageCode
from vivavoce.kernel.database import Database
from vivavoce.ports.mail.port import Letter, Mailer, own_words

SEND_INVITATION = "enrolment.send_invitation"


@cache
def texts() -> dict[str, dict[str, str]]:
    """``invite``, ``link`` and ``opens`` by language code."""
    return tomllib.loads(files(__package__).joinpath("letters.toml").read_text("utf-8"))


def letter(to: str, url: str, position: str, company: str, language: LanguageCode) -> Letter:
    """What an invited person gets. Names stand on a line of their own: no language has to inflect them."""
    own = texts()[language.value]
    link = own["link"].format(days=LINK_LIFE.days)
    return Letter(
        to=to,
        subject=f"{own['invite']} – {own_words(position)}",
        text=f"{own['invite']}\n\n{own_words(position)} – {own_words(company)}\n\n{link}\n{url}\n\n{own['opens']}\n",
        language=languages.find(language).bcp47,
    )


async def send_invitation(database: Database, mailer: Mailer, base_url: str, enrolment_id: str) -> None:
    """A job. Its link is a fresh one, made when it is sent: none lies among the jobs. Run again, it sends another.

    Raises MailError.
    """
    async with database.platform() as session:
        row = await store.by_id(session, UUID(enrolment_id))
        script = await interviews.script_of(session, row.interview_id)
        person = await candidates.get(session, row.candidate_id)
        company = await access.merchant_name(session, row.merchant_id)
        url = await hand_out(session, row, base_url)
    await mailer.send(letter(person.email, url, script.name, company, script.language))
