"""Letters into a folder: where no mail server is configured, the operator reads them with ``vivavoce mail``.

They hold addresses and codes, so only their owner may read them, and old ones are thrown away.
"""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from vivavoce.kernel.ids import new_id
from vivavoce.ports.mail.port import Letter, MailError, message

KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class OutboxMailer:
    """One file per letter, named so that they sort by time."""

    folder: Path
    sender: str = "Vivavoce <vivavoce@localhost>"

    async def send(self, letter: Letter) -> None:
        """Puts the letter into the folder. Raises MailError."""
        try:
            await asyncio.to_thread(self._write, message(letter, self.sender).as_bytes())
        except (OSError, ValueError) as error:
            raise MailError(f"The outbox did not take the letter ({type(error).__name__}).") from None

    def _write(self, letter: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._forget_old()
        path = self.folder / f"{new_id()}.eml"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(letter)

    def _forget_old(self) -> None:
        before = time.time() - KEPT_DAYS * 86_400
        for path in self.folder.glob("*.eml"):
            if path.stat().st_mtime < before:
                path.unlink(missing_ok=True)

    def letters(self, most: int = 20) -> list[EmailMessage]:
        """The newest letters, the newest last."""
        newest = sorted(self.folder.glob("*.eml"))[-most:]
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in newest]
