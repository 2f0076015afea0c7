"""One audio server: bounded in time and size, asked once more when the connection breaks; errors say what to do.

What it answers to an error is not passed on: servers repeat what they were sent, and that is a candidate's voice.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx2

from vivavoce.ports.speech.port import SpeechUnavailableError

CONNECT_TIMEOUT_S = 3.0
_MOST_BYTES = 24 * 1024 * 1024
"""Two minutes of stereo at 48 kHz; what is longer was not asked for."""
_REMEDIES = {
    400: "does not accept the request: check {prefix}_MODEL",
    401: "refuses the key: check {prefix}_API_KEY",
    403: "refuses the key: check {prefix}_API_KEY",
    404: "knows no such address or model: check {prefix}_BASE_URL and {prefix}_MODEL",
    422: "does not accept the request: check {prefix}_MODEL",
    429: "is asked too much: raise its limits, or take a second server",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A 200: its content type without parameters, and its body, or a piece of it."""

    kind: str
    body: bytes
    whole: bool = True
    """The server said how long its answer is, so it had made all of it before it sent any."""


class AudioServer:
    """An address (``…/v1``), a model there, and its key. ``repr`` leaves the key out."""

    def __init__(
        self, base_url: str, model: str, key: str | None = None, *, prefix: str, timeout_s: float = 15.0
    ) -> None:
        """``prefix`` begins the names of its settings. ``timeout_s``: for a whole answer, with the second attempt."""
        self.model = model
        self.base_url = base_url.rstrip("/")
        self._prefix = prefix
        self.timeout_s = timeout_s
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        timeout = httpx2.Timeout(timeout_s, connect=CONNECT_TIMEOUT_S)
        self._client = httpx2.AsyncClient(headers=headers, timeout=timeout)

    def __repr__(self) -> str:
        return f"{self.model} at {urlsplit(self.base_url).netloc}"

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()

    async def post(self, path: str, **request: Any) -> Answer:
        """``request`` as httpx2 takes it. Raises SpeechUnavailableError."""
        with self._told():
            async with asyncio.timeout(self.timeout_s):
                try:
                    return await self._ask(path, request)
                except (httpx2.NetworkError, httpx2.RemoteProtocolError):
                    return await self._ask(path, request)

    async def pieces(self, path: str, left_s: Callable[[], float], **request: Any) -> AsyncGenerator[Answer]:
        """The answer as it comes; asked once more when the connection breaks before anything came. Close it.

        ``left_s``: how long the next piece may take from now. Raises SpeechUnavailableError.
        """
        begun = again = False
        with self._told():
            while True:
                try:
                    async with aclosing(self._opened(path, left_s, request)) as coming:
                        async for piece in coming:
                            begun = True
                            yield piece
                        return
                except (httpx2.NetworkError, httpx2.RemoteProtocolError):
                    if begun or again:
                        raise
                    again = True

    def error(self, what: str) -> SpeechUnavailableError:
        """One that names this server."""
        return SpeechUnavailableError(f"{self!r} {what}")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong on the way, in words."""
        try:
            yield
        except (TimeoutError, httpx2.TimeoutException) as error:
            raise self.error(f"did not answer in time: check {self._prefix}_BASE_URL, or its load") from error
        except httpx2.HTTPError as error:
            what = f"is not to be reached ({type(error).__name__}): check {self._prefix}_BASE_URL, and that it runs"
            raise self.error(what) from error

    async def _ask(self, path: str, request: dict[str, Any]) -> Answer:
        async with self._client.stream("POST", f"{self.base_url}/{path}", **request) as response:
            self._check(response)
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                self._bound(len(body))
            return Answer(_kind(response), bytes(body))

    async def _opened(self, path: str, left_s: Callable[[], float], request: dict[str, Any]) -> AsyncGenerator[Answer]:
        async with asyncio.timeout(left_s()):
            asked = self._client.build_request("POST", f"{self.base_url}/{path}", **request)
            response = await self._client.send(asked, stream=True)
        try:
            self._check(response)
            kind, whole = _kind(response), "content-length" in response.headers
            chunks, size = response.aiter_bytes(), 0
            while True:
                async with asyncio.timeout(left_s()):
                    chunk = await anext(chunks, None)
                if chunk is None:
                    return
                size += len(chunk)
                self._bound(size)
                yield Answer(kind, chunk, whole)
        finally:
            await response.aclose()

    def _check(self, response: httpx2.Response) -> None:
        if response.status_code != 200:
            remedy = _REMEDIES.get(response.status_code, "failed: look into its log").format(prefix=self._prefix)
            raise self.error(f"answered {response.status_code}, it {remedy}")

    def _bound(self, size: int) -> None:
        if size > _MOST_BYTES:
            raise self.error("sends without end")


def _kind(response: httpx2.Response) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()
