"""Letters by a mail server (RFC 5321, submission as in RFC 6409)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import aiosmtplib

from vivavoce.ports.mail.port import Letter, MailError, message

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """One connection per letter. ``starttls`` and ``tls`` refuse a server without a valid certificate."""

    host: str
    port: int
    sender: str
    security: Security = "starttls"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout_s: float = 20

    async def send(self, letter: Letter) -> None:
        """Hands the letter over. Raises MailError."""
        try:
            await aiosmtplib.send(
                message(letter, self.sender),
                hostname=self.host,
                port=self.port,
                username=self.username,
                password=self.password,
                use_tls=self.security == "tls",
                start_tls=self.security == "starttls",
                timeout=self.timeout_s,
            )
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise MailError(f"{self.host}:{self.port} did not take the letter ({type(error).__name__}).") from None
