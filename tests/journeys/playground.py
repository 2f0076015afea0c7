"""The playground as the tests use it: a page on another origin, and what its frame has said to it."""

from __future__ import annotations

import importlib.util
import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.async_api import BrowserContext, ConsoleMessage, Frame, Page

from tests.support.candidate import Candidate, Frames
from vivavoce.features.embeds.signatures import sign

HOST = Path(__file__).parents[2] / "web" / "apps" / "playground" / "host.py"
_spec = importlib.util.spec_from_file_location("playground_host", HOST)
assert _spec
assert _spec.loader
host: Any = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = host
_spec.loader.exec_module(host)


@contextmanager
def playground(embed: Any) -> Iterator[Any]:
    """Serves the page for this embed; ``origin`` is where."""
    served = host.Playground(embed)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        served.shutdown()
        served.server_close()


@dataclass
class Visit:
    """The page of somebody else's in a browser, and the frame in it."""

    page: Page
    frames: Frames = field(default_factory=Frames)
    faults: list[str] = field(default_factory=list)

    @classmethod
    async def begin(cls, context: BrowserContext, url: str) -> Visit:
        """Opens the page. Script errors and breaches of a content security policy are faults."""
        visit = cls(await context.new_page())
        visit.frames.watch(visit.page)
        visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))
        visit.page.on("console", visit._listen)
        await visit.page.goto(url)
        return visit

    def _listen(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Unsafe attempt" in message.text:
            self.faults.append(message.text)

    async def frame(self) -> Frame:
        """The document in the frame, as it is now."""
        element = await self.page.locator("iframe").element_handle()
        found = await element.content_frame()
        assert found
        return found

    async def candidate(self) -> Candidate:
        """Who sits before the frame."""
        frame: Any = await self.frame()
        return Candidate(frame, self.frames, Path(), self.faults)

    async def said(self, *types: str) -> list[dict[str, Any]]:
        """What the frame has said: of these types, or all but heights."""
        lines = [json.loads(line) for line in await self.page.locator("#said li").all_text_contents()]
        return [line for line in lines if (line["type"] in types if types else line["type"] != "resize")]

    async def hears(self, type: str, times: int = 1) -> dict[str, Any]:
        """Waits for the frame to say this so often; gives the last."""
        line = self.page.locator("#said li", has_text=f'"type":"{type}"').nth(times - 1)
        await line.wait_for(state="attached", timeout=60_000)
        found: dict[str, Any] = json.loads(await line.inner_text())
        return found

    async def height(self) -> float:
        box = await self.page.locator("iframe").bounding_box()
        assert box
        return float(box["height"])

    async def scrolls_inside(self) -> bool:
        """Whether the frame is lower than what is in it."""
        frame = await self.frame()
        return bool(await frame.evaluate("document.documentElement.scrollHeight > innerHeight"))


def guessed(embed: Any) -> Any:
    """The embed as somebody has it who does not know its key."""
    return replace(embed, key="emb_guessed")


def late(embed: Any) -> Any:
    """The same on a server whose clock is ten minutes slow."""

    class Late(type(embed)):  # type: ignore[misc]
        def address(self, *visitor: str) -> str:
            query = dict(parse_qsl(urlsplit(super().address(*visitor)).query)) | {"ts": int(time.time()) - 600}
            message = ["v2", *(query[name] for name in ("embed_id", "name", "email", "ts"))]
            query["signature"] = sign(self.key, json.dumps(message, separators=(",", ":")).encode())
            return f"{self.server}/embed?{urlencode(query)}"

    return Late(embed.server, embed.embed_id, embed.key)


def again(embed: Any) -> Any:
    """The same, but one address serves all: a page that was kept somewhere."""

    class Again(type(embed)):  # type: ignore[misc]
        kept = ""

        def address(self, *visitor: str) -> str:
            self.kept = self.kept or super().address(*visitor)
            return self.kept

    return Again(embed.server, embed.embed_id, embed.key)
