"""Instructions for models: files with versions, known by their hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file. ``name`` carries its version (``author.v1``); a changed text gets a new one."""

    name: str
    text: str
    sha256: str


@cache
def prompt(name: str) -> Prompt:
    """The prompt ``prompts/<name>.md``."""
    data = (resources.files(__package__) / "prompts" / f"{name}.md").read_bytes()
    return Prompt(name, data.decode(), hashlib.sha256(data).hexdigest())
