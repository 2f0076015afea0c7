"""Facts in the documents that would drift if nobody looked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import vivavoce
from vivavoce.features.sessions import ear, hearing, replying, runner, service, turns
from vivavoce.kernel.settings import Settings
from vivavoce.ports.speech.openai_compatible import patience


def timers() -> dict[str, str]:
    """Every timer of the live interview, as the table writes it."""
    found: dict[str, str] = {}
    for module in (turns, ear, hearing, runner, replying, patience):
        for name, value in vars(module).items():
            if name.endswith(("_MS", "_S", "_FRAMES")) and name.isupper() and not name.startswith("_"):
                found[name] = _as_written(value)
    found["EXTRA_TIME"] = str(turns.EXTRA_TIME)
    found["ABANDONED_AFTER"] = f"{service.ABANDONED_AFTER.total_seconds():.0f}"
    found["TICKET_LIFE"] = f"{service.TICKET_LIFE.total_seconds():.0f}"
    return found


def _as_written(value: object) -> str:
    match value:
        case dict():
            return " / ".join(map(str, value.values()))
        case tuple():
            return " / ".join(str(part[-1]) for part in value)
    return str(value)


def test_every_timer_stands_in_the_table_with_its_value(repository: Path) -> None:
    table = (repository / "docs" / "voice-timing.md").read_text()
    written = {
        cells[0].strip(" `"): cells[2].strip()
        for line in table.splitlines()
        if line.startswith("| `") and len(cells := line.strip("|").split("|")) >= 4
    }
    assert {name: written.get(name) for name in timers()} == timers()


def test_every_setting_is_documented(repository: Path) -> None:
    documented = (repository / "docs" / "self-hosting.md").read_text()
    names = [choice for field in Settings.model_fields.values() for choice in field.validation_alias.choices]  # type: ignore[union-attr]
    assert [name for name in names if f"`{name}`" not in documented] == []
    example = (repository / ".env.example").read_text()
    assert [name for name in names if f"{name}=" not in example] == []


def test_every_error_code_is_documented(repository: Path) -> None:
    codes: set[str] = set()
    for path in Path(vivavoce.__file__).parent.rglob("*.py"):
        if "access/gotrue" in str(path):
            continue
        codes |= set(re.findall(r'\bcode="([a-z_]+)"', path.read_text()))
        codes |= set(re.findall(r'\bstatus, code = \d+, "([a-z_]+)"', path.read_text()))
    documented = (repository / "docs" / "errors.md").read_text()
    assert [code for code in sorted(codes) if f"`{code}`" not in documented] == []


def test_the_folders_that_architecture_names_are_there(repository: Path) -> None:
    text = (repository / "ARCHITECTURE.md").read_text()
    named = set(re.findall(r"`((?:src|tests|web|docs)/[\w./-]*)`", text))
    assert [path for path in sorted(named) if not (repository / path).exists()] == []
    features = {path.parent.name for path in (repository / "src/vivavoce/features").glob("*/__init__.py")}
    assert [name for name in sorted(features) if f"`{name}`" not in text] == []


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(repository: Path, name: str) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", (repository / name).read_text())
    assert [target for target in targets if not (repository / target).exists()] == []


def test_every_make_target_of_the_readme_exists(repository: Path) -> None:
    makefile = (repository / "Makefile").read_text()
    used = set(re.findall(r"`make ([a-z-]+)", (repository / "README.md").read_text()))
    assert [target for target in sorted(used) if not re.search(rf"^{target}:", makefile, re.M)] == []


def test_third_party_notices_name_every_library(repository: Path) -> None:
    lock = (repository / "uv.lock").read_text()
    ours = re.search(r'name = "vivavoce"\nversion.*?\ndependencies = \[(.*?)\n\]', lock, re.S)
    assert ours
    direct = re.findall(r'name = "([\w.-]+)"', ours[1])
    notices = (repository / "THIRD_PARTY_NOTICES.md").read_text().lower().replace("_", "-")
    assert [name for name in direct if f"| {name} " not in notices] == []
