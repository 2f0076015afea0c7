"""``vivavoce doctor`` on the language model: nothing configured, reachable, refused, gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from vivavoce.entry.doctor import _language_model
from vivavoce.kernel.settings import Settings


class Handler(BaseHTTPRequestHandler):
    """Lists one model to who knows the key."""

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        known = self.headers["authorization"] == "Bearer right"
        body = b'{"data": [{"id": "small-1"}]}'
        self.send_response(200 if known else 401)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    server.shutdown()
    server.server_close()


def settings(**given: Any) -> Settings:
    return Settings(_env_file=None, **given)


async def test_nothing_configured_is_well() -> None:
    found = await _language_model(settings())
    assert found.ok
    assert "built-in" in found.state


@pytest.mark.parametrize(
    ("model", "key", "ok", "word"),
    [("small-1", "right", True, "reachable"), ("big-9", "right", False, "list"), ("small-1", "wrong", False, "key")],
)
async def test_what_the_address_says(address: str, model: str, key: str, ok: bool, word: str) -> None:
    found = await _language_model(settings(llm_base_url=address, llm_model=model, llm_api_key=key))
    assert found.ok is ok
    assert word in found.state
    assert bool(found.remedy) is not ok
    assert key not in found.state + found.remedy or key == "wrong"


async def test_nobody_listens() -> None:
    found = await _language_model(settings(llm_base_url="http://127.0.0.1:9/v1", llm_model="x"))
    assert not found.ok
    assert found.remedy


def test_an_address_without_a_model_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="VIVAVOCE_LLM_MODEL"):
        settings(llm_base_url="http://127.0.0.1:9/v1")
