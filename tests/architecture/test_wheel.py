"""What an installation gets: the built wheel, opened."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path


def test_the_wheel_carries_page_migrations_and_licences(repository: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=repository,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        page = archive.read("vivavoce/web/room/index.html").decode()
    scripts = [part.split('"')[0] for part in page.split('src="')[1:]]
    assert scripts
    for script in scripts:
        assert script.replace("/assets/room/", "vivavoce/web/room/") in names
    assert "vivavoce/web/embed/embed.js" in names
    assert "vivavoce/migrations/versions/v0001_initial.py" in names
    data = [path for path in (repository / "src").rglob("*.toml") if "node_modules" not in path.parts]
    assert {str(path.relative_to(repository / "src")) for path in data} <= set(names)
    licences = {name.rsplit("/", 1)[1] for name in names if "/licenses/" in name}
    assert {"LICENSE", "NOTICE", "GPL-3.0-or-later.txt", "THIRD_PARTY_NOTICES.md"} <= licences
    assert len(names) == len(set(names))
