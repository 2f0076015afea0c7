"""A server whose log and greeting are kept apart, and somebody who calls it over HTTP."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx2
import psutil

from tests.support.server import VIVAVOCE, Server
from vivavoce.features.access import Role, mint_token
from vivavoce.kernel.settings import Settings

DEMO_MERCHANT = UUID("28106cba-1c27-4e53-b149-32113e5e8e31")
DEMO_OWNER = "owner@example.com"
TIMEOUT_S = 60


@dataclass
class ContractServer(Server):
    """``server.log`` has stderr, which is the log; ``greeting.txt`` has stdout, which greets a newcomer."""

    def start(self, *, seconds: float = 180) -> ContractServer:
        """Returns when it could interview somebody."""
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "server.log").open("ab") as log, (self.data / "greeting.txt").open("ab") as greeting:
            self.process = subprocess.Popen(
                [VIVAVOCE, "serve", "--demo"], env=self.environment, stdout=greeting, stderr=log, start_new_session=True
            )
        self.wait_until_ready(seconds)
        return self

    @property
    def password(self) -> str:
        """The demo owner's."""
        return (self.data / "keys" / "demo-owner.password").read_text()

    @property
    def merchant(self) -> UUID:
        """The demo's."""
        return DEMO_MERCHANT

    def token(self, role: Role = Role.MERCHANT_OWNER, merchant: UUID | None = DEMO_MERCHANT, **claims: Any) -> str:
        """As ``vivavoce token`` makes it."""
        return mint_token(Settings(data=self.data, jwt_secret=None), role=role, merchant_id=merchant, **claims)

    def api(self, role: Role = Role.MERCHANT_OWNER, merchant: UUID | None = DEMO_MERCHANT) -> Api:
        """Somebody with that role, who calls."""
        return Api(self.url, self.token(role, merchant))

    def sign_in(self) -> Any:
        """The demo owner's session."""
        return self.post_json("/auth/v1/token?grant_type=password", {"email": DEMO_OWNER, "password": self.password})

    def post_json(self, path: str, body: Any, token: str = "") -> Any:
        """What a call that succeeds answers."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = httpx2.post(f"{self.url}{path}", json=body, headers=headers, timeout=TIMEOUT_S)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def family(self) -> list[psutil.Process]:
        """The server, all that it has started, and its PostgreSQL."""
        assert self.process is not None
        server = psutil.Process(self.process.pid)
        database = [found for found in psutil.process_iter() if str(self.data) in _words(found)]
        return [server, *server.children(recursive=True), *database]


def _words(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


@dataclass(frozen=True)
class Api:
    """Calls ``/functions/v1`` with one token."""

    url: str
    token: str

    def send(self, name: str, body: Any, **headers: str) -> httpx2.Response:
        """The answer, whatever it is."""
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.request("POST", f"/functions/v1/{name}", content=content, **headers)

    def request(self, method: str, path: str, *, content: str | bytes | None = None, **headers: str) -> httpx2.Response:
        """Any request with the token."""
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **headers}
        return httpx2.request(method, f"{self.url}{path}", content=content, headers=sent, timeout=TIMEOUT_S)

    def call(self, name: str, body: Any, status: int = 200, **headers: str) -> Any:
        """The JSON of an answer with that status."""
        answer = self.send(name, body, **headers)
        assert answer.status_code == status, f"{name}: {answer.status_code} {answer.text}"
        return answer.json()


def nulls(value: Any, path: str = "") -> Iterator[str]:
    """The paths of nulls in an answer."""
    pairs: Iterable[tuple[Any, Any]] = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    if value is None:
        yield path
    for key, child in pairs:
        yield from nulls(child, f"{path}/{key}")


@contextmanager
def running(server: ContractServer) -> Iterator[ContractServer]:
    """The server while it runs; nothing of it stays, whatever the test did."""
    try:
        yield server.start()
    finally:
        server.stop()
