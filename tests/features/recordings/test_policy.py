"""What a video is by its first bytes, and what a range asks for."""

from __future__ import annotations

import pytest

from vivavoce.features.recordings.policy import UnsatisfiableError, byte_range, pieces, sniff

WEBM = bytes.fromhex("1a45dfa39f4286810142f7810142f2810442f381084282847765626d")
MATROSKA = bytes.fromhex("1a45dfa3a34286810142f7810142f2810442f38108428288") + b"matroska"


def box(brand: bytes) -> bytes:
    return b"\x00\x00\x00\x20ftyp" + brand + b"\x00\x00\x02\x00"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (WEBM, "video/webm"),
        (box(b"isom"), "video/mp4"),
        (box(b"iso5"), "video/mp4"),
        (box(b"mp42"), "video/mp4"),
        (box(b"qt  "), "video/quicktime"),
        (MATROSKA, None),
        (box(b"heic"), None),
        (box(b"avif"), None),
        (box(b"M4A "), None),
        (b"<!doctype html><script>alert(1)</script>", None),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), None),
        (b"RIFF\x00\x00\x00\x00AVI LIST", None),
        (WEBM[:4], None),
        (b"\x00\x00\x00\x20ftyp", None),
        (b"", None),
    ],
)
def test_a_video_is_known_by_its_first_bytes(head: bytes, kind: str | None) -> None:
    assert sniff(head) == kind


@pytest.mark.parametrize(
    ("header", "part"),
    [
        (None, None),
        ("", None),
        ("bytes=0-", (0, 100)),
        ("bytes=10-19", (10, 20)),
        ("bytes=90-1000", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-1000", (0, 100)),
        ("bytes=99-99", (99, 100)),
        ("bytes=0-9,20-29", None),
        ("bytes=20-10", None),
        ("bytes=-", None),
        ("items=0-9", None),
        ("bytes=a-b", None),
    ],
)
def test_a_range_is_read(header: str | None, part: tuple[int, int] | None) -> None:
    assert byte_range(header, 100) == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(header: str) -> None:
    with pytest.raises(UnsatisfiableError):
        byte_range(header, 100)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (0, 10, [(0, 0, 4), (1, 0, 4), (2, 0, 2)]),
        (3, 5, [(0, 3, 4), (1, 0, 1)]),
        (4, 8, [(1, 0, 4)]),
        (9, 10, [(2, 1, 2)]),
        (5, 6, [(1, 1, 2)]),
    ],
)
def test_a_part_is_found_in_its_chunks(start: int, end: int, found: list[tuple[int, int, int]]) -> None:
    assert list(pieces([4, 4, 2], start, end)) == found
