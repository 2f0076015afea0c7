"""The real engines, built once for all tests here. Models: the folder VIVAVOCE_MODELS, pulled if one is missing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from vivavoce.ports.speech.cache import SpeechCache
from vivavoce.ports.speech.embedded import EmbeddedSpeech
from vivavoce.ports.speech.models import list_models, pull

_REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def models_dir() -> Path:
    folder = Path(os.environ.get("VIVAVOCE_MODELS") or _REPOSITORY / "data" / "models")
    pull(folder, progress=False, models=list_models())
    return folder


@pytest.fixture(scope="session")
def speech(models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedSpeech]:
    """With a cache: several tests look at the same sentence."""
    embedded = EmbeddedSpeech(models_dir, SpeechCache(tmp_path_factory.mktemp("speech-cache")))
    yield embedded
    embedded.close()
