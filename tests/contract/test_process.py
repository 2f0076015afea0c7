"""The server as a process: it ends cleanly, finds its data again, survives a power cut, and tells nobody's secrets."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import httpx2
import psutil
import pytest

from tests.contract.support import DEMO_MERCHANT, DEMO_OWNER, Api, ContractServer
from tests.contract.test_seeds import FITTING, candidate
from tests.contract.typist import ANSWERS, Typist
from tests.support.server import VIVAVOCE, data_folder

ENROL_NAME = "job-interview-create-for-candidate-with-token"
GONE_WITHIN_S = 20
FACTS = {
    "url",
    "email",
    "password",
    "access_token",
    "merchant_id",
    "interview_template_id",
    "interview_def_set_id",
    "interview_url",
}


class House:
    """A data folder that servers of these tests use one after the other, and what was secret in it."""

    def __init__(self, server: ContractServer) -> None:
        self.server = server
        self.secrets: set[str] = set()
        self.enrolled: dict[str, Any] = {}
        self.api = Api("", "")

    def up(self) -> ContractServer:
        """The server, running and once used."""
        if self.server.process is None or self.server.process.poll() is not None:
            self.server.start()
        session = self.server.sign_in()
        self.api = Api(self.server.url, session["access_token"])
        self.secrets |= {session["access_token"], session["refresh_token"], self.server.password}
        if not self.enrolled:
            self.enrolled = self.api.call(ENROL_NAME, candidate("house@example.com"))
            self.secrets.add(self.enrolled["interview_url"].partition("/i/")[2])
        return self.server

    def down(self) -> None:
        """Ctrl-C; nothing that belongs to the server stays."""
        family = self.server.family()
        commands = " ".join(" ".join(process.cmdline()) for process in family)
        assert "postgres -D" in commands
        assert self.server.interrupt() == 0
        _, alive = psutil.wait_procs(family, GONE_WITHIN_S)
        assert [process.cmdline() for process in alive] == []


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with data_folder() as data:
        house = House(ContractServer(data))
        yield house
        house.server.stop()


def still_there(house: House) -> None:
    """What was made before can be read, by the same person with the same password."""
    found = house.api.call("job-interview-get", {"position_id": house.enrolled["interview_def_set_id"]})
    assert found["merchant_id"] == str(DEMO_MERCHANT)
    link = Typist.of(house.enrolled["interview_url"])
    assert Typist(house.server.url, link.link_token).room("GET", "state")["screen"] in ("position", "submitted")


def test_ctrl_c_ends_all_and_a_second_start_finds_the_data(house: House) -> None:
    password = house.up().password
    house.down()
    assert house.up().password == password
    still_there(house)


async def test_a_kill_loses_nothing(house: House) -> None:
    server = house.up()
    family = server.family()
    server.kill()
    assert [process for process in family if process.is_running() and "postgres" in process.name()]
    house.up()
    still_there(house)
    house.down()
    survivors = [process for process in family if process.is_running()]
    assert [process.cmdline() for process in survivors] == []


async def test_the_log_tells_no_secrets(house: House) -> None:
    server = house.up()
    link = house.enrolled["interview_url"].partition("/i/")[2]
    typist = Typist(server.url, link)
    if typist.room("GET", "state")["screen"] == "position":
        await typist.whole_interview()
        await scored(house)
    provoke(server, link)
    house.down()
    assert "Project manager" not in server.log
    assert not re.search(r"eyJ[\w-]+\.[\w-]+|/i/[\w-]{43}", server.log)
    assert "Traceback" not in server.log
    assert '"level": "error"' not in server.log
    told = house.secrets | {*FITTING.splitlines(), *ANSWERS, "house@example.com"}
    assert [secret for secret in told if secret in server.log] == []


async def scored(house: House) -> None:
    """Waits for the rating: what a stop in the midst of one logs is another story."""
    mine = {"profile_interview_id": house.enrolled["profile_interview_id"]}
    async with asyncio.timeout(60):
        while house.api.call("merchant-result-list", mine)["data"][0]["processing_status"] != "completed":  # noqa: ASYNC110 (another process)
            await asyncio.sleep(0.2)


def provoke(server: ContractServer, link: str) -> None:
    """Requests that a careless server would log."""
    token = server.token()
    httpx2.get(f"{server.url}/i/{link}")
    httpx2.get(f"{server.url}/i/{link}/nothing?token={token}")
    wrong = {"email": DEMO_OWNER, "password": server.password + "x"}
    httpx2.post(f"{server.url}/auth/v1/token?grant_type=password", json=wrong)
    httpx2.post(
        f"{server.url}/functions/v1/{ENROL_NAME}", content=FITTING, headers={"Authorization": f"Bearer {token}"}
    )
    httpx2.post(f"{server.url}/room/v1/ticket", headers={"Authorization": f"Bearer {link[:-1]}"})


def test_a_taken_port_is_one_clear_line(house: House) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = subprocess.run(
            [VIVAVOCE, "serve"],
            env=house.server.environment | {"PORT": str(port)},
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert ran.returncode == 1
    said = (ran.stdout + ran.stderr).strip().splitlines()
    assert said == [f"Port {port} is taken. Choose another one: PORT=8090 make run"]


def check_doctor(said: str) -> None:
    assert all(f"ok  {what}" in said for what in ("Data folder", "Front end", "Tokens", "Speech models", "Database"))


def check_demo(server: ContractServer, said: str) -> dict[str, Any]:
    """The facts that a script begins with."""
    facts: dict[str, Any] = json.loads(said)
    assert set(facts) == FACTS
    assert all(facts.values())
    assert (facts["url"], facts["email"], facts["password"]) == (server.url, DEMO_OWNER, server.password)
    assert UUID(facts["merchant_id"]) == DEMO_MERCHANT
    assert facts["interview_url"].startswith(f"{server.url}/i/")
    return facts


def test_commands_beside_a_server(server: ContractServer) -> None:
    token_words = ("token", "--merchant", str(DEMO_MERCHANT))
    commands = [("doctor",), ("migrate",), ("demo", "--json"), token_words, ("models", "list"), ("models", "verify")]
    with ThreadPoolExecutor(len(commands)) as pool:
        doctor, migrated, demo, token, listed, verified = pool.map(lambda words: server.command(*words), commands)
    check_doctor(doctor)
    assert "up to date" in migrated
    facts = check_demo(server, demo)
    for given in (token.strip(), facts["access_token"]):
        stored = Api(server.url, given).call("job-interview-get", {"position_id": facts["interview_def_set_id"]})
        assert stored["merchant_id"] == str(DEMO_MERCHANT)
    assert Typist.of(facts["interview_url"]).room("GET", "state")["screen"] == "position"
    assert "silero" in listed
    assert len(verified.strip().splitlines()) > 1
    assert all(line.startswith("present") for line in verified.strip().splitlines())


def test_commands_without_a_server(house: House) -> None:
    if house.server.process is None or house.server.process.poll() is None:
        house.up()
        house.down()
    assert "up to date" in house.server.command("migrate")
    check_demo(house.server, house.server.command("demo", "--json"))
    check_doctor(house.server.command("doctor"))
    named = [" ".join(process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"])]
    assert [words for words in named if str(house.server.data) in words] == []
