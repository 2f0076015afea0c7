"""The scripted model server, one process for all tests of this folder."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def model_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The ``/v1`` address of a server of ours that speaks as OpenAI does."""
    file: Path = tmp_path_factory.mktemp("model") / "port"
    process = subprocess.Popen([sys.executable, "-m", "tests.support.model_server", str(file)])
    try:
        for _ in range(300):
            if file.exists() and file.read_text():
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{file.read_text()}/v1"
    finally:
        process.terminate()
        process.wait(10)
