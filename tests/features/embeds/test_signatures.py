"""Signatures, against the vectors that the documents give to integrators, and by foreign code."""

from __future__ import annotations

import shutil
import subprocess
import time
import urllib.parse
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.journeys.playground import host
from vivavoce.features.embeds import SignedQuery, Visitor
from vivavoce.features.embeds.signatures import verify
from vivavoce.kernel.errors import ForbiddenError

EMBED = UUID("0199f3a8-1111-7000-8000-000000000005")
KEY = "emb_c2VjcmV0LWZvci10ZXN0LXZlY3RvcnMtb25seS0wMTIz"
NOW_S = 1_767_225_600


def vectors(repository: Path) -> list[tuple[Visitor, SignedQuery]]:
    """The table of docs/embed-signatures.md."""
    text = (repository / "docs" / "embed-signatures.md").read_text()
    assert str(EMBED) in text
    assert KEY in text
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in text.splitlines() if "@" in line]
    return [
        (Visitor(row[0], row[1]), SignedQuery(EMBED, row[2], row[3], row[5], int(row[4]) if row[4] else None))
        for row in rows
        if len(row) == 6
    ]


def test_the_documents_vectors_are_ours(repository: Path) -> None:
    found = vectors(repository)
    assert [query.ts for _, query in found] == [None] * 4 + [NOW_S] * 4
    assert sum(not visitor.name.isascii() for visitor, _ in found) == 6
    for visitor, query in found:
        assert verify(query, [KEY], NOW_S, accepts_v1=True) == visitor
        with pytest.raises(ForbiddenError):
            verify(query, [KEY + "x"], NOW_S, accepts_v1=True)


def test_the_documents_javascript_signs_as_we_read(repository: Path) -> None:
    node = shutil.which("node")
    assert node is not None, "Node builds the room, so it is there"
    text = (repository / "docs" / "embed-signatures.md").read_text()
    script = text.partition("```js\n")[2].partition("```")[0]
    script += (
        f'\nDate.now = () => {NOW_S}000;\nconsole.log(embedUrl("", "{EMBED}", "{KEY}", "王小明", "ming@example.com"));'
    )
    done = subprocess.run(
        [node, "--input-type=module", "-e", script], capture_output=True, text=True, check=True, timeout=60
    )
    expected = next(query for visitor, query in vectors(repository) if query.ts and visitor.name == "王小明")
    assert done.stdout.strip().endswith(f"&ts={NOW_S}&signature={expected.signature}")


def test_the_documents_python_signs_as_we_read(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (repository / "docs" / "embed-signatures.md").read_text()
    names: dict[str, Any] = {}
    exec(
        "import base64, hmac, json, time, urllib.parse\n" + text.partition("```python\n")[2].partition("```")[0], names
    )
    monkeypatch.setattr(time, "time", lambda: float(NOW_S))
    for visitor, query in vectors(repository)[4:]:
        check(names["embed_url"]("", str(EMBED), KEY, visitor.name, visitor.email), query)


def test_the_playground_signs_as_we_read(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: float(NOW_S))
    for visitor, query in vectors(repository):
        way = "v2" if query.ts else "v1"
        check(host.Embed("", str(EMBED), KEY).address(way, visitor.name, visitor.email), query)


def check(address: str, query: SignedQuery) -> None:
    """The address of somebody else's making is the signed query."""
    sent = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
    ts = int(sent["ts"]) if "ts" in sent else None
    assert SignedQuery(UUID(sent["embed_id"]), sent["name"], sent["email"], sent["signature"], ts) == query


def test_letters_that_change_places_are_the_known_weakness_of_version_1(repository: Path) -> None:
    """Documented, and the reason for ``accepts_v1``."""
    _, query = vectors(repository)[0]  # John Smith, john@example.com
    shifted = SignedQuery(EMBED, "Sm9obiBTbWl0aGo=", "b2huQGV4YW1wbGUuY29t", query.signature)
    assert verify(shifted, [KEY], NOW_S, accepts_v1=True) == Visitor("John Smithj", "ohn@example.com")
    with pytest.raises(ForbiddenError) as refused:
        verify(shifted, [KEY], NOW_S, accepts_v1=False)
    assert refused.value.code == "signature_v1_off"
