"""A candidate without a browser: the room's calls, and its live line with typed answers."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

ANSWERS = (
    "I planned the sprints of a team of eight engineers with Scrum, kept a risk register and told the stakeholders "
    "every Friday what had changed.",
    "When a supplier failed I moved two milestones, agreed a new budget with the board and still delivered in May.",
    "I measured lead time every week; after we limited work in progress it fell by thirty percent within a quarter.",
)


@dataclass(frozen=True)
class Typist:
    """Holds one link."""

    url: str
    link_token: str

    @classmethod
    def of(cls, interview_url: str) -> Typist:
        """Whoever opens that address."""
        url, _, token = interview_url.partition("/i/")
        return cls(url, token)

    def room(self, method: str, name: str, body: Any = None) -> Any:
        """What the room answers."""
        headers = {"Authorization": f"Bearer {self.link_token}"}
        answer = httpx2.request(method, f"{self.url}/room/v1/{name}", json=body, headers=headers, timeout=60)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def start(self) -> Any:
        """Consents to what is shown and begins; the room's state."""
        disclosure = self.room("GET", "state")["disclosure"]
        consent = {"version": disclosure["version"], "purposes": ["interview"]}
        return self.room("POST", "start", {"consent": consent, "mode": "text"})

    async def whole_interview(self) -> list[str]:
        """Starts, answers until it is over, and hands it in; gives the answers that were heard."""
        assert self.start()["screen"] == "live"
        ticket = self.room("POST", "ticket")["ticket"]
        async with (
            asyncio.timeout(60),
            connect(f"{self.url.replace('http', 'ws', 1)}/room/v1/live?ticket={ticket}", proxy=None) as line,
        ):
            heard = await _talk(line)
        state = self.room("GET", "state")
        if state["screen"] == "result":
            state = self.room("POST", "submit", {"feedback": {"rating": 5, "text": "Kind."}})
        assert state["screen"] == "submitted"
        return heard


async def _talk(line: ClientConnection) -> list[str]:
    heard: list[str] = []
    answered: str | None = None
    asked: dict[str, Any] = {}
    try:
        async for frame in line:
            message = json.loads(frame) if isinstance(frame, str) else {"type": "sound"}
            match message["type"]:
                case "say":
                    asked = message["turn"]
                    for state in ("started", "ended"):
                        played = {"type": "playback", "utterance": message["utterance"], "state": state}
                        await line.send(json.dumps(played))
                case "status" if message["state"] == "listening" and asked and answered != asked["id"]:
                    answered = asked["id"]
                    closing = asked["kind"] == "closing"
                    text = "No, that is all." if closing else ANSWERS[len(heard) % len(ANSWERS)]
                    await line.send(json.dumps({"type": "text", "text": text}))
                case "heard":
                    heard.append(message["turn"]["text"])
                case "ended":
                    return heard
    except ConnectionClosed as closed:
        raise AssertionError(f"the line closed with {closed.rcvd} after {heard}") from None
    raise AssertionError(f"the line closed after {heard}")
