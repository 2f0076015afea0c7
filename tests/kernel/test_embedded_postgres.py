"""The embedded server with several users at once: whoever leaves, it stays for the others."""

from __future__ import annotations

import subprocess
import sys

import psycopg

from tests.support.server import data_folder
from vivavoce.kernel.embedded_postgres import EmbeddedPostgres

COME_AND_GO = """
import sys
from pathlib import Path
from vivavoce.kernel.embedded_postgres import EmbeddedPostgres, PostgresServer
for _ in range(25):
    PostgresServer._instances.clear()
    EmbeddedPostgres(Path(sys.argv[1])).stop()
"""


def test_commands_that_come_and_go_at_once_leave_the_server_to_who_stays() -> None:
    with data_folder() as data:
        stays = EmbeddedPostgres(data / "postgres")
        try:
            with psycopg.connect(stays.url) as connection:
                words = [sys.executable, "-W", "ignore", "-c", COME_AND_GO, str(data / "postgres")]
                guests = [subprocess.Popen(words) for _ in range(4)]
                assert [guest.wait(120) for guest in guests] == [0] * len(guests)
                assert connection.execute("select 1").fetchone() == (1,)
            psycopg.connect(stays.url).close()
        finally:
            stays.stop()
