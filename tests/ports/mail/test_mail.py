"""Letters: what they look like, and that both mailers take them."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import message_from_string, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from vivavoce.ports.mail.outbox import KEPT_DAYS, OutboxMailer
from vivavoce.ports.mail.port import Letter, MailError, message
from vivavoce.ports.mail.smtp import SmtpMailer

LETTER = Letter("ana@müller.example", "Ihr Code – Köchin\r\nBcc: all@example.com", "Ihr Code: 012345\n", "de")
SENDER = "Interviews <interviews@example.com>"


def files(folder: Path) -> list[Path]:
    return list(folder.glob("*.eml"))


def read(sent: str) -> EmailMessage:
    return message_from_string(sent, policy=policy.default)


@dataclass
class Server:
    """As much of RFC 5321 as one letter needs."""

    port: int = 0
    refuses: bool = False
    heard: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n")
        async for raw in reader:
            line = raw.decode().rstrip("\r\n")
            self.heard.append(line)
            if line == "DATA":
                writer.write(b"354 go on\r\n")
                data = await reader.readuntil(b"\r\n.\r\n")
                self.letters.append(data.decode().removesuffix(".\r\n"))
            refused = self.refuses and line.startswith("RCPT")
            writer.write(b"550 no such box\r\n" if refused else b"221 bye\r\n" if line == "QUIT" else b"250 fine\r\n")
            if line == "QUIT":
                break
        writer.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    listening = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = listening.sockets[0].getsockname()[1]
    yield made
    listening.close()
    await listening.wait_closed()


async def test_a_server_gets_the_letter(server: Server) -> None:
    await SmtpMailer("127.0.0.1", server.port, SENDER, security="none").send(LETTER)
    letter = read(server.letters[0])
    assert letter["to"] == "ana@xn--mller-kva.example"
    assert letter["bcc"] is None
    assert letter["subject"] == "Ihr Code – Köchin Bcc: all@example.com"
    assert letter["content-language"] == "de"
    assert letter.get_content().split() == ["Ihr", "Code:", "012345"]
    assert [line for line in server.heard if line.startswith("RCPT")] == ["RCPT TO:<ana@xn--mller-kva.example>"]


async def test_a_server_that_refuses_is_an_error_that_tells_nothing_of_the_letter(server: Server) -> None:
    server.refuses = True
    with pytest.raises(MailError) as refused:
        await SmtpMailer("127.0.0.1", server.port, SENDER, security="none").send(LETTER)
    assert "ana" not in str(refused.value)
    assert "012345" not in str(refused.value)


async def test_no_letter_goes_to_a_server_that_can_not_encrypt(server: Server) -> None:
    with pytest.raises(MailError):
        await SmtpMailer("127.0.0.1", server.port, SENDER).send(LETTER)
    assert server.letters == []


async def test_a_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(MailError):
        await SmtpMailer("127.0.0.1", 1, SENDER, timeout_s=5).send(LETTER)


async def test_the_outbox_keeps_letters_for_its_owner_alone(tmp_path: Path) -> None:
    outbox = OutboxMailer(tmp_path / "outbox")
    assert outbox.letters() == []
    for n in range(3):
        await outbox.send(Letter("ana@example.com", f"Letter {n}", f"Number {n}\n", "en"))
    assert [letter["subject"] for letter in outbox.letters(2)] == ["Letter 1", "Letter 2"]
    assert outbox.letters()[0].get_content().splitlines() == ["Number 0"]
    modes = {path.stat().st_mode & 0o777 for path in files(outbox.folder)}
    assert (modes, outbox.folder.stat().st_mode & 0o777) == ({0o600}, 0o700)


async def test_the_outbox_throws_old_letters_away(tmp_path: Path) -> None:
    outbox = OutboxMailer(tmp_path)
    await outbox.send(LETTER)
    (old,) = files(tmp_path)
    long_ago = time.time() - (KEPT_DAYS + 1) * 86_400
    os.utime(old, (long_ago, long_ago))
    await outbox.send(LETTER)
    assert not old.exists()
    assert len(outbox.letters()) == 1


@pytest.mark.parametrize("to", ["ana\r\nbcc:x@example.com", "ana@exa mple.com\n"])
async def test_an_address_adds_no_header(tmp_path: Path, to: str) -> None:
    with pytest.raises(MailError):
        await OutboxMailer(tmp_path).send(Letter(to, "S", "T", "en"))


def test_a_letter_names_its_reader_only_in_its_header() -> None:
    assert "ana" not in repr(LETTER)
    assert message(LETTER, SENDER)["auto-submitted"] == "auto-generated"
