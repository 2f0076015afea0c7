"""Imports point one way: entry → features (top to bottom, through their doors) → ports → kernel."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import vivavoce

ROOT = Path(vivavoce.__file__).parent

ORDER = [
    ["results"],
    ["evaluation"],
    ["sessions"],
    ["portals", "recordings", "tasks"],
    ["enrolment"],
    ["screening"],
    ["interviews", "candidates"],
    ["embeds", "templates", "knowledge"],
    ["credits", "languages", "usage"],
    ["access"],
]
"""Features from top to bottom; one may import those in lower rows."""
RANK = {name: rank for rank, row in enumerate(ORDER) for name in row}

FILES = sorted(ROOT.rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Modules of ours that a file names; ``from a import b`` counts as ``a.b`` when that is a module."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide their direction"
            found.add(node.module or "")
            for alias in node.names:
                below = ROOT.joinpath(*(node.module or "").split(".")[1:], alias.name)
                if below.is_dir() or below.with_suffix(".py").exists():
                    found.add(f"{node.module}.{alias.name}")
    return {name for name in found if name.split(".")[0] == "vivavoce"}


def fault(path: Path, module: str) -> str | None:
    """What is wrong with an import; None: nothing."""
    here, there = path.relative_to(ROOT).with_suffix("").parts, module.split(".")[1:]
    if not there or here[0] in ("entry", "migrations"):
        return None
    match here[0], there[0]:
        case _, "entry" | "migrations":
            return "nothing imports the composition root"
        case "kernel", "features" | "ports":
            return "the kernel knows no feature and no port"
        case "ports", "features":
            return "a port knows no feature"
        case "features", "features" if len(here) > 1 and len(there) > 1 and here[1] != there[1]:
            if here[1] not in RANK or there[1] not in RANK:
                return "a feature that ORDER does not know"
            if RANK[there[1]] <= RANK[here[1]]:
                return f"{there[1]} is not below {here[1]}"
            if len(there) > 2:
                return "a feature is entered through its door, its __init__"
    return None


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards(path: Path) -> None:
    faults = {module: said for module in imported(path) if (said := fault(path, module))}
    assert not faults


def test_every_feature_has_its_place() -> None:
    there = {folder.name for folder in (ROOT / "features").iterdir() if (folder / "__init__.py").exists()}
    assert there == set(RANK)
