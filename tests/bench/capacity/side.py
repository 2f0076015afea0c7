"""A server under load: started on one core, watched, stopped. Ours with its PostgreSQL, and Pipecat's."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path

import httpx2
import psutil

from tests.bench.capacity.load import Candidate, Tally, VivavoceCandidate
from tests.support.server import MODELS, free_port

LINKS = 400


class Side(ABC):
    """Use as a context manager; ``candidate`` makes one of the load."""

    name: str
    nice = 0

    def __init__(self, core: int, *words: str) -> None:
        self.core = core
        self.url = ""
        self._words = words
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Side:
        try:
            self.folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="vivavoce-")))
            self._stack.callback(end_postgres, self.folder / "data")
            port = free_port()
            self.url = f"http://127.0.0.1:{port}"
            self._process = self._stack.enter_context(self._started(port))
            self._wait(90)
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @abstractmethod
    def command(self, port: int) -> tuple[list[str], dict[str, str]]:
        """The module with its words, and the environment."""

    @abstractmethod
    def candidate(self, who: int, tally: Tally) -> Candidate:
        """Number ``who`` of the load."""

    def processes(self) -> list[psutil.Process]:
        """All that serves."""
        server = psutil.Process(self._process.pid)
        return [server, *server.children(recursive=True)]

    def cpu_s(self) -> float:
        """CPU time that all of them have used, seconds."""
        used = 0.0
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                used += sum(process.cpu_times()[:2])
        return used

    def prefer(self) -> None:
        """Server and candidates before their neighbours, on a machine that is shared. Again when there are new ones."""
        for pid in (os.getpid(), *(process.pid for process in self.processes())):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, pid, self.nice)
                Path(f"/proc/{pid}/autogroup").write_text(str(self.nice))

    @contextlib.contextmanager
    def _started(self, port: int) -> Iterator[subprocess.Popen[bytes]]:
        words, environment = self.command(port)
        with (self.folder / "server.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *words, "--core", str(self.core), *self._words],
                env={**os.environ, **environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)

    def _wait(self, seconds: float) -> None:
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up and self._process.poll() is None:
            with contextlib.suppress(httpx2.TransportError):
                if httpx2.get(f"{self.url}/readyz", timeout=5).status_code == 200:
                    return
            time.sleep(0.1)
        raise RuntimeError(f"{self.name} is not ready:\n{(self.folder / 'server.log').read_text()[-3000:]}")


class Vivavoce(Side):
    """The real server; its PostgreSQL shares the core."""

    name = "vivavoce"

    def command(self, port: int) -> tuple[list[str], dict[str, str]]:
        """No background jobs: rating is computing, and not part of a conversation."""
        clean = {name: "" for name in os.environ if name.startswith(("SUPABASE", "DATABASE"))}
        self._data = self.folder / "data"
        ours = {
            "VIVAVOCE_DATA": str(self._data),
            "VIVAVOCE_MODELS": str(MODELS),
            "PORT": str(port),
            "VIVAVOCE_WORKER": "false",
        }
        links = ["--links", str(self.folder / "links.json"), "--count", str(LINKS)]
        return ["tests.bench.capacity.server", *links], clean | ours

    def __enter__(self) -> Side:
        super().__enter__()
        self._links = iter(json.loads((self.folder / "links.json").read_text()))
        self._http = httpx2.AsyncClient(timeout=30)
        postmaster = int((self._data / "postgres" / "postmaster.pid").read_text().split()[0])
        self._postgres = psutil.Process(postmaster)
        return self

    def processes(self) -> list[psutil.Process]:
        known = {process.pid: process for process in super().processes()}
        for process in (self._postgres, *self._postgres.children(recursive=True)):
            known[process.pid] = process
        return list(known.values())

    def candidate(self, who: int, tally: Tally) -> Candidate:
        return VivavoceCandidate(who, tally, lambda: next(self._links), self._http)


def end_postgres(data: Path) -> None:
    """A server that was killed leaves its PostgreSQL behind; it is in our own folder, so it is ours to end."""
    with contextlib.suppress(FileNotFoundError, IndexError, psutil.NoSuchProcess):
        pid = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
        left = psutil.Process(pid)
        if str(data) in " ".join(left.cmdline()):
            left.send_signal(signal.SIGINT)
            left.wait(20)


class Pipecat(Side):
    """Its WebSocket transport, one pipeline a connection."""

    name = "pipecat"

    def command(self, port: int) -> tuple[list[str], dict[str, str]]:
        return ["tests.bench.capacity.pipecat_server", "--port", str(port)], {}

    def candidate(self, who: int, tally: Tally) -> Candidate:
        from tests.bench.capacity.pipecat_wire import PipecatCandidate  # needs the group "bench"

        return PipecatCandidate(who, tally, self.url)
