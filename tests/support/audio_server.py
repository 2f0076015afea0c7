"""A scripted OpenAI-compatible audio server in a process of its own: the model's name says how it behaves.

``good`` hears how long a sound is and speaks a sound like a voice; every other name fails or answers in a way that
servers do. ``python -m tests.support.audio_server PORTFILE`` writes its port there and serves until it is ended.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np

from vivavoce.ports.speech import sound, wav

SLOW_S = 10
SPOKEN_RATE = 22_050
STATUS = {"unauthorised": 401, "unknown": 404, "busy": 429, "broken": 500}


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Its address while it runs."""
    port = folder / "audio-port"
    with subprocess.Popen([sys.executable, "-m", "tests.support.audio_server", str(port)]) as process:
        deadline = time.monotonic() + 20
        while not (port.exists() and port.read_text()):
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{port.read_text()}/v1"
        finally:
            process.terminate()


def voice(seconds: float = 1.2, rate: int = SPOKEN_RATE) -> np.ndarray[Any, np.dtype[np.float32]]:
    """A buzz that opens and closes four times a second."""
    at = np.arange(round(seconds * rate)) / rate
    buzz = sum(np.sin(2 * np.pi * 120 * k * at) / k for k in range(1, 20))
    return np.asarray(0.1 * buzz * np.clip(np.sin(2 * np.pi * 2 * at) ** 2 * 2 - 0.4, 0, 1), dtype=np.float32)


class Handler(BaseHTTPRequestHandler):
    """Both audio addresses; ``GET /v1/models`` lists them, ``GET /seen`` gives what came in."""

    seen: list[dict[str, Any]] = []  # noqa: RUF012 (one server, one list)
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        known = self.headers.get("authorization") != "Bearer wrong"
        if self.path == "/seen":
            self._json(200, {"requests": self.seen})
        else:
            self._json(200 if known else 401, {"data": [{"id": "good"}]})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        request = json.loads(body) if self.path.endswith("speech") else _form(self.headers["content-type"], body)
        kept = {key: value for key, value in request.items() if key != "file"}
        self.seen.append({**kept, "path": self.path, "authorization": self.headers.get("authorization")})
        model = request["model"]
        if model in STATUS:
            self._json(STATUS[model], {"error": {"message": f"no: {kept}"}})
            return
        if model == "slow":
            time.sleep(SLOW_S)
        times = sum(one["model"] == model for one in self.seen)
        if model == "hangs-up" or (model == "hangs-up-once" and times == 1):
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        (self._speak if self.path.endswith("speech") else self._hear)(model, request)

    def _hear(self, model: str, request: dict[str, Any]) -> None:
        samples, rate = wav.read(request["file"])
        text = f"I heard {len(samples) / rate:.1f} seconds of {request['language']}."
        if model == "garbage":
            self._send(200, "text/html", b"<h1>Welcome</h1>")
        elif model == "talks":
            self._json(200, {"text": "Thank you for watching. " * 100})
        elif model.startswith("streams"):
            events = [{"type": "transcript.text.delta", "delta": text[:7]}, {"type": "transcript.text.delta"}]
            if model == "streams":
                events.append({"type": "transcript.text.done", "text": text})
            stream = "".join(f"event: x\ndata: {json.dumps(event)}\n\n" for event in events)
            self._send(200, "text/event-stream; charset=utf-8", stream.encode())
        else:
            self._json(200, {"text": f"  {text}\n"})

    def _speak(self, model: str, request: dict[str, Any]) -> None:
        samples = voice()
        content = wav.written(samples, SPOKEN_RATE)
        if model == "garbage":
            self._send(200, "audio/mpeg", b"ID3\x03" + bytes(3000))
        elif model == "silent":
            self._send(200, "audio/wav", wav.written(samples * 0, SPOKEN_RATE))
        elif model == "cut":
            self._send(200, "audio/wav", content[:9_000], claims=len(content))
        elif model == "cut-unseen":
            self._send(200, "audio/wav", content[:9_000])
        elif model == "raw":
            raw = sound.to_pcm(sound.resampled(samples, SPOKEN_RATE, 24_000))
            self._send(200, "audio/pcm", raw)
        elif model == "streams":
            self._chunked("audio/wav", content[:4] + b"\xff\xff\xff\xff" + content[8:40] + b"\xff" * 4 + content[44:])
        else:
            self._send(200, "audio/wav", content)

    def _json(self, status: int, body: dict[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(body).encode())

    def _send(self, status: int, kind: str, body: bytes, claims: int | None = None) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(claims or len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = claims is not None

    def _chunked(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for start in range(0, len(body), 8_000):
            piece = body[start : start + 8_000]
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")


def _form(kind: str, body: bytes) -> dict[str, Any]:
    """The fields of a multipart body; ``file`` as bytes."""
    header = Message()
    header["content-type"] = kind
    boundary = str(header.get_param("boundary")).encode()
    found: dict[str, Any] = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.strip(b"\r\n").partition(b"\r\n\r\n")
        name = head.split(b'name="')[1].split(b'"')[0].decode()
        found[name] = part.partition(b"\r\n\r\n")[2][:-2] if name == "file" else content.decode()
    return found


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Path(sys.argv[1]).write_text(str(server.server_address[1]))
    server.serve_forever()
