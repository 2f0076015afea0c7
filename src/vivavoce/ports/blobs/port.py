"""What we ask of a store of files. A key is a path such as ``merchant/enrolment/recording/00000``."""

from __future__ import annotations

import re
from typing import Protocol

_KEY = re.compile(r"[\w-]+(/[\w-]+)*", re.ASCII)


class BlobMissingError(LookupError):
    """Nothing is kept under this key."""


class Blobs(Protocol):
    """A store. What was put is there for whoever asks next; putting again replaces it whole."""

    async def put(self, key: str, data: bytes) -> None:
        """Keeps ``data`` under ``key``: all of it, or nothing."""

    async def get(self, key: str, start: int = 0, end: int | None = None) -> bytes:
        """The bytes from ``start``, which lies within, up to ``end``, or to where they end. Raises BlobMissingError."""

    async def delete(self, folder: str) -> None:
        """Forgets every key below ``folder``; where there is none, nothing happens."""


def checked(key: str) -> str:
    """The key, when it is one that no store misreads. Raises ValueError."""
    if not _KEY.fullmatch(key):
        raise ValueError("a key is made of letters, digits, - and _, in folders")
    return key
