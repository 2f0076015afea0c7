"""Writes THIRD_PARTY_NOTICES.md from what is installed: libraries of the server and the page, and the speech models.

Run by `make notices` after a change of dependencies or of the model catalogue.
"""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from vivavoce.ports.speech.models import list_models

ROOT = Path(__file__).parent.parent

HEAD = """\
# Third-party notices

Vivavoce is licensed under Apache-2.0 and uses the work of others. This page is generated (`make notices`); full texts
of the licences lie in the packages themselves.

`src/vivavoce/ports/speech/espeak_worker.py` is under GPL-3.0-or-later, because it loads espeak-ng; it runs as a process
of its own, and the rest of the product talks to it over a pipe. The phoneme alphabet given to the voice model Kokoro is
that of misaki (Apache-2.0). Skills and wording in the question bank are our own.
"""


def closure(name: str, extras: set[str], seen: dict[str, metadata.Distribution]) -> None:
    """All distributions that ``name`` with its extras needs here."""
    for wanted in metadata.distribution(name).requires or []:
        requirement = Requirement(wanted)
        if requirement.marker and not any(requirement.marker.evaluate({"extra": one}) for one in extras | {""}):
            continue
        key = requirement.name.lower().replace("_", "-")
        if key not in seen:
            try:
                seen[key] = metadata.distribution(requirement.name)
            except metadata.PackageNotFoundError:
                continue
            closure(requirement.name, requirement.extras, seen)


STATED_ELSEWHERE = {"espeakng-loader": "GPL-3.0-or-later (espeak-ng)"}
"""Licences that the package itself does not state."""


def licence(distribution: metadata.Distribution) -> str:
    """The licence as the package states it, in one line."""
    about = distribution.metadata
    if about["Name"] in STATED_ELSEWHERE:
        return STATED_ELSEWHERE[about["Name"]]
    if stated := about.get("License-Expression"):
        return stated
    classifiers = [c.rsplit(" :: ", 1)[-1] for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    return (", ".join(classifiers) or (about.get("License") or "see the package").splitlines()[0])[:80]


def main() -> None:
    """Writes the page."""
    seen: dict[str, metadata.Distribution] = {}
    closure("vivavoce", set(), seen)
    parts = [HEAD, "## Server\n\n| package | version | licence |\n|---|---|---|"]
    parts += [f"| {name} | {found.version} | {licence(found)} |" for name, found in sorted(seen.items())]
    parts.append("\n## Page\n\n| package | version | licence |\n|---|---|---|")
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
    wanted = json.loads((ROOT / "web" / "package.json").read_text())["dependencies"]
    for name in sorted([*wanted, "scheduler"]):
        about = lock[f"node_modules/{name}"]
        parts.append(f"| {name} | {about['version']} | {about.get('license', 'see the package')} |")
    parts.append("\n## Speech models\n\n| file | for | licence |\n|---|---|---|")
    parts += [f"| {model.name} | {model.purpose} | {model.licence} |" for model in list_models()]
    (ROOT / "THIRD_PARTY_NOTICES.md").write_text("\n".join(parts) + "\n")


if __name__ == "__main__":
    main()
