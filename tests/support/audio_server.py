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
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import numpy as np

from vivavoce.ports.speech import sound, wav

SLOW_S = 10
STREAM_S = 2.0
"""How long the models in ``STREAMS`` speak."""
CHUNK_S = 0.05
STALL_S = 5.0
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


@dataclass(frozen=True)
class Stream:
    """How a model sends what it speaks: its head's sizes, how fast (times speech), and what happens in the middle."""

    size: int = 0xFFFFFFFF
    speed: float = 3.0
    rate: int = SPOKEN_RATE
    raw: bool = False
    loudness: float = 1.0
    middle: Literal["", "stalls", "cut", "ends", "endless"] = ""

    def content(self) -> bytes:
        """Speech between silences."""
        quiet = np.zeros(self.rate // 4, np.float32)
        spoken = voice(STREAM_S, self.rate) * np.float32(self.loudness)
        whole = wav.written(np.concatenate((quiet, spoken, quiet)), self.rate)
        return whole[44:] if self.raw else whole[:40] + self.size.to_bytes(4, "little") + whole[44:]

    def pieces(self) -> Iterator[bytes]:
        """Of an odd number of bytes, when they are ready."""
        content, step = self.content(), int(self.rate * 2 * CHUNK_S) + 1
        for start in range(0, len(content), step):
            if self.middle and start > len(content) // 2:
                if self.middle in ("cut", "ends"):
                    return
                time.sleep(STALL_S if self.middle == "stalls" else 0)
                while self.middle == "endless":
                    yield content[: 64 * 1024]
            time.sleep(CHUNK_S / self.speed)
            yield content[start : start + step]


STREAMS = {
    "flows": Stream(),
    "flows-raw": Stream(raw=True, rate=24_000),
    "flows-zero": Stream(size=0, rate=48_000),
    "flows-fast": Stream(speed=1_000.0, rate=16_000),
    "flows-slowly": Stream(speed=0.6),
    "flows-once": Stream(),
    "flows-stalls": Stream(middle="stalls"),
    "flows-cut": Stream(middle="cut"),
    "flows-ends": Stream(size=10_000_000, middle="ends"),
    "flows-endless": Stream(speed=1_000.0, raw=True, rate=24_000, middle="endless"),
    "flows-silent": Stream(speed=1_000.0, loudness=0.0),
}


class Handler(BaseHTTPRequestHandler):
    """Both audio addresses; ``GET /v1/models`` lists them, ``GET /seen`` gives what came in."""

    seen: list[dict[str, Any]] = []  # noqa: RUF012 (one server, one list)
    left: list[str] = []  # noqa: RUF012
    """Models whose listener hung up before the end."""
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        known = self.headers.get("authorization") != "Bearer wrong"
        if self.path == "/seen":
            self._json(200, {"requests": self.seen, "left": self.left})
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
        if model == "hangs-up" or (model.endswith("-once") and times == 1):
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
        elif model in STREAMS:
            self._flow(model, STREAMS[model])
        elif model == "flows-page":
            self._chunked("text/html", b"<!doctype html><p>Please sign in.</p>" * 50)
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

    def _flow(self, model: str, how: Stream) -> None:
        self.send_response(200)
        self.send_header("content-type", "audio/pcm" if how.raw else "audio/wav")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        try:
            for piece in how.pieces():
                self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            if how.middle == "cut":
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
            else:
                self.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.left.append(model)
            self.close_connection = True


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
