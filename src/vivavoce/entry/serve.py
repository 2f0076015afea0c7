"""``vivavoce serve``: models, database, web server, demo; then the lines that a newcomer needs."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
from collections.abc import Iterator

import structlog
import uvicorn
from rich.console import Console
from rich.panel import Panel

from vivavoce.entry import demo
from vivavoce.entry.bootstrap import Platform
from vivavoce.entry.http import create_app
from vivavoce.kernel.settings import Settings
from vivavoce.ports.speech import models

log = structlog.get_logger(__name__)
console = Console()

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def run(settings: Settings, *, with_demo: bool) -> int:
    """Serves until SIGINT or SIGTERM; gives the exit code."""
    if fault := _port_fault(settings):
        console.print(f"[red]{fault}[/]")
        return 1
    try:
        models.pull(settings.models_dir, progress=console.is_terminal)
    except models.ModelsUnavailableError as error:
        log.error("models.unavailable", error=str(error))
    platform = Platform.build(settings)
    config = uvicorn.Config(
        create_app(platform),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        ws_max_size=256_000,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        timeout_graceful_shutdown=5,
        server_header=False,
    )
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_serve(WebServer(config), platform, with_demo=with_demo))
    return 0


class WebServer(uvicorn.Server):
    """uvicorn's server, with an event that tells when it listens; SIGINT and SIGTERM end it with exit code 0."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """A signal has done its work when we have stopped; uvicorn would raise it again and spoil the exit code."""
        with super().capture_signals():
            yield
            self._captured_signals.clear()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Binds the port."""
        await super().startup(sockets)
        if self.started:
            self.listening.set()


async def _serve(web: WebServer, platform: Platform, *, with_demo: bool) -> None:
    greeting = asyncio.create_task(_greet(web, platform, with_demo=with_demo))
    try:
        await web.serve()
    finally:
        greeting.cancel()


async def _greet(web: WebServer, platform: Platform, *, with_demo: bool) -> None:
    await web.listening.wait()
    try:
        facts = await demo.ensure(platform) if with_demo else None
    except Exception:
        log.exception("demo.failed")
        facts = None
    base = platform.settings.base_url
    said = [f"[bold]Vivavoce is ready:[/] {base}", f"API documentation   {base}/"]
    if facts:
        said += [
            f"Sign in             {facts.email}",
            f"Password            {facts.password}",
            "",
            f"[bold]Take the demo interview:[/]\n{facts.interview_url}",
        ]
    if platform.settings.host not in LOOPBACK:
        said += ["", "Browsers give the microphone only to https:// or localhost: put a TLS proxy in front."]
    console.print(Panel("\n".join(said), expand=False), soft_wrap=True, highlight=False)


def _port_fault(settings: Settings) -> str | None:
    """What keeps us from listening; None: nothing."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((settings.host, settings.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"Port {settings.port} is taken. Choose another one: PORT=8090 make run"
            return f"Can't listen on {settings.host}:{settings.port}: {error.strerror}."
    return None
