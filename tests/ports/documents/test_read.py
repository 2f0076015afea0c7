"""The door: a worker process that is started late, used again, and killed when a document takes too long."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Iterator

import psutil
import pytest

from tests.ports.documents.resumes import resume_docx, resume_pdf
from vivavoce.ports.documents import read as door
from vivavoce.ports.documents import wire
from vivavoce.ports.documents.extract import extract
from vivavoce.ports.documents.port import MAX_BYTES, DocumentTooLargeError, Unreadable, UnreadableDocumentError
from vivavoce.ports.documents.read import DocumentReader

ENDLESS = b"<html>" + b"<div><span>" * 200_000
"""A browser's rules for misnested tags make this quadratic: minutes."""


@pytest.fixture
def reader() -> Iterator[DocumentReader]:
    opened = DocumentReader()
    yield opened
    opened.close()


async def test_one_worker_serves_all_and_says_what_extract_says(reader: DocumentReader) -> None:
    assert reader.pid is None, "nothing is started before there is something to read"
    found = await asyncio.gather(reader.read(resume_pdf()), reader.read(resume_docx()), reader.read(b"Jane"))
    assert list(found) == [extract(resume_pdf()), extract(resume_docx()), extract(b"Jane")]
    pid = reader.pid
    await reader.read("Zoë".encode("utf-16"), filename="a.txt", media_type="text/plain")
    assert reader.pid == pid


async def test_errors_come_through(reader: DocumentReader) -> None:
    with pytest.raises(UnreadableDocumentError, match="empty") as refused:
        await reader.read(b"")
    assert refused.value.reason == Unreadable.EMPTY
    with pytest.raises(DocumentTooLargeError):
        await reader.read(b"a" * (MAX_BYTES + 1))
    with pytest.raises(DocumentTooLargeError):
        await reader.read(b"word " * 450_000)


async def test_a_document_that_takes_too_long_is_given_up(reader: DocumentReader) -> None:
    await reader.read(b"warm")
    first, reader._time_limit_s = reader.pid, 1.5
    began, ticks = time.monotonic(), 0
    reading = asyncio.create_task(reader.read(ENDLESS))
    while not reading.done():
        await asyncio.sleep(0.05)
        ticks += 1
    with pytest.raises(UnreadableDocumentError, match=r"1\.5 seconds") as refused:
        await reading
    assert refused.value.reason == Unreadable.TOO_SLOW
    assert time.monotonic() - began < 10
    assert ticks > 5, "the event loop went on"
    reader._time_limit_s = 20.0
    assert (await reader.read(b"next")).text == "next"
    assert reader.pid != first


async def test_a_worker_that_died_while_idle_is_replaced(reader: DocumentReader) -> None:
    await reader.read(b"one")
    first = reader.pid
    assert first
    os.kill(first, signal.SIGKILL)
    assert (await reader.read(b"two")).text == "two"
    assert reader.pid != first


async def test_a_worker_is_replaced_after_some_documents(
    reader: DocumentReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_DOCUMENTS_EACH", 2)
    assert [(await reader.read(b"one")).text for _ in range(3)] == ["one"] * 3


async def test_the_worker_gets_no_secrets(reader: DocumentReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    await reader.read(b"one")
    given = psutil.Process(reader.pid).environ()
    assert "PATH" in given
    assert "DATABASE_URL" not in given


async def test_close_ends_the_worker_and_a_later_read_starts_anew() -> None:
    assert (await door.read(b"one")).text == "one"
    pid = door._reader.pid
    assert pid
    door.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert (await door.read(b"two")).text == "two"
    door.close()
    door.close()


@pytest.mark.parametrize(
    "line", [b"", b"{}\n", b"[]\n", b"nonsense\n", b'{"document": {}}\n', b'{"reason": "x", "sentence": ""}\n']
)
def test_an_answer_that_is_none_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):
        wire.understood(line)
