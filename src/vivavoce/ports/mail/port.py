"""What we ask of a mailer. Which one it is, the composition root decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import formatdate, make_msgid
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """Plain text to one person. ``to`` is a validated address; ``language`` a BCP 47 tag."""

    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    language: str


NAME_LIMIT = 120


def own_words(name: str) -> str:
    """A merchant's own words, short and on one line, so that they can't pose as the letter's."""
    one = " ".join(name.split())
    return one if len(one) <= NAME_LIMIT else f"{one[: NAME_LIMIT - 1]}…"


class MailError(Exception):
    """A letter could not be handed over. Its text names neither the address nor the letter's words."""


class Mailer(Protocol):
    """Takes letters to people."""

    async def send(self, letter: Letter) -> None:
        """Hands the letter over. Raises MailError; it may be tried again."""


def message(letter: Letter, sender: str) -> EmailMessage:
    """The letter as RFC 5322 has it. ``sender``: ``name@host`` or ``Name <name@host>``."""
    local, _, host = letter.to.rpartition("@")
    host = host.encode("idna").decode()
    made = EmailMessage(policy=SMTP if local.isascii() else SMTPUTF8)
    made["From"] = sender
    made["To"] = Address(username=local, domain=host)
    made["Subject"] = " ".join(letter.subject.split())  # a header is one line
    made["Date"] = formatdate()
    made["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip(" >") or "localhost")
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text)  # clears what is said of the content
    made["Content-Language"] = letter.language
    return made
