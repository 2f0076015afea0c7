"""A real browser in front of the built room (`npm run build` in web/) and a stand-in for the server (mock_room)."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import mock_room
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]


@pytest.fixture(scope="session")
def room_url() -> Iterator[str]:
    if not (mock_room.BUILT / "index.html").exists():
        pytest.fail("the room is not built: npm run build in web/")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(mock_room.app, port=port, log_level="error", ws="websockets-sansio"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://localhost:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.fail("no Chromium at /usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test when the script fails or the content security policy is broken."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, permissions=["microphone"], bypass_csp=False)
    page = context.new_page()
    page.set_default_timeout(20_000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: problems.append(m.text) if "Content Security Policy" in m.text else None)
    yield page
    context.close()
    assert problems == []


@pytest.fixture
def visit(page: Page, room_url: str) -> Callable[..., mock_room.Attempt]:
    """Opens the room in a situation and a language; gives what the server knows of this visit."""

    def go(situation: str, language: str = "en") -> mock_room.Attempt:
        token = f"{situation}-{language}-{uuid4().hex}"
        page.goto(f"{room_url}/i/{token}?raw_audio=1")
        return mock_room.attempt_of(token)

    return go
