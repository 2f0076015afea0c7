"""The door: bytes in, what a person sees out. The work is done in a process of its own, one document at a time.

Documents come from strangers, and what takes them apart is partly C: a document may only ever cost its own answer.
The process is started with the first document, serves the next ones, and is killed when one takes too long.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from vivavoce.ports.documents import wire
from vivavoce.ports.documents.port import TIME_LIMIT_S, Document, Unreadable, UnreadableDocumentError
from vivavoce.ports.documents.sniff import check_size

_DOCUMENTS_EACH = 200
"""After so many a worker is replaced: memory, and whatever a document may have left behind."""
_ENVIRONMENT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH")
"""What the worker needs of ours; keys and passwords stay here."""
_TOO_SLOW = "Reading the document took longer than {:g} seconds. Save it again in a simpler form, best as a plain PDF."
_DIED = "The document can't be read: it brought our reader down. Save it again, best as a PDF, and send that."


class DocumentReader:
    """A worker process and the queue before it. Any event loop may use it; a cancelled wait leaves it intact."""

    def __init__(self, time_limit_s: float = TIME_LIMIT_S) -> None:
        self._time_limit_s = time_limit_s
        self._lock = threading.Lock()
        self._thread: ThreadPoolExecutor | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Of the running worker, for tests and diagnosis."""
        return self._process.pid if self._process else None

    async def read(self, data: bytes, *, filename: str | None = None, media_type: str | None = None) -> Document:
        """What ``port.Document`` says. Raises UnreadableDocumentError, DocumentTooLargeError."""
        check_size(data)
        with self._lock:
            if self._thread is None:
                self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="documents")
                self._closed = False
            thread = self._thread
        head = wire.request(data, filename, media_type)
        return await asyncio.get_running_loop().run_in_executor(thread, self._ask, head, data)

    def close(self) -> None:
        """End the worker; who still waits gets an error. A later ``read`` starts anew."""
        with self._lock:
            thread, self._thread, self._closed = self._thread, None, True
            process = self._process
        if process is not None:
            process.kill()
        if thread is not None:
            thread.shutdown(cancel_futures=True)
        self._stop()

    def _ask(self, head: bytes, data: bytes) -> Document:
        """Only ever runs on the one thread. A worker that died while idle is replaced; one that dies of the
        document is not asked again."""
        while True:
            is_new = self._process is None or self._process.poll() is not None
            process = self._started() if is_new or self._process is None else self._process
            late = threading.Event()
            timer = threading.Timer(self._time_limit_s, _end, (process, late))
            timer.daemon = True
            timer.start()
            try:
                return self._exchange(process, head, data)
            except (OSError, ValueError) as error:
                self._stop()
                if late.is_set():
                    raise UnreadableDocumentError(Unreadable.TOO_SLOW, _TOO_SLOW.format(self._time_limit_s)) from error
                if is_new or self._closed:
                    raise UnreadableDocumentError(Unreadable.DAMAGED, _DIED) from error
            finally:
                timer.cancel()

    def _exchange(self, process: subprocess.Popen[bytes], head: bytes, data: bytes) -> Document:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(head)
        process.stdin.write(data)
        process.stdin.flush()
        line = process.stdout.readline(wire.MAX_ANSWER_BYTES)
        self._served += 1
        if self._served >= _DOCUMENTS_EACH:
            self._stop()
        return wire.understood(line)

    def _started(self) -> subprocess.Popen[bytes]:
        self._stop()
        environment = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "vivavoce.ports.documents.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**environment, "OPENBLAS_NUM_THREADS": "1"},
        )
        self._process, self._served = process, 0
        return process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except BrokenPipeError:
                continue


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


_reader = DocumentReader()


async def read(data: bytes, *, filename: str | None = None, media_type: str | None = None) -> Document:
    """A document as a person sees it, read by the one worker of this process.

    The type is found in the bytes; ``filename`` and ``media_type`` only tell HTML, Markdown and plain text apart.
    Raises UnreadableDocumentError (its sentence says what to do) and DocumentTooLargeError.
    """
    return await _reader.read(data, filename=filename, media_type=media_type)


def close() -> None:
    """End the worker of this process, if there is one."""
    _reader.close()
