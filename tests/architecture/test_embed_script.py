"""What goes into strangers' pages: small, without anybody else's code, and with at least as much test as code."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

LIMIT_BYTES = 4096
WRITTEN = {"words.ts"}
"""Made from the catalogues."""
HELP = {"page.ts"}
"""Of the tests."""


@pytest.fixture
def package(repository: Path) -> Path:
    return repository / "web" / "packages" / "embed"


def lines(paths: list[Path]) -> int:
    return sum(bool(line.strip()) for path in paths for line in path.read_text().splitlines())


def test_there_is_as_much_test_as_code(package: Path) -> None:
    all_of_it = [path for path in package.glob("*.ts*") if path.suffix in (".ts", ".tsx")]
    tests = [path for path in all_of_it if ".test." in path.name or path.name in HELP]
    code = [path for path in all_of_it if path not in tests and path.name not in WRITTEN | {"vite.config.ts"}]
    assert {path.name for path in code} == {"index.ts", "protocol.ts", "react.tsx", "script.ts"}
    assert lines(tests) >= lines(code) > 200


def test_the_script_is_small(repository: Path) -> None:
    script = repository / "src" / "vivavoce" / "web" / "embed" / "embed.js"
    assert len(gzip.compress(script.read_bytes())) < LIMIT_BYTES
    assert "react" not in script.read_text().lower()


def test_the_package_needs_nothing(package: Path) -> None:
    about = json.loads((package / "package.json").read_text())
    assert "dependencies" not in about
    assert about["peerDependenciesMeta"] == {"react": {"optional": True}}
    imported = {
        name
        for path in ("index.ts", "protocol.ts", "script.ts", "react.tsx")
        for name in re.findall(r'from "([^"]+)"', (package / path).read_text())
    }
    assert imported == {"react", "./index.js", "./protocol.js", "./words.js"}


def test_nothing_is_ever_posted_to_everybody(repository: Path) -> None:
    sources = [*(repository / "web" / "packages").rglob("*.ts*"), *(repository / "web" / "apps").rglob("*.ts*")]
    posting = [path for path in sources if "postMessage(" in path.read_text() and "worklet" not in path.name]
    assert {path.name for path in posting} >= {"index.ts", "host.ts"}
    found = [path.name for path in posting if re.search(r"""postMessage\([^)]*["']\*["']""", path.read_text())]
    assert found == []


def test_every_message_is_documented(repository: Path, package: Path) -> None:
    text = (repository / "docs" / "embed-lifecycle.md").read_text()
    types = set(re.findall(r'"(\w+)"', (package / "protocol.ts").read_text().partition("HostMessage =")[0]))
    assert types - {"type"} == {"ready", "started", "completed", "submitted", "failed", "resize"}
    assert [name for name in sorted(types) if f'"{name}"' not in text] == []
