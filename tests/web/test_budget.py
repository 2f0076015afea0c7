"""How much a candidate's browser has to load before she can read the first screen."""

from __future__ import annotations

import gzip
import re

import mock_room
import pytest

ENTRY = re.compile(r'<script type="module"[^>]* src="/assets/room/([^"]+)"')
IMPORTED = re.compile(r'(?:\bimport|\bfrom)\s*"\./([^"]+\.js)"')
"""Static imports of built files; what is loaded later is written ``import("./…")``."""
MOST = 150 * 1024


def zipped(name: str) -> int:
    return len(gzip.compress((mock_room.BUILT / name).read_bytes(), 6))


def first_load() -> set[str]:
    """The page's script and everything that it imports at once."""
    page = (mock_room.BUILT / "index.html").read_text()
    waiting, found = ENTRY.findall(page), set[str]()
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting += set(IMPORTED.findall((mock_room.BUILT / name).read_text())) - found
    return found


@pytest.fixture(scope="module")
def built() -> None:
    if not (mock_room.BUILT / "index.html").exists():
        pytest.fail("the room is not built: npm run build in web/")


@pytest.mark.usefixtures("built")
def test_the_first_load_is_small() -> None:
    """With the largest catalogue of words: one is loaded with the page."""
    loaded = first_load()
    catalogues = [path.name for path in mock_room.BUILT.glob("*.js") if "position.start.text" in path.read_text()]
    words = max(zipped(name) for name in catalogues if name not in loaded)
    sizes = {name: zipped(name) for name in loaded}
    assert len(sizes) >= 1
    assert sum(sizes.values()) + words <= MOST, (sizes, words)


@pytest.mark.usefixtures("built")
def test_the_presenter_comes_later() -> None:
    presenters = {path.name for path in mock_room.BUILT.glob("*.js") if "presenter-figure" in path.read_text()}
    assert presenters
    assert presenters & first_load() == set()
