"""A scripted OpenAI-compatible server in a process of its own: the model's name says how it behaves.

``good`` writes what the built-in author would; every other name fails in a way that providers do. Run it with
``python -m tests.support.model_server PORTFILE``; it writes its port there and serves until it is ended.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from vivavoce.ports.llm.builtin.author import BuiltinAuthor
from vivavoce.ports.llm.port import Brief, InterviewType, Kind, Passage, Seniority, Tone

SLOW_S = 30


def brief_of(data: dict[str, Any]) -> Brief:
    """The brief that a prompt's data came from."""
    data = dict(data)
    data["country_code"] = data.pop("country")
    data["kind"], data["tone"] = Kind(data["kind"]), Tone(data["tone"])
    data["interview_type"] = InterviewType(data["interview_type"])
    data["seniority"] = Seniority(data["seniority"]) if data["seniority"] else None
    data["passages"] = tuple(Passage(**passage) for passage in data["passages"])
    return Brief(**data)


def drafted(data: dict[str, Any]) -> dict[str, Any]:
    """A sound draft, in the shape that a model is asked for."""
    draft = asyncio.run(BuiltinAuthor().write(brief_of(data)))
    return {
        "description": draft.description,
        "description_long": draft.description_long,
        "questions": [
            {
                "text": one.text, "competency": one.competency, "why": one.why,
                "strong_answer": list(one.strong_answer), "minutes": one.minutes,
            }
            for one in draft.questions
        ],
        "strong": list(draft.rubric.strong),
        "moderate": list(draft.rubric.moderate),
        "weak": list(draft.rubric.weak),
        "seniority": draft.seniority.value,
        "seniority_evidence": [data["name"], "words that stand nowhere"],
        "welcome": draft.welcome,
        "thank_you": draft.thank_you,
        "rapport": draft.rapport,
        "closing": draft.closing,
        "instructional": draft.instructional,
    }  # fmt: skip


def rated(data: dict[str, Any], turn: int) -> dict[str, Any]:
    """A rating: the first half of the requirements met, with the resume's first line of work as the quote."""
    line = next(part.strip() for part in data["resume"].split("\n") if len(part.split()) > 5)
    count = len(data["requirements"])
    return {
        "requirements": [
            {
                "number": at,
                "finding": "met" if at * 2 <= count else "not_found",
                "quotes": [line] if at * 2 <= count else [],
            }
            for at in range(1, count + 1)
        ],
        "score": [6.0, 7.0, 4.5][turn % 3],
        "switching_profession": False,
        "summary": "Half of the requirements are shown.",
    }


class Handler(BaseHTTPRequestHandler):
    """``POST /v1/chat/completions``; ``GET /seen`` gives the bodies that came in."""

    seen: list[dict[str, Any]] = []  # noqa: RUF012 (one server, one list)
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        self._send(200, {"bodies": self.seen})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.seen.append({**body, "authorization": self.headers.get("authorization")})
        model = body["model"]
        if model in ("broken", "unauthorised", "busy"):
            status = {"broken": 500, "unauthorised": 401, "busy": 429}[model]
            self._send(status, {"error": {"message": f"{model} is {status}", "type": "x", "code": "y"}})
            return
        if model == "slow":
            time.sleep(SLOW_S)
        if model == "hangs-up":
            self.connection.close()
            return
        self._send(200, self._completion(model, body))

    def _completion(self, model: str, body: dict[str, Any]) -> dict[str, Any]:
        said = "\n".join(str(message.get("content")) for message in body["messages"])
        found = re.search(r"<<<(DATA-\w+)\n(.*?)\n\1>>>", said, re.DOTALL)
        assert found, "the data stand between marks"
        repairs = said.count("Mend the following")
        content = self._content(model, json.loads(found[2]), repairs)
        reason = "length" if model == "cut" else "stop"
        return {
            "id": "c", "object": "chat.completion", "created": 1, "model": model,
            "choices": [{"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": reason}],
            "usage": {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500},
        }  # fmt: skip

    def _content(self, model: str, data: dict[str, Any], repairs: int) -> str:
        if "resume" in data:
            made = rated(data, len(self.seen))
            if model == "invents":
                made["requirements"][0] |= {"finding": "met", "quotes": ["I have won a prize for everything"]}
            return json.dumps(made)
        made = drafted(data)
        if model == "garbage":
            return "Sure! Here is your interview: 1. Tell me about yourself."
        if model == "cut":
            return json.dumps(made)[:700]
        if model == "english" or (model == "mends" and not repairs):
            made = drafted({**data, "language": "en"})
        if model == "many":
            made["questions"] = made["questions"] * 3
        if model == "illegal":
            made["questions"][0]["text"] = "How old are you, and are you married?"
        if model == "injected":
            made["description_long"] += "\n\n<script>alert(1)</script> ![x](https://evil.example/p.png)"
        return json.dumps(made)

    def _send(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Path(sys.argv[1]).write_text(str(server.server_address[1]))
    server.serve_forever()
