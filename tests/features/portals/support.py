"""The real application, without models: routes, pages and headers as a visitor meets them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx2
from sqlalchemy import text

from tests.features.support import INTERVIEW, World
from vivavoce.features import enrolment, portals
from vivavoce.features.enrolment import LinkHolder
from vivavoce.ports.mail.port import Letter


@dataclass
class Postman:
    """Keeps letters; ``error`` is raised instead."""

    letters: list[Letter] = field(default_factory=list)
    error: Exception | None = None

    async def send(self, letter: Letter) -> None:
        if self.error:
            raise self.error
        self.letters.append(letter)


@dataclass
class Street(World):
    """A merchant, and visitors who come by without any token."""

    postman: Postman = field(default_factory=Postman)

    async def interview(self, **changes: Any) -> str:
        """A definition of this merchant."""
        return str((await self.ok("job-interview-create", INTERVIEW | changes))["interview_def_set_id"])

    async def embed(self, **changes: Any) -> dict[str, Any]:
        """A definition with an embed: ``interview_def_set_id``, ``embed_id``, ``embed_signing_key``."""
        made: dict[str, Any] = await self.ok("job-interview-create", INTERVIEW | {"is_embedded": True} | changes)
        return made

    async def slug(self) -> str:
        return str((await self.ok("merchant-portal-get", {}))["slug"])

    async def get(self, path: str) -> httpx2.Response:
        return await self.client.get(path)

    async def visit(self, path: str, body: Any, status: int = 200) -> Any:
        """A call of the room, with nothing that says who calls."""
        answer = await self.client.post(f"/room/v1/{path}", json=body)
        assert answer.status_code == status, answer.text
        assert "set-cookie" not in answer.headers
        return answer.json()

    async def deliver(self) -> list[Letter]:
        """Runs the jobs that send letters, and gives the letters that came of it."""
        already = len(self.postman.letters)
        async with self.database.merchant(self.merchant_id) as session:
            waiting = text("select id from one_time_code where sent_at is null order by id")
            ids = list(await session.scalars(waiting))
        for id in ids:
            await portals.send_code(self.database, self.postman, self.app.state.settings.installation_secret, str(id))
        return self.postman.letters[already:]

    async def code_for(self, email: str, **way: Any) -> tuple[str, str]:
        """Asks for a code and reads the letter: the code's id and its digits."""
        asked = await self.visit("code", {"email": email, **way})
        (letter,) = await self.deliver()
        assert letter.to == email.lower()
        found = re.search(r"\b\d{6}\b", letter.text)
        assert found
        return asked["code_id"], found[0]

    async def enter(self, email: str, name: str = "Ana Kovač", **way: Any) -> dict[str, Any]:
        """The whole way in."""
        code_id, code = await self.code_for(email, **way)
        entered: dict[str, Any] = await self.visit("confirm", {"code_id": code_id, "code": code, "name": name})
        return entered

    async def holder(self, entered: dict[str, Any]) -> LinkHolder:
        """Whom the room meets who comes with this token."""
        async with self.database.platform() as session:
            found = await enrolment.open_link(session, entered["token"])
        assert str(found.enrolment_id) == entered["profile_interview_id"]
        return found

    async def rows(self, query: str, **values: Any) -> list[Any]:
        """Rows as the platform sees them."""
        async with self.database.platform() as session:
            return list((await session.execute(text(query), values)).all())

    async def write(self, statement: str, **values: Any) -> None:
        """Changes rows, as time would."""
        async with self.database.platform() as session:
            await session.execute(text(statement), values)

    def acting(self, merchant_id: UUID) -> None:
        """The next calls are another merchant's owner's."""
        self.caller = type(self.caller)(self.caller.user_id, self.caller.role, merchant_id)
