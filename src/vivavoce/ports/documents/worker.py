"""The process that takes documents apart: one at a time, from standard input, with little that it may do.

It ends when its standard input ends or when the process that started it is gone. It writes no files, gets no secrets
in its environment, and has a ceiling of memory, so that a document that blows up takes nobody with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time

from vivavoce.ports.documents import wire
from vivavoce.ports.documents.extract import extract
from vivavoce.ports.documents.port import DocumentTooLargeError, Unreadable, UnreadableDocumentError

MEMORY_BYTES = 2 << 30
"""Of addresses; a large page needs 200 MB."""
_FAILED = "The document can't be read; it may be damaged. Save it again, best as a PDF, and send that."


def main() -> None:
    """Serve until the end of standard input."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    _give_up_rights()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    while line := sys.stdin.buffer.readline():
        head = json.loads(line)
        data = sys.stdin.buffer.read(head["bytes"])
        out.write(_answer(data, head["filename"], head["media_type"]))
        out.flush()


def _answer(data: bytes, filename: str | None, media_type: str | None) -> bytes:
    try:
        return wire.answer(extract(data, filename, media_type))
    except (UnreadableDocumentError, DocumentTooLargeError) as error:
        return wire.refusal(error)
    except Exception:
        return wire.refusal(UnreadableDocumentError(Unreadable.DAMAGED, _FAILED))


def _give_up_rights() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a lower limit is already set
            resource.setrlimit(limit, (value, value))


def _end_with(parent: int) -> None:
    """A pipe that another child inherited would keep standard input open, so look at the parent too."""
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(0)


if __name__ == "__main__":
    main()
