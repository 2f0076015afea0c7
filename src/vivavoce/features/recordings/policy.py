"""What counts as a video, how much of it may come, and which part of it was asked for. No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

MOST_SECONDS = 120
LEEWAY_S = 5
"""A recorder stops a moment after it was told to."""
MOST_BYTES = 100_000_000
CHUNK_LIMIT_BYTES = 1_000_000
"""Every route takes bodies of that size."""
MOST_CHUNKS = 1_000

_EBML = b"\x1a\x45\xdf\xa3"
_DOCTYPE = b"\x42\x82"
_PICTURES_AND_SOUND = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis", b"M4A ", b"M4B ", b"crx ")
"""Brands of the same container that are no video (ISO/IEC 23008-12, AVIF, Apple audio, Canon raw)."""
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class UnsatisfiableError(ValueError):
    """A range that begins behind the end (RFC 9110, 14.4)."""


def sniff(head: bytes) -> str | None:
    """The content type by the first bytes; None: no video that browsers play. What the sender says is not asked."""
    if head.startswith(_EBML):
        # Matroska (ISO/IEC 8794 has the element DocType): browsers play the profile "webm" alone.
        at = head.find(_DOCTYPE, 4, 64)
        return "video/webm" if at > 0 and head[at + 3 : at + 7] == b"webm" else None
    if head[4:8] == b"ftyp" and len(head) >= 12 and head[8:12] not in _PICTURES_AND_SOUND:
        return "video/quicktime" if head[8:12] == b"qt  " else "video/mp4"
    return None


EXTENSIONS = {"video/webm": "webm", "video/mp4": "mp4", "video/quicktime": "mov"}


def byte_range(header: str | None, size: int) -> tuple[int, int] | None:
    """First byte and the one behind the last, of a ``Range`` header; None: the whole file, as for several ranges.

    Raises UnsatisfiableError.
    """
    found = _RANGE.fullmatch((header or "").strip())
    if not found or not (found[1] or found[2]):
        return None
    if not found[1]:
        start, end = max(size - int(found[2]), 0), size
    else:
        start, end = int(found[1]), min(int(found[2]) + 1, size) if found[2] else size
    if found[1] and found[2] and int(found[2]) < start:
        return None  # not a range at all (RFC 9110, 14.1.1)
    if start >= size or start >= end:
        raise UnsatisfiableError
    return start, end


def pieces(sizes: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Which chunks hold the bytes from ``start`` to ``end``: number, and the part of it."""
    begins = 0
    for number, size in enumerate(sizes):
        first, last = max(start - begins, 0), min(end - begins, size)
        if first < last:
            yield number, first, last
        begins += size
