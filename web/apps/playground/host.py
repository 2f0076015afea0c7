"""A page of somebody else's, with an interview in it, on an origin of its own: `make playground`, beside `make run`.

It needs nothing but Python: this is all that the server of such a page does. docs/embed-signatures.md has the signatures.
"""

from __future__ import annotations

import base64
import hmac
import html
import json
import os
import sys
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).parent
KINDS = {".js": "text/javascript", ".css": "text/css"}
POLICY = (
    "default-src 'none'; script-src 'self' {server}; frame-src {server}; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""What a careful page has; an embed needs the two places with {server}."""


@dataclass
class Embed:
    """Where Vivavoce is, and what `job-interview-set-state` has answered. The key never leaves this server."""

    server: str
    embed_id: str
    key: str

    def address(self, way: str, name: str, email: str) -> str:
        """What the frame opens: for a visitor whom this page knows, signed anew each time."""
        match way:
            case "v2":
                return embed_url(self.server, self.embed_id, self.key, name, email)
            case "v1":
                return embed_url_v1(self.server, self.embed_id, self.key, name, email)
        return f"{self.server}/embed?embed_id={self.embed_id}"


def embed_url(host: str, embed_id: str, key: str, name: str, email: str) -> str:
    """Version 2: good for five minutes, and for one session."""
    values = [base64.b64encode(text.encode()).decode() for text in (name, email)]
    ts = int(time.time())
    message = json.dumps(["v2", embed_id, *values, ts], separators=(",", ":"))
    signature = hmac.new(key.encode(), message.encode(), "sha256").hexdigest()
    query = {"v": 2, "embed_id": embed_id, "name": values[0], "email": values[1], "ts": ts, "signature": signature}
    return f"{host}/embed?{urllib.parse.urlencode(query)}"


def embed_url_v1(host: str, embed_id: str, key: str, name: str, email: str) -> str:
    """Version 1: good for ever. For integrations that exist."""
    values = [base64.b64encode(text.encode()).decode() for text in (name, email)]
    signature = hmac.new(key.encode(), f"{embed_id}{name}{email}".encode(), "sha256").hexdigest()
    query = {"embed_id": embed_id, "name": values[0], "email": values[1], "signature": signature}
    return f"{host}/embed?{urllib.parse.urlencode(query)}"


class Playground(ThreadingHTTPServer):
    """Serves the page at http://localhost:<port>: another site than http://127.0.0.1."""

    daemon_threads = True

    def __init__(self, embed: Embed, port: int = 0) -> None:
        super().__init__(("localhost", port), Page)
        self.embed = embed
        self.origin = f"http://localhost:{self.server_address[1]}"


class Page(BaseHTTPRequestHandler):
    """`/?as=v2&name=…&email=…`: the page with a frame for that visitor."""

    server: Playground

    def do_GET(self) -> None:
        url = urllib.parse.urlsplit(self.path)
        file = HERE / url.path[1:]
        if url.path == "/":
            asked = dict(urllib.parse.parse_qsl(url.query))
            self._answer("text/html", self._page(**asked))
        elif file.parent == HERE and file.suffix in KINDS and file.is_file():
            self._answer(KINDS[file.suffix], file.read_text())
        else:
            self.send_error(404)

    def _page(self, name: str = "Ana Kovačić", email: str = "ana@example.com", **asked: str) -> str:
        way = asked.get("as", "")
        filled = {
            "server": self.server.embed.server,
            "src": self.server.embed.address(way, name, email),
            "language": asked.get("language", ""),
            "name": name,
            "email": email,
            **{f"is_{one}": "selected" if one == way else "" for one in ("v1", "v2")},
        }
        page = (HERE / "page.html").read_text()
        for field, value in filled.items():
            page = page.replace("{{" + field + "}}", html.escape(value))
        return page

    def _answer(self, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", POLICY.replace("{server}", self.server.embed.server))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Addresses hold names: nothing is logged."""


def demo_embed(facts: dict[str, str]) -> Embed:
    """The embed of the demo interview, switched on if it was off; ``facts`` as `vivavoce demo --json` tells them."""
    body = {"position_id": facts["interview_def_set_id"], "is_embedded": True}
    request = urllib.request.Request(
        f"{facts['url']}/functions/v1/job-interview-set-state",
        json.dumps(body).encode(),
        {"Authorization": f"Bearer {facts['access_token']}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        made = json.load(answer)
    return Embed(facts["url"], made["embed_id"], made["embed_signing_key"])


if __name__ == "__main__":
    playground = Playground(demo_embed(json.load(sys.stdin)), int(os.environ.get("PLAYGROUND_PORT", "8081")))
    print(f"A page with an interview in it: {playground.origin}/?as=v2   (Ctrl-C ends it)", flush=True)
    try:
        playground.serve_forever()
    except KeyboardInterrupt:
        playground.server_close()
