"""A real server in a process of its own, as ``make run`` starts it: own data folder, own PostgreSQL, real models."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

REPOSITORY = Path(__file__).parent.parent.parent
MODELS = Path(os.environ.get("VIVAVOCE_MODELS", REPOSITORY / "data" / "models"))
VIVAVOCE = str(Path(sys.executable).with_name("vivavoce"))


@contextmanager
def data_folder() -> Iterator[Path]:
    """Outside of pytest's own: each run of pytest closes those to PostgreSQL's user, when tests run as root."""
    with tempfile.TemporaryDirectory(prefix="vivavoce-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "data"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@dataclass
class Server:
    """``start``, use, ``stop``; ``kill`` is the power cut."""

    data: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        ours = {"VIVAVOCE_DATA": str(self.data), "VIVAVOCE_MODELS": str(MODELS), "PORT": str(self.port)}
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("SUPABASE", "DATABASE"))}
        return {**clean, **ours, **self.settings}

    def start(self, *, seconds: float = 120) -> Server:
        """Returns when it could interview somebody."""
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [VIVAVOCE, "serve", "--demo"], env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.wait_until_ready(seconds)
        return self

    def wait_until_ready(self, seconds: float) -> None:
        give_up = time.monotonic() + seconds
        answer: Any = None
        while time.monotonic() < give_up:
            assert self.process is not None
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}:\n{self.log[-4000:]}")
            try:
                response = httpx2.get(f"{self.url}/readyz", timeout=5)
                answer = response.text
                if response.status_code == 200:
                    return
            except httpx2.TransportError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"not ready: {answer}\n{self.log[-4000:]}")

    @property
    def log(self) -> str:
        path = self.data / "server.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def interrupt(self) -> int:
        """Ctrl-C; gives the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)

    def kill(self) -> None:
        """kill -9 of the server alone; its PostgreSQL stays, as after a crash."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)

    def stop(self) -> None:
        """At the end of a test."""
        if self.process and self.process.poll() is None:
            self.interrupt()

    def command(self, *words: str) -> str:
        """What ``vivavoce`` prints."""
        done = subprocess.run(
            [VIVAVOCE, *words], env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, f"vivavoce {' '.join(words)}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def demo(self) -> dict[str, Any]:
        """The demo's facts."""
        facts: dict[str, Any] = json.loads(self.command("demo", "--json"))
        return facts
