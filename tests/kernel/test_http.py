"""The edge: what every route gets without asking."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from vivavoce.kernel import http, logs


@pytest.fixture
async def client() -> httpx2.AsyncClient:
    app = FastAPI()

    @app.post("/functions/v1/echo")
    async def echo(body: dict[str, Any]) -> dict[str, Any]:
        return body

    @app.post("/functions/v1/crash")
    async def crash() -> None:
        raise ZeroDivisionError("secret words")

    http.install(app)
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://vivavoce")


async def test_a_crash_is_an_envelope_with_the_request_id_and_no_secrets(client: httpx2.AsyncClient) -> None:
    response = await client.post("/functions/v1/crash")
    assert response.status_code == 500
    assert response.json()["code"] == "internal"
    assert response.json()["request_id"] == response.headers["x-request-id"]
    assert "secret" not in response.text


async def test_json_that_comes_as_text_is_read(client: httpx2.AsyncClient) -> None:
    response = await client.post(
        "/functions/v1/echo", content=b'{"a": 1}', headers={"Content-Type": "text/plain;charset=UTF-8"}
    )
    assert (response.status_code, response.json()) == (200, {"a": 1})


async def test_a_body_over_the_limit(client: httpx2.AsyncClient) -> None:
    response = await client.post("/functions/v1/echo", content=b"x" * (http.BODY_LIMIT_BYTES + 1))
    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize(
    "line",
    [
        "GET /i/abcDEF_123-456 200",
        "wss://host/room/v1/live?ticket=tkt_abcdef",
        "Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_1",
    ],
)
def test_tokens_are_taken_out_of_logs(line: str) -> None:
    assert "[token]" in logs.redact(line)
    for secret in ("abcDEF_123-456", "tkt_abcdef", "eyJhbGciOiJFUzI1NiJ9"):
        assert secret not in logs.redact(line)
