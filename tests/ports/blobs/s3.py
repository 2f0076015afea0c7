"""As much of S3 as the adapter speaks: objects in a dictionary behind HTTP, on loopback."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

WHEN = "Sun, 22 Nov 2026 15:00:00 GMT"


class FakeS3:
    """One bucket, addressed by path; ``unsigned`` counts requests that bring no AWS signature."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.unsigned = 0


@contextmanager
def fake_s3(bucket: str) -> Iterator[tuple[FakeS3, str]]:
    """The store and its address."""
    store = FakeS3()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Says nothing."""

        def setup(self) -> None:
            super().setup()
            self.protocol_version = "HTTP/1.1"

        @property
        def key(self) -> str:
            return unquote(urlsplit(self.path).path).removeprefix(f"/{bucket}").lstrip("/")

        def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
            if "AWS4-HMAC-SHA256" not in self.headers.get("authorization", ""):
                store.unsigned += 1
            self.send_response(status)
            for name, value in {"ETag": '"1"', "Last-Modified": WHEN, **headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_PUT(self) -> None:
            store.objects[self.key] = self.rfile.read(int(self.headers["content-length"]))
            self.answer(200)

        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            if "list-type" in query:
                found = [key for key in sorted(store.objects) if key.startswith(query.get("prefix", [""])[0])]
                rows = "".join(
                    f"<Contents><Key>{key}</Key><LastModified>2026-11-22T15:00:00.000Z</LastModified>"
                    f"<ETag>1</ETag><Size>{len(store.objects[key])}</Size></Contents>"
                    for key in found
                )
                self.answer(200, f"<ListBucketResult>{rows}</ListBucketResult>".encode())
            elif self.key not in store.objects:
                self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
            elif part := re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("range", "")):
                data = store.objects[self.key]
                start, end = int(part[1]), min(int(part[2]) + 1, len(data))
                self.answer(206, data[start:end], Content_Range=f"bytes {start}-{end - 1}/{len(data)}")
            else:
                self.answer(200, store.objects[self.key])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            keys = re.findall(r"<Key>(.+?)</Key>", body)
            for key in keys:
                store.objects.pop(key, None)
            done = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
            self.answer(200, f"<DeleteResult>{done}</DeleteResult>".encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield store, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
